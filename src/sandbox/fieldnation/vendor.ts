import type { KernelContext } from '../kernel/kernel.ts';
import type { Route } from '../kernel/router.ts';
import type { VendorDefinition } from '../kernel/vendor-definition.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import { maxFileBytes } from './files.ts';
import type { FieldNationData } from './model.ts';
import { plainError, problem, webhookError } from './problems.ts';
import { createRequestBudget } from './request-budget.ts';
import { attachmentRoutes } from './routes-attachments.ts';
import { detailRoutes } from './routes-details.ts';
import { executionRoutes } from './routes-execution.ts';
import { gapRoutes } from './routes-gaps.ts';
import { lifecycleRoutes } from './routes-lifecycle.ts';
import { lookupRoutes } from './routes-lookups.ts';
import { messageRoutes } from './routes-messages.ts';
import { newLookupRoutes } from './routes-new-lookups.ts';
import { payRoutes } from './routes-pay.ts';
import { preparationRoutes } from './routes-preparation.ts';
import { revisitRoutes } from './routes-revisits.ts';
import { talentPoolRoutes } from './routes-talent-pools.ts';
import { webhookLogRoutes } from './routes-webhook-logs.ts';
import { webhookRoutes, webhooksApi } from './routes-webhooks.ts';
import { rest, workOrderRoutes } from './routes-work-orders.ts';
import { FieldNationService } from './service.ts';
import { switchOf } from './switches.ts';
import { type Credentials, createTokenService, type TokenService, tokenLifetimeSeconds } from './tokens.ts';

/** What the practice company's API user signs in with. */
export const fieldNationCredentials: Credentials = {
  clientId: 'fn90215-client1',
  clientSecret: 'practice-client-secret-5f1c',
  username: 'api.dispatch',
  password: 'practice-password-90215',
};

export interface FieldNationVendor extends VendorDefinition {
  readonly service: FieldNationService;
  readonly tokens: TokenService;
}

const tokenPath = '/authentication/api/oauth/token';

/** Field Nation as a vendor of the sandbox: `GET /workorders` and everything else, on the given state. */
export function createFieldNation(context: KernelContext, data: FieldNationData): FieldNationVendor {
  const service = new FieldNationService(context, data);
  const tokens = createTokenService(context.clock, fieldNationCredentials);
  const budget = createRequestBudget(context.clock);
  const { switches } = context;
  const isWebhookApi = (request: SandboxRequest): boolean => request.path.startsWith(webhooksApi);
  const webhookAnswer = (request: SandboxRequest, status: number, message: string): SandboxResponse =>
    webhookError(status, message, request.path, context.clock.now());

  function signIn(request: SandboxRequest): SandboxResponse {
    let body: unknown = null;
    try {
      body = JSON.parse(request.body.toString('utf8'));
    } catch {
      return { status: 400, body: { status_code: 400, message: 'The body is not valid JSON' } };
    }
    const grant = tokens.grant(body);
    // AuthErrorDto (reference 1.2).
    if (!grant.granted) return { status: grant.status, body: { status_code: grant.status, message: grant.message } };
    return {
      status: 200,
      body: {
        access_token: grant.accessToken,
        expires_in: tokenLifetimeSeconds,
        token_type: 'Bearer',
        scope: 'basic',
        refresh_token: grant.refreshToken,
      },
    };
  }

  /** REST takes the token as a query parameter, the webhook API as a Bearer header (reference 1.2 and 3.1). */
  function tokenOf(request: SandboxRequest): string {
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (isWebhookApi(request)) return bearer;
    return request.query.get('access_token') ?? (switchOf(switches, 'fieldnation.bearerOnRest') ? bearer : '');
  }

  function refuseToken(request: SandboxRequest, state: 'expired' | 'unknown'): SandboxResponse {
    const detail = state === 'expired' ? 'The access token has expired.' : 'A valid access token is needed.';
    if (isWebhookApi(request)) return webhookAnswer(request, 401, detail);
    if (state === 'expired' && switchOf(switches, 'fieldnation.expiredTokenIs400')) {
      return plainError(400, 'Expired token. You must provide a valid OAuth token to make a request');
    }
    return problem('AUTHENTICATION_REQUIRED', detail);
  }

  function tooMany(request: SandboxRequest, seconds: number): SandboxResponse {
    const headers = { 'retry-after': String(seconds), 'x-ratelimit-remaining': '0' };
    if (isWebhookApi(request)) return { ...webhookAnswer(request, 429, 'Too many requests'), headers };
    return problem('RATE_LIMIT_EXCEEDED', `Too many requests. Wait ${seconds} seconds.`, { headers });
  }

  function guard(request: SandboxRequest, route: Route): SandboxResponse | null {
    if (route.tag === 'sign-in') return null;
    if (route.tag !== 'download' || switchOf(switches, 'fieldnation.downloadNeedsToken')) {
      const state = tokens.check(tokenOf(request));
      if (state !== 'valid') return refuseToken(request, state);
    }
    const wait = budget.take(
      switchOf(switches, 'fieldnation.rateLimitPerMinute'),
      switchOf(switches, 'fieldnation.rateLimitBurst'),
    );
    return wait === null ? null : tooMany(request, wait);
  }

  return {
    name: 'fieldnation',
    service,
    tokens,
    caseInsensitivePaths: false,
    maxFileBytes: () => maxFileBytes(service),
    routes: [
      { method: 'POST', pattern: tokenPath, tag: 'sign-in', handler: signIn },
      ...workOrderRoutes(service),
      ...lifecycleRoutes(service),
      ...detailRoutes(service),
      ...executionRoutes(service),
      ...payRoutes(service),
      ...preparationRoutes(service),
      ...revisitRoutes(service),
      ...messageRoutes(service),
      ...attachmentRoutes(service),
      ...lookupRoutes(service),
      ...newLookupRoutes(service),
      ...talentPoolRoutes(service),
      ...webhookRoutes(service),
      ...webhookLogRoutes(service),
      ...gapRoutes(),
    ],
    guard,
    answers: {
      notFound: (request) =>
        isWebhookApi(request)
          ? webhookAnswer(request, 404, `Cannot ${request.method} ${request.path}`)
          : problem('RESOURCE_NOT_FOUND', `There is nothing at ${request.path}.`),
      wrongMethod: (request) =>
        isWebhookApi(request)
          ? webhookAnswer(request, 404, `Cannot ${request.method} ${request.path}`)
          : problem('RESOURCE_NOT_FOUND', `${request.path} does not answer ${request.method}.`),
      tooLarge: () => plainError(413, 'The request is too large'),
      rateLimited: tooMany,
      broken: (request, status) => {
        if (isWebhookApi(request)) return webhookAnswer(request, status, 'Internal server error');
        return status === 503
          ? problem('SERVICE_UNAVAILABLE', 'The service is not available at the moment.')
          : plainError(500, 'Internal server error');
      },
    },
    finish: (request, response) => ({
      ...response,
      headers: {
        ...(request.path.startsWith(rest) && switchOf(switches, 'fieldnation.rateLimitPerMinute') > 0
          ? { 'x-ratelimit-remaining': String(budget.remaining()) }
          : {}),
        ...response.headers,
      },
    }),
  };
}

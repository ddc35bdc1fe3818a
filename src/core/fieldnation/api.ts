import type { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../http/http.ts';
import type { Form } from '../http/multipart.ts';
import type { Lane } from '../queue/lane-port.ts';
import type { Environment } from './environment.ts';
import type { Token, Tokens } from './token.ts';

export interface Call {
  readonly method: HttpRequest['method'];
  /** Below `/api/rest/v2`, or below `/api/v1/webhooks` with `api: 'webhooks'`. */
  readonly path: string;
  readonly api?: 'rest' | 'webhooks';
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly label: string;
  /** Default: everything but POST. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiOptions {
  readonly environment: Environment;
  /** `x-fn-company-id`; one source names it, so it is only sent when configured (reference/fieldnation.md 1.1). */
  readonly companyId: string;
  readonly http: Http;
  readonly lane: Lane;
  readonly tokens: Tokens;
}

const readTimeoutMs = 30_000;
const writeTimeoutMs = 120_000;

/** The one door to both APIs: token, one renewal when it is refused, timeouts, reading by schema. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async send(call: Call): Promise<HttpResponse> {
    return await this.#withToken(call, (request) => this.#options.http.request(request));
  }

  /** Streams a form with one file. A refused token makes the whole form go once more: nothing was made of the first. */
  async upload(call: Omit<Call, 'body'>, form: Form): Promise<HttpResponse> {
    return await this.#withToken(call, (request) => this.#options.http.upload(request, form));
  }

  async read<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    return parse((await this.send(call)).json(), schema, call.label);
  }

  /** A refused token is replaced once; a second refusal pauses the lane until somebody signs in. */
  async #withToken(call: Call, perform: (request: HttpRequest) => Promise<HttpResponse>): Promise<HttpResponse> {
    const { tokens } = this.#options;
    const token = await tokens.get(call.signal);
    const first = await perform(this.#request(call, token, [400, 401]));
    if (first.status !== 400 && first.status !== 401) return first;
    const failure = first.failure();
    if (failure.kind !== 'auth') throw failure;
    return await perform(this.#request(call, await tokens.renew(token, call.signal), []));
  }

  #request(call: Call, token: Token, expect: readonly number[]): HttpRequest {
    const { environment, companyId, lane } = this.#options;
    const webhooks = call.api === 'webhooks';
    const query = new URLSearchParams(Object.entries(call.query ?? {}).map(([name, value]) => [name, String(value)]));
    // REST wants the token in the query, "NOT as a Bearer header"; the webhook API wants Bearer (reference 1.2, 3.1).
    if (!webhooks) query.set('access_token', token.text);
    const base = webhooks ? environment.webhooks : environment.rest;
    return {
      method: call.method,
      url: `${base}${call.path}${query.size === 0 ? '' : `?${query.toString().replaceAll('+', '%20')}`}`,
      headers: {
        accept: 'application/json',
        ...(webhooks ? { authorization: `Bearer ${token.text}` } : {}),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(companyId === '' ? {} : { 'x-fn-company-id': companyId }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      timeoutMs: call.method === 'GET' ? readTimeoutMs : writeTimeoutMs,
      idempotent: call.idempotent ?? call.method !== 'POST',
      lane,
      remote: 'fieldnation',
      label: call.label,
      expect,
    };
  }
}

/** Reads an answer; a shape that does not fit is `fieldnation.unexpected-answer`, naming the field. */
export function parse<T>(body: unknown, schema: z.ZodType<T>, label: string): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new AppError({
    code: 'fieldnation.unexpected-answer',
    kind: 'permanent',
    message: `Field Nation sent ${label} in a form this version does not know (${field === '' ? 'the whole answer' : `field ${field}`}: ${issue?.message ?? 'unknown'}).`,
    context: { remote: 'fieldnation', label, field },
    cause: result.error,
  });
}

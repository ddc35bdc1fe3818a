import type { KernelContext } from '../kernel/kernel.ts';
import { randomGuid } from '../kernel/random.ts';
import type { VendorDefinition } from '../kernel/vendor-definition.ts';
import { guard } from './access.ts';
import { auditRoutes } from './audit-routes.ts';
import { createCallbackLog } from './callback-log.ts';
import { callbackRoutes } from './callbacks.ts';
import { companyInfoRoutes } from './company-info.ts';
import { companyRoutes } from './company-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { megabyte } from './documents.ts';
import { endpointDoesNotExist, errorResponse, tooManyRequests } from './errors.ts';
import { gapRoutes } from './gaps.ts';
import { integratorTagRoutes } from './integrator-tags.ts';
import { type ConnectWisePeople, createPeople } from './people.ts';
import { projectTicketRoutes } from './project-tickets.ts';
import { type ConnectWiseState, Store } from './records.ts';
import { scheduleRoutes } from './schedule-routes.ts';
import { completeConnectWise } from './seed/seed.ts';
import { setupTableRoutes } from './setup-tables.ts';
import { ticketRoutes } from './tickets.ts';
import { timeRoutes } from './time-routes.ts';
import { userDefinedFieldRoutes } from './user-defined-fields.ts';
import { workflowRoutes } from './workflow-routes.ts';
import { switchOf, type World } from './world.ts';

const mediaType = 'application/vnd.connectwise.com+json; version=2025.1';

/** The simulated ConnectWise, ready for `Kernel.serve(definition)`. */
export interface ConnectWise {
  readonly definition: VendorDefinition;
  readonly people: ConnectWisePeople;
  readonly state: ConnectWiseState;
  /** Must be called once the port is known: links, key_url and FromUrl are built from it. No trailing slash. */
  setUrl(url: string): void;
}

/** A ConnectWise instance over `state` (see `seedConnectWise`), which it changes in place. */
export function createConnectWise(context: KernelContext, state: ConnectWiseState): ConnectWise {
  const world: World = {
    context,
    store: new Store(completeConnectWise(state)),
    site: { url: 'http://127.0.0.1' },
    callbackLog: createCallbackLog(),
  };
  const definition: VendorDefinition = {
    name: 'connectwise',
    caseInsensitivePaths: true,
    routes: [
      ...companyInfoRoutes(world),
      ...ticketRoutes(world),
      ...projectTicketRoutes(world),
      ...setupTableRoutes(world),
      ...companyRoutes(world),
      ...callbackRoutes(world),
      ...integratorTagRoutes(world),
      ...documentRoutes(world),
      ...timeRoutes(world),
      ...scheduleRoutes(world),
      ...userDefinedFieldRoutes(world),
      ...workflowRoutes(world),
      ...auditRoutes(world),
      ...gapRoutes(),
    ],
    guard: (request, route) => guard(world, request, route),
    finish: (_request, response) => ({
      ...response,
      headers: {
        'cache-control': 'no-cache',
        'api-current-version': '2025.1',
        'x-cw-request-id': randomGuid(context.random),
        ...(response.body === undefined ? {} : { 'content-type': mediaType }),
        ...response.headers,
      },
    }),
    answers: {
      notFound: () => endpointDoesNotExist,
      wrongMethod: (request, allowed) => ({
        ...errorResponse(
          405,
          'ConnectWiseApi',
          `The requested resource does not support http method '${request.method}'.`,
        ),
        headers: { allow: allowed.join(', ') },
      }),
      tooLarge: () => errorResponse(413, 'ConnectWiseApi', 'The request is too large.'),
      rateLimited: (_request, retryAfterSeconds) => tooManyRequests(retryAfterSeconds),
      broken: (_request, status) =>
        errorResponse(status, 'ConnectWiseApi', 'The service was not able to process your request.'),
    },
    // One byte more than allowed is enough to refuse a file.
    maxFileBytes: () => switchOf(world, 'connectwise.documentMaxMegabytes') * megabyte,
    requestsPerMinute: () => switchOf(world, 'connectwise.requestsPerMinute'),
  };
  return {
    definition,
    people: createPeople(world),
    state,
    setUrl(url) {
      world.site.url = url.replace(/\/+$/, '');
    },
  };
}

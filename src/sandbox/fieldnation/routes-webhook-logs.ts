import { randomUUID } from 'node:crypto';
import type { Route } from '../kernel/router.ts';
import { VendorFailure } from '../kernel/vendor-failure.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import { webhookError } from './problems.ts';
import { webhooksApi } from './routes-webhooks.ts';
import { apiUserId } from './seed-company.ts';
import type { FieldNationService } from './service.ts';
import { remember } from './webhook-health.ts';
import { type DeliveryAttempt, deliveryIdOf } from './webhook-log.ts';

/** What the webhook API tells of the past: deliveries and changes (reference 3.1). */
export function webhookLogRoutes(service: FieldNationService): Route[] {
  const { data, context } = service;
  const { log } = service.webhooks;
  const now = (): number => context.clock.now();
  const answer = (result: unknown, metadata: Record<string, unknown> = {}): SandboxResponse => ({
    status: 200,
    body: { metadata: { timestamp: new Date(now()).toISOString(), ...metadata }, result },
  });
  const missing = (request: SandboxRequest, what: string): VendorFailure =>
    new VendorFailure(webhookError(404, `${what} was not found`, request.path, now()));
  const webhookOf = (request: SandboxRequest) => {
    const webhook = data.webhooks.find((each) => each.webhookId === request.params.webhookId);
    if (webhook === undefined) throw missing(request, `Webhook ${request.params.webhookId}`);
    return webhook;
  };
  const entryOf = (request: SandboxRequest): DeliveryAttempt => {
    const entry = log.find(request.params.deliveryId ?? '', now());
    if (entry === null) throw missing(request, `Delivery ${request.params.deliveryId}`);
    return entry;
  };
  const view = (entry: DeliveryAttempt): Record<string, unknown> => ({
    deliveryId: deliveryIdOf(entry),
    webhookId: entry.webhookId,
    workOrderId: entry.event.workOrderId,
    eventName: entry.event.name,
    deliveryStatus: entry.status,
    deliveryAttempt: entry.attempt,
    createdAt: new Date(entry.at).toISOString(),
  });

  return [
    {
      method: 'GET',
      pattern: `${webhooksApi}/delivery-logs`,
      handler: ({ query }) => {
        const found = log
          .entries(now())
          .filter((entry) =>
            ['deliveryId', 'webhookId', 'workOrderId', 'eventName'].every((key) => fits(entry, query, key)),
          )
          .filter((entry) => hasStatus(entry, query.get('deliveryStatus')))
          .map(view)
          .filter((shown) => hasText(shown, query.get('search')));
        const shown = paged(sorted(found, query), query, 50, 500).map((entry) => only(entry, query.getAll('fields')));
        return answer(shown, { query: asked(query) });
      },
    },
    {
      method: 'GET',
      pattern: `${webhooksApi}/delivery-logs/:deliveryId`,
      handler: (request) => {
        const { workOrderId: _workOrderId, ...entry } = view(entryOf(request));
        const link = `${service.baseUrl}/delivery-logs/${encodeURIComponent(String(entry.deliveryId))}`;
        return answer({ ...entry, delivery_log: link });
      },
    },
    {
      method: 'PATCH',
      pattern: `${webhooksApi}/delivery-logs/:deliveryId/retry`,
      handler: (request) => {
        service.webhooks.retry(deliveryIdOf(entryOf(request)));
        return answer({ job_id: randomUUID() });
      },
    },
    {
      // What a pre-signed link leads to: no token is asked for.
      method: 'GET',
      pattern: '/delivery-logs/:deliveryId',
      tag: 'download',
      handler: (request) => {
        const entry = entryOf(request);
        const { status, error } = entry;
        return {
          status: 200,
          body: { ...view(entry), response: { status, error }, request: entry.body.toString('utf8') },
        };
      },
    },
    {
      method: 'GET',
      pattern: `${webhooksApi}/:webhookId/history`,
      handler: (request) => {
        const { history } = webhookOf(request);
        const { query } = request;
        const found = history.filter((each) => ['', String(each.userId)].includes(query.get('userId') ?? ''));
        const ascending = (query.get('sortDirection') ?? 'DESC').toUpperCase() === 'ASC';
        const shown = (ascending ? found : [...found].reverse()).map(({ at, ...change }) => ({
          ...change,
          createdAt: new Date(at).toISOString(),
          updatedAt: new Date(at).toISOString(),
        }));
        return answer(paged(shown, query, 25, 500), { count: shown.length, total: history.length, query: {} });
      },
    },
    {
      method: 'DELETE',
      pattern: `${webhooksApi}/:webhookId/:attributeType/:attributeName`,
      handler: (request) => {
        const webhook = webhookOf(request);
        const name = request.params.attributeName ?? '';
        if (request.params.attributeType !== 'header' || !Object.hasOwn(webhook.headers, name)) {
          throw missing(request, `The ${request.params.attributeType} ${name}`);
        }
        const { [name]: old, ...headers } = webhook.headers;
        webhook.headers = headers;
        webhook.updatedAt = now();
        const changes = { header: { old: { [name]: old }, new: null } };
        remember(data, webhook, { userId: apiUserId, action: 'updated', changes, at: now() });
        return answer({});
      },
    },
  ];

  function fits(entry: DeliveryAttempt, query: URLSearchParams, key: string): boolean {
    const wanted = query.get(key);
    return (
      wanted === null ||
      wanted === '' ||
      String(view(entry)[key]) === wanted ||
      (key === 'deliveryId' && entry.id === wanted)
    );
  }
}

/** A number, or `success` and `failed`: text in the query and a number in the answer is not settled (contradictions). */
function hasStatus(entry: DeliveryAttempt, wanted: string | null): boolean {
  if (wanted === null || wanted === '') return true;
  const arrived = entry.status >= 200 && entry.status < 300;
  if (wanted === 'success') return arrived;
  if (wanted === 'failed' || wanted === 'failure') return !arrived;
  return String(entry.status) === wanted;
}

/** `search` looks through the ids and names an entry shows. */
function hasText(shown: Readonly<Record<string, unknown>>, search: string | null): boolean {
  const text = [shown.deliveryId, shown.webhookId, shown.workOrderId, shown.eventName].join(' ').toLowerCase();
  return text.includes((search ?? '').toLowerCase());
}

/** Newest first unless `sortBy` and `sortDirection` say otherwise; entries that compare alike keep that order. */
function sorted(
  newestFirst: readonly Record<string, unknown>[],
  query: URLSearchParams,
): readonly Record<string, unknown>[] {
  const by = query.get('sortBy') ?? 'createdAt';
  const ascending = (query.get('sortDirection') ?? 'DESC').toUpperCase() === 'ASC';
  const oldestFirst = [...newestFirst].reverse();
  oldestFirst.sort((a, b) => compare(a[by], b[by]));
  return ascending ? oldestFirst : oldestFirst.reverse();
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  return left < right ? -1 : left > right ? 1 : 0;
}

const numbers: ReadonlySet<string> = new Set(['page', 'perPage', 'workOrderId']);

/** What was asked, as the answer repeats it. */
function asked(query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries([...query].map(([name, text]) => [name, numbers.has(name) ? Number(text) : text]));
}

/** `fields` comes as a comma list or repeated (contradictions: an array on some calls). */
function only(shown: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  const wanted = fields.flatMap((one) => one.split(',')).map((one) => one.trim());
  if (wanted.filter(Boolean).length === 0) return shown;
  return Object.fromEntries(Object.entries(shown).filter(([key]) => wanted.includes(key)));
}

function paged<T>(all: readonly T[], query: URLSearchParams, usual: number, most: number): readonly T[] {
  const perPage = Math.min(most, Math.max(1, Number(query.get('perPage') ?? usual) || usual));
  const page = Math.max(1, Number(query.get('page') ?? 1) || 1);
  return all.slice((page - 1) * perPage, page * perPage);
}

import { randomUUID } from 'node:crypto';
import type { Route } from '../kernel/router.ts';
import { VendorFailure } from '../kernel/vendor-failure.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import { isWebhookEvent, webhookEvents } from './events.ts';
import { type Body, isBody } from './input-parts.ts';
import type { WebhookRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { webhookError } from './problems.ts';
import { apiUserId } from './seed-company.ts';
import type { FieldNationService } from './service.ts';
import { switchOf } from './switches.ts';
import { remember, settleHealth, startAnew } from './webhook-health.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const webhooksApi = '/api/v1/webhooks';

/** The webhook API v3 (reference 3.1): events, list, create, details, update, delete. */
export function webhookRoutes(service: FieldNationService): Route[] {
  const { data, context } = service;
  const now = (): number => context.clock.now();
  const refuse = (request: SandboxRequest, status: number, message: string): VendorFailure =>
    new VendorFailure(webhookError(status, message, request.path, now()));
  const answer = (result: unknown, metadata: Record<string, unknown> = {}): SandboxResponse => ({
    status: 200,
    body: { metadata: { timestamp: new Date(now()).toISOString(), ...metadata }, result },
  });
  const find = (request: SandboxRequest): WebhookRecord => {
    settleHealth(context, data);
    const webhook = data.webhooks.find((each) => each.webhookId === request.params.webhookId);
    if (!webhook) throw refuse(request, 404, `Webhook ${request.params.webhookId} was not found`);
    return webhook;
  };
  const bodyOf = (request: SandboxRequest): Body => {
    try {
      const body: unknown = JSON.parse(request.body.toString('utf8'));
      if (isBody(body)) return body;
    } catch {
      // Falls through to the refusal: the body is no JSON at all.
    }
    throw refuse(request, 400, 'The body must be a JSON object');
  };

  /** Checks what was sent of a webhook; `needed` keys must be there. */
  function read(request: SandboxRequest, body: Body, needed: readonly string[]): Partial<WebhookRecord> {
    for (const key of needed) if (body[key] === undefined) throw refuse(request, 400, `${key} should not be empty`);
    const patch: Partial<WebhookRecord> = {};
    if (body.events !== undefined) {
      const events = Array.isArray(body.events) ? body.events : [];
      if (events.length === 0) throw refuse(request, 400, 'events must contain at least 1 element');
      const unknown = events.find((event) => !isWebhookEvent(event));
      if (unknown !== undefined) throw refuse(request, 400, `events: ${String(unknown)} is not a known event`);
      if (new Set(events).size < events.length) throw refuse(request, 400, "All events's elements must be unique");
      patch.events = events.map(String);
    }
    if (body.url !== undefined) {
      if (!acceptsTarget(body.url, context.switches.allowHttpLoopbackTargets)) {
        throw refuse(request, 400, 'url must be an https URL');
      }
      patch.url = String(body.url);
    }
    if (body.method !== undefined) {
      if (body.method !== 'post' && body.method !== 'put') throw refuse(request, 400, 'method must be post or put');
      patch.method = body.method;
    }
    if (body.status !== undefined) {
      const { status } = body;
      if (status !== 'active' && status !== 'inactive' && status !== 'archived') {
        throw refuse(request, 400, 'status must be active, inactive or archived');
      }
      patch.status = status;
    }
    for (const key of ['secret', 'notificationEmail'] as const) {
      const value = body[key];
      if (value === undefined) continue;
      if (typeof value !== 'string') throw refuse(request, 400, `${key} must be a string`);
      patch[key] = value;
    }
    // Its format is an address, and no text is none: the API shows no way to take one away.
    if (patch.notificationEmail !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(patch.notificationEmail)) {
      throw refuse(request, 400, 'notificationEmail must be an email');
    }
    if (
      patch.secret !== undefined &&
      switchOf(context.switches, 'fieldnation.secretMustBeUuid') &&
      !uuid.test(patch.secret)
    ) {
      throw refuse(request, 400, 'secret must be a UUID');
    }
    if (typeof body.isIntegrationOnly === 'boolean') patch.isIntegrationOnly = body.isIntegrationOnly;
    const attributes = isBody(body.webhookAttribute) ? body.webhookAttribute.header : undefined;
    if (isBody(attributes)) {
      for (const name of Object.keys(attributes)) {
        if (name.toLowerCase().startsWith('x-fn-'))
          throw refuse(request, 400, `header ${name} must not start with x-fn-`);
      }
      patch.headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
    }
    return patch;
  }

  return [
    {
      method: 'GET',
      pattern: `${webhooksApi}/events`,
      handler: (request) => {
        const model = request.query.get('model');
        const all = Object.entries(webhookEvents).map(([name, description]) => ({
          name,
          label: name.replace(/^workorder\.(status\.)?/, '').replaceAll('_', ' '),
          description,
          model: 'WorkOrder',
        }));
        return answer(model === null || model === 'WorkOrder' ? all : [], { query: model === null ? {} : { model } });
      },
    },
    { method: 'GET', pattern: webhooksApi, handler: (request) => list(request) },
    {
      method: 'POST',
      pattern: webhooksApi,
      handler: (request) => {
        const body = bodyOf(request);
        const patch = read(request, body, ['events', 'url', 'method', 'status']);
        const webhook: WebhookRecord = {
          id: nextId(data, 'webhook'),
          webhookId: randomUUID(),
          companyId: data.company.id,
          userId: apiUserId,
          events: [],
          url: '',
          method: 'post',
          status: 'active',
          secret: randomUUID(),
          notificationEmail: '',
          isIntegrationOnly: false,
          headers: {},
          createdAt: now(),
          updatedAt: now(),
          failingSince: null,
          failedDays: [],
          history: [],
          ...patch,
        };
        data.webhooks.push(webhook);
        remember(data, webhook, { userId: apiUserId, action: 'created', changes: {}, at: now() });
        return answer(webhookView(webhook));
      },
    },
    {
      method: 'GET',
      pattern: `${webhooksApi}/:webhookId`,
      handler: (request) => {
        const webhook = find(request);
        const view = chosen(webhookView(webhook), request.query.get('fields'));
        const attributes = (request.query.get('webhookAttribute') ?? '').split(',');
        if (attributes.includes('header')) view.webhookAttribute = { header: webhook.headers };
        return answer(view);
      },
    },
    {
      method: 'PUT',
      pattern: `${webhooksApi}/:webhookId`,
      handler: (request) => {
        const webhook = find(request);
        // "archived is irreversible" (reference 3.2).
        if (webhook.status === 'archived') throw refuse(request, 400, 'An archived webhook cannot be changed');
        const before = { ...webhook };
        const patch = read(request, bodyOf(request), []);
        // Headers are added or updated; taking one away is a call of its own.
        if (patch.headers !== undefined) patch.headers = { ...webhook.headers, ...patch.headers };
        Object.assign(webhook, patch, { updatedAt: now() });
        // Made active again, it has its seven days anew.
        if (patch.status === 'active' && before.status !== 'active') startAnew(webhook);
        const keys = Object.keys(patch) as (keyof WebhookRecord)[];
        const changes = Object.fromEntries(
          keys.map((key) => [key, key === 'secret' ? {} : { old: before[key], new: webhook[key] }]),
        );
        const action = before.status === webhook.status ? 'updated' : 'status_changed';
        remember(data, webhook, { userId: apiUserId, action, changes, at: now() });
        return answer(webhookView(webhook));
      },
    },
    {
      method: 'DELETE',
      pattern: `${webhooksApi}/:webhookId`,
      handler: (request) => {
        const webhook = find(request);
        data.webhooks.splice(data.webhooks.indexOf(webhook), 1);
        return answer(webhookView(webhook));
      },
    },
  ];

  function list(request: SandboxRequest): SandboxResponse {
    settleHealth(context, data);
    const { query } = request;
    const search = (query.get('search') ?? '').toLowerCase();
    const sortBy = query.get('sortBy') ?? 'id';
    const sign = (query.get('sortDirection') ?? 'DESC').toUpperCase() === 'ASC' ? 1 : -1;
    const found = data.webhooks
      .filter((webhook) => query.get('status') === null || webhook.status === query.get('status'))
      .filter((webhook) => query.get('webhookId') === null || webhook.webhookId === query.get('webhookId'))
      .filter((webhook) =>
        `${webhook.webhookId} ${webhook.url} ${webhook.events.join(' ')}`.toLowerCase().includes(search),
      )
      .sort((a, b) => {
        const left =
          sortBy === 'webhookId'
            ? a.webhookId
            : sortBy === 'createdAt'
              ? a.createdAt
              : sortBy === 'updatedAt'
                ? a.updatedAt
                : a.id;
        const right =
          sortBy === 'webhookId'
            ? b.webhookId
            : sortBy === 'createdAt'
              ? b.createdAt
              : sortBy === 'updatedAt'
                ? b.updatedAt
                : b.id;
        return left === right ? a.id - b.id : left < right ? -sign : sign;
      });
    const perPage = Math.max(1, Number(query.get('perPage') ?? 25) || 25);
    const page = Math.max(1, Number(query.get('page') ?? 1) || 1);
    const shown = found.slice((page - 1) * perPage, page * perPage);
    return answer(
      shown.map((webhook) => chosen(webhookView(webhook), query.get('fields'))),
      { count: shown.length, total: found.length, query: {} },
    );
  }
}

/** https anywhere; plain http on this machine while the switch allows it. */
function acceptsTarget(value: unknown, allowHttpLoopback: boolean): boolean {
  if (typeof value !== 'string') return false;
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return false;
  }
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && allowHttpLoopback && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

function webhookView(webhook: WebhookRecord): Record<string, unknown> {
  const {
    headers: _headers,
    failingSince: _failing,
    failedDays: _days,
    history: _history,
    createdAt,
    updatedAt,
    ...rest
  } = webhook;
  return {
    ...rest,
    modelProperties: [],
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}

function chosen(view: Record<string, unknown>, fields: string | null): Record<string, unknown> {
  if (!fields) return view;
  const wanted = fields.split(',').map((name) => name.trim());
  return Object.fromEntries(Object.entries(view).filter(([key]) => wanted.includes(key)));
}

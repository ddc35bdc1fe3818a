import { AppError } from '../../shared/errors.ts';
import { createRedactor } from '../monitor/redact.ts';
import { redactError } from '../monitor/redact-error.ts';
import type { Api } from './api.ts';
import { momentOf } from './delivery-log.ts';
import type { NewWebhook, Webhook, WebhookChanges, WebhookEventInfo } from './port.ts';
import { webhookAnswerSchema, webhookEventsSchema, webhookListSchema } from './schemas.ts';

const perPage = 100;

/**
 * The webhook API v3 (reference/fieldnation.md 3.1). An update changes only what it names: headers and payload scripts somebody added stay; the list
 * of events is replaced as a whole.
 */
export class Webhooks {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list(signal?: AbortSignal): Promise<readonly Webhook[]> {
    const all = new Map<string, Webhook>();
    for (let page = 1; page <= 50; page += 1) {
      const body = await this.#api.read(
        { api: 'webhooks', method: 'GET', path: '', query: { page, perPage }, label: 'the webhooks', signal },
        webhookListSchema,
      );
      const before = all.size;
      for (const entry of body.result) all.set(entry.webhookId, toWebhook(entry));
      const total = body.metadata?.total ?? all.size;
      if (all.size >= total || all.size === before) break;
    }
    return [...all.values()];
  }

  /** Null when it is gone. */
  async one(webhookId: string, signal?: AbortSignal): Promise<Webhook | null> {
    const call = { api: 'webhooks', method: 'GET', path: pathOf(webhookId), label: 'the webhook', signal } as const;
    try {
      return toWebhook((await this.#api.read(call, webhookAnswerSchema)).result);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** A timeout after sending is `ambiguous`: the list tells whether it was made. */
  async create({ status = 'active', ...input }: NewWebhook, signal?: AbortSignal): Promise<Webhook> {
    const { events, url, secret, notificationEmail = '' } = input;
    const mail = notificationEmail === '' ? {} : { notificationEmail };
    const body = { events, url, method: 'post', status, secret, ...mail };
    const call = { api: 'webhooks', method: 'POST', path: '', body, label: 'the webhook', signal } as const;
    return await this.#send(call, secret);
  }

  async update(webhookId: string, changes: WebhookChanges, signal?: AbortSignal): Promise<Webhook> {
    const call = {
      api: 'webhooks',
      method: 'PUT',
      path: pathOf(webhookId),
      body: changes,
      label: 'the webhook',
      signal,
    } as const;
    return await this.#send(call, changes.secret);
  }

  /** `archived` is irreversible and a deleted one is gone: both lead to a new webhook. The mail address of an existing one stays as it is. */
  async save(input: NewWebhook & { readonly existingId: string | null }, signal?: AbortSignal): Promise<Webhook> {
    const { existingId, ...wanted } = input;
    if (existingId !== null) {
      const { url, events, secret, status = 'active' } = wanted;
      try {
        return await this.update(existingId, { url, events, status, secret }, signal);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
    return await this.create(wanted, signal);
  }

  async remove(webhookId: string, signal?: AbortSignal): Promise<void> {
    try {
      const path = pathOf(webhookId);
      await this.#api.send({ api: 'webhooks', method: 'DELETE', path, label: 'the webhook', signal });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  /** A refusal may quote what was sent: the secret is struck out before anybody sees it. */
  async #send(call: Parameters<Api['read']>[0], secret = ''): Promise<Webhook> {
    try {
      return toWebhook((await this.#api.read(call, webhookAnswerSchema)).result);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw AppError.fromInfo(
        redactError(
          error.toInfo(),
          createRedactor(() => [secret]),
        ),
      );
    }
  }

  async events(signal?: AbortSignal): Promise<readonly WebhookEventInfo[]> {
    const query = { model: 'WorkOrder' };
    const body = await this.#api.read(
      { api: 'webhooks', method: 'GET', path: '/events', query, label: 'the events of webhooks', signal },
      webhookEventsSchema,
    );
    return body.result.map(({ name, label, description }) => ({
      name,
      label: label ?? name,
      description: description ?? '',
    }));
  }
}

function pathOf(webhookId: string): string {
  return `/${encodeURIComponent(webhookId)}`;
}

/** The OpenAPI file knows 400 as the only refusal; a missing webhook may be one of those. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return error.code === 'fieldnation.not-found' || (error.kind === 'permanent' && /\bnot found\b/i.test(error.message));
}

/** Deleted, or archived for good. */
function isGone(error: unknown): boolean {
  return isMissing(error) || (error instanceof AppError && error.kind === 'permanent' && /archiv/i.test(error.message));
}

function toWebhook(entry: (typeof webhookListSchema)['_output']['result'][number]): Webhook {
  return {
    webhookId: entry.webhookId,
    url: entry.url,
    events: (entry.events ?? []).map((event) => (typeof event === 'string' ? event : event.name)),
    status: entry.status,
    notificationEmail: entry.notificationEmail ?? '',
    updatedAt: momentOf(entry.updatedAt),
  };
}

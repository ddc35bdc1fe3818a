import { AppError } from '../../shared/errors.ts';
import type { Api } from './api.ts';
import type { Webhook } from './port.ts';
import { webhookAnswerSchema, webhookListSchema } from './schemas.ts';

export interface WebhookInput {
  readonly existingId: string | null;
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: string;
}

const perPage = 100;

/** The webhook API v3 (reference/fieldnation.md 3.1). An update replaces the list of events. */
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

  /** `archived` is irreversible and a deleted one is gone: both lead to a new webhook. */
  async save(input: WebhookInput, signal?: AbortSignal): Promise<Webhook> {
    const body = { events: input.events, url: input.url, method: 'post', status: 'active', secret: input.secret };
    if (input.existingId !== null) {
      try {
        const path = `/${encodeURIComponent(input.existingId)}`;
        const answer = await this.#api.read(
          { api: 'webhooks', method: 'PUT', path, body, label: 'the webhook', signal },
          webhookAnswerSchema,
        );
        return toWebhook(answer.result);
      } catch (error) {
        if (!(error instanceof AppError) || !isGone(error)) throw error;
      }
    }
    const answer = await this.#api.read(
      { api: 'webhooks', method: 'POST', path: '', body, label: 'the webhook', signal },
      webhookAnswerSchema,
    );
    return toWebhook(answer.result);
  }

  async remove(webhookId: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.#api.send({
        api: 'webhooks',
        method: 'DELETE',
        path: `/${encodeURIComponent(webhookId)}`,
        label: 'the webhook',
        signal,
      });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'fieldnation.not-found')) throw error;
    }
  }
}

function isGone(error: AppError): boolean {
  return error.code === 'fieldnation.not-found' || (error.kind === 'permanent' && /archiv/i.test(error.message));
}

function toWebhook(entry: (typeof webhookListSchema)['_output']['result'][number]): Webhook {
  return {
    webhookId: entry.webhookId,
    url: entry.url,
    events: (entry.events ?? []).map((event) => (typeof event === 'string' ? event : event.name)),
    status: entry.status,
    notificationEmail: entry.notificationEmail ?? '',
  };
}

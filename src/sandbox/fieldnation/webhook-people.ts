import type { KernelContext } from '../kernel/kernel.ts';
import type { FieldNationData, WebhookRecord } from './model.ts';
import { deactivate, settleHealth } from './webhook-health.ts';

/** A webhook as it is kept, with what Field Nation tells nobody: since when nothing arrived. */
export interface WebhookState {
  readonly webhookId: string;
  readonly url: string;
  readonly status: WebhookRecord['status'];
  readonly secret: string;
  readonly events: readonly string[];
  readonly failingSince: string | null;
  readonly failedDays: readonly number[];
}

export function webhookStates(context: KernelContext, data: FieldNationData): readonly WebhookState[] {
  settleHealth(context, data);
  return data.webhooks.map(({ webhookId, url, status, secret, events, failingSince, failedDays }) => ({
    webhookId,
    url,
    status,
    secret,
    events,
    failingSince: failingSince === null ? null : new Date(failingSince).toISOString(),
    failedDays,
  }));
}

/** Makes an active webhook inactive as seven failing days do, with its mail. */
export function deactivateWebhook(context: KernelContext, data: FieldNationData, webhookId: string): void {
  const webhook = data.webhooks.find((one) => one.webhookId === webhookId);
  if (webhook === undefined) throw new Error(`There is no webhook ${webhookId}.`);
  if (webhook.status !== 'active') throw new Error(`The webhook ${webhookId} is ${webhook.status} already.`);
  deactivate(context, data, webhook);
}

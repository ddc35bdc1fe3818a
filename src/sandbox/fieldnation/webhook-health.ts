import { afterFailure, type FailingSpell, isOver } from '../kernel/failing-spell.ts';
import type { KernelContext } from '../kernel/kernel.ts';
import type { FieldNationData, WebhookChange, WebhookRecord } from './model.ts';
import { nextId } from './new-work-order.ts';

const badDays = 7;

/** Writes into a webhook's change history. */
export function remember(
  data: FieldNationData,
  webhook: WebhookRecord,
  change: Pick<WebhookChange, 'userId' | 'action' | 'changes' | 'at'>,
): void {
  webhook.history.push({ id: nextId(data, 'webhookChange'), ...change });
}

const spellOf = (webhook: WebhookRecord): FailingSpell => ({ sinceMs: webhook.failingSince, days: webhook.failedDays });

function clear(webhook: WebhookRecord): void {
  webhook.failingSince = null;
  webhook.failedDays = [];
}

/** Made active again it has its seven days anew. */
export const startAnew = clear;

/** Seven consecutive failing days make a webhook inactive, and its owner gets a mail (reference 3.2); here the journal says so. */
export function deactivate(context: KernelContext, data: FieldNationData, webhook: WebhookRecord): void {
  const now = context.clock.now();
  webhook.status = 'inactive';
  webhook.updatedAt = now;
  clear(webhook);
  const changes = { status: { old: 'active', new: 'inactive' } };
  remember(data, webhook, { userId: 0, action: 'status_changed', changes, at: now });
  const { webhookId, notificationEmail } = webhook;
  context.journal({
    vendor: 'fieldnation',
    kind: 'webhook-deactivated',
    webhookId,
    mailTo: notificationEmail,
    mailText: `Your webhook ${webhookId} to ${webhook.url} has been set to inactive: its deliveries failed for ${badDays} consecutive days.`,
  });
  context.touch();
}

/** Counts an attempt's outcome. */
export function noteOutcome(
  context: KernelContext,
  data: FieldNationData,
  webhook: WebhookRecord,
  status: number | null,
): void {
  const arrived = status !== null && status < 300;
  if (arrived && webhook.failingSince === null) return;
  if (arrived) clear(webhook);
  else {
    const { sinceMs, days } = afterFailure(spellOf(webhook), context.clock.now());
    webhook.failingSince = sinceMs;
    webhook.failedDays = [...days];
  }
  context.touch();
  settleHealth(context, data);
}

/** Brings every webhook up to the present time: days may have ended since its last delivery. */
export function settleHealth(context: KernelContext, data: FieldNationData): void {
  const now = context.clock.now();
  for (const webhook of data.webhooks) {
    if (webhook.status === 'active' && isOver(spellOf(webhook), badDays, now)) deactivate(context, data, webhook);
  }
}

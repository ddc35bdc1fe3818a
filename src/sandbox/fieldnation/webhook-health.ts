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

/**
 * Counts an attempt's outcome. After seven days in which nothing arrived the webhook becomes inactive and its owner gets a
 * mail (reference 3.2); here the journal says so.
 */
export function noteOutcome(
  context: KernelContext,
  data: FieldNationData,
  webhook: WebhookRecord,
  status: number | null,
): void {
  const now = context.clock.now();
  const arrived = status !== null && status < 300;
  if (arrived && webhook.failingSince === null) return;
  webhook.failingSince = arrived ? null : (webhook.failingSince ?? now);
  if (webhook.failingSince !== null && now - webhook.failingSince >= badDays * 86_400_000) {
    webhook.status = 'inactive';
    webhook.failingSince = null;
    webhook.updatedAt = now;
    const changes = { status: { old: 'active', new: 'inactive' } };
    remember(data, webhook, { userId: 0, action: 'status_changed', changes, at: now });
    const { webhookId, notificationEmail } = webhook;
    context.journal({ vendor: 'fieldnation', kind: 'webhook-deactivated', webhookId, mailTo: notificationEmail });
  }
  context.touch();
}

import { vi } from 'vitest';
import type { FieldNation } from '../../src/core/fieldnation/port.ts';
import type { RunningSandbox } from '../../src/sandbox/index.ts';

/** Everything the product does with webhooks, with one that reaches nobody: its deliveries are in the log as failures. */
export async function exerciseWebhooks(fn: FieldNation, sandbox: RunningSandbox): Promise<void> {
  const wanted = {
    url: 'http://127.0.0.1:9/fn',
    events: ['workorder.created'],
    secret: crypto.randomUUID(),
  };
  const hook = await fn.createWebhook({ ...wanted, notificationEmail: 'hooks@northwindmsp.example' });
  const { webhookId } = await fn.saveWebhook({ ...wanted, existingId: hook.webhookId });
  await fn.updateWebhook(webhookId, { events: ['workorder.created', 'workorder.message_posted'] });
  await fn.updateWebhook(webhookId, { secret: crypto.randomUUID(), notificationEmail: 'others@northwindmsp.example' });
  await fn.webhookEvents();
  await fn.webhooks();
  await fn.webhook(webhookId);
  const made = sandbox.people.buyer.create({ body: { title: 'Somebody is told of this' } });
  const query = { webhookId, workOrderId: made.id, page: 1, perPage: 500 };
  const [delivery] = await vi.waitUntil(async () => {
    const { entries } = await fn.deliveryLog(query);
    return entries.length > 0 ? entries : null;
  });
  await fn.retryDelivery(delivery?.deliveryId ?? '');
  await fn.updateWebhook(webhookId, { status: 'inactive' });
  await fn.deleteWebhook(webhookId);
}

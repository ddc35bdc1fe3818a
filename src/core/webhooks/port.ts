import type { ShownWebhook, WebhookChoice, WebhookDelivery } from '../../shared/domain/webhooks.ts';
import type { WebhookList } from '../../shared/ipc/callback-channels.ts';

/** What a person does with Field Nation's webhooks: `engine.webhooks`. All throw AppError. */
export interface WebhookCommands {
  list(): Promise<WebhookList>;
  /** null = makes the one of this workstation. What is not ours needs `told`. */
  save(webhookId: string | null, choice: WebhookChoice, how: { readonly told: boolean }): Promise<ShownWebhook>;
  /** Another secret for ours; the old one is good for 30 minutes more: Field Nation may repeat deliveries that were signed with it for 21 (reference/fieldnation.md 3.2). */
  rotate(webhookId: string): Promise<ShownWebhook>;
  remove(webhookId: string, how: { readonly told: boolean }): Promise<void>;
  /** Field Nation's delivery log, newest first. */
  deliveries(query: {
    readonly webhookId: string;
    readonly failedOnly: boolean;
    readonly workOrderId: number | null;
    readonly page: number;
  }): Promise<{ readonly deliveries: readonly WebhookDelivery[]; readonly more: boolean }>;
  retry(
    deliveryIds: readonly string[],
  ): Promise<{ readonly retried: number; readonly refused: readonly { deliveryId: string; why: string }[] }>;
}

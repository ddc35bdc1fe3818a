import { z } from 'zod';

/* Field Nation's webhooks as a person sees and manages them (reference/fieldnation.md 3.1, 3.2). */

export const webhookFlags = ['inactive', 'archived', 'elsewhere', 'events-missing', 'duplicate'] as const;

export const shownWebhookSchema = z.object({
  webhookId: z.string(),
  /** Tokens struck out. */
  shownUrl: z.string(),
  host: z.string(),
  events: z.array(z.string()),
  status: z.enum(['active', 'inactive', 'archived']),
  /** This app switched it off for want of an address, and switches it on again with one. */
  resting: z.boolean().optional(),
  notificationEmail: z.string(),
  /** ms UTC; null when Field Nation does not say. */
  updatedAt: z.number().nullable(),
  /** ours: this workstation's; foreign: anything else. */
  relation: z.enum(['ours', 'foreign']),
  flags: z.array(z.object({ flag: z.enum(webhookFlags), message: z.string() })),
});
export type ShownWebhook = z.infer<typeof shownWebhookSchema>;

/** An event a webhook can be for. `wanted`: the engine acts on it. */
export const webhookEventSchema = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  wanted: z.boolean(),
});
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** One delivery of Field Nation's log: the newest attempt. */
export const webhookDeliverySchema = z.object({
  deliveryId: z.string(),
  webhookId: z.string(),
  eventName: z.string(),
  workOrderId: z.number().int().nullable(),
  /** HTTP status this workstation (or the tunnel) answered; 0 or null when there was no answer. */
  status: z.number().int().nullable(),
  ok: z.boolean(),
  attempt: z.number().int(),
  at: z.number().nullable(),
  /** What the status means, as a sentence: `The tunnel answered 502: this computer was not reached.` */
  meaning: z.string(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

/** What a person changes of a webhook. The address of this workstation and the secret are known here. */
export const webhookChoiceSchema = z.object({
  events: z.array(z.string().max(100)).min(1).max(100),
  /** Field Nation writes there when it switches a webhook off; empty = nowhere. */
  notificationEmail: z.string().max(200).default(''),
  active: z.boolean().default(true),
});
export type WebhookChoice = z.input<typeof webhookChoiceSchema>;

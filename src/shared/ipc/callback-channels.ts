import { z } from 'zod';
import { callbackChoiceSchema, callbackTypeSchema, registeredCallbackSchema } from '../domain/callbacks.ts';
import {
  shownWebhookSchema,
  webhookChoiceSchema,
  webhookDeliverySchema,
  webhookEventSchema,
} from '../domain/webhooks.ts';

const nothing = z.void();
const callbackId = z.number().int().min(1);
const webhookId = z.string().min(1).max(100);
/** True when the person was shown that an entry is not this app's and wants it nevertheless. */
const told = z.boolean().default(false);

/** What is about to be sent, shown once: it holds the address with its secret. */
export const callbackPreviewSchema = z.object({
  request: z.object({ method: z.literal('POST'), url: z.string(), body: z.unknown() }),
  curl: z.object({ posix: z.string(), powershell: z.string() }),
  warnings: z.array(z.string()),
});
export type CallbackPreviewView = z.infer<typeof callbackPreviewSchema>;

export const callbackListSchema = z.object({
  entries: z.array(registeredCallbackSchema),
  /** Public origin callbacks to this workstation get today; null while nothing can reach it. */
  address: z.string().nullable(),
  /** Board whose Board callback the engine keeps by itself. */
  triggerBoard: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  /** A broker callback covers the trigger's board: who makes its work orders, null = nobody chose yet. */
  brokerCovers: z
    .object({ callbackId: z.number().int().nullable(), createdBy: z.enum(['workstation', 'broker']).nullable() })
    .nullable(),
});
export type CallbackList = z.infer<typeof callbackListSchema>;

export const webhookListSchema = z.object({
  webhooks: z.array(shownWebhookSchema),
  events: z.array(webhookEventSchema),
  address: z.string().nullable(),
});
export type WebhookList = z.infer<typeof webhookListSchema>;

/** Entries at ConnectWise and webhooks at Field Nation. */
export const callbackChannels = {
  'callbacks:list': { input: nothing, output: callbackListSchema },
  /** Records a level can be for, by name; 50 at most. */
  'callbacks:objects': {
    input: z.object({
      type: callbackTypeSchema,
      level: z.string().max(30),
      text: z.string().max(100),
      withinId: z.number().int().optional(),
    }),
    output: z.array(z.object({ id: z.number(), name: z.string() })),
  },
  /** Boards, projects or companies another record is picked within; 50 at most. */
  'callbacks:within': {
    input: z.object({ what: z.enum(['board', 'project', 'company']), text: z.string().max(100) }),
    output: z.array(z.object({ id: z.number(), name: z.string() })),
  },
  'callbacks:preview': { input: callbackChoiceSchema, output: callbackPreviewSchema },
  'callbacks:register': { input: callbackChoiceSchema, output: registeredCallbackSchema },
  'callbacks:edit': {
    input: z.object({ id: callbackId, choice: callbackChoiceSchema, told }),
    output: registeredCallbackSchema,
  },
  /** Pauses an entry or switches it on again. */
  'callbacks:switch': {
    input: z.object({ id: callbackId, active: z.boolean(), told }),
    output: registeredCallbackSchema,
  },
  'callbacks:adopt': { input: z.object({ id: callbackId }), output: registeredCallbackSchema },
  'callbacks:remove': { input: z.object({ id: callbackId, told }), output: nothing },
  /** Who makes the work orders of the trigger's board when a broker callback covers it. */
  'callbacks:choose-creator': { input: z.object({ createdBy: z.enum(['workstation', 'broker']) }), output: nothing },

  'webhooks:list': { input: nothing, output: webhookListSchema },
  /** null = make the one of this workstation. */
  'webhooks:save': {
    input: z.object({ webhookId: webhookId.nullable(), choice: webhookChoiceSchema, told }),
    output: shownWebhookSchema,
  },
  /** Gives ours another secret; messages signed with the old one are taken for some minutes more. */
  'webhooks:rotate': { input: z.object({ webhookId }), output: shownWebhookSchema },
  'webhooks:remove': { input: z.object({ webhookId, told }), output: nothing },
  'webhooks:deliveries': {
    input: z.object({
      webhookId,
      failedOnly: z.boolean().default(false),
      workOrderId: z.number().int().nullable().default(null),
      page: z.number().int().min(1).max(1000).default(1),
    }),
    output: z.object({ deliveries: z.array(webhookDeliverySchema), more: z.boolean() }),
  },
  /** Asks Field Nation to send deliveries again; says how many it took on. */
  'webhooks:retry': {
    input: z.object({ deliveryIds: z.array(z.string().min(1).max(100)).min(1).max(100) }),
    output: z.object({
      retried: z.number().int(),
      refused: z.array(z.object({ deliveryId: z.string(), why: z.string() })),
    }),
  },
} as const;

import { z } from 'zod';

/* What the client relies on of Field Nation's payloads. Unknown fields pass through; null means missing. */

const text = z.string().nullish();
/** Ids are numbers in the OpenAPI file; some samples print them as text. */
const id = z.coerce.number().int();

export const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().nullish(),
  /** Only the older reference shows it (reference/fieldnation.md 1.2). */
  user: z.looseObject({ id: z.coerce.number().int().nullish() }).nullish(),
});

export const momentSchema = z.looseObject({ utc: text });

export const workOrderSchema = z.looseObject({
  id,
  title: text,
  status: z.looseObject({ id: z.coerce.number().nullish(), name: text }).nullish(),
  /** A value may be a moment, or an empty list where nothing was reached. */
  milestones: z
    .union([
      z.record(z.string(), z.union([momentSchema, z.string(), z.array(z.unknown())]).nullish()),
      z.array(z.unknown()),
    ])
    .nullish(),
  assignee: z
    .union([
      z.looseObject({
        user: z
          .looseObject({ id: z.coerce.number().nullish(), first_name: text, last_name: text, cell: text, phone: text })
          .nullish(),
      }),
      z.array(z.unknown()),
    ])
    .nullish(),
  integration: z
    .union([z.looseObject({ id: z.union([z.string(), z.number()]).nullish() }), z.array(z.unknown())])
    .nullish(),
});
export type WorkOrderPayload = z.infer<typeof workOrderSchema>;

export const listSchema = z.looseObject({
  metadata: z
    .looseObject({
      total: z.coerce.number().nullish(),
      page: z.coerce.number().nullish(),
      pages: z.coerce.number().nullish(),
    })
    .nullish(),
  results: z.array(z.unknown()).nullish(),
});

export const typesOfWorkSchema = z.looseObject({
  metadata: z.looseObject({ pages: z.coerce.number().nullish() }).nullish(),
  results: z.array(z.looseObject({ id, name: z.string() })),
});

export const webhookSchema = z.looseObject({
  webhookId: z.string().min(1),
  url: z.string(),
  events: z.array(z.union([z.string(), z.looseObject({ name: z.string() })])).nullish(),
  status: z.enum(['active', 'inactive', 'archived']).catch('inactive'),
  notificationEmail: text,
  updatedAt: text,
});
export const webhookAnswerSchema = z.looseObject({ result: webhookSchema });
export const webhookListSchema = z.looseObject({
  metadata: z.looseObject({ total: z.coerce.number().nullish() }).nullish(),
  result: z.array(webhookSchema),
});

export const webhookEventsSchema = z.looseObject({
  result: z.array(z.looseObject({ name: z.string().min(1), label: text, description: text, model: text })),
});

/** The declared shape leaves the work order out, though it is among the fields that are sent (reference/fieldnation.md 3.1). */
export const deliveryLogSchema = z.looseObject({
  metadata: z.looseObject({ total: z.coerce.number().nullish() }).nullish(),
  result: z.array(
    z.looseObject({
      deliveryId: z.string().min(1),
      webhookId: text,
      eventName: text,
      workOrderId: z.coerce.number().int().nullish().catch(null),
      /** A number in the answer, text in the query: which one is not settled. */
      deliveryStatus: z.coerce.number().int().nullish().catch(null),
      deliveryAttempt: z.coerce.number().int().nullish().catch(null),
      createdAt: text,
    }),
  ),
});

import { z } from 'zod';
import { appErrorInfoSchema } from '../errors.ts';

/**
 * One line of the live log: what happened, to which record, in words. People read these; developers read the log file.
 */
export const activitySchema = z.object({
  id: z.number().int(),
  at: z.number(),
  /** Where it started: a remote, or this app. */
  side: z.enum(['connectwise', 'fieldnation', 'app']),
  direction: z.enum(['inbound', 'outbound', 'none']),
  /** Dotted and stable, e.g. `callback.received`, `workorder.created`, `ticket.status`. */
  kind: z.string(),
  result: z.enum(['ok', 'working', 'waiting', 'attention', 'error']),
  message: z.string(),
  ticketId: z.number().int().nullable(),
  workOrderId: z.number().int().nullable(),
  linkId: z.number().int().nullable(),
  jobId: z.number().int().nullable(),
  durationMs: z.number().nullable(),
  error: appErrorInfoSchema.nullable(),
  /** Extra facts as JSON for the details drawer (redacted): changes made, request summary, values. */
  details: z.record(z.string(), z.unknown()).nullable(),
});
export type Activity = z.infer<typeof activitySchema>;
export type NewActivity = Omit<Activity, 'id'>;

export const activityFilterSchema = z.object({
  text: z.string().max(200).optional(),
  side: z.enum(['connectwise', 'fieldnation', 'app']).optional(),
  result: z
    .array(z.enum(['ok', 'working', 'waiting', 'attention', 'error']))
    .max(5)
    .optional(),
  linkId: z.number().int().optional(),
  ticketId: z.number().int().optional(),
  workOrderId: z.number().int().optional(),
  jobId: z.number().int().optional(),
  direction: z.enum(['inbound', 'outbound', 'none']).optional(),
  /** Beginnings of kinds, any of them: `workorder.`, `callback.received`. */
  kinds: z.array(z.string().min(1).max(60)).max(20).optional(),
  /** ms UTC; `from` inclusive, `to` exclusive. */
  from: z.number().optional(),
  to: z.number().optional(),
});
export type ActivityFilter = z.infer<typeof activityFilterSchema>;

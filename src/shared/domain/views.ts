import { z } from 'zod';
import { appErrorInfoSchema } from '../errors.ts';
import { activitySchema } from './activity.ts';
import { linkJobSchema } from './link-life.ts';

/* What pages show: read models assembled by the engine, safe to send over IPC. */

export const linkRowSchema = z.object({
  id: z.number(),
  state: z.enum(['creating', 'open', 'closed']),
  ticketId: z.number(),
  workOrderId: z.number().nullable(),
  ticketSummary: z.string(),
  companyName: z.string(),
  ticketStatus: z.string(),
  workOrderStatus: z.string(),
  providerName: z.string(),
  lastSyncedAt: z.number().nullable(),
  createdAt: z.number(),
});
export type LinkRow = z.infer<typeof linkRowSchema>;

/** One synced field of a link: both present values and what they last agreed on. */
export const linkFieldSchema = z.object({
  ruleId: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  label: z.string(),
  ticketValue: z.unknown(),
  baseValue: z.unknown(),
  workOrderValue: z.unknown(),
  differs: z.boolean(),
});
export const linkPageSchema = z.object({
  link: linkRowSchema,
  marker: z.string(),
  /** Why a closed link was closed; empty while it is open. */
  closedReason: z.string(),
  ticketUrl: z.string(),
  workOrderUrl: z.string(),
  /** As last read by the engine; null before the first run. */
  fields: z.array(linkFieldSchema),
  timeline: z.array(activitySchema),
  /** What is to be done or stopped about this pair; empty when nothing is. */
  jobs: z.array(linkJobSchema),
});
export type LinkPage = z.infer<typeof linkPageSchema>;

export const attentionItemSchema = z.object({
  jobId: z.number(),
  state: z.enum(['dead', 'held']),
  /** Items with the same cause are shown together. */
  cause: z.string(),
  error: appErrorInfoSchema,
  ticketId: z.number().nullable(),
  workOrderId: z.number().nullable(),
  linkId: z.number().nullable(),
  attempts: z.number(),
  since: z.number(),
});
export type AttentionItem = z.infer<typeof attentionItemSchema>;

/** Everything that stopped for one cause. */
export const attentionGroupSchema = z.object({
  code: z.string(),
  state: z.enum(['dead', 'held']),
  count: z.number(),
  oldestAt: z.number(),
  /** The newest one's words. */
  example: z.string(),
});
export type AttentionGroup = z.infer<typeof attentionGroupSchema>;

/** When and by whom a side was changed: a moment when `from` equals `to`, else between the two; `by` empty = unknown. */
export const changeEvidenceSchema = z.object({
  from: z.number(),
  to: z.number(),
  by: z.string(),
  source: z.enum(['webhook', 'callback', 'record', 'audit', 'between-reads']),
});
/** One field both sides changed, waiting for a person. */
export const conflictRowSchema = z.object({
  id: z.number(),
  linkId: z.number(),
  ticketId: z.number(),
  workOrderId: z.number().nullable(),
  ticketSummary: z.string(),
  label: z.string(),
  /** inbound: the work order's field follows the ticket; a choice never writes to the side a field comes from. */
  direction: z.enum(['inbound', 'outbound']),
  ticketValue: z.unknown(),
  workOrderValue: z.unknown(),
  ticketChange: changeEvidenceSchema.nullable(),
  workOrderChange: changeEvidenceSchema.nullable(),
  /** Set once a person chose; the next run acts on it. */
  choice: z.enum(['connectwise', 'fieldnation']).nullable(),
  openedAt: z.number(),
});
export type ConflictRow = z.infer<typeof conflictRowSchema>;

/** One row of the plan: what Start would do with this ticket. */
export const planRowSchema = z.object({
  ticketId: z.number(),
  summary: z.string(),
  companyName: z.string(),
  /** create: a work order would be made; blocked: it cannot, `problem` says why; linked: has one already. */
  outcome: z.enum(['create', 'blocked', 'linked']),
  problem: appErrorInfoSchema.nullable(),
  changes: z.array(z.object({ target: z.string(), label: z.string(), value: z.unknown() })),
});
export type PlanRow = z.infer<typeof planRowSchema>;

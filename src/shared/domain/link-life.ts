import { z } from 'zod';
import { appErrorInfoSchema } from '../errors.ts';

/* What happened to a link's fields, what was copied between its records, and what it waits for: safe to send over IPC. */

/** What became of a change of a field. */
export const changeOutcomes = [
  /** Dispatch Bridge wrote it: it carries a change of the other side over. */
  'written',
  /** Given to the other side in the run that saw it. */
  'carried',
  /** The other side holds the same already. */
  'agreed',
  /** Put back by the other side's value in the same run. */
  'overwritten',
  /** Left as it is: this field follows the other side, which did not change. */
  'kept',
  'conflict',
  /** Both sides changed and the rule, or a person, let this value count. */
  'accepted',
  /** Both sides changed and the other side's value counts. */
  'lost',
  /** The work order is settled, so it is not written to any more. */
  'withheld',
  /** The mapping has no value for it, or the other side refused it. */
  'problem',
  /** No rule of the mapping reads or writes it. */
  'unmapped',
  /** No run has looked at this direction since. */
  'waiting',
  /** The run kept no plan. */
  'unknown',
] as const;
export type ChangeOutcome = (typeof changeOutcomes)[number];

/** One change of one field on one side. */
export const fieldHistoryRowSchema = z.object({
  /** Of the run that saw it. */
  attemptId: z.number(),
  side: z.enum(['connectwise', 'fieldnation']),
  /** Path of the field in its record. */
  field: z.string(),
  label: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  /** The change happened after `from` and not after `to` (ms UTC); equal when the moment is known. */
  from: z.number(),
  to: z.number(),
  /** Who changed it: a name, or a number where only that is known; empty: unknown. Not looked at when `own`. */
  by: z.string(),
  /** Dispatch Bridge wrote it. */
  own: z.boolean(),
  /** Where time and author come from. */
  source: z.enum(['run', 'webhook', 'callback', 'record', 'audit', 'between-reads']),
  outcome: z.enum(changeOutcomes),
});
export type FieldHistoryRow = z.infer<typeof fieldHistoryRowSchema>;

export const linkHistorySchema = z.object({
  /** Newest first. */
  rows: z.array(fieldHistoryRowSchema),
  /** Give it as `before` for what is older; null when nothing older is kept. */
  next: z.number().nullable(),
  /** When the oldest reading was made that was compared (ms); null when none is kept. */
  since: z.number().nullable(),
  runs: z.number(),
});
export type LinkHistory = z.infer<typeof linkHistorySchema>;

/** What a copy carries over, named after its source. */
export const copyKindSchema = z.enum([
  /** Ticket note -> message. */
  'note',
  /** Message -> ticket note. */
  'message',
  /** A correction of an edited note or message; source id `<id>@<hash>`. */
  'correction',
  /** Ticket document -> work order file. */
  'document',
  /** Work order file -> ticket document. */
  'file',
  /** Time log -> note or time entry. */
  'visit',
  /** The work order's time -> schedule entry. */
  'schedule',
  /** An event -> note, once per occurrence. */
  'event-note',
  /** A script's or the mapping's single notes: closing notes, money. */
  'closing-note',
  'money-note',
  /** A status of the ticket -> route or cancel, once per entering it. */
  'status-action',
  /** A work order without a ticket -> its ticket; has no link yet. */
  'ticket',
]);
export type CopyKind = z.infer<typeof copyKindSchema>;

/** One thing of a record that was carried over, is on its way, or deliberately is not. */
export const linkCopySchema = z.object({
  id: z.number(),
  kind: copyKindSchema,
  /** The side it comes from. */
  from: z.enum(['connectwise', 'fieldnation']),
  /** The source's own id there. */
  sourceId: z.string(),
  /** What people know it by: a file's name; empty where it has none. */
  name: z.string(),
  /** Null while the other side has made nothing of it. */
  targetId: z.string().nullable(),
  marker: z.string(),
  state: z.enum(['done', 'intended', 'skipped']),
  /** Why it is skipped: a known code, or a sentence. */
  reason: z.string(),
  /** For visits: what it became. */
  as: z.enum(['note', 'time-entry', '']),
  /** When it was last decided or sent (ms). */
  at: z.number(),
});
export type LinkCopy = z.infer<typeof linkCopySchema>;

/** A job of a link that is not over. */
export const linkJobSchema = z.object({
  id: z.number(),
  state: z.enum(['ready', 'running', 'held', 'dead']),
  cause: z.string(),
  runAt: z.number(),
  attempts: z.number(),
  since: z.number(),
  error: appErrorInfoSchema.nullable(),
});
export type LinkJob = z.infer<typeof linkJobSchema>;

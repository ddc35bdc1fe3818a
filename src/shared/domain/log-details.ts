import { z } from 'zod';
import { errorActionSchema } from '../errors.ts';
import { activityFilterSchema, activitySchema } from './activity.ts';
import { remoteSchema } from './records.ts';

/* Everything the log knows about one of its lines, and the answer to "why did this ticket not dispatch?". */

/** One request of a run, redacted and cut to size when it was written down. */
export const requestRecordSchema = z.object({
  n: z.number(),
  at: z.number(),
  remote: remoteSchema,
  /** What it was for, in words. */
  label: z.string(),
  method: z.string(),
  /** Host and path. */
  target: z.string(),
  /** Null when no answer came. */
  status: z.number().nullable(),
  durationMs: z.number(),
  /** The vendor's own id of the request; empty when it gave none. */
  requestId: z.string(),
  /** Bodies as text; null when there was none, or when it is the record that the run keeps anyway. */
  request: z.string().nullable(),
  response: z.string().nullable(),
  /** Why it failed, in words; null when it did not. */
  error: z.string().nullable(),
});
export type RequestRecord = z.infer<typeof requestRecordSchema>;

export const attemptViewSchema = z.object({
  attemptId: z.number(),
  n: z.number(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** `done`, `retry`, `dead`, `held`, `interrupted`; null while it runs. */
  outcome: z.string().nullable(),
  error: z.string().nullable(),
});

/** A rule of the mapping as this run applied it. */
export const appliedRuleSchema = z.object({
  ruleId: z.string(),
  label: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  before: z.unknown(),
  after: z.unknown(),
  /** changed: written; same: agreed already; conflict; skipped: see `note`. */
  result: z.enum(['changed', 'same', 'conflict', 'skipped']),
  note: z.string(),
});

export const logDetailsSchema = z.object({
  activity: activitySchema,
  /** The callbacks and webhooks this run answers, oldest first. */
  received: z.array(
    z.object({
      source: remoteSchema,
      deliveryId: z.string(),
      at: z.number(),
      recordType: z.string(),
      recordId: z.number(),
      action: z.string(),
      actor: z.string(),
    }),
  ),
  /** Null for a line that belongs to no run. */
  run: z
    .object({
      jobId: z.number(),
      /** Of the run this line was written in; null when it is forgotten. */
      attemptId: z.number().nullable(),
      cause: z.string(),
      state: z.string(),
      attempts: z.array(attemptViewSchema),
      /** From receipt (or queueing) to the start of the run, and from there to its end (ms); null when not known. */
      waitedMs: z.number().nullable(),
      ranMs: z.number().nullable(),
      /** Its records are kept, so it can be replayed. */
      replayable: z.boolean(),
    })
    .nullable(),
  mapping: z.object({ version: z.number(), rules: z.array(appliedRuleSchema) }).nullable(),
  requests: z.array(requestRecordSchema),
  /** Further requests of the run, which were only counted; absent when there are none. */
  requestsLeftOut: z.number().optional(),
  /** The other lines of the same run, oldest first. */
  siblings: z.array(activitySchema),
});
export type LogDetails = z.infer<typeof logDetailsSchema>;

export const savedFilterSchema = z.object({
  id: z.string().min(1).max(40),
  name: z.string().min(1).max(60),
  filter: activityFilterSchema,
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;

/** One condition between a ticket and its work order, in the order in which they are looked at. */
export const whyCheckSchema = z.object({
  id: z.string(),
  /** ok: fulfilled; no: this is in the way; waiting: will be fulfilled by itself; unknown: could not be looked up; skipped: an earlier one decides. */
  state: z.enum(['ok', 'no', 'waiting', 'unknown', 'skipped']),
  title: z.string(),
  message: z.string(),
  at: z.number().nullable(),
  action: errorActionSchema.optional(),
});
export const whyReportSchema = z.object({
  ticketId: z.number(),
  at: z.number(),
  outcome: z.enum(['linked', 'on-its-way', 'needs-person', 'not-meant', 'blocked', 'unknown']),
  /** The answer in one or two sentences: what is in the way and what to do. */
  conclusion: z.string(),
  checks: z.array(whyCheckSchema),
  linkId: z.number().nullable(),
  /** The ticket in ConnectWise; absent while ConnectWise is not set up. */
  ticketUrl: z.string().optional(),
  action: errorActionSchema.optional(),
});
export type WhyReport = z.infer<typeof whyReportSchema>;

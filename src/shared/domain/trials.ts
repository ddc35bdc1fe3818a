import { z } from 'zod';
import { appErrorInfoSchema } from '../errors.ts';

/* What a dry run or a replay says. Nothing of it was written. */

export const trialChangeSchema = z.object({
  side: z.enum(['connectwise', 'fieldnation']),
  target: z.string(),
  label: z.string(),
  from: z.unknown(),
  to: z.unknown(),
});
export type TrialChange = z.infer<typeof trialChangeSchema>;

/** What a run, or an event's action, would do now. */
export const dryRunSchema = z.object({
  /** What it was tried on, in words: an occurrence of the event, or the link. */
  occasion: z.string(),
  changes: z.array(trialChangeSchema),
  /** A note that would be written on the ticket. */
  note: z.object({ tab: z.enum(['discussion', 'internal', 'resolution']), text: z.string() }).nullable(),
  problems: z.array(appErrorInfoSchema),
  /** What a person should know about the result: the filters keep it from acting, no event asks for it, ...; empty = nothing. */
  remarks: z.array(z.string()),
});
export type DryRun = z.infer<typeof dryRunSchema>;

export const keptRunSchema = z.object({ attemptId: z.number(), at: z.number(), linkId: z.number().nullable() });
export type KeptRunRow = z.infer<typeof keptRunSchema>;

/** A past run evaluated again through today's mapping, on the records it read. */
export const replaySchema = z.object({
  attemptId: z.number(),
  at: z.number(),
  /** What it wrote then; null when the run is from an earlier release or ended before it decided anything. */
  before: z.array(trialChangeSchema).nullable(),
  now: z.array(trialChangeSchema),
  differences: z.array(
    z.object({
      side: z.enum(['connectwise', 'fieldnation']),
      label: z.string(),
      /** Null: not written. */
      before: z.unknown(),
      now: z.unknown(),
    }),
  ),
  problems: z.array(appErrorInfoSchema),
  remark: z.string(),
});
export type Replay = z.infer<typeof replaySchema>;

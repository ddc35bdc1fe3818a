import { z } from 'zod';

/** Where this installation stands with its own updates. */
export const updateStateSchema = z.object({
  /** none: up to date; off: this build does not update itself (`why` says how it is updated instead). */
  state: z.enum(['off', 'idle', 'checking', 'none', 'available', 'downloading', 'ready', 'failed']),
  current: z.string(),
  /** The newer version, where there is one. */
  version: z.string().nullable(),
  releasedAt: z.number().nullable(),
  /** Plain text. */
  notes: z.string(),
  /** 0..1 while downloading. */
  progress: z.number().nullable(),
  checkedAt: z.number().nullable(),
  skipped: z.boolean(),
  why: z.string(),
});
export type UpdateState = z.infer<typeof updateStateSchema>;

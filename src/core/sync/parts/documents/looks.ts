import { z } from 'zod';
import type { Json } from '../../../../shared/json.ts';

/**
 * How often the ticket's documents are read although nothing says that they changed (ms). The work order's files come with the work order
 * itself, at every run.
 */
export const documentsSweepMs = 900_000;

const earlyMs = 30_000;

const memorySchema = z.object({
  ticketId: z.number(),
  ticketUpdatedAt: z.number(),
  documentsReadAt: z.number(),
  /** What was switched on, with its limits. */
  on: z.string(),
  since: z.record(z.string(), z.number()),
});

/** What the part keeps between runs. */
export type DocumentsMemory = z.infer<typeof memorySchema>;

/** Null at the first look, and for what an unknown version left. */
export function readMemory(seen: Json | undefined): DocumentsMemory | null {
  const read = memorySchema.safeParse(seen);
  return read.success ? read.data : null;
}

/** True when the ticket's documents are worth a request: something says that they changed, or nobody looked for a while. */
export function isLookDue(input: {
  readonly memory: DocumentsMemory | null;
  readonly next: DocumentsMemory;
  readonly now: number;
  readonly ticketNews: boolean;
  readonly asked: boolean;
}): boolean {
  const { memory, next, now } = input;
  if (memory === null || input.asked || input.ticketNews) return true;
  if (memory.on !== next.on || memory.ticketId !== next.ticketId) return true;
  if (memory.ticketUpdatedAt !== next.ticketUpdatedAt) return true;
  // Who wakes the link at this pace may be a moment early.
  return now - memory.documentsReadAt >= documentsSweepMs - earlyMs || memory.documentsReadAt > now;
}

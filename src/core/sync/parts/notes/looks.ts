import { z } from 'zod';
import type { Json, JsonObject } from '../../../../shared/json.ts';
import type { Since } from '../since.ts';

/**
 * How often both sides are read although nothing says that they changed (ms): a note need not touch the ticket's "last updated", and a
 * notification may be lost. Whoever wakes a link may do so this often.
 */
export const notesSweepMs = 900_000;

const earlyMs = 30_000;

const memorySchema = z.object({
  ticketId: z.number(),
  ticketUpdatedAt: z.number(),
  /** Messages and replies by the work order's own count; null when it gives none. */
  messageCount: z.number().nullable(),
  notesReadAt: z.number(),
  messagesReadAt: z.number(),
  /** What was switched on, as one word. */
  on: z.string(),
  since: z.record(z.string(), z.number()),
  /** Notes that wait for an assigned provider, and were said to. */
  waiting: z.array(z.string()),
});

/** What the part keeps between runs; small, whatever the length of the conversation. */
export type NotesMemory = z.infer<typeof memorySchema> & { readonly since: Since };

/** Null at the first look, and for what an unknown version left. */
export function readMemory(seen: Json | undefined): NotesMemory | null {
  const read = memorySchema.safeParse(seen);
  return read.success ? read.data : null;
}

/** How many messages a work order says it has. */
export function messageCount(document: JsonObject): number | null {
  const metadata = objectIn(objectIn(document.messages)?.metadata);
  return typeof metadata?.total === 'number' ? metadata.total : null;
}

function objectIn(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export interface LookInput {
  readonly memory: NotesMemory | null;
  readonly now: number;
  readonly on: string;
  readonly notesWanted: boolean;
  readonly messagesWanted: boolean;
  readonly ticketId: number;
  readonly ticketUpdatedAt: number;
  readonly messageCount: number | null;
  readonly providerAssigned: boolean;
  /** News of the ticket, or of a message, brought this run about. */
  readonly ticketNews: boolean;
  readonly messageNews: boolean;
  /** A copy of unknown fate: it is looked for on the other side, and its source is read again. */
  readonly pending: boolean;
  readonly asked: boolean;
}

/** Which sides are worth a request in this run. Field Nation's lane has one a second for everything. */
export function whatToRead(input: LookInput): { readonly notes: boolean; readonly messages: boolean } {
  const { memory, now } = input;
  if (input.pending) return { notes: true, messages: true };
  const anew = memory === null || input.asked || memory.on !== input.on || memory.ticketId !== input.ticketId;
  // Who wakes the link at this pace may be a moment early; a clock that was put back must not put off the next look.
  const due = (readAt: number): boolean => now - readAt >= notesSweepMs - earlyMs || readAt > now;
  return {
    notes:
      input.notesWanted &&
      (anew ||
        input.ticketNews ||
        memory.ticketUpdatedAt !== input.ticketUpdatedAt ||
        (memory.waiting.length > 0 && input.providerAssigned) ||
        due(memory.notesReadAt)),
    messages:
      input.messagesWanted &&
      (anew || input.messageNews || memory.messageCount !== input.messageCount || due(memory.messagesReadAt)),
  };
}

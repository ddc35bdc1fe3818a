import { plainText } from '../../fieldnation/plain-text.ts';
import { fingerprint, newsSince, noteAndSay } from './note-once.ts';
import type { Part, PartInput, PartResult } from './port.ts';

/*
 * What the provider wrote when closing the work order, as a note of the ticket: on the Resolution tab, which customers can read, or internally.
 * Once for each text, and only once the work is done: before that it is still being written.
 */

const doneStatuses = new Set(['work done', 'approved', 'paid']);

async function run(input: PartInput): Promise<PartResult> {
  const { context, ticket, workOrder } = input;
  const { closingNotes } = context.config().sync.outbound;
  const since = await newsSince(input, 'closing-note');
  const text = closingText(workOrder.document.closing_notes);
  if (closingNotes === 'off' || text === '' || !doneStatuses.has(workOrder.status.name.trim().toLowerCase()))
    return { problems: [] };
  // A work order without the milestone is not told apart by time; then only a pair made here has its notes copied.
  if (since > 0 && (workOrder.milestones.workdone ?? 0) <= since) return { problems: [] };
  const hash = fingerprint(text);
  const by = workOrder.provider === null ? '' : ` by ${workOrder.provider.name}`;
  const note = {
    kind: 'closing-note',
    sourceId: hash,
    sourceHash: hash,
    marker: `[FN#c${workOrder.id}-${hash}]`,
    text: `Closing notes of Field Nation work order ${workOrder.id}${by}:\n${text}\n`,
    tab: closingNotes,
  } as const;
  return noteAndSay(input, note, {
    kind: 'ticket.closing-notes',
    message: `Ticket ${ticket.id}: closing notes of work order ${workOrder.id} written to ${closingNotes === 'resolution' ? 'Resolution' : 'Internal'}`,
  });
}

/** The provider's text without markup; empty when there is none. */
export function closingText(value: unknown): string {
  return typeof value === 'string' ? plainText(value) : '';
}

/** Copies the provider's closing notes. */
export const closingNotes: Part = {
  name: 'closing-notes',
  wanted: ({ context, events }) => context.config().sync.outbound.closingNotes !== 'off' && events.allows('FN_WO_DONE'),
  run,
};

import type { SyncContext } from '../../sync/context.ts';
import { endMarker, messageMarker, noteMarker } from '../../sync/parts/notes/texts.ts';
import { type Candidate, pairKey } from './propose.ts';

/** Reading notes costs two requests a pair; only what is not certain is asked about, and not more than this. */
const mostPairs = 100;

/** Which of these pairs carry copies of each other's notes: `[CW#311]` in a message, where note 311 is the ticket's, or the other way round. */
export async function pairsByNotes(
  context: Pick<SyncContext, 'psa' | 'fieldNation'>,
  candidates: readonly Candidate[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { ticketId, workOrderId } of candidates.slice(0, mostPairs)) {
    const [notes, messages] = await Promise.all([
      context.psa().notes(ticketId, signal),
      context.fieldNation().messages(workOrderId, signal),
    ]);
    const ends = (texts: readonly { readonly text: string }[]) =>
      new Set(texts.map((one) => endMarker(one.text)).filter((marker) => marker !== null));
    const [inMessages, inNotes] = [ends(messages), ends(notes)];
    const copied =
      notes.some((note) => inMessages.has(noteMarker(note.id))) ||
      messages.some((message) => inNotes.has(messageMarker(message.id)));
    if (copied) found.add(pairKey(ticketId, workOrderId));
  }
  return found;
}

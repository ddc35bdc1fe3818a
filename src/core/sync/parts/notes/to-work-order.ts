import type { NotesConfig } from '../../../../shared/config-sync.ts';
import type { MessageAudience } from '../../../fieldnation/records-port.ts';
import type { PsaNote } from '../../../psa/records-port.ts';
import type { Copy } from '../../../store/pairs-port.ts';
import { type CopyMap, correctionId, deletionId, isNoteId, isOpenAgain, refused } from './copy-map.ts';
import type { NoteStep, NotesToPlan } from './plan.ts';
import { copyText, corrected, noteAuthor, noteMarker, shortHash, textHash } from './texts.ts';

/**
 * Who may read a note's text on the other side: `public` only when it stands on Discussion and nowhere else. Any internal mark makes it
 * internal; what stands on Resolution is not sent at all, and neither is what stands nowhere.
 */
export function noteClass(note: Pick<PsaNote, 'discussion' | 'internal' | 'resolution'>): 'public' | 'internal' | null {
  if (note.resolution) return null;
  if (note.internal) return 'internal';
  return note.discussion ? 'public' : null;
}

const audiences = { public: 'provider', internal: 'buyer' } as const satisfies Record<string, MessageAudience>;

/** Ticket notes -> messages. */
export function planTicketNotes(input: NotesToPlan, notes: readonly PsaNote[], map: CopyMap): NoteStep[] {
  const description = descriptionNote(notes, input.description);
  const steps = notes.flatMap((note): readonly NoteStep[] => {
    const copy = map.of('note', note.id);
    if (copy?.state === 'done') return correction(input, note, copy, map);
    if (copy?.state === 'skipped' && !(isAskedAgain(input, copy) || (isOpenAgain(copy) && isNews(input, note))))
      return [];
    if (copy === null && (note.id === description || !isNews(input, note))) return [];
    if (map.wroteNote(note.id, note.text) || note.text.trim() === '') return [];
    return first(input, note, copy);
  });
  return [...steps, ...planDeleted(input, notes, map)];
}

/** The work order's description holds the ticket's, which ConnectWise keeps as the first Discussion note. */
function descriptionNote(notes: readonly PsaNote[], description: string): string | null {
  const found = notes.find((note) => note.kind === 'note' && note.discussion);
  const is = found !== undefined && description.trim() !== '' && textHash(found.text) === textHash(description);
  return is ? found.id : null;
}

function isNews(input: NotesToPlan, note: PsaNote): boolean {
  // Time is entered after the work, for when the work was: such a note is as old as its entry, not as the work.
  const at = note.kind === 'note' ? note.createdAt : Math.max(note.createdAt, note.updatedAt);
  const own = noteClass(note);
  if (own === null) return true;
  return at >= Math.max(input.since(own), note.kind === 'time-entry' ? input.since('time') : 0);
}

function isOn(input: NotesToPlan, note: PsaNote, own: 'public' | 'internal'): boolean {
  return input.on(own) && (note.kind !== 'time-entry' || input.on('time'));
}

/** A note that has no copy yet; `copy` is what an earlier try left. */
function first(input: NotesToPlan, note: PsaNote, copy: Copy | null): readonly NoteStep[] {
  const own = noteClass(note);
  const sourceHash = textHash(note.text);
  const common = { kind: 'note', sourceId: note.id, sourceHash, marker: noteMarker(note.id) } as const;
  if (own === null || !isOn(input, note, own)) {
    // An earlier try found it otherwise. It was not answered, and is not made now.
    return copy?.state === 'intended' ? [{ do: 'leave', ...common, reason: 'not-wanted', words: null }] : [];
  }
  if (input.workOrderOver) return [];
  const author = noteAuthor(note);
  if (own === 'public' && !input.providerAssigned) return [{ do: 'wait', sourceId: note.id, author }];
  return [
    {
      do: 'to-work-order',
      ...common,
      audience: audiences[own],
      text: copyText({ who: author, did: 'wrote', where: 'ConnectWise', text: note.text, marker: common.marker }),
      author,
      replyTo: null,
      again: copy?.state === 'skipped' ? copy.id : null,
    },
  ];
}

/** The note reads otherwise than when it was last sent. */
function correction(input: NotesToPlan, note: PsaNote, copy: Copy, map: CopyMap): readonly NoteStep[] {
  const hash = textHash(note.text);
  if (hash === map.latestHash(copy) && !hasOpenEdit(map, note.id, hash)) return [];
  const sourceId = correctionId(note.id, hash);
  const known = map.of('correction', sourceId);
  if (known?.state === 'done' || (known?.state === 'skipped' && !isAskedAgain(input, known))) return [];
  if (note.text.trim() === '') return [];
  const author = noteAuthor(note);
  const marker = noteMarker(note.id, shortHash(hash));
  // Somebody who keeps saving a note is told of it once, not at every save.
  const told = map.all.some(
    (one) => one.kind === 'correction' && one.sourceId.startsWith(`${note.id}@`) && one.state === 'skipped',
  );
  const leave = (reason: string, why: string): readonly NoteStep[] => [
    {
      do: 'leave',
      kind: 'correction',
      sourceId,
      sourceHash: hash,
      marker,
      reason,
      words: told ? null : `A note of ${author} on ticket ${input.ticketId} was edited after it was copied. ${why}`,
    },
  ];
  if (!input.settings.corrections && known === null) {
    return leave('corrections-off', 'The copy stays as it is; corrections are switched off.');
  }
  const own = noteClass(note);
  if (own === null) return leave('other-tab', 'It now stands on a tab that is not copied, so the change is not sent.');
  // What the provider has not read before, or is not to read any more, stays among the company's own people.
  const before = copy.detail.audience === 'provider' ? 'provider' : 'buyer';
  const audience: MessageAudience = before === 'provider' && own === 'public' ? 'provider' : 'buyer';
  const wanted = isOn(input, note, own) && input.on(audience === 'provider' ? 'public' : 'internal');
  if (!wanted) return leave('not-wanted', `It is ${own} now, and the settings keep the change on the ticket.`);
  if (input.workOrderOver) return [];
  if (audience === 'provider' && !input.providerAssigned) return [{ do: 'wait', sourceId: note.id, author }];
  return [
    {
      do: 'to-work-order',
      kind: 'correction',
      sourceId,
      sourceHash: hash,
      marker,
      audience,
      text: copyText({ who: author, did: corrected.note, where: 'ConnectWise', text: note.text, marker }),
      author,
      replyTo: audience === before ? copy.targetId : null,
      again: known?.state === 'skipped' ? known.id : null,
    },
  ];
}

/** An edit that was about to be sent when the run ended counts as sent for `latestHash`, but is still to be seen through. */
function hasOpenEdit(map: CopyMap, sourceId: string, hash: string): boolean {
  return map.of('correction', correctionId(sourceId, hash))?.state === 'intended';
}

/** Copies stay when their note is deleted. That is told once, and what was not sent yet is not sent any more. */
function planDeleted(input: NotesToPlan, notes: readonly PsaNote[], map: CopyMap): readonly NoteStep[] {
  const here = new Map(notes.map((note) => [note.id, note]));
  return map.all.flatMap((copy): readonly NoteStep[] => {
    if (copy.kind !== 'note' && !(copy.kind === 'correction' && copy.state === 'intended')) return [];
    const [noteId = ''] = copy.sourceId.split('@');
    // A merged ticket's notes are no longer listed under this number; that is no deletion.
    const elsewhere = copy.detail.ticketId !== undefined && copy.detail.ticketId !== input.ticketId;
    const { kind, sourceId, sourceHash, marker } = copy;
    const note = here.get(noteId);
    if (!isNoteId(noteId)) return [];
    if (note !== undefined) {
      // Edited once more before the correction was answered: the newer text goes instead.
      const superseded = kind === 'correction' && sourceId !== correctionId(noteId, textHash(note.text));
      return superseded ? [{ do: 'leave', kind, sourceId, sourceHash, marker, reason: 'superseded', words: null }] : [];
    }
    if (copy.state === 'intended') {
      return [{ do: 'leave', kind, sourceId, sourceHash, marker, reason: 'deleted', words: null }];
    }
    const told = deletionId(sourceId);
    if (copy.state !== 'done' || elsewhere || map.of('correction', told) !== null) return [];
    const author = typeof copy.detail.author === 'string' ? copy.detail.author : 'Somebody';
    const words = `A note of ${author} was deleted from ticket ${input.ticketId}. Its copy stays on the work order: Field Nation deletes no messages.`;
    return [{ do: 'leave', kind: 'correction', sourceId: told, sourceHash, marker: '', reason: 'deleted', words }];
  });
}

function isAskedAgain({ asked }: NotesToPlan, copy: Copy): boolean {
  return asked && copy.detail.reason === refused;
}

/** What `toWorkOrder` lets through. */
export function sends(settings: NotesConfig, own: 'public' | 'internal'): boolean {
  return settings.toWorkOrder === own || settings.toWorkOrder === 'both';
}

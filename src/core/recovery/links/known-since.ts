import type { Ticket, WorkOrder } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { WorkOrderMessage } from '../../fieldnation/records-port.ts';
import type { PsaDocument, PsaNote } from '../../psa/records-port.ts';
import type { SyncContext } from '../../sync/context.ts';
import type { DocumentsMemory } from '../../sync/parts/documents/looks.ts';
import { documentMarker, markerOfNotes, markerOfTitle, uploadMarker } from '../../sync/parts/documents/names.ts';
import { providerUploads } from '../../sync/parts/documents/plan.ts';
import type { NotesMemory } from '../../sync/parts/notes/looks.ts';
import { endMarker, messageMarker, noteMarker } from '../../sync/parts/notes/texts.ts';
import { messageClass } from '../../sync/parts/notes/to-ticket.ts';
import { noteClass } from '../../sync/parts/notes/to-work-order.ts';
import type { Since } from '../../sync/parts/since.ts';

/*
 * From when on something of a pair found again is news. When each class was switched on went with the data, so what stands there proves it: the
 * last of a class that has a marked copy on the other side was written while the class was on, and what is newer may go over. A class without any copy
 * proves nothing: everything that stands there by now is old, and a person sends by hand what should have gone over.
 */

/** Something that was written on one side, and whether the other has a marked copy of it. */
export interface Written {
  /** What has to be on for it to go over. */
  readonly classes: readonly string[];
  /** When it was written (ms UTC); 0 = unknown, and proves nothing. */
  readonly at: number;
  /** The time its part takes it to be of, where that is later. */
  readonly latest?: number;
  readonly copied: boolean;
}

/** For each of `names`: the time of the last one that was copied, else just after the last there is. */
export function sinceOf(names: readonly string[], written: readonly Written[]): Since {
  const after = Math.max(0, ...written.map(({ at, latest }) => Math.max(at, latest ?? 0) + 1));
  return Object.fromEntries(
    names.map((name) => {
      const copied = written
        .filter((one) => one.copied && one.at > 0 && one.classes.includes(name))
        .map(({ at }) => at);
      return [name, copied.length === 0 ? after : Math.max(...copied)];
    }),
  );
}

export function noteTimes(notes: readonly PsaNote[], messages: readonly WorkOrderMessage[]): Since {
  const inMessages = markersOf(messages);
  const inNotes = markersOf(notes);
  const ofTicket = notes.map((note): Written => {
    const own = noteClass(note);
    const time = note.kind === 'time-entry' ? ['time'] : [];
    return {
      classes: own === null ? [] : [own, ...time],
      at: note.createdAt,
      latest: note.kind === 'note' ? note.createdAt : note.updatedAt,
      copied: inMessages.has(noteMarker(note.id)),
    };
  });
  const ofWorkOrder = messages.map(
    (message): Written => ({
      classes: [messageClass(message)],
      at: message.createdAt,
      copied: inNotes.has(messageMarker(message.id)),
    }),
  );
  return { ...sinceOf(['public', 'internal', 'time'], ofTicket), ...sinceOf(['provider', 'staff'], ofWorkOrder) };
}

export function documentTimes(
  uploads: ReturnType<typeof providerUploads>,
  documents: readonly PsaDocument[],
  markersInFolders: ReadonlySet<string>,
): Since {
  const titles = new Set(documents.map(({ title }) => markerOfTitle(title)));
  const ofWorkOrder = uploads.map(
    ({ uploadId, createdAt }): Written => ({
      classes: ['uploads'],
      at: createdAt,
      copied: titles.has(uploadMarker(uploadId)),
    }),
  );
  const ofTicket = documents.map(
    ({ id, updatedAt }): Written => ({
      classes: ['documents'],
      at: updatedAt,
      copied: markersInFolders.has(documentMarker(id)),
    }),
  );
  return { ...sinceOf(['uploads'], ofWorkOrder), ...sinceOf(['documents'], ofTicket) };
}

function markersOf(texts: readonly { readonly text: string }[]): ReadonlySet<string> {
  return new Set(texts.flatMap(({ text }) => endMarker(text) ?? []));
}

/**
 * What the parts of a pair found again remember: nothing was looked at yet, but what is news is known. Three requests; a ticket whose documents
 * may not be read has none that are news. Throws what keeps notes or messages from being read: without them nobody can tell.
 */
export async function rememberedBy(
  { psa, fieldNation, clock }: Pick<SyncContext, 'psa' | 'fieldNation' | 'clock'>,
  ticket: Ticket,
  workOrder: WorkOrder,
): Promise<JsonObject> {
  const [notes, messages, documents] = await Promise.all([
    psa().notes(ticket.id),
    fieldNation().messages(workOrder.id),
    psa()
      .documents(ticket.id)
      .catch((thrown: unknown) => {
        const error = AppError.from(thrown);
        if (error.kind !== 'permanent') throw error;
        return null;
      }),
  ]);
  const folders = fieldNation().folders(workOrder);
  const buyers = [fieldNation().ownUserId(), fieldNation().manager(workOrder)?.id ?? null].filter((id) => id !== null);
  const files = folders.flatMap((folder) => folder.files);
  const uploads = providerUploads(folders, buyers);
  const inFolders = new Set(files.flatMap((file) => markerOfNotes(file.notes) ?? []));
  const unread = Math.max(clock.now(), ticket.updatedAt + 1);
  const ofDocuments =
    documents === null ? { uploads: unread, documents: unread } : documentTimes(uploads, documents, inFolders);
  const notLooked = { ticketId: ticket.id, ticketUpdatedAt: 0, on: '' };
  return {
    notes: {
      ...notLooked,
      messageCount: null,
      notesReadAt: 0,
      messagesReadAt: 0,
      since: noteTimes(notes, messages),
      waiting: [],
    } satisfies NotesMemory,
    documents: { ...notLooked, documentsReadAt: 0, since: ofDocuments } satisfies DocumentsMemory,
  };
}

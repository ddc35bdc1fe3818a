import type { TicketId } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { NewPsaNote, PsaAuthor, PsaNote } from '../records-port.ts';
import { type Api, parse } from './api.ts';
import { fromConnectWiseTime } from './dates.ts';
import { type AnyNotePayload, anyNoteSchema, noteSchema, type Reference } from './schemas.ts';

const kinds: Readonly<Record<string, PsaNote['kind']>> = { timeentrynote: 'time-entry', meetingnote: 'meeting' };
const prefixes: Readonly<Record<PsaNote['kind'], string>> = { note: 'note', 'time-entry': 'time', meeting: 'meeting' };

const flags = {
  discussion: 'detailDescriptionFlag',
  internal: 'internalAnalysisFlag',
  resolution: 'resolutionFlag',
} as const;

/** Notes of tickets, those written through time entries and meetings included (reference/connectwise.md 3.3). */
export class Notes {
  readonly #api: Api;
  /** Versions before `allNotes` are asked once. */
  #withoutAllNotes = false;

  constructor(api: Api) {
    this.#api = api;
  }

  async of(id: TicketId, signal?: AbortSignal): Promise<readonly PsaNote[]> {
    const all = this.#withoutAllNotes ? null : await this.#allNotes(id, signal);
    const notes = all ?? (await this.#ownNotes(id, signal));
    return notes
      .map(toNote)
      .sort((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id, 'en', { numeric: true }));
  }

  /**
   * Adds a note. In another member's name only where ConnectWise takes that (its rule is not published): a refused note was not written,
   * so it is sent once more in the API member's own.
   */
  async create(id: TicketId, note: NewPsaNote, signal?: AbortSignal): Promise<PsaNote> {
    if (note.memberId === null) return await this.#create(id, note, null, signal);
    try {
      return await this.#create(id, note, note.memberId, signal);
    } catch (error) {
      if (!(error instanceof AppError && refusesMember(error))) throw error;
      return await this.#create(id, note, null, signal);
    }
  }

  async #create(id: TicketId, note: NewPsaNote, memberId: number | null, signal?: AbortSignal): Promise<PsaNote> {
    const label = `the notes of ticket ${id}`;
    const response = await this.#api.send({
      method: 'POST',
      path: `/service/tickets/${id}/notes`,
      body: {
        text: note.text,
        detailDescriptionFlag: note.tab === 'discussion',
        internalAnalysisFlag: note.tab === 'internal',
        resolutionFlag: note.tab === 'resolution',
        processNotifications: note.sendEmail,
        ...(memberId === null ? {} : { member: { id: memberId } }),
      },
      label,
      signal,
    });
    const written = parse(response, noteSchema, label);
    if (written[flags[note.tab]] === false || (note.tab === 'internal' && written.detailDescriptionFlag === true)) {
      throw new AppError({
        code: 'connectwise.false-200',
        kind: 'permanent',
        message: `ConnectWise put note ${written.id} of ticket ${id} on another tab than the ${note.tab} tab it was written for. Check the note in ConnectWise.`,
        context: { remote: 'connectwise', label, noteId: written.id, requestId: response.requestId },
      });
    }
    return toNote(written);
  }

  /** Null when this version has no `allNotes`. */
  async #allNotes(id: TicketId, signal?: AbortSignal): Promise<readonly AnyNotePayload[] | null> {
    try {
      const path = `/service/tickets/${id}/allNotes`;
      return await this.#api.list({ path, label: `the notes of ticket ${id}`, signal }, anyNoteSchema);
    } catch (error) {
      if (!(error instanceof AppError) || !(error.context.status === 404 || error.context.status === 405)) throw error;
      // A ticket that is gone answers 404 as well; then its own notes do so too.
      const own = await this.#ownNotes(id, signal);
      this.#withoutAllNotes = true;
      return own;
    }
  }

  async #ownNotes(id: TicketId, signal?: AbortSignal): Promise<readonly AnyNotePayload[]> {
    const path = `/service/tickets/${id}/notes`;
    return await this.#api.list({ path, label: `the notes of ticket ${id}`, signal }, anyNoteSchema);
  }
}

/** A 403, or a 400 that names the member. */
function refusesMember(error: AppError): boolean {
  if (error.context.status === 403) return true;
  return error.context.status === 400 && /member/i.test(`${error.context.field} ${error.context.vendorMessage}`);
}

function toNote(payload: Partial<AnyNotePayload> & { readonly id: number }): PsaNote {
  const kind = kinds[(payload.noteType ?? '').toLowerCase()] ?? 'note';
  const info = payload._info;
  const updatedAt = fromConnectWiseTime(info?.lastUpdated);
  // `allNotes` has no dateCreated; a time entry's note counts from when it was entered, else from when the work began.
  const createdAt =
    fromConnectWiseTime(payload.dateCreated ?? info?.dateEntered ?? payload.timeStart ?? info?.lastUpdated) ||
    updatedAt;
  return {
    id: `${prefixes[kind]}:${payload.id}`,
    kind,
    text: payload.text ?? '',
    discussion: payload.detailDescriptionFlag === true,
    internal: payload.internalAnalysisFlag === true,
    resolution: payload.resolutionFlag === true,
    author: authorOf(payload),
    createdAt,
    updatedAt: updatedAt || createdAt,
    updatedBy: info?.updatedBy ?? '',
  };
}

function authorOf(payload: Partial<AnyNotePayload>): PsaAuthor {
  const { member, contact } = payload;
  if (isSet(member)) {
    const identifier = member.identifier ?? '';
    return { kind: 'member', identifier, name: member.name || identifier };
  }
  if (isSet(contact)) return { kind: 'contact', identifier: '', name: contact.name ?? '' };
  return { kind: 'unknown', identifier: '', name: payload.originalAuthor || payload.createdBy || '' };
}

function isSet(reference: Reference | null | undefined): reference is Reference {
  return Boolean(reference?.id || reference?.identifier || reference?.name);
}

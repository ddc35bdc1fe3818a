import type { CopyKind } from '../../../../shared/domain/link-life.ts';
import type { Copy } from '../../../store/pairs-port.ts';
import { endMarker, isCopy, shortHash } from './texts.ts';

/** Kinds that stand on the ticket as notes. */
const onTicket: readonly CopyKind[] = ['message', 'visit', 'event-note', 'closing-note', 'money-note'];

/** What a person's request takes back. */
export const refused = 'refused';

/** Left because it was not to be sent at the time, or was not there: decided anew when it is. */
export function isOpenAgain(copy: Copy): boolean {
  return copy.detail.reason === 'not-wanted' || copy.detail.reason === 'deleted';
}

/** Edits of a source: the row's id is `<source>@<fingerprint>`. */
export function correctionId(sourceId: string, hash: string): string {
  return `${sourceId}@${shortHash(hash)}`;
}

/** The row that remembers that a source's deletion was told. */
export function deletionId(sourceId: string): string {
  return `${sourceId}@deleted`;
}

/** A link's copies as the plan asks about them. */
export class CopyMap {
  readonly #bySource = new Map<string, Copy>();
  readonly #notesHere = new Set<string>();
  readonly #messagesThere = new Set<string>();
  readonly #openMarkers = new Set<string>();
  readonly #byMessage = new Map<string, Copy>();
  readonly all: readonly Copy[];

  constructor(copies: readonly Copy[]) {
    this.all = copies;
    for (const copy of copies) {
      this.#bySource.set(`${copy.kind} ${copy.sourceId}`, copy);
      if (copy.state === 'intended' && copy.marker !== '') this.#openMarkers.add(copy.marker);
      if (copy.targetId === null) continue;
      const toWorkOrder = copy.kind === 'note' || (copy.kind === 'correction' && isNoteId(copy.sourceId));
      if (toWorkOrder) {
        this.#messagesThere.add(copy.targetId);
        this.#byMessage.set(copy.targetId, copy);
      } else if (copy.kind === 'correction' || onTicket.includes(copy.kind)) {
        this.#notesHere.add(copy.targetId);
        // A visit kept as a time entry is shown as the note of that time entry.
        if (copy.kind === 'visit') this.#notesHere.add(`time:${copy.targetId}`);
      }
    }
  }

  of(kind: CopyKind, sourceId: string): Copy | null {
    return this.#bySource.get(`${kind} ${sourceId}`) ?? null;
  }

  /** True for a note on the ticket that this program wrote: by the map, or by how it reads. */
  wroteNote(id: string, text: string): boolean {
    return this.#notesHere.has(id) || this.#wrote(text);
  }

  wroteMessage(id: string, text: string): boolean {
    return this.#messagesThere.has(id) || this.#wrote(text);
  }

  /** Whose text a message of ours carries; empty when it is none of ours. */
  authorOf(messageId: string): string {
    const author = this.#byMessage.get(messageId)?.detail.author;
    return typeof author === 'string' ? author : '';
  }

  /** What the other side was last told about a source. */
  latestHash(first: Copy): string {
    const edits = this.all.filter(
      (copy) =>
        copy.kind === 'correction' && copy.sourceId.startsWith(`${first.sourceId}@`) && copy.state !== 'skipped',
    );
    return edits.at(-1)?.sourceHash ?? first.sourceHash;
  }

  /** A part may have been interrupted before it could write down what its note became. */
  #wrote(text: string): boolean {
    const marker = endMarker(text);
    return marker !== null && (this.#openMarkers.has(marker) || isCopy(text));
  }
}

export function isNoteId(sourceId: string): boolean {
  return /^(note|time|meeting):/.test(sourceId);
}

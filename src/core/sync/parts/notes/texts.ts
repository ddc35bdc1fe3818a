import { createHash } from 'node:crypto';
import type { PsaNote } from '../../../psa/records-port.ts';

/*
 * How a copy reads: who wrote it where, the text, and the marker as its end. All of it plain text that still reads well where line breaks are
 * lost (reference/fieldnation.md 1.10). A copy is recognised by its beginning and its end together, so that somebody who only mentions a
 * marker, or quotes a copy below words of their own, has still written something new.
 */

/** Fingerprint of what was said; line breaks and blanks do not count, because either side may change them. */
export function textHash(text: string): string {
  return createHash('sha256').update(text.normalize('NFC').replace(/\s+/g, ' ').trim()).digest('hex');
}

/** Short form of a fingerprint, for source ids and markers. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}

/** `[CW#311]`; notes written through time entries and meetings keep their kind: `[CW#time:92]`. `edition` marks a correction. */
export function noteMarker(noteId: string, edition = ''): string {
  return `[CW#${idIn(noteId.replace(/^note:/, ''))}${edition === '' ? '' : `@${edition}`}]`;
}

/** `[FN#8812]`. */
export function messageMarker(messageId: string, edition = ''): string {
  return `[FN#${idIn(messageId)}${edition === '' ? '' : `@${edition}`}]`;
}

function idIn(id: string): string {
  return id.replace(/[^\w:.-]/g, '_');
}

export type Source = 'ConnectWise' | 'Field Nation';

/** The marked copy of a text. `did` is what the author did, e.g. `wrote`, `answered Chris Doe`. */
export function copyText(copy: {
  readonly who: string;
  readonly did: string;
  readonly where: Source;
  readonly text: string;
  readonly marker: string;
}): string {
  return `${copy.who} ${copy.did} in ${copy.where}:\n\n${copy.text.trim()}\n\n${copy.marker}`;
}

export const corrected = { note: 'corrected a note', message: 'corrected a message' } as const;

const beginning = {
  CW: /^[^\n]{1,200}? (?:wrote|corrected a note) in ConnectWise:\s/,
  FN: /^[^\n]{1,400}? (?:wrote|answered [^\n]{1,200}?|corrected a message) in Field Nation:\s/,
};
const end = /\[(CW|FN)#([\w:.@-]{1,120})\]\s*$/;
/** Markers of what the other parts write about a work order, e.g. `[FN#v5512]`, `[FN#m91422-0a1b2c3d4e5f]`; no message is called that. */
const ownNote = /^[a-z]+\d/;

/** The marker a text ends with. */
export function endMarker(text: string): string | null {
  return end.exec(text)?.[0].trim() ?? null;
}

/** True for what this program wrote, whichever installation of it, and whether it is in the map or not. */
export function isCopy(text: string): boolean {
  const found = end.exec(text);
  if (found === null) return false;
  const [, side, id = ''] = found;
  if (side === 'FN' && ownNote.test(id)) return true;
  return beginning[side === 'FN' ? 'FN' : 'CW'].test(text.trimStart());
}

/** A person's name as it may stand in a line of its own: no line break, no brackets that could pass for a marker. */
export function plainName(name: string): string {
  const plain = name.replace(/[[\]]/g, '').replace(/\s+/g, ' ').trim();
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

/** Who wrote a note, for those who read the work order. */
export function noteAuthor({ author }: PsaNote): string {
  const name = plainName(author.name || author.identifier);
  if (author.kind === 'contact') return name === '' ? 'A contact' : `${name} (contact)`;
  return name === '' ? 'Somebody' : name;
}

export function messageAuthor(message: { readonly authorName: string; readonly fromProvider: boolean }): string {
  const name = plainName(message.authorName);
  if (message.fromProvider) return name === '' ? 'The provider' : `${name} (provider)`;
  return name === '' ? 'Somebody' : name;
}

/*
 * How a copied file is named and recognised: a ticket document by the end of its title, a work order's file by the end of its notes. Field
 * Nation's upload id outlives a rename, and its own connector recognises files by it as well (reference/fieldnation.md 1.11).
 */

/** Longest title written. ConnectWise documents no limit; the file name is kept whole beside it. */
const longestTitle = 100;

/** `[FN#5f0c...]`. */
export function uploadMarker(uploadId: string): string {
  return `[FN#${idIn(uploadId)}]`;
}

/** `[CW#77]`. */
export function documentMarker(documentId: number): string {
  return `[CW#${documentId}]`;
}

function idIn(id: string): string {
  return id.replace(/[^\w.:-]/g, '_');
}

/** `photo.jpg [FN#...]`; a long name loses its middle, never its ending or the marker. */
export function titleFor(fileName: string, marker: string): string {
  const room = Math.max(20, longestTitle - marker.length - 1);
  const name = fileName.replace(/[[\]\s]+/g, ' ').trim() || 'File';
  if (name.length <= room) return `${name} ${marker}`;
  const ending = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, room - ending.length - 1)}…${ending} ${marker}`;
}

/** Notes of a file in the Documents folder; the provider reads them. */
export function notesFor(ticketId: number, marker: string): string {
  return `From ConnectWise ticket ${ticketId} ${marker}`;
}

const titleEnd = /\[FN#[\w.:-]+\]\s*$/;
const notesForm = /^From ConnectWise ticket \d+ \[CW#\d+\]\s*$/;

/** The marker a ticket document's title ends with; null for a document that is no copy. */
export function markerOfTitle(title: string): string | null {
  return titleEnd.exec(title)?.[0].trim() ?? null;
}

/** The marker in a work order file's notes; null when the notes are not ours. */
export function markerOfNotes(notes: string): string | null {
  return notesForm.test(notes.trim()) ? (/\[CW#\d+\]/.exec(notes)?.[0] ?? null) : null;
}

/** File name ending, lower case, without the dot; empty when there is none. */
export function endingOf(fileName: string): string {
  return /\.([^.\\/]+)$/.exec(fileName.trim())?.[1]?.toLowerCase() ?? '';
}

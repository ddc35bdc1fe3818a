import type { Activity, ActivityFilter } from '../../shared/domain/activity.ts';
import type { Redactor } from '../monitor/redact.ts';
import type { Store } from '../store/port.ts';

export type ExportFormat = 'csv' | 'ndjson';

/** Lines read at once: each page is a question of its own, so that others are answered in between. */
const pageLength = 150;
/** Lines made at once. To search one for secrets takes up to a millisecond, and the window waits meanwhile; between two parts the file is written. */
const partLength = 25;
/** Ends a row. Line breaks inside a cell are single line feeds, so this stands nowhere else. */
const rowEnd = '\r\n';

const columns = [
  'Time (UTC)',
  'Side',
  'Direction',
  'Ticket',
  'Work order',
  'What happened',
  'Result',
  'Duration (ms)',
  'Kind',
  'Error code',
  'Error',
  'Details',
  'Link',
  'Job',
  'Line',
] as const;

/** Every line that fits, newest first, as the text of a file in parts. Each part holds whole lines; secrets are struck out. */
export async function* exportLines(
  store: Pick<Store, 'activities'>,
  filter: ActivityFilter,
  format: ExportFormat,
  redactor: Redactor,
): AsyncGenerator<string> {
  // The mark tells spreadsheets that it is UTF-8.
  if (format === 'csv') yield `\u{FEFF}${columns.join(',')}${rowEnd}`;
  const write = format === 'csv' ? csvLine : jsonLine;
  for (let before: number | null = null; ; ) {
    const page: readonly Activity[] = await store.activities(filter, before, pageLength);
    const last = page.at(-1);
    if (last === undefined) return;
    for (let from = 0; from < page.length; from += partLength)
      yield page
        .slice(from, from + partLength)
        .map((line) => write(line, redactor))
        .join('');
    if (page.length < pageLength) return;
    before = last.id;
  }
}

/** Lines of the log in a part of an export; the heading counts as none. */
export function linesIn(part: string, format: ExportFormat): number {
  const ends = part.split(format === 'csv' ? rowEnd : '\n').length - 1;
  return format === 'csv' && part.startsWith('\u{FEFF}') ? ends - 1 : ends;
}

function jsonLine(line: Activity, redactor: Redactor): string {
  const { at, ...rest } = redactor.value(line) as Activity;
  return `${JSON.stringify({ at: new Date(at).toISOString(), ...rest })}\n`;
}

function csvLine(line: Activity, redactor: Redactor): string {
  const text = (value: string | undefined): string => csvCell(redactor.text(value ?? ''));
  const number = (value: number | null): string => (value === null ? '' : String(value));
  const cells = [
    new Date(line.at).toISOString(),
    line.side,
    line.direction,
    number(line.ticketId),
    number(line.workOrderId),
    text(line.message),
    line.result,
    number(line.durationMs),
    text(line.kind),
    text(line.error?.code),
    text(line.error?.message),
    text(line.details === null ? '' : JSON.stringify(redactor.value(line.details))),
    number(line.linkId),
    number(line.jobId),
    number(line.id),
  ];
  return `${cells.join(',')}${rowEnd}`;
}

/**
 * A text as a cell (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front: a ticket's summary is written by anyone, and
 * a log is opened by a technician.
 */
export function csvCell(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').replaceAll('\0', '');
  const safe = /^[=+\-@\t\n]/.test(plain) ? `'${plain}` : plain;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

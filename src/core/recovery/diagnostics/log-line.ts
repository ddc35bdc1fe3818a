import type { Activity } from '../../../shared/domain/activity.ts';

/** What these lines say is made of what people wrote or are called; kind, record and result tell enough. */
const madeOfTexts = /^(note|message|document|file|visit|money|schedule|owner|closing|script|event)\b/;

/** Where a line of the other kinds holds a text, a value or a name, and what stands for it. */
const places: readonly (readonly [RegExp, string])[] = [
  [/"[^"\n]*"/g, '"[text]"'],
  [/(\bbecame (?:work order|ticket) \d+): .*$/, '$1: [text]'],
  [/( set to )(?!FN-\d+(?:,|$)|\d+(?:,|$))(.+?)(?=, [\w.]+ set to |$)/g, '$1[value]'],
  [/( (?:updated|added|deleted|changed|written|made) by )[^:]*$/, '$1[name]'],
  [/( assigned to ).*$/, '$1[name]'],
];

/** One line of the log as strangers may read it. */
export function logLineForStrangers(line: Activity): string {
  const ids = [
    line.ticketId === null ? '' : ` ticket ${line.ticketId}`,
    line.workOrderId === null ? '' : ` work order ${line.workOrderId}`,
  ].join('');
  const start = `${new Date(line.at).toISOString()} ${line.result} ${line.kind}${ids}`;
  if (madeOfTexts.test(line.kind)) return `${start}\n`;
  let message = line.message.replace(/[\r\n]+/g, ' ');
  for (const [pattern, by] of places) message = message.replace(pattern, by);
  return `${start}: ${message}\n`;
}

import { convertDate } from '../../mapping/dates.ts';

/** Longer texts are no dates and no formats (characters). */
const maxText = 200;

/** The name under which native Jsonnet finds the conversion. */
export const nativeName = 'date_convert';

/**
 * Mappings' own DATE_CONVERT for `$.util.date_convert`, so that a script and a rule agree. Null when the value is no such date. Never throws: texts
 * come from scripts.
 */
export function convertFor(asked: readonly unknown[]): string | null {
  const [value = '', inputFormat = '', outputFormat = '', timezoneIn = '', timezoneOut = ''] = asked.map(String);
  if ([value, inputFormat, outputFormat, timezoneIn, timezoneOut].some((text) => text.length > maxText)) return null;
  try {
    return convertDate(value, { inputFormat, outputFormat, timezoneIn, timezoneOut });
  } catch {
    return null;
  }
}

const orFault = `if made == null then error '"' + v + '" is not a date in the format ' + i + ', or a time zone is unknown' else made`;

/** Asks the process that runs Jsonnet. */
export const nativeConvert = `function(v, i, o, a, b) local made = std.native('${nativeName}')(v, i, o, a, b); ${orFault}`;

/**
 * Jsonnet without a way to ask: the conversions are a table (`dispatch_dates`), and one that is not in it yet ends the run with its name. The thread
 * adds it and runs the document again.
 */
export const tableConvert =
  `function(v, i, o, a, b) local asked = std.toString([v, i, o, a, b]); ` +
  `local made = if std.objectHas(dispatch_dates, asked) then dispatch_dates[asked] else error 'dispatch-date ' + asked; ${orFault}`;

const wanted = /^RUNTIME ERROR: dispatch-date (\[.*\])$/;

/** The conversion a run ended for, as its name in the table and its parts; null when it ended for something else. */
export function wantedDate(fault: string): { readonly name: string; readonly parts: readonly unknown[] } | null {
  const name = wanted.exec(fault.slice(0, fault.indexOf('\n\t')))?.[1];
  if (name === undefined) return null;
  try {
    const parts: unknown = JSON.parse(name);
    return Array.isArray(parts) ? { name, parts } : null;
  } catch {
    return null;
  }
}

import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.extend(customParseFormat);

export interface DateConversion {
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly timezoneIn: string;
  readonly timezoneOut: string;
}

/**
 * Field Nation's DATE_CONVERT (reference/fieldnation.md 6.2): moment-style tokens, `X` unix seconds, `x` unix milliseconds, and `iso` for
 * ConnectWise's `yyyy-MM-ddTHH:mm:ssZ`. Null when the text is not a date in that format or a zone is unknown.
 */
export function convertDate(text: string, conversion: DateConversion): string | null {
  const at = parse(text.trim(), conversion);
  if (at === null) return null;
  try {
    // The zone plug-in makes a formatter each time; most conversions end in UTC and need none.
    const zoned = isUtc(conversion.timezoneOut) ? dayjs.utc(at) : dayjs.utc(at).tz(conversion.timezoneOut);
    if (conversion.outputFormat === 'iso') return `${dayjs.utc(at).format('YYYY-MM-DDTHH:mm:ss')}Z`;
    if (conversion.outputFormat === 'X') return String(Math.floor(at / 1000));
    if (conversion.outputFormat === 'x') return String(at);
    return zoned.format(conversion.outputFormat);
  } catch {
    return null;
  }
}

function parse(text: string, { inputFormat, timezoneIn }: DateConversion): number | null {
  if (inputFormat === 'X' || inputFormat === 'x') {
    if (!/^-?\d+$/.test(text)) return null;
    return Number(text) * (inputFormat === 'X' ? 1000 : 1);
  }
  if (inputFormat === 'iso') {
    if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.test(text)) return null;
    const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? dayjs(text) : inZone(text, undefined, timezoneIn);
    return zoned?.isValid() ? zoned.valueOf() : null;
  }
  // dayjs.tz does not parse strictly, so the shape is checked in UTC first.
  if (!dayjs.utc(text, inputFormat, true).isValid()) return null;
  const zoned = inZone(text, inputFormat, timezoneIn);
  return zoned?.isValid() ? zoned.valueOf() : null;
}

function inZone(text: string, format: string | undefined, zone: string): dayjs.Dayjs | null {
  if (isUtc(zone)) return format === undefined ? dayjs.utc(text) : dayjs.utc(text, format);
  try {
    return format === undefined ? dayjs.tz(text, zone) : dayjs.tz(text, format, zone);
  } catch {
    return null;
  }
}

function isUtc(zone: string): boolean {
  return zone === 'UTC';
}

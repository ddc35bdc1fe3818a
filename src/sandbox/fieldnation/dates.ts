/* Field Nation writes a moment as `{ utc: "YYYY-MM-DD HH:mm:ss" }`, and refuses every other spelling (reference 1.5). */

const pattern = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;
const pad = (value: number): string => String(value).padStart(2, '0');

/** ms UTC to `YYYY-MM-DD HH:mm:ss`. */
export function formatUtc(ms: number): string {
  const at = new Date(ms);
  return `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())} ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
}

/** `YYYY-MM-DD HH:mm:ss` to ms UTC, or null when it is any other spelling or no real date. */
export function parseUtc(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const parts = pattern.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  const ms = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0);
  return formatUtc(ms) === text ? ms : null;
}

interface WallClock {
  readonly date: string;
  readonly time: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const hourMs = 3_600_000;

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

/**
 * Minutes that `timeZone` is ahead of UTC at that moment. Remembered per hour, at which zones change: asking Intl for each
 * of the hundreds of moments in a list would be most of the work of answering it.
 */
export function zoneOffsetMinutes(ms: number, timeZone: string): number {
  const hour = Math.floor(ms / hourMs);
  const key = `${timeZone} ${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts = formatterOf(timeZone).formatToParts(hour * hourMs);
  const get = (type: string): string => parts.find((part) => part.type === type)?.value ?? '00';
  const wall = `${get('year')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}:${get('second')}Z`;
  const offset = Math.round((Date.parse(wall) - hour * hourMs) / 60_000);
  if (offsets.size > 10_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function wallClock(ms: number, timeZone: string): WallClock {
  const [date = '', time = ''] = formatUtc(ms + zoneOffsetMinutes(ms, timeZone) * 60_000).split(' ');
  return { date, time };
}

/** A moment as Field Nation answers it: UTC and the work order's wall clock. */
export function moment(ms: number, timeZone: string): { utc: string; local: WallClock } {
  return { utc: formatUtc(ms), local: wallClock(ms, timeZone) };
}

/** ISO 8601 with the zone's offset, as webhook bodies carry it: `2026-01-15T10:30:00-06:00`. */
export function isoWithOffset(ms: number, timeZone: string): string {
  const wall = wallClock(ms, timeZone);
  const offset = zoneOffsetMinutes(ms, timeZone);
  const size = Math.abs(offset);
  return `${wall.date}T${wall.time}${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

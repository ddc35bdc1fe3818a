import { formatNumber, spokenLocale, t } from '../../shared/strings/t.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** "12 s ago", "3 min ago", "in 5 s". Times within two seconds are "just now". */
export function relativeTime(at: number, now: number): string {
  const past = now - at;
  if (past < -second) return futureTime(-past);
  if (past < 2 * second) return t('time.now');
  if (past < minute) return t('time.secondsAgo', { n: Math.floor(past / second) });
  if (past < hour) return t('time.minutesAgo', { n: Math.floor(past / minute) });
  if (past < day) return t('time.hoursAgo', { n: Math.floor(past / hour) });
  return t('time.daysAgo', { n: Math.floor(past / day) });
}

function futureTime(ahead: number): string {
  if (ahead < minute) return t('time.inSeconds', { n: Math.ceil(ahead / second) });
  if (ahead < hour) return t('time.inMinutes', { n: Math.ceil(ahead / minute) });
  if (ahead < day) return t('time.inHours', { n: Math.round(ahead / hour) });
  return t('time.inDays', { n: Math.round(ahead / day) });
}

/** Time until `at`; "now" once it is due. */
export function timeUntil(at: number, now: number): string {
  return at <= now ? t('time.due') : futureTime(at - now);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes far longer than using it, and a table writes hundreds of times while it is scrolled. */
function written(date: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  // A laptop changes its zone while the window is open.
  const key = `${locale} ${String(date.getTimezoneOffset())} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, options);
    formats.set(key, format);
  }
  return format.format(date);
}

/** "14:30" today, "Mon 14:30" within a week, otherwise with the date. */
export function clockTime(at: number, now: number, locale = spokenLocale()): string {
  const date = new Date(at);
  const sameDay = date.toDateString() === new Date(now).toDateString();
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  if (sameDay) return written(date, locale, time);
  if (Math.abs(now - at) < 6 * day) return written(date, locale, { ...time, weekday: 'short' });
  return written(date, locale, { ...time, day: 'numeric', month: 'short' });
}

/** The exact time, with seconds and zone, for tooltips and details. */
export function exactTime(at: number, locale = spokenLocale()): string {
  return written(new Date(at), locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
}

/** Time of day with seconds, for dense tables. */
export function tableTime(at: number, now: number, locale = spokenLocale()): string {
  const date = new Date(at);
  const time = written(date, locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  if (date.toDateString() === new Date(now).toDateString()) return time;
  return `${written(date, locale, { day: 'numeric', month: 'short' })} ${time.slice(0, 5)}`;
}

/** "840 ms", "1.2 s", "2 min 5 s". */
export function duration(ms: number): string {
  if (ms < 1000) return t('duration.ms', { n: Math.round(ms) });
  if (ms < minute) return t('duration.s', { n: formatNumber(ms / 1000, digits(ms < 10_000 ? 1 : 0)) });
  return t('duration.min', { m: Math.floor(ms / minute), s: Math.round((ms % minute) / 1000) });
}

/** "840 ms", "1.2 s", "4 min", "6 h", "3 days": how long something is ago or has lasted, no finer than it matters. */
export function lapse(ms: number): string {
  if (ms < minute) return duration(ms);
  if (ms < hour) return t('lapse.minutes', { n: Math.floor(ms / minute) });
  if (ms < 2 * day) return t('lapse.hours', { n: Math.floor(ms / hour) });
  return t('lapse.days', { n: Math.floor(ms / day) });
}

function digits(n: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: n, maximumFractionDigits: n };
}

/** The day alone: "3 Nov 2026". */
export function calendarDay(at: number, locale = spokenLocale()): string {
  return new Date(at).toLocaleDateString(locale, { year: 'numeric', month: 'short', day: 'numeric' });
}

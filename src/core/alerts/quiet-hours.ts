import type { AlertsConfig } from '../../shared/domain/alerts.ts';

type QuietHours = AlertsConfig['quietHours'];

/** More windows than a week has, so that one without a gap ends somewhere. */
const longestChain = 8;

/**
 * When the quiet hours this moment lies in are over (ms); null when it lies in none. Times are those on this computer's clock, so that a night in which
 * the clock is set forward or back is an hour shorter or longer. Windows that touch are one.
 */
export function quietUntil(quiet: QuietHours, at: number): number | null {
  if (!quiet.on || quiet.days.length === 0) return null;
  let until: number | null = null;
  for (let n = 0; n < longestChain; n += 1) {
    const end = windowEnd(quiet, until ?? at);
    if (end === null) break;
    until = end;
  }
  return until;
}

/** The end of the window this moment lies in. It may have begun yesterday. */
function windowEnd({ from, to, days }: QuietHours, at: number): number | null {
  const date = new Date(at);
  let latest: number | null = null;
  for (const daysBack of [1, 0]) {
    const day = new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBack);
    if (!days.includes(weekday(day))) continue;
    const start = localTime(day, from, 0);
    // The same time twice is a whole day.
    const end = localTime(day, to, to <= from ? 1 : 0);
    if (start <= at && at < end) latest = Math.max(latest ?? end, end);
  }
  return latest;
}

/** 1 = Monday .. 7 = Sunday. */
function weekday(day: Date): number {
  return day.getDay() === 0 ? 7 : day.getDay();
}

function localTime(day: Date, clock: string, daysOn: number): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysOn, hours, minutes).getTime();
}

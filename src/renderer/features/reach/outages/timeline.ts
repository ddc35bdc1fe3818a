import type { Outage } from '../../../../shared/domain/reach.ts';
import type { Tone } from '../../../theme/tone.ts';

const dayMs = 86_400_000;
/** The time line is never shorter, so that one short outage does not fill it. */
const shortestMs = dayMs;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The time that is drawn: from midnight (local) before the oldest outage to now, a day at least. */
export function spanOf(outages: readonly Outage[], now: number): Span {
  const oldest = outages.reduce((least, outage) => Math.min(least, outage.from), now - shortestMs);
  const start = new Date(oldest);
  start.setHours(0, 0, 0, 0);
  return { from: start.getTime(), to: now };
}

/** Where a bar lies, in hundredths of the line; `width` may be next to nothing. */
export function barOf(outage: Outage, span: Span): { readonly left: number; readonly width: number } {
  const length = Math.max(1, span.to - span.from);
  const part = (at: number): number => (Math.min(Math.max(at, span.from), span.to) - span.from) / length;
  const left = part(outage.from) * 100;
  return { left, width: part(outage.to ?? span.to) * 100 - left };
}

/** At most this many days are named above the line. */
const mostTicks = 7;

/** Local midnights to name on the line: each day, or every second, third ... when there are many. */
export function ticksOf(span: Span): readonly number[] {
  const midnights: number[] = [];
  const day = new Date(span.from);
  day.setHours(0, 0, 0, 0);
  // By the calendar, not by adding 24 h: days on which clocks change are longer or shorter.
  for (; day.getTime() <= span.to; day.setDate(day.getDate() + 1)) {
    if (day.getTime() >= span.from) midnights.push(day.getTime());
  }
  const every = Math.ceil(midnights.length / mostTicks);
  return midnights.filter((_, index) => index % every === 0);
}

/** lasting: nothing arrives by itself now; missing: it is over but nothing looked yet at what was missed; caught: nothing is missing. */
export function outcomeOf(outage: Outage): 'lasting' | 'missing' | 'caught' {
  if (outage.to === null) return 'lasting';
  return outage.caughtUpAt === null ? 'missing' : 'caught';
}

export const outcomeTones: Readonly<Record<ReturnType<typeof outcomeOf>, Tone>> = {
  lasting: 'attention',
  missing: 'working',
  caught: 'ok',
};

/** Whether both moments are on one local day. */
export function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** "3 d 2 h", "2 h 5 min", "40 s": how long something lasted, as coarse as a person says it. */
export function lengthParts(ms: number): readonly (readonly ['d' | 'h' | 'min' | 's', number])[] {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return [['s', seconds]];
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return [['min', minutes]];
  if (minutes < 1440) return withRest(['h', Math.floor(minutes / 60)], ['min', minutes % 60]);
  const hours = Math.round(minutes / 60);
  return withRest(['d', Math.floor(hours / 24)], ['h', hours % 24]);
}

type Part = ReturnType<typeof lengthParts>[number];

function withRest(first: Part, rest: Part): readonly Part[] {
  return rest[1] === 0 ? [first] : [first, rest];
}

import type { Alert, AlertsConfig } from '../../shared/domain/alerts.ts';
import type { WaitingAlert } from '../store/alerts-port.ts';
import { quietUntil } from './quiet-hours.ts';

/** What is told at once, as one message. */
export interface Telling {
  /** Oldest first. */
  readonly alerts: readonly Alert[];
  /** Ids of those that were told a short while ago, were over, and came back. */
  readonly again: ReadonlySet<number>;
  /** Some of it was kept back by quiet hours. */
  readonly afterQuiet: boolean;
}

/** Alerts that come within this time are one message; one that is over by then needs nobody (ms). */
export const gatherMs = 60_000;
/** Never two messages within this time (ms). */
export const leastGapMs = 60_000;
/** The same alert is not told twice within this time, however often it comes and goes (ms). */
export const againGapMs = 30 * 60_000;

export interface Waiting {
  readonly waiting: readonly WaitingAlert[];
  /** When anything was told last (ms). */
  readonly lastToldAt: number | null;
}

/** What is to be told now, and when to ask again (ms): null = not before something changes. Pure. */
export function whatToTell(
  { waiting, lastToldAt }: Waiting,
  quiet: AlertsConfig['quietHours'],
  now: number,
): { readonly telling: Telling | null; readonly nextAt: number | null } {
  const quietEnd = quietUntil(quiet, now);
  const allowedFrom = lastToldAt === null || lastToldAt > now ? now : lastToldAt + leastGapMs;
  const due: { readonly waits: WaitingAlert; readonly readyAt: number; readonly held: boolean }[] = waiting.map(
    (waits) => {
      const readyAt = Math.max(notBefore(waits, now), allowedFrom);
      const excepted = quiet.except.includes(waits.alert.rule);
      const moment = Math.max(readyAt, now);
      const end = excepted ? null : quietUntil(quiet, moment);
      return { waits, readyAt: end === null ? readyAt : Math.max(end, readyAt), held: !excepted && quietEnd !== null };
    },
  );
  const ready = due.filter(({ readyAt }) => readyAt <= now);
  if (ready.length === 0) return { telling: null, nextAt: earliest(due) };
  // Those that only just came go along; what flaps or is kept back by quiet hours stays.
  const along = due.filter(
    ({ waits, held, readyAt }) => readyAt <= now || (!held && !flaps(waits, now) && allowedFrom <= now),
  );
  const told = new Set(along.map(({ waits }) => waits.alert.id));
  const rest = due.filter(({ waits }) => !told.has(waits.alert.id));
  const next = earliest(rest);
  return {
    telling: {
      alerts: along.map(({ waits }) => waits.alert),
      again: new Set(along.filter(({ waits }) => cameBack(waits)).map(({ waits }) => waits.alert.id)),
      afterQuiet: along.some(
        ({ waits: { alert } }) => !quiet.except.includes(alert.rule) && quietUntil(quiet, alert.firstAt) !== null,
      ),
    },
    nextAt: next === null ? null : Math.max(next, now + leastGapMs),
  };
}

function notBefore({ alert, toldBefore }: WaitingAlert, now: number): number {
  const gathered = alert.firstAt > now ? now : alert.firstAt + gatherMs;
  return toldBefore === null || toldBefore > now ? gathered : Math.max(gathered, toldBefore + againGapMs);
}

function flaps({ toldBefore }: WaitingAlert, now: number): boolean {
  return toldBefore !== null && toldBefore <= now && toldBefore + againGapMs > now;
}

function cameBack({ alert, toldBefore }: WaitingAlert): boolean {
  return toldBefore !== null && toldBefore + againGapMs > alert.firstAt;
}

function earliest(due: readonly { readonly readyAt: number }[]): number | null {
  return due.length === 0 ? null : Math.min(...due.map(({ readyAt }) => readyAt));
}

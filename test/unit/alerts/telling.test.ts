import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../../src/core/alerts/quiet-hours.ts';
import {
  againGapMs,
  gatherMs,
  leastGapMs,
  type Telling,
  type Waiting,
  whatToTell,
} from '../../../src/core/alerts/telling.ts';
import { tellingText } from '../../../src/core/alerts/words.ts';
import {
  type Alert,
  type AlertRule,
  type AlertsConfig,
  alertRules,
  alertsConfigSchema,
} from '../../../src/shared/domain/alerts.ts';
import { minute, t0 } from './facts.ts';

type Quiet = AlertsConfig['quietHours'];
const never = alertsConfigSchema.parse({}).quietHours;
const quietHours = (change: Partial<Quiet>): Quiet => ({ ...never, on: true, ...change });
const alert = (id: number, change: Partial<Alert> = {}): Alert => ({
  id,
  rule: 'sign-in',
  key: String(id),
  severity: 'attention',
  title: `Thing ${id}`,
  message: `What to do about ${id}.`,
  place: 'setup/connectwise',
  firstAt: t0,
  lastAt: t0,
  clearedAt: null,
  toldAt: null,
  ...change,
});
const waiting = (
  alerts: readonly Alert[],
  lastToldAt: number | null = null,
  toldBefore: number | null = null,
): Waiting => ({
  waiting: alerts.map((one) => ({ alert: one, toldBefore })),
  lastToldAt,
});
const idsOf = (telling: Telling | null): number[] => telling?.alerts.map(({ id }) => id) ?? [];

describe('what is told, and when', () => {
  it('gathers what comes within a minute into one message', () => {
    const both = waiting([alert(1), alert(2, { firstAt: t0 + 40_000 })]);
    expect(whatToTell(both, never, t0 + 50_000)).toEqual({ telling: null, nextAt: t0 + gatherMs });
    const { telling, nextAt } = whatToTell(both, never, t0 + gatherMs);
    expect([idsOf(telling), nextAt]).toEqual([[1, 2], null]);
  });

  it('is never two messages within a minute', () => {
    const now = t0 + 2 * minute;
    expect(whatToTell(waiting([alert(1)], now - 10_000), never, now)).toEqual({
      telling: null,
      nextAt: now - 10_000 + leastGapMs,
    });
  });

  it('waits half an hour before it tells the same again, and says so then', () => {
    const back = waiting([alert(7, { firstAt: t0 + 5 * minute })], t0, t0);
    expect(whatToTell(back, never, t0 + 20 * minute)).toEqual({ telling: null, nextAt: t0 + againGapMs });
    const { telling } = whatToTell(back, never, t0 + againGapMs);
    expect([idsOf(telling), [...(telling?.again ?? [])]]).toEqual([[7], [7]]);
    // After a day without it, it is plain news.
    const days = waiting([alert(8, { firstAt: t0 + 1440 * minute })], t0, t0);
    expect(whatToTell(days, never, t0 + 1441 * minute).telling?.again.size).toBe(0);
  });

  it('is nothing in quiet hours but what was excepted, and all the rest in one when they end', () => {
    const start = new Date(2026, 10, 23, 22, 0).getTime();
    const end = new Date(2026, 10, 24, 7, 0).getTime();
    const quiet = quietHours({ from: '20:00', to: '07:00', except: ['sign-in'] });
    const night = waiting([
      alert(1, { rule: 'disk-low', firstAt: start }),
      alert(2, { rule: 'queue-age', firstAt: start }),
    ]);
    expect(whatToTell(night, quiet, start + 5 * minute)).toEqual({ telling: null, nextAt: end });
    expect(whatToTell(night, quiet, end).telling).toMatchObject({ afterQuiet: true, alerts: [{ id: 1 }, { id: 2 }] });
    const urgent = waiting([...night.waiting.map((one) => one.alert), alert(3, { firstAt: start })]);
    expect(idsOf(whatToTell(urgent, quiet, start + 5 * minute).telling)).toEqual([3]);
  });

  it('is not held up by a clock that was set back', () => {
    const later = waiting([alert(1, { firstAt: t0 + 600 * minute })], t0 + 600 * minute, t0 + 600 * minute);
    expect(idsOf(whatToTell(later, never, t0).telling)).toEqual([1]);
  });
});

const clockTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const anyQuiet: fc.Arbitrary<Quiet> = fc.record({
  on: fc.boolean(),
  from: clockTime,
  to: clockTime,
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
  except: fc.uniqueArray(fc.constantFrom<AlertRule>(...alertRules), { maxLength: 3 }),
});
/** An alert of one of a few names that begins at a minute and lasts for some. */
const anyRaised = fc.record({
  at: fc.integer({ min: 0, max: 2 * 1440 * 60 }),
  lastsSeconds: fc.integer({ min: 1, max: 600 * 60 }),
  rule: fc.constantFrom<AlertRule>(...alertRules),
});

interface Told {
  readonly at: number;
  readonly telling: Telling;
}

/** Two days of alerts, told as the teller does: it asks after each change, and when it was told to ask again. */
function live(raised: readonly { at: number; lastsSeconds: number; rule: AlertRule }[], quiet: Quiet) {
  const alerts: { -readonly [K in keyof Alert]: Alert[K] }[] = [];
  const told: Told[] = [];
  const end = t0 + 9 * 1440 * minute;
  const begins = [...raised].sort((a, b) => a.at - b.at);
  const changes = new Set<number>();
  for (const one of begins) changes.add(t0 + one.at * 1000).add(t0 + (one.at + one.lastsSeconds) * 1000);
  const queue = [...changes].sort((a, b) => a - b);
  let now = t0;
  let nextAt: number | null = null;
  let asks = 0;
  for (;;) {
    const change = queue[0] ?? end;
    now = nextAt !== null && nextAt < change ? nextAt : change;
    if (now >= end) break;
    if (now === queue[0]) queue.shift();
    for (const one of alerts) if (one.clearedAt === null && one.lastAt <= now) one.clearedAt = now;
    for (const [index, one] of begins.entries()) {
      if (t0 + one.at * 1000 !== now || alerts.some(({ id }) => id === index)) continue;
      if (alerts.some(({ rule, clearedAt }) => rule === one.rule && clearedAt === null)) continue;
      alerts.push(alert(index, { rule: one.rule, key: '', firstAt: now, lastAt: now + one.lastsSeconds * 1000 }));
    }
    const known = {
      waiting: alerts
        .filter(({ clearedAt, toldAt }) => clearedAt === null && toldAt === null)
        .map((one) => ({
          alert: one,
          toldBefore: alerts
            .filter(({ rule, id }) => rule === one.rule && id !== one.id)
            .reduce<number | null>(
              (latest, { toldAt }) => (toldAt !== null && toldAt > (latest ?? 0) ? toldAt : latest),
              null,
            ),
        })),
      lastToldAt: alerts.reduce<number | null>(
        (latest, { toldAt }) => (toldAt !== null && toldAt > (latest ?? 0) ? toldAt : latest),
        null,
      ),
    };
    const answer = whatToTell(known, quiet, now);
    if (answer.telling !== null) {
      told.push({ at: now, telling: answer.telling });
      for (const { id } of answer.telling.alerts) {
        const one = alerts.find((candidate) => candidate.id === id);
        if (one !== undefined) one.toldAt = now;
      }
    }
    expect(answer.nextAt === null || answer.nextAt > now).toBe(true);
    nextAt = answer.nextAt;
    asks += 1;
    if (asks > 5_000) throw new Error('It asks without end');
  }
  return { alerts, told, end };
}

describe('whatever is raised and whenever it is over', () => {
  it('there is at most one message a minute, none in quiet hours, nothing told twice, and nothing lost that lasts', () => {
    fc.assert(
      fc.property(fc.array(anyRaised, { maxLength: 14 }), anyQuiet, (raised, quiet) => {
        const { alerts, told } = live(raised, quiet);
        for (const [index, { at }] of told.entries())
          if (index > 0) expect(at - (told[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(leastGapMs);
        for (const { at, telling } of told) {
          expect(telling.alerts.length).toBeGreaterThan(0);
          const quietNow = quietUntil(quiet, at) !== null;
          if (quietNow) expect(telling.alerts.every(({ rule }) => quiet.except.includes(rule))).toBe(true);
        }
        const ids = told.flatMap(({ telling }) => idsOf(telling));
        expect(new Set(ids).size).toBe(ids.length);
        for (const one of alerts) {
          if (one.toldAt !== null) continue;
          // Every one that was not told was over before it could have been.
          expect(one.clearedAt).not.toBeNull();
          const other = alerts
            .filter(({ rule, toldAt }) => rule === one.rule && toldAt !== null)
            .map(({ toldAt }) => toldAt ?? 0);
          let free = Math.max(
            one.firstAt + gatherMs,
            ...other.filter((at) => at < one.firstAt).map((at) => at + againGapMs),
          );
          const until = (at: number) => (quiet.except.includes(one.rule) ? null : quietUntil(quiet, at));
          free = until(free) ?? free;
          expect(one.clearedAt ?? 0).toBeLessThanOrEqual(free + leastGapMs);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the same rule is not told twice within half an hour', () => {
    fc.assert(
      fc.property(fc.array(anyRaised, { maxLength: 14 }), (raised) => {
        const { told } = live(raised, never);
        const last = new Map<AlertRule, number>();
        for (const { at, telling } of told)
          for (const { rule, id } of telling.alerts) {
            const before = last.get(rule);
            if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(againGapMs);
            if (before === undefined) expect(telling.again.has(id)).toBe(false);
            last.set(rule, at);
          }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the words of a message', () => {
  const telling = (alerts: readonly Alert[], rest: Partial<Telling> = {}): Telling => ({
    alerts,
    again: new Set(),
    afterQuiet: false,
    ...rest,
  });

  it('of one alert are its own, and lead where its fix is', () => {
    expect(tellingText(telling([alert(1)]))).toMatchObject({
      title: 'Thing 1',
      body: 'What to do about 1.',
      place: 'setup/connectwise',
    });
    expect(tellingText(telling([alert(1, { title: 'The tunnel is down' })], { again: new Set([1]) })).title).toBe(
      'Again: the tunnel is down',
    );
  });

  it('hold no address a vendor signed and no token it quoted', () => {
    const message = 'The document at https://files.example.com/a.jpg?X-Amz-Signature=deadbeef could not be read.';
    expect(JSON.stringify(tellingText(telling([alert(1, { message })])))).not.toContain('deadbeef');
  });

  it('of several name the first ones and lead to their list', () => {
    const several = [1, 2, 3, 4, 5].map((id) => alert(id));
    expect(tellingText(telling(several, { afterQuiet: true }))).toMatchObject({
      title: '5 things need you',
      body: 'During quiet hours: Thing 1; Thing 2; Thing 3; and 2 more.',
      place: 'attention/alerts',
    });
    expect(tellingText(telling(several)).items).toHaveLength(5);
  });
});

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formatUtc, isoWithOffset, moment, parseUtc } from '../../../src/sandbox/fieldnation/dates.ts';
import { webhookEvents } from '../../../src/sandbox/fieldnation/events.ts';
import { createRequestBudget } from '../../../src/sandbox/fieldnation/request-budget.ts';
import { nextAttemptIn, signature } from '../../../src/sandbox/fieldnation/webhook-delivery.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { now } from './records.ts';

describe('Dates of the simulated Field Nation', () => {
  it('are written with a space and no zone', () => {
    expect(formatUtc(Date.UTC(2026, 0, 5, 7, 8, 9))).toBe('2026-01-05 07:08:09');
  });

  it.each(['2026-01-05T07:08:09Z', '2026-01-05 07:08', '2026-02-30 00:00:00', '05/01/2026', 5, null])(
    'are refused as %s',
    (text) => {
      expect(parseUtc(text)).toBeNull();
    },
  );

  it('carry the wall clock of the place', () => {
    expect(moment(Date.UTC(2026, 6, 1, 2, 0, 0), 'America/New_York').local).toEqual({
      date: '2026-06-30',
      time: '22:00:00',
    });
  });

  it('carry the offset in webhook bodies', () => {
    expect(isoWithOffset(Date.UTC(2026, 0, 15, 16, 30, 0), 'America/Chicago')).toBe('2026-01-15T10:30:00-06:00');
  });
});

describe('Simulated webhook deliveries', () => {
  it('know all 33 events', () => {
    expect(Object.keys(webhookEvents)).toHaveLength(33);
  });

  it('are retried after 10, 20, 40, 80, 160, 320 and 640 seconds and then given up', () => {
    const waits = Array.from({ length: 8 }, (_, index) => nextAttemptIn(index + 1, 503, false));
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, null]);
  });

  it('are retried without an answer, and not after a success or a refusal', () => {
    expect(nextAttemptIn(1, null, false)).toBe(10);
    for (const status of [200, 204, 400, 404, 410, 429]) expect(nextAttemptIn(1, status, false)).toBeNull();
    expect(nextAttemptIn(1, 429, true)).toBe(10);
  });

  it('are signed over the raw bytes', () => {
    const body = Buffer.from('{ "a" : 1 }');
    expect(signature('s', body)).toBe(`sha256=${createHmac('sha256', 's').update(body).digest('hex')}`);
  });
});

describe('The request budget', () => {
  it('lets a burst through, then one request a second at 60 a minute', async () => {
    const clock = new VirtualClock({ startMs: now });
    const budget = createRequestBudget(clock);
    const passed = Array.from({ length: 120 }, () => budget.take(60, 100)).filter((wait) => wait === null);
    expect(passed).toHaveLength(100);
    expect(budget.take(60, 100)).toBe(1);
    await clock.advance(2_000);
    expect([budget.take(60, 100), budget.take(60, 100), budget.take(60, 100)]).toEqual([null, null, 1]);
  });
});

import { describe, expect, it } from 'vitest';
import { Courier, offlineDelayMs, retryDelaysMs } from '../../../src/core/alerts/ways/courier.ts';
import type { TellingText } from '../../../src/core/alerts/words.ts';
import type { WayFailure } from '../../../src/shared/domain/alerts.ts';
import { AppError, type ErrorKind } from '../../../src/shared/errors.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const message = (title: string): TellingText => ({ title, body: '', place: 'attention', items: [] });
const fault = (kind: ErrorKind, said = 'The server is busy.') =>
  new AppError({ code: 'alerts.x', kind, message: said });

function setUp(fail: (title: string, tries: number) => Error | null) {
  const clock = new VirtualClock();
  const tries: string[] = [];
  const arrived: string[] = [];
  const reported: (WayFailure | null)[] = [];
  const givenUp: WayFailure[] = [];
  const courier = new Courier({
    name: 'email',
    clock,
    logger: silentLogger,
    way: {
      async send({ title }) {
        tries.push(title);
        const error = fail(title, tries.filter((one) => one === title).length);
        if (error !== null) throw error;
        arrived.push(title);
      },
    },
    report: async (failure) => void reported.push(failure),
    givenUp: async (failure) => void givenUp.push(failure),
  });
  return { clock, courier, tries, arrived, reported, givenUp };
}

describe('a message that does not go out', () => {
  it('is tried again with growing pauses, and what comes meanwhile waits behind it', async () => {
    const { clock, courier, tries, arrived, reported, givenUp } = setUp((title, n) =>
      title === 'first' && n < 3 ? fault('offline') : null,
    );
    courier.bring(message('first'));
    courier.bring(message('second'));
    await clock.advance(retryDelaysMs[0] ?? 0);
    expect([tries, arrived]).toEqual([['first', 'first'], []]);
    await clock.advance(retryDelaysMs[1] ?? 0);
    expect(arrived).toEqual(['first', 'second']);
    expect(reported.map((one) => one?.message ?? null)).toEqual([
      'The server is busy.',
      'The server is busy.',
      null,
      null,
    ]);
    expect(givenUp).toEqual([]);
    await courier.stop();
  });

  it('is given up after a few tries, once, and the next one is still sent', async () => {
    const { clock, courier, tries, arrived, givenUp } = setUp((title) =>
      title === 'first' ? fault('transient') : null,
    );
    courier.bring(message('first'));
    courier.bring(message('second'));
    await clock.advance(3 * 3_600_000);
    expect(tries.filter((title) => title === 'first')).toHaveLength(retryDelaysMs.length + 1);
    expect([arrived, givenUp.length]).toEqual([['second'], 1]);
    await courier.stop();
  });

  it('waits as long as there is no network, and goes out soon after', async () => {
    let offline = true;
    const { clock, courier, arrived, givenUp } = setUp(() => (offline ? fault('offline') : null));
    courier.bring(message('first'));
    await clock.advance(14 * 3_600_000);
    expect([arrived, givenUp]).toEqual([[], []]);
    offline = false;
    await clock.advance(offlineDelayMs);
    expect(arrived).toEqual(['first']);
    await courier.stop();
  });

  it('is not tried again when it was refused for good', async () => {
    const { clock, courier, tries, givenUp } = setUp(() => fault('permanent', 'No such webhook.'));
    courier.bring(message('first'));
    await clock.advance(24 * 3_600_000);
    expect([tries, givenUp.map((one) => one.message)]).toEqual([['first'], ['No such webhook.']]);
    await courier.stop();
  });

  it('waits as long as the other side asks', async () => {
    const { clock, courier, tries } = setUp((_title, n) =>
      n > 1 ? null : new AppError({ code: 'x', kind: 'rate-limited', message: 'Later.', retryAfterMs: 600_000 }),
    );
    courier.bring(message('first'));
    await clock.advance(599_000);
    expect(tries).toHaveLength(1);
    await clock.advance(2_000);
    expect(tries).toHaveLength(2);
    await courier.stop();
  });

  it('holds nothing up when the app ends', async () => {
    const { clock, courier, tries } = setUp(() => fault('offline'));
    courier.bring(message('first'));
    await clock.advance(0);
    await courier.stop();
    courier.bring(message('second'));
    await clock.advance(3_600_000);
    expect(tries).toEqual(['first']);
  });

  it('of which there are many keeps the newest', async () => {
    const { clock, courier, arrived } = setUp((_title, n) => (n === 1 ? fault('offline') : null));
    for (let n = 0; n < 40; n += 1) courier.bring(message(String(n)));
    await clock.advance(24 * 3_600_000);
    expect(arrived).toEqual(['0', ...Array.from({ length: 20 }, (_, n) => String(20 + n))]);
    await courier.stop();
  });

  it('quotes no address of a webhook, whatever the other side says', async () => {
    const said =
      'POST https://hooks.slack.com/services/T0/B0/abcdefghijkl and https://x.logic.azure.com/w?sig=topsecret failed';
    const { courier, reported } = setUp(() => fault('permanent', said));
    await expect(courier.test()).rejects.toMatchObject({ message: expect.not.stringContaining('abcdefghijkl') });
    expect(JSON.stringify(reported)).not.toMatch(/abcdefghijkl|topsecret/);
    await courier.stop();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tunnelBackoffMs } from '../../../src/core/tunnel/backoff.ts';
import type { TunnelState } from '../../../src/core/tunnel/port.ts';
import { SupervisedTunnel } from '../../../src/core/tunnel/supervised.ts';
import { AppError, type ErrorKind } from '../../../src/shared/errors.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { type FakeAttempt, FakeConnector } from '../../fakes/tunnel-connector.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const minute = 60_000;
const url = 'https://one.example.com';

function failure(kind: ErrorKind, retryAfterMs?: number): AppError {
  const more = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new AppError({ code: `test.${kind}`, kind, message: `It is ${kind}.`, ...more });
}

/** A tunnel on a virtual clock whose attempts the test plays. */
function rig(random: () => number = () => 0.999) {
  const clock = new VirtualClock();
  const connector = new FakeConnector((attempt) => attempt.refuse(failure('transient')));
  const tunnel = new SupervisedTunnel({ kind: 'ssh', connector, clock, random, logger: silentLogger });
  const states: TunnelState[] = [];
  tunnel.onChange((state) => states.push(state));
  return { clock, connector, tunnel, states, kinds: () => states.map(({ kind }) => kind) };
}

async function up(random?: () => number) {
  const made = rig(random);
  made.tunnel.start({ port: 1 });
  await made.clock.settle();
  made.connector.last.connect(url);
  await made.clock.settle();
  return made;
}

function pauseOf(state: TunnelState, now: number): number | null {
  return state.kind === 'down' && state.retryAt !== null ? state.retryAt - now : null;
}

describe('a supervised tunnel', () => {
  it('starts, says what it does, and is up with its address', async () => {
    const { clock, connector, tunnel, states } = rig();
    tunnel.start({ port: 4711 });
    expect(tunnel.state.kind).toBe('starting');
    await clock.settle();
    expect(connector.last.target.port).toBe(4711);
    connector.last.watch.step('Signing in');
    connector.last.connect(url);
    await clock.settle();
    expect(states).toContainEqual({ kind: 'starting', step: 'Signing in' });
    expect(tunnel.state).toEqual({ kind: 'up', url, since: clock.now() });
  });

  it('waits longer after each failure, from one second to a minute', async () => {
    const { clock, connector, tunnel } = rig();
    tunnel.start({ port: 1 });
    await clock.settle();
    const pauses: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      connector.last.refuse(failure('offline'));
      await clock.settle();
      const pause = pauseOf(tunnel.state, clock.now()) ?? 0;
      pauses.push(Math.round(pause / 1000));
      await clock.advance(pause - 1);
      expect(connector.living).toBe(0);
      await clock.advance(1);
      expect(connector.living).toBe(1);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('counts anew after five minutes up, and goes on counting after less', async () => {
    const { clock, connector, tunnel } = await up();
    for (const [stoodMs, expected] of [
      [5 * minute - 1, 1],
      [minute, 2],
      [5 * minute - 1, 4],
      [5 * minute, 1],
    ] as const) {
      await clock.advance(stoodMs);
      connector.last.watch.lost(failure('transient'));
      await clock.settle();
      expect(Math.round((pauseOf(tunnel.state, clock.now()) ?? 0) / 1000)).toBe(expected);
      await clock.advance(minute);
      connector.last.connect(url);
      await clock.settle();
      expect(tunnel.state.kind).toBe('up');
    }
  });

  it.each(['permanent', 'auth', 'conflict'] as const)('leaves a %s failure to a person', async (kind) => {
    const { clock, connector, tunnel } = rig();
    tunnel.start({ port: 1 });
    await clock.settle();
    connector.last.refuse(failure(kind));
    await clock.advance(60 * minute);
    tunnel.wake();
    await clock.advance(60 * minute);
    expect(tunnel.state).toMatchObject({ kind: 'failed', error: { kind } });
    expect(connector.attempts).toHaveLength(1);
    tunnel.start({ port: 1 });
    await clock.settle();
    expect(connector.attempts).toHaveLength(2);
  });

  it('does not come back sooner than it was told', async () => {
    const { clock, connector, tunnel } = rig();
    tunnel.start({ port: 1 });
    await clock.settle();
    connector.last.refuse(failure('rate-limited', 3 * minute));
    await clock.settle();
    expect(pauseOf(tunnel.state, clock.now())).toBe(3 * minute);
  });

  it('gives an attempt up after a minute', async () => {
    const { clock, connector, tunnel } = rig();
    tunnel.start({ port: 1 });
    await clock.advance(minute);
    expect(connector.attempts[0]?.watch.signal.aborted).toBe(true);
    expect(tunnel.state).toMatchObject({ kind: 'down', error: { code: 'tunnel.timeout' } });
  });

  it('starts anew at once when it did not survive sleep', async () => {
    const { clock, connector, tunnel, kinds } = await up();
    connector.last.stands = false;
    tunnel.wake();
    await clock.settle();
    expect(connector.attempts).toHaveLength(2);
    expect(connector.attempts[0]?.closed).toBe(true);
    connector.last.connect('https://two.example.com');
    await clock.settle();
    expect(kinds()).toEqual(['starting', 'up', 'down', 'up']);
    expect(tunnel.state).toMatchObject({ kind: 'up', url: 'https://two.example.com' });
  });

  it('takes no answer after sleep as gone', async () => {
    const { clock, connector, tunnel } = await up();
    connector.last.stands = null;
    tunnel.wake();
    tunnel.wake();
    await clock.advance(20_000);
    expect(connector.attempts).toHaveLength(2);
  });

  it('stays up over sleep when it still stands', async () => {
    const { clock, connector, tunnel, kinds } = await up();
    tunnel.wake();
    await clock.advance(minute);
    expect(kinds()).toEqual(['starting', 'up']);
    expect(connector.attempts).toHaveLength(1);
  });

  it('ends its pause when the machine wakes', async () => {
    const { clock, connector, tunnel } = rig();
    tunnel.start({ port: 1 });
    await clock.settle();
    connector.last.refuse(failure('rate-limited', 10 * minute));
    await clock.settle();
    tunnel.wake();
    await clock.settle();
    expect(connector.attempts).toHaveLength(2);
  });

  it('begins an attempt anew that has been hanging when the machine wakes, but not a fresh one', async () => {
    const { clock, connector, tunnel } = rig();
    tunnel.start({ port: 1 });
    await clock.advance(5_000);
    tunnel.wake();
    await clock.settle();
    expect(connector.attempts).toHaveLength(1);
    await clock.advance(6_000);
    tunnel.wake();
    await clock.settle();
    expect(connector.attempts).toHaveLength(2);
    expect(connector.most).toBe(1);
  });

  it('shows an interruption that mends itself, and another address after it', async () => {
    const { clock, connector, tunnel, states } = await up();
    connector.last.watch.interrupted(failure('transient'));
    expect(tunnel.state).toMatchObject({ kind: 'down', retryAt: null });
    await clock.advance(10_000);
    connector.last.watch.standing('https://two.example.com');
    expect(tunnel.state).toEqual({ kind: 'up', url: 'https://two.example.com', since: clock.now() });
    const before = states.length;
    connector.last.watch.standing('https://two.example.com');
    expect(states).toHaveLength(before);
    await clock.advance(10 * minute);
    expect(connector.attempts).toHaveLength(1);
  });

  it('starts anew when an interruption lasts a minute', async () => {
    const { clock, connector } = await up(() => 0);
    connector.last.watch.interrupted(failure('transient'));
    await clock.advance(minute + 1_000);
    expect(connector.attempts).toHaveLength(2);
  });

  it('shows an interruption that came before the connection was handed over', async () => {
    const { clock, connector, tunnel } = rig();
    tunnel.start({ port: 1 });
    await clock.settle();
    connector.last.watch.interrupted(failure('transient'));
    connector.last.connect(url);
    await clock.settle();
    expect(tunnel.state).toMatchObject({ kind: 'down', retryAt: null });
  });

  it('moves to another port only after it let go of the one before', async () => {
    const { clock, connector, tunnel } = await up();
    tunnel.start({ port: 2 });
    await clock.settle();
    expect(connector.attempts.map(({ target, closed }) => [target.port, closed])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(connector.most).toBe(1);
  });

  it('leaves what an attempt that ignores its end comes up with later', async () => {
    const clock = new VirtualClock();
    const connector = new FakeConnector(() => {});
    const tunnel = new SupervisedTunnel({ kind: 'ssh', connector, clock, random: () => 0, logger: silentLogger });
    tunnel.start({ port: 1 });
    await clock.settle();
    const stopped = tunnel.stop();
    await clock.advance(5_000);
    await stopped;
    connector.last.connect(url);
    await clock.settle();
    expect(connector.last.closed).toBe(true);
    expect(tunnel.state).toEqual({ kind: 'off' });
  });

  it('keeps its pauses between one second and one minute, with a spread of half', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (n, chance) => {
          const delay = tunnelBackoffMs(n, () => chance);
          const full = Math.min(minute, 1_000 * 2 ** Math.min(Math.max(n, 1) - 1, 10));
          expect(delay).toBeGreaterThanOrEqual(Math.max(1_000, full / 2));
          expect(delay).toBeLessThanOrEqual(full);
        },
      ),
    );
  });
});

/** What can happen to a tunnel, in any order. */
const happening = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('start' as const), port: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('stop' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wake' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 400_000 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('connect' as const), url: fc.constantFrom(url, 'https://two.example.com') }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('refuse' as const, 'lose' as const, 'interrupt' as const),
      kind: fc.constantFrom<ErrorKind>('transient', 'offline', 'rate-limited', 'bug', 'permanent', 'auth'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('check' as const), stands: fc.constantFrom(true, false, null) }),
  },
  // A callback of an attempt that is long over.
  { weight: 3, arbitrary: fc.record({ do: fc.constant('echo' as const) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

describe('whatever happens to a tunnel', () => {
  it('there is one attempt at most, nothing of an old one counts, and stopping ends everything', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        async (happenings, chance) => {
          const made = rig(() => chance);
          const { clock, connector, tunnel } = made;
          for (const one of happenings) {
            const before = tunnel.state;
            await play(one, made);
            expect(connector.living).toBeLessThanOrEqual(1);
            agrees(tunnel.state, connector, clock.now());
            if (one.do === 'echo') expect(tunnel.state).toBe(before);
          }
          expect(connector.most).toBeLessThanOrEqual(1);
          await tunnel.stop();
          const attempts = connector.attempts.length;
          expect(tunnel.state).toEqual({ kind: 'off' });
          expect(connector.living).toBe(0);
          expect(clock.pending).toBe(0);
          await clock.advance(60 * minute);
          tunnel.wake();
          await clock.settle();
          expect(connector.attempts).toHaveLength(attempts);
        },
      ),
      { numRuns: 300 },
    );
  });
});

async function play(one: Happening, { clock, connector, tunnel }: ReturnType<typeof rig>): Promise<void> {
  const last = connector.attempts.at(-1);
  switch (one.do) {
    case 'start':
      tunnel.start({ port: one.port });
      break;
    case 'stop':
      await tunnel.stop();
      break;
    case 'wake':
      tunnel.wake();
      break;
    case 'wait':
      await clock.advance(one.ms);
      break;
    case 'connect':
      last?.connect(one.url);
      break;
    case 'refuse':
      last?.refuse(failure(one.kind));
      break;
    case 'lose':
      if (last?.phase === 'connected') last.watch.lost(failure(one.kind));
      break;
    case 'interrupt':
      if (last?.phase === 'connected') last.watch.interrupted(failure('transient'));
      break;
    case 'check':
      if (last !== undefined) last.stands = one.stands;
      break;
    case 'echo':
      for (const old of connector.attempts) if (old.phase === 'over') speak(old);
      break;
  }
  await clock.settle();
}

function speak({ watch }: FakeAttempt): void {
  watch.step('Too late');
  watch.standing('https://late.example.com');
  watch.interrupted(failure('transient'));
  watch.lost(failure('permanent'));
}

/** The state says what is true of the attempts. */
function agrees(state: TunnelState, connector: FakeConnector, now: number): void {
  const living = connector.attempts.find((attempt) => attempt.phase !== 'over');
  switch (state.kind) {
    case 'off':
    case 'failed':
      expect(living).toBeUndefined();
      break;
    case 'starting':
      expect(living?.phase).toBe('connecting');
      break;
    case 'up':
      expect(living?.phase).toBe('connected');
      expect(state.since).toBeLessThanOrEqual(now);
      break;
    case 'down':
      if (state.retryAt === null) expect(living?.phase).toBe('connected');
      else expect(state.retryAt - now).toBeLessThanOrEqual(minute);
      break;
  }
}

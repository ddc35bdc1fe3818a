import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { healthRig, promised } from './health-rig.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

const rows = async (rig: ReturnType<typeof healthRig>) => {
  await rig.clock.settle();
  return (await rig.outages.list(9)).map(({ kind, from, to, caughtUpAt }) => ({ kind, from, to, caughtUpAt }));
};

describe('the health of what is registered', () => {
  it('is looked at when dispatching begins, each hour, after sleep and when a person asks', async () => {
    const rig = healthRig();
    const { health, clock, looks } = rig;
    const t0 = clock.now();
    await health.awake();
    await clock.advance(2 * hourMs);
    expect(looks).toEqual([]);
    health.start();
    await clock.advance(2 * hourMs + minuteMs);
    expect(looks.map((at) => at - t0)).toEqual([2 * hourMs, 3 * hourMs, 4 * hourMs]);
    health.wake();
    await clock.settle();
    await health.checkNow('person');
    expect(looks).toHaveLength(5);
    expect(health.report()).toMatchObject({ running: false, checkedAt: clock.now(), nextAt: clock.now() + hourMs });
    await health.stop();
    await clock.advance(5 * hourMs);
    expect(looks).toHaveLength(5);
    expect(clock.pending).toBe(0);
  });

  it('is looked at once for everybody who asks meanwhile', async () => {
    const rig = healthRig();
    rig.takesMs = 5_000;
    const all = [rig.health.checkNow('person'), rig.health.checkNow('wake'), rig.health.checkNow('person')];
    expect(rig.health.report().running).toBe(true);
    await rig.clock.advance(6_000);
    const [first, second] = await Promise.all(all);
    expect(second).toEqual(first);
    expect(rig.looks).toHaveLength(1);
    expect(rig.health.report().running).toBe(false);
  });

  it('is not looked at while nothing is dispatched', async () => {
    const rig = healthRig();
    rig.acting = false;
    rig.tunnel = { kind: 'failed', error: new AppError({ code: 'x', kind: 'auth', message: 'No.' }).toInfo() };
    rig.health.start();
    rig.health.wake(2 * hourMs);
    await rig.clock.advance(2 * hourMs);
    expect([rig.looks, await rows(rig)]).toEqual([[], []]);
    expect(rig.health.report().findings.map(({ id }) => id)).toContain('idle');
  });

  it('says "polling" and nothing else without a tunnel', async () => {
    const rig = healthRig();
    rig.base = null;
    rig.tunnel = { kind: 'off' };
    rig.listener = { ...rig.listener, state: 'off', mode: 'none', port: null };
    const { findings } = await rig.health.checkNow('person');
    expect(findings.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
    expect(findings.map(({ message }) => message).join(' ')).toContain('found by polling every 60 s');
    expect([rig.looks, await rows(rig)]).toEqual([[], []]);
  });

  it('is looked at again in five minutes when a vendor could not be asked, and says so', async () => {
    const rig = healthRig();
    const error = new AppError({
      code: 'connectwise.offline',
      kind: 'offline',
      message: 'ConnectWise is not reached.',
    });
    rig.callback = { at: 0, baseUrl: 'https://here.example', found: null, error };
    const report = await rig.health.checkNow('start');
    expect(report.findings.at(-1)).toMatchObject({ subject: 'callback', state: 'failed' });
    expect((report.nextAt ?? 0) - rig.clock.now()).toBe(5 * minuteMs);
    rig.callback = null;
    await rig.clock.advance(5 * minuteMs);
    expect((rig.health.report().nextAt ?? 0) - rig.clock.now()).toBe(hourMs);
  });

  it('is looked at when this workstation has another address, and not when only the old one is back', async () => {
    const rig = healthRig();
    await rig.health.checkNow('start');
    rig.base = null;
    rig.health.reachChanged();
    rig.base = 'https://here.example';
    rig.health.reachChanged();
    await rig.clock.settle();
    expect(rig.looks).toHaveLength(1);
    rig.base = 'https://there.example';
    rig.health.reachChanged();
    await rig.clock.settle();
    expect(rig.looks).toHaveLength(2);
  });

  it('refuses to repair what does not stand any more', async () => {
    const rig = healthRig();
    await rig.health.checkNow('person');
    await expect(rig.health.repair('gone:7')).rejects.toMatchObject({ code: 'health.finding-gone' });
  });

  it('is looked at again when the ground of an offer is gone', async () => {
    const rig = healthRig();
    const broker = 'https://micro.fieldnation.com/v1/broker/inbound?client_token=secret&external_id=';
    const off = { id: 6, description: 'FN', url: broker, type: 'ticket', level: 'board', objectId: 20, active: false };
    const entry = { ...off, selfSuppressed: false, updatedAt: null, updatedBy: '' };
    const look = {
      of: 'callback' as const,
      entries: [entry],
      entry: null,
      drift: [],
      doubles: [],
      paused: false,
      error: null,
    };
    const found = { ...look, before: null, goneId: null, goodAt: null } as const;
    rig.callback = { at: 0, baseUrl: 'https://here.example', found, error: null };
    const { findings } = await rig.health.checkNow('person');
    expect(findings.map(({ id }) => id)).toContain('callback:6');
    rig.callback = null;
    await expect(rig.health.repair('callback:6')).rejects.toMatchObject({ code: 'health.finding-gone' });
    await rig.clock.settle();
    expect(rig.looks).toHaveLength(2);
    expect(rig.health.report().findings.map(({ id }) => id)).not.toContain('callback:6');
  });
});

describe('the timeline', () => {
  it('has the time the app did not run, from its last heartbeat, and not the moment of an update', async () => {
    const store = promised();
    const first = healthRig(store);
    await first.health.awake();
    await first.clock.advance(17 * minuteMs);
    // Killed: no last word. The next start is an hour after the first.
    const next = healthRig(store);
    await next.clock.advance(hourMs);
    await next.health.awake();
    next.health.start();
    const from = first.clock.now() - 2 * minuteMs;
    const to = next.clock.now();
    expect(await rows(next)).toEqual([{ kind: 'not-running', from, to, caughtUpAt: to }]);
    expect(next.caughtUp).toEqual([{ until: to, pairs: true }]);
    await next.health.stop();
    const updated = healthRig(store);
    await updated.clock.advance(hourMs + 20_000);
    await updated.health.awake();
    expect(await rows(updated)).toHaveLength(1);
  });

  it('has the time the computer slept once, however often it is told', async () => {
    const rig = healthRig();
    const { health, clock } = rig;
    await health.awake();
    health.start();
    await clock.advance(10 * minuteMs);
    await clock.advance(4 * minuteMs);
    health.wake(3 * minuteMs);
    health.wake();
    const woke = clock.now();
    expect(await rows(rig)).toEqual([{ kind: 'asleep', from: woke - 3 * minuteMs, to: woke, caughtUpAt: woke }]);
    expect(rig.caughtUp).toEqual([{ until: woke, pairs: true }]);
  });

  it('has a fallen tunnel until it is up again, with polling fast until everything was looked at', async () => {
    const rig = healthRig();
    const { health, clock } = rig;
    await health.awake();
    health.start();
    await clock.settle();
    expect(health.sound).toBe(true);
    const fellAt = clock.now();
    rig.tunnel = {
      kind: 'down',
      error: new AppError({ code: 'x', kind: 'offline', message: 'It fell.' }).toInfo(),
      retryAt: null,
    };
    rig.looked = false;
    health.reachChanged();
    await clock.advance(minuteMs);
    health.reachChanged();
    rig.tunnel = { kind: 'starting', step: 'Connecting' };
    health.reachChanged();
    expect(await rows(rig)).toEqual([{ kind: 'tunnel', from: fellAt, to: null, caughtUpAt: null }]);
    expect([health.sound, rig.hurried]).toEqual([false, 1]);
    rig.tunnel = { kind: 'up', url: 'https://here.example', since: clock.now() };
    health.reachChanged();
    const to = clock.now();
    expect(await rows(rig)).toEqual([{ kind: 'tunnel', from: fellAt, to, caughtUpAt: null }]);
    expect(health.sound).toBe(false);
    rig.looked = true;
    await clock.advance(minuteMs);
    expect(await rows(rig)).toEqual([{ kind: 'tunnel', from: fellAt, to, caughtUpAt: to + minuteMs }]);
    expect(health.sound).toBe(true);
    expect(rig.caughtUp.every(({ until }) => until === to)).toBe(true);
  });

  it('has a tunnel that stood since the last check as down for the minutes it may have been, not since that check', async () => {
    const rig = healthRig();
    const { health, clock } = rig;
    await health.awake();
    health.start();
    await clock.advance(50 * minuteMs);
    rig.tunnel = {
      kind: 'down',
      error: new AppError({ code: 'x', kind: 'offline', message: 'It fell.' }).toInfo(),
      retryAt: null,
    };
    health.reachChanged();
    expect(await rows(rig)).toMatchObject([{ kind: 'tunnel', from: clock.now() - 2 * minuteMs, to: null }]);
  });

  it('has a listener that could not be opened', async () => {
    const rig = healthRig();
    rig.listener = { ...rig.listener, state: 'failed', message: 'Port 8300 is taken.' };
    const report = await rig.health.checkNow('start');
    expect(report.findings).toContainEqual(
      expect.objectContaining({ subject: 'listener', state: 'failed', message: 'Port 8300 is taken.' }),
    );
    expect(await rows(rig)).toMatchObject([{ kind: 'listener', to: null }]);
    rig.listener = { ...rig.listener, state: 'listening' };
    rig.health.reachChanged();
    expect(await rows(rig)).toMatchObject([{ kind: 'listener', to: rig.clock.now() }]);
  });
});

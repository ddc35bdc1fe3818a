import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/core/engine-port.ts';
import { EngineHost, type EngineHostOptions } from '../../../src/main/engine-host.ts';
import { stoppedStatus } from '../../../src/main/stopped-status.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const corrupt = (): AppError =>
  new AppError({
    code: 'store.corrupt',
    kind: 'permanent',
    message: 'The database is damaged.',
    action: { do: 'restore-backup' },
  });

function setUp(part: Partial<EngineHostOptions> = {}) {
  const happened: string[] = [];
  const engine = {
    start: async () => void happened.push('start'),
    stop: async () => void happened.push('stop'),
    status: () => ({ ...stoppedStatus(0, 'In step.'), state: 'running' as const }),
    onChange: () => () => {},
    wake: () => happened.push('wake'),
  } as unknown as Engine;
  const host = new EngineHost({
    create: async () => {
      happened.push('create');
      return engine;
    },
    beforeStart: async () => void happened.push('before start'),
    recover: async ({ how, backup }) => {
      happened.push(backup === undefined ? how : `${how} ${backup}`);
      return { safetyCopy: 'safety.db', quarantine: null };
    },
    clock: new VirtualClock(),
    logger: silentLogger,
    ...part,
  });
  return { host, happened, engine };
}

describe('the engine in the app', () => {
  it('has its sandbox before it starts', async () => {
    const { host, happened, engine } = setUp();
    await host.open();
    expect(happened).toEqual(['create', 'before start', 'start']);
    expect(await host.engine()).toBe(engine);
    expect(await host.problem()).toBeNull();
    expect(host.status().state).toBe('running');
  });

  it('that cannot open its store leaves a problem in words, and every call answers with it', async () => {
    const { host } = setUp({ create: () => Promise.reject(corrupt()) });
    await host.open();
    expect(await host.problem()).toMatchObject({ code: 'store.corrupt', action: { do: 'restore-backup' } });
    expect(host.status()).toMatchObject({ state: 'stopped', headline: 'The database is damaged.' });
    await expect(host.engine()).rejects.toMatchObject({ code: 'store.corrupt' });
  });

  it('starts with empty data when a person asks for it, paused until somebody resumed', async () => {
    let broken = true;
    const [told, starts]: [unknown[], boolean[]] = [[], []];
    const { host, engine } = setUp({
      create: async ({ paused }) => {
        if (broken) throw corrupt();
        starts.push(paused);
        return { ...engine, status: () => ({ ...stoppedStatus(0, ''), state: 'paused' }) } as Engine;
      },
      recover: async ({ how }) => {
        broken = how !== 'start-fresh';
        // Before anything moves: a kill from here on starts paused as well.
        expect(told).toEqual([{ because: 'fresh' }]);
        return { safetyCopy: null, quarantine: '20261122T080000000Z' };
      },
      onPausedStart: (start) => told.push(start),
    });
    await host.open();
    await host.startFresh();
    expect(await host.problem()).toBeNull();
    expect([starts, host.pausedStart()]).toEqual([[true], { because: 'fresh' }]);
  });

  it('being opened anew keeps callers waiting instead of failing them', async () => {
    const { host, engine } = setUp();
    await host.open();
    const reopening = host.reopen();
    await Promise.resolve();
    expect(await host.engine()).toBe(engine);
    await reopening;
  });

  it('is not recovered while it is healthy: that would throw away good data', async () => {
    const { host, happened } = setUp();
    await host.open();
    await expect(host.startFresh()).rejects.toMatchObject({ code: 'app.nothing-to-recover' });
    expect(happened).not.toContain('start-fresh');
  });

  it('is not recovered from a failure that is not the database’s', async () => {
    const { host, happened, engine } = setUp();
    engine.start = () => Promise.reject(new AppError({ code: 'intake.port', kind: 'permanent', message: 'In use.' }));
    await host.open();
    await expect(host.startFresh()).rejects.toMatchObject({ code: 'app.nothing-to-recover' });
    expect(happened).not.toContain('start-fresh');
  });

  it('keeps its problem when the recovery fails', async () => {
    const failed = new AppError({ code: 'store.disk-full', kind: 'transient', message: 'The disk is full.' });
    const told: unknown[] = [];
    const { host } = setUp({
      create: () => Promise.reject(corrupt()),
      recover: () => Promise.reject(failed),
      onPausedStart: (start) => told.push(start),
    });
    await host.open();
    await expect(host.startFresh()).rejects.toBe(failed);
    expect(await host.problem()).toMatchObject({ code: 'store.corrupt' });
    expect([told.at(-1), host.pausedStart()]).toEqual([null, null]);
  });

  it('is closed when it opened but could not start', async () => {
    const { host, happened, engine } = setUp();
    engine.start = () => Promise.reject(new AppError({ code: 'x', kind: 'permanent', message: 'No.' }));
    await host.open();
    expect(happened).toEqual(['create', 'before start', 'stop']);
    expect(await host.problem()).toMatchObject({ message: 'No.' });
  });

  it('is stopped while a backup is put in place, and starts again paused until a person resumes', async () => {
    const starts: boolean[] = [];
    const { host, happened, engine } = setUp({
      create: async ({ paused }) => {
        starts.push(paused);
        return {
          ...engine,
          status: () => ({ ...stoppedStatus(0, ''), state: starts.at(-1) ? 'paused' : 'running' }),
        } as Engine;
      },
    });
    await host.open();
    expect(host.pausedStart()).toBeNull();
    expect(await host.restore('one.db')).toBe('safety.db');
    expect(happened).toEqual(['before start', 'start', 'stop', 'restore-backup one.db', 'before start', 'start']);
    expect(starts).toEqual([false, true]);
    expect(host.pausedStart()).toEqual({ because: 'restored', backup: 'one.db' });
    starts.push(false);
    expect(host.pausedStart()).toBeNull();
  });

  it('says before anything moves that the next start is a paused one, and takes it back once somebody resumed', async () => {
    const told: unknown[] = [];
    let state: 'paused' | 'running' = 'running';
    let changed: (change: { readonly kind: 'status' }) => void = () => {};
    const { engine } = setUp();
    const { host } = setUp({
      create: async ({ paused }) => {
        state = paused ? 'paused' : 'running';
        return {
          ...engine,
          status: () => ({ ...stoppedStatus(0, ''), state }),
          onChange(listener: typeof changed) {
            changed = listener;
            return () => {};
          },
        } as unknown as Engine;
      },
      recover: async () => {
        expect(told).toEqual([{ because: 'restored', backup: 'one.db' }]);
        return { safetyCopy: 'safety.db', quarantine: null };
      },
      onPausedStart: (start) => told.push(start),
    });
    await host.open();
    await host.restore('one.db');
    state = 'running';
    changed({ kind: 'status' });
    expect(told.at(-1)).toBeNull();
    const kept: unknown[] = [];
    const bad = new AppError({ code: 'store.bad-backup', kind: 'permanent', message: 'No.' });
    const other = setUp({ recover: () => Promise.reject(bad), onPausedStart: (start) => kept.push(start) });
    await other.host.open();
    await expect(other.host.restore('one.db')).rejects.toBe(bad);
    expect(kept).toEqual([{ because: 'restored', backup: 'one.db' }, null]);
  });

  it('goes on as before when the chosen backup cannot be restored', async () => {
    const bad = new AppError({ code: 'store.bad-backup', kind: 'permanent', message: 'No.' });
    const { host, happened } = setUp({ recover: () => Promise.reject(bad) });
    await host.open();
    await expect(host.restore('one.db')).rejects.toBe(bad);
    expect(happened).toEqual(['create', 'before start', 'start', 'stop', 'create', 'before start', 'start']);
    expect([await host.problem(), host.pausedStart()]).toEqual([null, null]);
  });

  it('restores a chosen backup also when the store cannot be opened, but never one another window uses', async () => {
    let broken = true;
    const { host, engine } = setUp({
      create: async () => (broken ? Promise.reject(corrupt()) : engine),
      recover: async ({ why }) => {
        broken = false;
        expect(why).toBe('The database is damaged.');
        return { safetyCopy: null, quarantine: '20261122T080000000Z' };
      },
    });
    await host.open();
    expect(await host.restore('one.db')).toBe('20261122T080000000Z');
    expect(await host.problem()).toBeNull();
    const locked = new AppError({ code: 'store.locked', kind: 'conflict', message: 'In use.' });
    const other = setUp({ create: () => Promise.reject(locked) });
    await other.host.open();
    await expect(other.host.restore('one.db')).rejects.toBe(locked);
    expect(other.happened).toEqual([]);
  });

  it('stops once for good: nothing opens it again while the app quits', async () => {
    const { host, happened } = setUp();
    await host.open();
    await host.stop();
    await host.reopen();
    expect(happened).toEqual(['create', 'before start', 'start', 'stop']);
    await expect(host.engine()).rejects.toMatchObject({ code: 'app.quitting' });
  });
});

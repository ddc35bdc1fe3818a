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
    recover: async (how) => void happened.push(how),
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

  it('opens again after the store was recovered', async () => {
    let broken = true;
    const { host, engine } = setUp({
      create: () => (broken ? Promise.reject(corrupt()) : Promise.resolve(engine)),
      recover: async (how) => {
        broken = how !== 'restore-backup';
      },
    });
    await host.open();
    await host.recover('restore-backup');
    expect(await host.problem()).toBeNull();
    expect(await host.engine()).toBe(engine);
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
    await expect(host.recover('start-fresh')).rejects.toMatchObject({ code: 'app.nothing-to-recover' });
    expect(happened).not.toContain('start-fresh');
  });

  it('is not recovered from a failure that is not the database’s', async () => {
    const { host, happened, engine } = setUp();
    engine.start = () => Promise.reject(new AppError({ code: 'intake.port', kind: 'permanent', message: 'In use.' }));
    await host.open();
    await expect(host.recover('start-fresh')).rejects.toMatchObject({ code: 'app.nothing-to-recover' });
    expect(happened).not.toContain('start-fresh');
  });

  it('keeps its problem when the recovery fails', async () => {
    const failed = new AppError({ code: 'store.no-backup', kind: 'permanent', message: 'There is no backup.' });
    const { host } = setUp({ create: () => Promise.reject(corrupt()), recover: () => Promise.reject(failed) });
    await host.open();
    await expect(host.recover('restore-backup')).rejects.toBe(failed);
    expect(await host.problem()).toMatchObject({ code: 'store.corrupt' });
  });

  it('is closed when it opened but could not start', async () => {
    const { host, happened, engine } = setUp();
    engine.start = () => Promise.reject(new AppError({ code: 'x', kind: 'permanent', message: 'No.' }));
    await host.open();
    expect(happened).toEqual(['create', 'before start', 'stop']);
    expect(await host.problem()).toMatchObject({ message: 'No.' });
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

import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

vi.setConfig({ testTimeout: 60_000 });

let bridge: Bridge;
afterEach(() => bridge.stop());

const trail = async () =>
  (await bridge.engine.recovery.audit(null, 200)).map(({ who, area, what, before, after }) => [
    who,
    area,
    what,
    before,
    after,
  ]);

describe('the trail of settings', () => {
  it('says who changed what from what to what, for settings, the mapping, start, pause and callbacks', async () => {
    bridge = await startBridge({ begin: false, engine: { person: 'kim' } });
    const { engine } = bridge;
    await engine.saveConfig((config) => ({ ...config, limits: { ...config.limits, pollSeconds: 90 } }));
    const { mapping, version } = await engine.mapping();
    await engine.saveMapping({ ...mapping, name: 'Mine' }, 'kim', 'tidied up');
    await bridge.during(engine.begin([], { takeOver: false }));
    await engine.pause(15);
    const byItself = async () => (await trail()).some(([who, , what]) => who === 'Dispatch Bridge' && what === 'Sync');
    await bridge.until('the pause ends', byItself, 20 * 60_000);
    await engine.pause(null);
    await bridge.during(engine.resume());
    const lines = await trail();
    expect(lines).toEqual(
      expect.arrayContaining([
        ['kim', 'sync', 'Seconds between polls', '60', '90'],
        [
          'kim',
          'mapping',
          'Mapping in force',
          `Version ${version}`,
          `Version ${version + 1} (tidied up): now called "Mine"`,
        ],
        ['kim', 'trigger', 'Dispatching', 'off until a person has seen the plan and pressed Start', 'started'],
        ['kim', 'sync', 'Sync', 'running', 'paused for 15 minutes'],
        ['Dispatch Bridge', 'sync', 'Sync', 'paused', 'running'],
        ['kim', 'sync', 'Sync', 'running', 'paused until resumed'],
        ['kim', 'sync', 'Sync', 'paused', 'running'],
      ]),
    );
  });

  it('holds no secret of any kind, whatever is changed and connected', async () => {
    bridge = await startBridge({ engine: { person: 'kim' } });
    const { engine, sandbox, secrets } = bridge;
    const planted = 'planted-secret-8841';
    await engine.saveConfig((config) => ({
      ...config,
      network: { proxy: `http://kim:${planted}@127.0.0.1:9`, caFile: '' },
    }));
    await engine.saveConfig((config) => ({ ...config, network: { proxy: 'none', caFile: '' } }));
    const { connectwise, fieldnation } = sandbox.info;
    const own = await Promise.all(
      (['intake.pathToken', 'fieldnation.webhookSecret'] as const).map((name) => secrets.get(name)),
    );
    const text = JSON.stringify(await trail());
    expect(text).toContain('http://127.0.0.1:9');
    for (const secret of [
      planted,
      connectwise.privateKey,
      connectwise.clientId,
      fieldnation.clientSecret,
      fieldnation.password,
      ...own,
    ])
      if (secret !== null) expect(text).not.toContain(secret);
    expect(own.every((secret) => secret !== null)).toBe(true);
  });

  it('names Dispatch Bridge for what follows from another connection by itself', async () => {
    bridge = await startBridge({ engine: { person: 'kim' } });
    const { engine } = bridge;
    await bridge.during(
      engine.saveConfig((config) => ({
        ...config,
        connectwise: config.connectwise === null ? null : { ...config.connectwise, company: 'somebodyelse' },
      })),
    );
    expect(await trail()).toEqual(
      expect.arrayContaining([
        [
          'Dispatch Bridge',
          'trigger',
          'Dispatching',
          'started',
          'off until a person has seen the plan and pressed Start',
        ],
        ['kim', 'connection', 'ConnectWise company', 'northwind', 'somebodyelse'],
      ]),
    );
  });

  it('tells of callbacks a person registered and paused', async () => {
    bridge = await startBridge({ engine: { person: 'kim' } });
    const { engine, sandbox } = bridge;
    const [own] = sandbox.callbacks
      .callbacks()
      .filter(({ entry }) => String(entry.description).startsWith('Dispatch Bridge'));
    const id = Number(own?.entry.id ?? 0);
    await bridge.during(engine.callbacks.pause(id, { told: true }));
    const [first] = await trail();
    expect(first?.slice(0, 2)).toEqual(['kim', 'callbacks']);
    expect(first?.[2]).toContain(`Callback ${id}`);
  });
});

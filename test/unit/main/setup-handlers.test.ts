import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/core/engine-port.ts';
import { noAutostart } from '../../../src/main/autostart/port.ts';
import { EngineHost } from '../../../src/main/engine-host.ts';
import { appHandlers } from '../../../src/main/ipc/handlers/app.ts';
import type { Services } from '../../../src/main/ipc/handlers/services.ts';
import { setupHandlers } from '../../../src/main/ipc/handlers/setup.ts';
import { PushBatcher } from '../../../src/main/ipc/push-batcher.ts';
import { PreferencesFile } from '../../../src/main/preferences.ts';
import { describeProfile, prepareProfile } from '../../../src/main/profile.ts';
import { ProfileMemoryFile } from '../../../src/main/profile-memory.ts';
import { keepSandboxRunning } from '../../../src/main/sandbox-at-start.ts';
import type { SandboxHost, SandboxInfo } from '../../../src/main/sandbox-host.ts';
import { stoppedStatus } from '../../../src/main/stopped-status.ts';
import { Updates } from '../../../src/main/updates/updates.ts';
import { type Config, emptyConfig } from '../../../src/shared/config.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const info: SandboxInfo = {
  connectwise: {
    url: 'http://127.0.0.1:4101',
    company: 'acme',
    publicKey: 'public',
    privateKey: 'private',
    clientId: 'client',
    dispatcher: 'dispatch',
  },
  fieldnation: {
    url: 'http://127.0.0.1:4102',
    clientId: 'id',
    clientSecret: 'hush',
    username: 'user',
    password: 'pass word ',
  },
  controlUrl: 'http://127.0.0.1:4103',
  controlToken: 'token',
  certificate: null,
  demo: { boardId: 1, boardName: 'Field', triggerStatusId: 2, triggerStatusName: 'Dispatch', ticketIds: [] },
};
const realConnectWise = { site: 'na.myconnectwise.net', company: 'acme', publicKey: 'p' };

/** The real handlers over an engine that only keeps its document. */
async function setUp(name: string, start: Partial<Config> = {}) {
  const profile = describeProfile(mkdtempSync(join(tmpdir(), 'setup-')), name);
  prepareProfile(profile);
  let config: Config = { ...emptyConfig, ...start };
  const told: string[] = [];
  const opened: string[] = [];
  let running: SandboxInfo | null = null;
  const engine = {
    start: async () => {},
    stop: async () => {},
    onChange: () => () => {},
    status: () => stoppedStatus(0, ''),
    config: () => config,
    saveConfig: async (change: (config: Config) => Config) => {
      config = change(config);
      return config;
    },
    // Only the one fact is asked for before the window is drawn.
    monitor: { sqliteVersion: async () => '3.53.0' },
    credentialsChanged: async (remote: string) => void told.push(remote),
    typesOfWork: async () => [{ id: 63, name: 'Networking', industry: 'IT' }],
    probe: async () => [{ id: 'sign-in', state: 'ok', message: 'Signed in', durationMs: 1, error: null }],
  } as unknown as Engine;
  const clock = new VirtualClock();
  const host = new EngineHost({
    create: async () => {
      opened.push('engine');
      return engine;
    },
    beforeStart: async () => {},
    recover: async () => ({ safetyCopy: null, quarantine: null }),
    clock,
    logger: silentLogger,
  });
  await host.open();
  const sandbox = {
    get running() {
      return running;
    },
    start: async () => {
      running = info;
      return info;
    },
    stop: async () => {
      running = null;
    },
  } as unknown as SandboxHost;
  const secrets = memorySecrets();
  const browser: string[] = [];
  const services: Services = {
    version: '1.0.0',
    platform: 'linux',
    profile,
    host,
    secrets: Promise.resolve(secrets),
    memory: new ProfileMemoryFile(profile.folder, silentLogger),
    preferences: new PreferencesFile(profile.folder, silentLogger),
    sandbox,
    pushes: new PushBatcher({ clock, logger: silentLogger, send: () => {} }),
    trayAvailable: Promise.resolve(false),
    openInBrowser: async (url) => void browser.push(url),
    saveAs: async () => null,
    saveParts: async () => null,
    openText: async () => null,
    chooseFile: async () => null,
    profiles: { list: async () => [], open: async () => {}, document: async () => '' },
    person: 'jdoe',
    autostart: noAutostart('This copy is not installed.'),
    updates: new Updates({
      source: null,
      why: 'It is built again instead.',
      current: '1.0.0',
      clock,
      logger: silentLogger,
      memory: { value: { skipped: null, checkedAt: null }, save() {} },
      wanted: () => true,
      changed() {},
      drain: async () => {},
      restart() {},
    }),
    openFolder: async () => {},
    licences: async () => null,
    quit() {},
    systemLanguage: () => 'en',
    runtime: [],
    recovery: {
      keptFiles: async () => ({ backups: [], quarantine: [], folder: '' }),
      facts: {
        versions: () => ({}),
        dependencies: async () => ({}),
        system: () => ({}),
        surroundings: async () => ({}),
      },
      now: () => 0,
      saveBytes: async () => null,
    },
    testNotification: async () => {},
  };
  return {
    setup: setupHandlers(services),
    app: appHandlers(services),
    services,
    secrets,
    engine,
    told,
    opened,
    browser,
  };
}

describe('practising with the sandbox', () => {
  it('fills both connections and the keychain in one step, and tells the engine', async () => {
    const { setup, secrets, told } = await setUp('sandbox');
    const state = await setup['setup:use-sandbox'](undefined);
    expect(state.config.connectwise).toEqual({ site: 'http://127.0.0.1:4101', company: 'acme', publicKey: 'public' });
    expect(state.config.fieldnation).toMatchObject({ environment: 'custom', baseUrl: 'http://127.0.0.1:4102' });
    expect(state).toMatchObject({ sandboxRunning: true });
    expect(state.secretsSet).toContain('fieldnation.clientSecret');
    expect(await secrets.get('fieldnation.password')).toBe('pass word ');
    expect(told).toEqual(['connectwise', 'fieldnation']);
  });

  it('never shows a secret to the window', async () => {
    const { setup } = await setUp('sandbox');
    const seen = JSON.stringify(await setup['setup:use-sandbox'](undefined));
    expect(seen).not.toContain('private"');
    expect(seen).not.toContain('hush');
    expect(seen).not.toContain('pass word');
  });

  it('marks the profile as a sandbox whatever its name is, and opens the engine anew for it', async () => {
    const { setup, app, opened } = await setUp('production');
    expect(await app['app:info'](undefined)).toMatchObject({
      profileKind: 'production',
      runtime: expect.arrayContaining([{ name: 'SQLite', version: '3.53.0' }]),
    });
    await setup['setup:use-sandbox'](undefined);
    expect(await app['app:info'](undefined)).toMatchObject({ profileKind: 'sandbox' });
    expect(opened).toHaveLength(2);
  });

  it('is refused in a profile that holds real connections', async () => {
    const { setup, services } = await setUp('production', { connectwise: realConnectWise });
    await expect(setup['setup:use-sandbox'](undefined)).rejects.toMatchObject({ code: 'sandbox.production' });
    expect(services.sandbox.running).toBeNull();
  });

  it('ends when a real connection is saved', async () => {
    const { setup, app, services } = await setUp('production');
    await setup['setup:use-sandbox'](undefined);
    await setup['setup:save-connectwise'](realConnectWise);
    expect(services.sandbox.running).toBeNull();
    expect(await app['app:info'](undefined)).toMatchObject({ profileKind: 'production' });
  });

  it('goes on at the next start, at its new addresses when the ports were taken', async () => {
    const { services, engine, secrets } = await setUp('sandbox');
    services.memory.change({ usesSandbox: true });
    await keepSandboxRunning({ ...services, engine, secrets, logger: silentLogger });
    expect(engine.config().connectwise?.site).toBe('http://127.0.0.1:4101');
    expect(await secrets.get('connectwise.privateKey')).toBe('private');
  });

  it('leaves a profile alone that does not practise', async () => {
    const { services, engine, secrets } = await setUp('sandbox');
    await keepSandboxRunning({ ...services, engine, secrets, logger: silentLogger });
    expect(services.sandbox.running).toBeNull();
  });
});

describe('saving a connection', () => {
  it('keeps the secret in the keychain when the form leaves it out or empty', async () => {
    const { setup, secrets } = await setUp('production');
    await setup['setup:save-connectwise']({ ...realConnectWise, privateKey: ' key ', clientId: 'id' });
    await setup['setup:save-connectwise']({ ...realConnectWise, company: 'other', privateKey: '' });
    expect(await secrets.get('connectwise.privateKey')).toBe('key');
    expect(await secrets.get('connectwise.clientId')).toBe('id');
  });

  it('forgets the last test of that side only', async () => {
    const { setup } = await setUp('production');
    await setup['setup:test']({ remote: 'connectwise' });
    await setup['setup:test']({ remote: 'fieldnation' });
    expect((await setup['setup:state'](undefined)).tested).toEqual({ connectwise: true, fieldnation: true });
    const state = await setup['setup:save-connectwise'](realConnectWise);
    expect(state.tested).toEqual({ connectwise: false, fieldnation: true });
  });
});

describe('saving the trigger', () => {
  const trigger = { boardId: 1, boardName: 'Field', statusId: 2, statusName: 'Dispatch' };
  const given = {
    typeOfWork: { id: 63, name: 'Networking' },
    pay: { type: 'fixed', amount: 140, units: 1 },
  } as const;

  it('keeps type of work and pay when they are left out, and forgets them when they are null', async () => {
    const { setup } = await setUp('production');
    const first = await setup['setup:save-trigger']({ ...trigger, publish: true, ...given });
    expect(first.config).toMatchObject({ trigger, create: { publish: true, ...given } });
    const second = await setup['setup:save-trigger']({ ...trigger, publish: false });
    expect(second.config.create).toEqual({ publish: false, ...given });
    const third = await setup['setup:save-trigger']({ ...trigger, publish: false, typeOfWork: null, pay: null });
    expect(third.config.create).toEqual({ publish: false, typeOfWork: null, pay: null });
  });

  it('offers the types of work by id and name alone', async () => {
    const { setup } = await setUp('production');
    expect(await setup['setup:types-of-work'](undefined)).toEqual([{ id: 63, name: 'Networking' }]);
  });
});

describe('links out of the window', () => {
  it('open only what is configured', async () => {
    const { app, browser } = await setUp('production', { connectwise: realConnectWise });
    await app['app:open-external']({ url: 'https://na.myconnectwise.net/x' });
    await expect(app['app:open-external']({ url: 'https://evil.example/' })).rejects.toMatchObject({
      code: 'app.link-refused',
    });
    expect(browser).toEqual(['https://na.myconnectwise.net/x']);
  });
});

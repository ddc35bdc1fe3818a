import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { wantedFuses, wrongFuses } from '../../packaging/fuses.mjs';
import type { PackedApp } from '../../scripts/lib/packing/pack.mjs';
import { walkSetup } from '../../scripts/lib/wizard.mjs';
import { mappingSchema } from '../../src/shared/domain/mapping.ts';
import { freePort } from '../builders/free-port.ts';
import { expect, type Machine, test } from './support/app.ts';
import { ask } from './support/mapping.ts';
import { type PackedApps, PackedProcess, packBoth, type StartOptions, tamperable } from './support/packed.ts';
import { PracticeSandbox } from './support/sandbox.ts';
import { UpdateFeed } from './support/update-feed.ts';

/*
 * The app as it is packed: fuses set, everything in one archive. The build users get cannot be driven, so a test build stands in for it where a window is
 * needed; what the two do differently is the first thing tested.
 */
test.describe.configure({ mode: 'default' });

let apps: PackedApps;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  apps = await packBoth();
});

const running: PackedProcess[] = [];
function start(app: PackedApp, machine: Machine, options: StartOptions = {}): PackedProcess {
  const started = new PackedProcess(app, machine, options);
  running.push(started);
  return started;
}
test.afterEach(async ({}, info) => {
  for (const app of running.splice(0)) {
    if (info.status !== info.expectedStatus)
      await info.attach('app output', { body: app.output, contentType: 'text/plain' });
    await app.end();
  }
});

/** Waits until the app says in its log that it is up. */
async function up(app: PackedProcess): Promise<void> {
  await expect(() => expect(app.log).toContain('"Started"')).toPass({ timeout: 60_000 });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** JavaScript that leaves a file behind when it runs. */
function trap(machine: Machine, name: string) {
  const mark = join(machine.folder, `${name}-ran`);
  return { code: `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`, sprung: () => existsSync(mark) };
}

function scriptRule(language: 'jsonnet' | 'jsonata', target: string, script: string) {
  return { id: language, direction: 'inbound', action: 'CUSTOM', language, target, script };
}

test('every fuse of the packed app stands as it should', async () => {
  for (const app of [apps.release, apps.testBuild]) {
    expect(await wrongFuses(app.executable, wantedFuses(process.platform), { complete: apps.official })).toEqual([]);
  }
  const before = await wrongFuses(apps.unfused, wantedFuses(process.platform), { complete: apps.official });
  expect(before.length).toBeGreaterThan(0);
});

test("the packed app runs nobody else's code: not as Node, not through NODE_OPTIONS, not from a folder beside its archive", async ({
  machine,
}) => {
  const asNode = trap(machine, 'as-node');
  const preloaded = trap(machine, 'preload');
  const beside = trap(machine, 'beside');
  const preload = join(machine.folder, 'preload.cjs');
  writeFileSync(preload, preloaded.code);
  const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${preload}` };

  await test.step('Electron as it was before the fuses runs all of it', async () => {
    const own = { ...process.env, ...env };
    await promisify(execFile)(apps.unfused, ['-e', asNode.code], { env: own, timeout: 30_000 });
    expect([asNode.sprung(), preloaded.sprung()]).toEqual([true, true]);
    for (const name of ['as-node', 'preload']) rmSync(join(machine.folder, `${name}-ran`));
  });

  const tampered = tamperable(apps.testBuild, 'tampered');
  const folder = join(tampered.resources, 'app');
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'other', main: 'main.js' }));
    writeFileSync(join(folder, 'main.js'), beside.code);
    await test.step('the app starts as itself', async () => {
      const port = await freePort();
      const app = start(tampered, machine, { env, args: [`--inspect=127.0.0.1:${port}`, '-e', asNode.code] });
      await up(app);
      expect(await listens(port)).toBe(false);
      expect(app.output).not.toContain('Debugger listening');
      expect(await app.end()).toBe(0);
    });
    await test.step('without its archive it starts nothing', async () => {
      rmSync(join(tampered.resources, 'app.asar'));
      const app = start(tampered, machine);
      expect(await app.exited).not.toBe(0);
    });
  } finally {
    rmSync(tampered.folder, { recursive: true, force: true });
  }
  expect([asNode.sprung(), preloaded.sprung(), beside.sprung()]).toEqual([false, false, false]);
});

test('what users get starts, and does not start for whoever wants to debug it', async ({ machine }) => {
  const port = await freePort();
  for (const args of [[`--remote-debugging-port=${port}`], ['--remote-debugging-pipe'], ['--inspect']]) {
    const driven = start(apps.release, machine, { args });
    let open = false;
    while (driven.process.exitCode === null) open ||= await listens(port);
    expect(await driven.exited).toBe(1);
    expect(open).toBe(false);
    expect(driven.output).toContain('could not start');
    expect(driven.log).toBe('');
  }

  const app = start(apps.release, machine);
  await up(app);
  expect(app.debugger).toBeNull();
  expect(await app.end()).toBe(0);
});

test('the packed app does its job: setup, a ticket dispatched, both script languages, the keychain, a clean end', async ({
  machine,
}) => {
  const app = start(apps.testBuild, machine, { args: ['--remote-debugging-port=0'] });
  await expect(() => expect(app.debugger).not.toBeNull()).toPass({ timeout: 60_000 });
  const page = await app.attach();
  await walkSetup(page, { board: 'Field Dispatch', status: 'Dispatch to FN' });
  const sandbox = new PracticeSandbox(app.profileFolder);
  const ticketId = sandbox.ticket(0);

  await test.step('a ticket becomes a work order', async () => {
    await sandbox.dispatch(ticketId);
    await sandbox.workOrderFor(ticketId);
    await sandbox.ticketReaches(ticketId, 'Dispatched');
  });

  await test.step('scripts run, Jsonnet in a process of its own', async () => {
    const { jsonnet } = await ask(page, 'mapping:script-engines', undefined);
    expect(jsonnet).toBe(apps.nativeJsonnet ? 'native' : 'portable');
    const record = { kind: 'ticket', id: ticketId } as const;
    await ask(page, 'mapping:sample', { ...record, fresh: true });
    const mapping = mappingSchema.parse({
      formatVersion: 1,
      name: 'Scripts',
      rules: [
        scriptRule('jsonnet', 'title', '"ticket " + std.length("four")'),
        scriptRule('jsonata', 'description.html', '"id " & $string(id)'),
      ],
    });
    const preview = await ask(page, 'mapping:preview', { mapping, record });
    const values = Object.fromEntries(preview.rows.map((row) => [row.ruleId, row.value]));
    expect(values).toMatchObject({ jsonnet: 'ticket 4', jsonata: expect.stringContaining(`id ${ticketId}`) });
  });

  await test.step('credentials lie in the keychain of the system', async () => {
    const script = `require('keytar').findCredentials('dispatch-bridge/sandbox-packed').then((all) => process.stdout.write(String(all.length)))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
      env: { ...process.env, ...machine.env },
      timeout: 60_000,
    });
    expect(Number(stdout)).toBeGreaterThan(0);
  });

  await page.close();
  expect(await app.exited).toBe(0);
});

test('the packed app updates itself from its feed: it refuses a damaged release, and becomes the true one', async ({
  machine,
}) => {
  test.skip(process.platform !== 'linux', 'An AppImage stands in for the installers of the other systems');
  const started = join(machine.folder, 'next-version-started');
  // Asked to install itself it has nothing to do; started, it says how.
  const next = `#!/bin/sh\n[ -n "$APPIMAGE_EXIT_AFTER_INSTALL" ] || echo "$@" > "${started}.part" && mv "${started}.part" "${started}"\n`;
  const appImage = join(machine.folder, 'Dispatch Bridge.AppImage');
  writeFileSync(appImage, 'this version', { mode: 0o755 });
  const feed = await UpdateFeed.open(next);
  const installed = tamperable(apps.testBuild, 'installed');
  try {
    writeFileSync(join(installed.resources, 'app-update.yml'), feed.appUpdateFile);
    const app = start(installed, machine, { args: ['--remote-debugging-port=0'], env: { APPIMAGE: appImage } });
    await expect(() => expect(app.debugger).not.toBeNull()).toPass({ timeout: 60_000 });
    const page = await app.attach();
    const state = async () => (await ask(page, 'updates:state', undefined)).state;

    feed.sum = UpdateFeed.sumOf('another file');
    expect(await ask(page, 'updates:check', undefined)).toMatchObject({ state: 'available', version: '99.0.0' });
    await ask(page, 'updates:download', undefined);
    await expect.poll(state).toBe('failed');

    feed.sum = UpdateFeed.sumOf(next);
    expect(await ask(page, 'updates:check', undefined)).toMatchObject({ state: 'available' });
    await ask(page, 'updates:download', undefined);
    await expect.poll(state).toBe('ready');
    expect(readFileSync(appImage, 'utf8')).toBe('this version');

    // It ends before it can answer.
    await ask(page, 'updates:install', undefined).catch(() => undefined);
    expect(await app.exited).toBe(0);
    await expect(() => expect(readFileSync(started, 'utf8')).toContain('--profile sandbox-packed')).toPass();
    expect(readFileSync(appImage, 'utf8')).toBe(next);
  } finally {
    feed.close();
    rmSync(installed.folder, { recursive: true, force: true });
  }
});

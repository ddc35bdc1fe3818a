import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { storeFiles } from '../../../src/core/store/files.ts';
import { profileLaunch } from '../../../src/main/profiles/launch.ts';
import { listProfiles } from '../../../src/main/profiles/list-profiles.ts';
import { openProfile } from '../../../src/main/profiles/open-profile.ts';
import { profileServices } from '../../../src/main/profiles/services.ts';
import { configSchema, emptyConfig } from '../../../src/shared/config.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { inMemoryStore, t0 } from '../store/in-memory.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});
function aRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'profiles-'));
  roots.push(root);
  return root;
}

/** A profile's folder with a database, as its own process left it. */
function profile(root: string, name: string, config?: JsonObject, after: (folder: string) => void = () => {}): void {
  const folder = join(root, 'profiles', name);
  mkdirSync(folder, { recursive: true });
  const store = inMemoryStore(storeFiles(folder).database);
  if (config !== undefined) store.setValue('config', config, t0);
  store.library.close();
  after(folder);
}

const set = configSchema.parse({
  formatVersion: 1,
  started: true,
  connectwise: { site: 'https://kim:hunter2@na.myconnectwise.net', company: 'acme', publicKey: 'k' },
  fieldnation: { environment: 'sandbox', clientId: 'c', username: 'dispatch' },
}) as unknown as JsonObject;
const current = { name: 'production', kind: 'production', config: emptyConfig, problem: '' } as const;

describe('the profiles of this computer', () => {
  it('are listed with what each talks to, the present one first, and without a secret', async () => {
    const root = aRoot();
    profile(root, 'staging', set);
    profile(root, 'demo-1');
    profile(root, 'berlin', set, (folder) => writeFileSync(join(folder, 'profile.json'), '{"usesSandbox":true}'));
    mkdirSync(join(root, 'profiles', 'Not A Profile'));
    mkdirSync(join(root, 'profiles', 'empty'));
    const found = await listProfiles(root, current);
    expect(found.map(({ name, kind }) => [name, kind])).toEqual([
      ['production', 'production'],
      ['berlin', 'sandbox'],
      ['demo-1', 'sandbox'],
      ['empty', 'production'],
      ['staging', 'staging'],
    ]);
    expect(found[4]).toEqual({
      name: 'staging',
      kind: 'staging',
      current: false,
      running: false,
      connectwise: 'acme, na.myconnectwise.net',
      fieldnation: 'dispatch, sandbox',
      started: true,
      problem: '',
    });
    expect(found[3]).toMatchObject({ connectwise: '', running: false, problem: '' });
  });

  it('that cannot be read say why, and do not hide the others', async () => {
    const root = aRoot();
    profile(root, 'newer', set, (folder) => {
      const store = inMemoryStore(storeFiles(folder).database);
      store.library.pragma('user_version = 9999');
      store.library.close();
    });
    mkdirSync(join(root, 'profiles', 'torn'), { recursive: true });
    writeFileSync(storeFiles(join(root, 'profiles', 'torn')).database, 'not a database at all '.repeat(300));
    const found = await listProfiles(root, current);
    expect(found.find(({ name }) => name === 'newer')?.problem).toMatch(/newer/i);
    expect(found.find(({ name }) => name === 'torn')?.problem).toMatch(/damaged/i);
  });

  it('are only this one on a computer that has no other', async () => {
    expect(await listProfiles(aRoot(), current)).toMatchObject([{ name: 'production', current: true, running: true }]);
  });
});

describe("another profile's configuration", () => {
  const services = (root: string) =>
    profileServices({
      root,
      current: 'production',
      launch: () => ({ program: '', args: [] }),
      start: async () => {},
      now: () => t0,
    });

  it('comes as the document an export would write', async () => {
    const root = aRoot();
    profile(root, 'staging', set);
    const text = await services(root).document('staging');
    const document = JSON.parse(text);
    expect(document).toMatchObject({ formatVersion: 1, about: { profile: 'staging' }, mapping: { name: 'Standard' } });
    expect(text).not.toContain('hunter2');
    expect(document).not.toHaveProperty('started');
  });

  it('is refused in words where there is none, and for the profile itself', async () => {
    const root = aRoot();
    profile(root, 'bare');
    await expect(services(root).document('bare')).rejects.toMatchObject({ code: 'config.none' });
    await expect(services(root).document('nobody')).rejects.toMatchObject({ code: 'config.none' });
    await expect(services(root).document('production')).rejects.toMatchObject({ code: 'config.same-profile' });
  });
});

describe('opening a profile', () => {
  const own = { execPath: '/opt/dispatch-bridge/dispatch-bridge', env: {}, appPath: null, dataDir: null };

  it('starts this very program with the name, and keeps the data folder as one argument', () => {
    const argv = [
      'dispatch-bridge',
      '--profile',
      'sandbox',
      '--hidden',
      '--no-sandbox',
      '--remote-debugging-port=9222',
    ];
    expect(profileLaunch({ ...own, argv, dataDir: '/data with blanks' }, 'staging')).toEqual({
      program: own.execPath,
      args: ['--no-sandbox', '--profile', 'staging', '--data-dir', '/data with blanks'],
    });
  });

  it('starts the image instead of its mount, and the app folder in development', () => {
    const argv = ['electron', '.', '--profile', 'sandbox'];
    expect(profileLaunch({ ...own, argv, env: { APPIMAGE: '/home/kim/Bridge.AppImage' } }, 'a').program).toBe(
      '/home/kim/Bridge.AppImage',
    );
    expect(profileLaunch({ ...own, argv, appPath: '/src/bridge' }, 'a').args).toEqual([
      '/src/bridge',
      '--profile',
      'a',
    ]);
  });

  it('resolves once the process runs, and says what to do when it does not', async () => {
    await openProfile({ program: process.execPath, args: ['-e', ''] }, 'a');
    await expect(openProfile({ program: join(aRoot(), 'gone'), args: [] }, 'a')).rejects.toMatchObject({
      code: 'profile.not-opened',
      message: expect.stringContaining('--profile a'),
    });
  });
});

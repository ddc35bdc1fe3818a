import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { maintainerFrom, packConfig, publishFrom } from '../../../packaging/config.mjs';
import { shippedModules } from '../../../packaging/modules.mjs';
import { filesBelow } from '../../../scripts/lib/packing/files.mjs';
import { root } from '../../../scripts/lib/paths.mjs';
import { appId } from '../../../src/main/app-id.ts';

const input = { root, appFolder: '/app', output: '/dist', electronDist: '/electron', electronVersion: '45.0.0' };

describe('where updates come from', () => {
  it('is an address of one’s own before the repository that builds, and otherwise nowhere', () => {
    const repository = { GITHUB_REPOSITORY: 'someone/bridge' };
    expect(publishFrom({ ...repository, UPDATE_FEED_URL: 'https://updates.example/bridge' })).toEqual([
      { provider: 'generic', url: 'https://updates.example/bridge' },
    ]);
    expect(publishFrom(repository)).toMatchObject([{ provider: 'github', owner: 'someone', repo: 'bridge' }]);
    expect(publishFrom({})).toBeNull();
  });

  it.each(['http://updates.example', 'updates.example', 'file:///updates'])('is never %s', (address) => {
    expect(() => publishFrom({ UPDATE_FEED_URL: address })).toThrow('https');
  });
});

describe('the packer’s configuration', () => {
  it('installs for one person without an administrator, and leaves their data when it is removed', () => {
    expect(packConfig({ ...input, env: {} }).nsis).toMatchObject({
      perMachine: false,
      createStartMenuShortcut: true,
      deleteAppDataOnUninstall: false,
    });
  });

  it('calls the app what it calls itself', () => {
    expect(packConfig({ ...input, env: {} }).appId).toBe(appId);
  });

  it('makes a Debian package only when somebody answers for it', () => {
    expect(maintainerFrom({ PACKAGE_MAINTAINER: 'Ada <ada@bridge.example>' })).toBeNull();
    const env = { PACKAGE_MAINTAINER: 'Ada <ada@bridge.example>', PACKAGE_HOMEPAGE: 'https://bridge.example' };
    expect(packConfig({ ...input, env: {} }).linux?.target).toEqual(['AppImage']);
    const config = packConfig({ ...input, env });
    expect(config.linux).toMatchObject({ target: ['AppImage', 'deb'], maintainer: 'Ada <ada@bridge.example>' });
    expect(config.deb?.depends).toContain('libsecret-1-0');
  });

  it('gives macOS the hardened runtime wherever the app can be signed, and makes an unsigned release an error where that is asked for', () => {
    const mac = (env: Readonly<Record<string, string>>) => packConfig({ ...input, env }).mac;
    expect(mac({})).toMatchObject({ hardenedRuntime: true, target: ['dmg', 'zip'] });
    expect(mac({ CI: 'true', CSC_LINK: 'certificate' })?.hardenedRuntime).toBe(true);
    expect(mac({ CI: 'true' })?.hardenedRuntime).toBe(false);
    expect(packConfig({ ...input, env: {} }).forceCodeSigning).toBe(false);
    expect(packConfig({ ...input, env: { REQUIRE_SIGNING: '1' } }).forceCodeSigning).toBe(true);
  });
});

describe('packages beside the bundle', () => {
  const targets = [
    { platform: 'linux', arch: 'x64' },
    { platform: 'linux', arch: 'arm64' },
    { platform: 'darwin', arch: 'arm64' },
    { platform: 'darwin', arch: 'x64' },
    { platform: 'win32', arch: 'x64' },
  ] as const;
  const files = new Map<string, readonly string[]>();
  const inside = (name: string): readonly string[] => {
    const known = files.get(name) ?? filesBelow(`${root}/node_modules/${name}`);
    files.set(name, known);
    return known;
  };

  it.each(targets)('come with the binaries of $platform $arch and of nothing else', (target) => {
    for (const name of ['better-sqlite3', 'keytar']) {
      const patterns = shippedModules(target).find((module) => module.name === name)?.files ?? [];
      for (const pattern of patterns) expect(inside(name).some((file) => pattern.test(file))).toBe(true);
      const native = inside(name).filter((file) => file.endsWith('.node') && patterns.some((each) => each.test(file)));
      expect(native).toHaveLength(1);
      expect(native[0]).toContain(`${target.platform}-${target.arch}`);
    }
  });

  it('name an ngrok that exists for every target', () => {
    const known = Object.keys(
      JSON.parse(readFileSync(`${root}/node_modules/@ngrok/ngrok/package.json`, 'utf8')).optionalDependencies,
    );
    for (const target of targets) {
      const named = shippedModules(target).map((module) => module.name);
      expect(known).toContain(named.find((name) => name.startsWith('@ngrok/ngrok-')));
    }
  });

  it('bring no sources, tests or type declarations', () => {
    for (const module of shippedModules({ platform: 'linux', arch: 'x64' })) {
      if (!existsSync(`${root}/node_modules/${module.name}`)) continue;
      const taken = inside(module.name).filter((file) => module.files.some((pattern) => pattern.test(file)));
      expect(taken.filter((file) => /\.(ts|map|c|cc|cpp|h|gyp)$|(^|\/)tests?\//.test(file))).toEqual([]);
    }
  });
});

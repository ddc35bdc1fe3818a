import { describe, expect, it } from 'vitest';
import { KnownSecrets } from '../../../src/core/monitor/known-secrets.ts';
import { keychainBackendName } from '../../../src/main/secrets/backend-name.ts';
import type { Keychain } from '../../../src/main/secrets/keychain.ts';
import { type OpenSecretsOptions, openSecrets } from '../../../src/main/secrets/open-secrets.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

function fakeKeychain(): Keychain & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  const key = (service: string, account: string): string => `${service}|${account}`;
  return {
    entries,
    getPassword: async (service, account) => entries.get(key(service, account)) ?? null,
    setPassword: async (service, account, password) => {
      entries.set(key(service, account), password);
    },
    deletePassword: async (service, account) => entries.delete(key(service, account)),
  };
}

function options(part: Partial<OpenSecretsOptions> & Pick<OpenSecretsOptions, 'load'>): OpenSecretsOptions {
  return {
    service: 'dispatch-bridge/demo',
    platform: 'linux',
    backendName: async () => 'GNOME Keyring',
    rememberedBackend: null,
    rememberBackend: () => {},
    clock: new VirtualClock(),
    logger: silentLogger,
    ...part,
  };
}

describe('secrets with a keychain', () => {
  it('rest under the profile’s own service, and the test entry is gone again', async () => {
    const keychain = fakeKeychain();
    const store = await openSecrets(options({ load: async () => keychain }));
    await store.set('connectwise.privateKey', 'abc');
    expect([...keychain.entries]).toEqual([['dispatch-bridge/demo|connectwise.privateKey', 'abc']]);
    expect(await store.get('connectwise.privateKey')).toBe('abc');
    await store.clear('connectwise.privateKey');
    expect(await store.get('connectwise.privateKey')).toBeNull();
    expect(store.backend).toEqual({ kind: 'keychain', name: 'GNOME Keyring', warning: null });
  });

  it('explain a keychain that is not the one they were saved in, until they are entered again', async () => {
    const remembered: string[] = [];
    const store = await openSecrets(
      options({
        load: async () => fakeKeychain(),
        rememberedBackend: 'KDE Wallet',
        rememberBackend: (name) => remembered.push(name),
      }),
    );
    expect(store.backend.warning).toContain('KDE Wallet');
    expect(store.backend.warning).toContain('GNOME Keyring');
    expect(remembered).toEqual([]);
    await store.set('connectwise.privateKey', 'abc');
    expect(remembered).toEqual(['GNOME Keyring']);
  });

  it('say which entry could not be read when the keychain is locked later', async () => {
    const keychain = fakeKeychain();
    const store = await openSecrets(options({ load: async () => keychain }));
    keychain.getPassword = () => Promise.reject(new Error('locked'));
    await expect(store.get('fieldnation.password')).rejects.toMatchObject({
      code: 'secrets.keychain',
      message: expect.stringContaining('fieldnation.password'),
    });
  });
});

describe('secrets without a keychain', () => {
  const broken: Record<string, () => Promise<Keychain>> = {
    'its library cannot be loaded': () => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file')),
    'no service answers': async () => ({
      ...fakeKeychain(),
      setPassword: () => Promise.reject(new Error('Cannot autolaunch D-Bus')),
    }),
    'it forgets what it was given': async () => ({ ...fakeKeychain(), getPassword: async () => null }),
  };

  it.each(Object.entries(broken))('are kept for this run only when %s, and it says so', async (_why, load) => {
    const store = await openSecrets(options({ load }));
    expect(store.backend.kind).toBe('session');
    expect(store.backend.warning).toContain('this run only');
    await store.set('connectwise.privateKey', 'abc');
    expect(await store.get('connectwise.privateKey')).toBe('abc');
    await store.clear('connectwise.privateKey');
    expect(await store.get('connectwise.privateKey')).toBeNull();
  });

  it('do not keep the app waiting for a keychain that never answers', async () => {
    const clock = new VirtualClock();
    const hanging: Keychain = { ...fakeKeychain(), setPassword: () => new Promise(() => {}) };
    const opening = openSecrets(options({ load: async () => hanging, clock, timeoutMs: 5000 }));
    await clock.advance(5000);
    expect((await opening).backend.kind).toBe('session');
  });

  it('tell where earlier credentials are', async () => {
    const store = await openSecrets(
      options({ load: () => Promise.reject(new Error('gone')), rememberedBackend: 'GNOME Keyring' }),
    );
    expect(store.backend.warning).toContain('Credentials saved earlier are in GNOME Keyring');
  });
});

describe('the keychain’s name', () => {
  it('is the system’s own on Windows and macOS', async () => {
    const never = () => Promise.reject(new Error('must not run'));
    expect(await keychainBackendName('win32', never)).toBe('Windows Credential Manager');
    expect(await keychainBackendName('darwin', never)).toBe('macOS Keychain');
  });

  it('is plain Secret Service where its process cannot be told', async () => {
    expect(await keychainBackendName('linux', () => Promise.reject(new Error('no gdbus')))).toBe('Secret Service');
  });
});

describe('known secrets', () => {
  it('are every value that was saved or read, for the log to strike out', async () => {
    const known = new KnownSecrets();
    const store = known.watch(memorySecrets({ 'fieldnation.password': 'old' }));
    expect(known.values()).toEqual([]);
    await store.get('fieldnation.password');
    await store.get('intake.pathToken');
    await store.set('fieldnation.password', 'new');
    expect(known.values()).toEqual(['old', 'new']);
  });
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Keychain } from '../../../src/cli/secrets/keychain-secrets.ts';
import { variableOf } from '../../../src/cli/secrets/names.ts';
import { missingSecrets, needSecrets, openSecrets } from '../../../src/cli/secrets/open-secrets.ts';
import { environmentOf } from '../../../src/cli/surroundings.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { secretNames } from '../../../src/shared/config.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cli-secrets-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const noKeychain = (): Promise<Keychain> => Promise.reject(new Error('the keychain was asked'));
const open = (env: Record<string, string>, load = noKeychain) =>
  openSecrets({ env, profile: 'server', folder: join(dir, 'profile'), load, clock: systemClock });
const all = {
  DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY: 'private-key-1',
  DISPATCH_BRIDGE_CONNECTWISE_CLIENT_ID: 'client-id-1',
  DISPATCH_BRIDGE_FIELDNATION_CLIENT_SECRET: 'client-secret-1',
  DISPATCH_BRIDGE_FIELDNATION_PASSWORD: 'password-1',
};

describe('secrets from the environment', () => {
  it('have one name each, derived from the secret', () => {
    expect(secretNames.map(variableOf)).toEqual([
      ...Object.keys(all),
      'DISPATCH_BRIDGE_FIELDNATION_WEBHOOK_SECRET',
      'DISPATCH_BRIDGE_FIELDNATION_PREVIOUS_WEBHOOK_SECRET',
      'DISPATCH_BRIDGE_INTAKE_PATH_TOKEN',
      'DISPATCH_BRIDGE_TUNNEL_NGROK_AUTHTOKEN',
      'DISPATCH_BRIDGE_TUNNEL_CLOUDFLARED_TOKEN',
      'DISPATCH_BRIDGE_TUNNEL_SSH_PASSPHRASE',
      'DISPATCH_BRIDGE_ALERTS_CHAT_URL',
      'DISPATCH_BRIDGE_ALERTS_EMAIL_PASSWORD',
    ]);
  });

  it('are enough without any keychain, and are never written down', async () => {
    const { store } = open(all);
    await needSecrets(store);
    expect(await store.get('fieldnation.password')).toBe('password-1');
    await expect(store.set('fieldnation.password', 'other')).rejects.toThrow('DISPATCH_BRIDGE_FIELDNATION_PASSWORD');
    expect(() => statSync(join(dir, 'profile'))).toThrow('ENOENT');
  });

  it('name each variable that is missing, without asking the keychain for it', async () => {
    const { store } = open({ DISPATCH_BRIDGE_CONNECTWISE_CLIENT_ID: 'x', DISPATCH_BRIDGE_FIELDNATION_PASSWORD: '' });
    await expect(needSecrets(store)).rejects.toMatchObject({
      code: 'secrets.missing',
      message: expect.stringContaining(
        'DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY, DISPATCH_BRIDGE_FIELDNATION_CLIENT_SECRET',
      ),
    });
    expect(await missingSecrets(store)).toHaveLength(3);
  });

  it('may rest in files, whose last line break does not count', async () => {
    const file = join(dir, 'password');
    writeFileSync(file, 'pass word\n');
    const { store } = open({ DISPATCH_BRIDGE_FIELDNATION_PASSWORD_FILE: file });
    expect(await store.get('fieldnation.password')).toBe('pass word');
  });

  it.each([
    [
      'both forms',
      { DISPATCH_BRIDGE_FIELDNATION_PASSWORD: 'a', DISPATCH_BRIDGE_FIELDNATION_PASSWORD_FILE: '/b' },
      'Both',
    ],
    ['a file that is not there', { DISPATCH_BRIDGE_FIELDNATION_PASSWORD_FILE: '/nowhere/b' }, 'ENOENT'],
    ['an empty file', { DISPATCH_BRIDGE_FIELDNATION_PASSWORD_FILE: '/dev/null' }, 'is empty'],
  ])('refuse %s', async (_what, env, words) => {
    await expect(open(env).store.get('fieldnation.password')).rejects.toThrow(words);
  });

  it('keep what the engine makes for itself in a file of the owner alone, the same at the next start', async () => {
    await open(all).store.set('intake.pathToken', 'token-of-ours');
    const file = join(dir, 'profile', 'generated-secrets.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ 'intake.pathToken': 'token-of-ours' });
    expect(await open(all).store.get('intake.pathToken')).toBe('token-of-ours');
  });

  it('take what the engine would make from a variable before the file', async () => {
    await open(all).store.set('intake.pathToken', 'token-of-ours');
    const { store } = open({ ...all, DISPATCH_BRIDGE_INTAKE_PATH_TOKEN: 'given' });
    expect(await store.get('intake.pathToken')).toBe('given');
    // Another one would only last until the next start.
    await expect(store.set('intake.pathToken', 'another')).rejects.toThrow('set DISPATCH_BRIDGE_INTAKE_PATH_TOKEN');
  });

  it('say what to do about a damaged file', async () => {
    const { store } = open(all);
    await store.set('intake.pathToken', 'x');
    writeFileSync(join(dir, 'profile', 'generated-secrets.json'), '{');
    await expect(store.get('intake.pathToken')).rejects.toThrow('is damaged. Delete it');
  });

  it('may come from a file of lines; what is set in the environment wins', () => {
    const envFile = join(dir, 'x.env');
    writeFileSync(envFile, 'A="from the file"\nB=also\n');
    expect(environmentOf({ envFile }, { A: 'set' })).toEqual({ A: 'set', B: 'also' });
    expect(() => environmentOf({ envFile: join(dir, 'none') }, {})).toThrow('cannot be read (ENOENT)');
  });

  it('are remembered for striking out once they have passed', async () => {
    const { store, known } = open(all);
    await store.get('connectwise.privateKey');
    await store.set('intake.pathToken', 'token-of-ours');
    expect(known()).toEqual(['private-key-1', 'token-of-ours']);
  });
});

describe('secrets from the keychain', () => {
  const keychain = (): Keychain => {
    const kept = new Map<string, string>([['dispatch-bridge/server connectwise.privateKey', 'kept-key']]);
    return {
      getPassword: async (service, account) => kept.get(`${service} ${account}`) ?? null,
      setPassword: async (service, account, password) => void kept.set(`${service} ${account}`, password),
      deletePassword: async (service, account) => kept.delete(`${service} ${account}`),
    };
  };

  it("are the app's for the same profile, when no variable is set", async () => {
    const { store } = open({}, async () => keychain());
    expect(await store.get('connectwise.privateKey')).toBe('kept-key');
    await store.set('intake.pathToken', 'made');
    expect(await store.get('intake.pathToken')).toBe('made');
    await store.clear('intake.pathToken');
    expect(await store.get('intake.pathToken')).toBeNull();
  });

  it('name the variables to set where there is no keychain', async () => {
    await expect(needSecrets(open({}).store)).rejects.toMatchObject({
      code: 'secrets.keychain',
      message: expect.stringContaining('Set DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY'),
    });
  });
});

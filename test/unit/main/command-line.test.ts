import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/main/args.ts';
import { describeProfile, prepareProfile } from '../../../src/main/profile.ts';
import { profileKind } from '../../../src/shared/profile-kind.ts';

describe('the command line', () => {
  it('opens the production profile in the usual place when it says nothing', () => {
    expect(parseArguments(['/opt/app', '--no-sandbox'])).toEqual({
      profile: 'production',
      dataDir: null,
      hidden: false,
      paused: false,
    });
  });

  it('takes a value after a blank or after an equals sign', () => {
    const expected = { profile: 'demo', dataDir: '/data', hidden: true, paused: true };
    expect(parseArguments(['--profile', 'demo', '--data-dir', '/data', '--hidden', '--paused'])).toEqual(expected);
    expect(parseArguments(['--profile=demo', '--data-dir=/data', '--paused', '--hidden'])).toEqual(expected);
  });

  it.each(['../other', 'a/b', 'a\\b', '.', 'Ünique', 'UPPER', 'a'.repeat(41), ' '])(
    'refuses the profile name %j, which could not be a folder everywhere',
    (name) => {
      expect(() => parseArguments([`--profile=${name}`])).toThrowError(/cannot be a profile name/);
    },
  );
});

describe('a profile', () => {
  it.each([
    ['sandbox', 'sandbox'],
    ['sandbox-2', 'sandbox'],
    ['demo', 'sandbox'],
    ['staging', 'staging'],
    ['production', 'production'],
    ['acme-sandbox', 'production'],
  ])('called %s counts as %s', (name, kind) => {
    expect(profileKind(name)).toBe(kind);
  });

  it('has its own folder, Chromium data and keychain service', () => {
    const profile = describeProfile('/data', 'demo');
    expect(profile.folder).toBe(join('/data', 'profiles', 'demo'));
    expect(profile.browserFolder.startsWith(profile.folder)).toBe(true);
    expect(profile.keychainService).toBe('dispatch-bridge/demo');
  });

  it('is readable by its user only', () => {
    const profile = describeProfile(mkdtempSync(join(tmpdir(), 'profile-')), 'demo');
    prepareProfile(profile);
    expect(statSync(profile.folder).mode & 0o777).toBe(0o700);
  });
});

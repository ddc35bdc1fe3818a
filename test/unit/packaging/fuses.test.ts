import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readFuses, setFuses, wantedFuses, wrongFuses } from '../../../packaging/fuses.mjs';

/** What Electron's executable has at the place of its fuses: a mark, a version, a length, and a character for each fuse. */
const mark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const everyFuse = 9;
const folder = mkdtempSync(join(tmpdir(), 'fuses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `1` on, `0` off, `r` taken out of this Electron. */
function executable(name: string, wire: string): string {
  const file = join(folder, name);
  const head = Buffer.concat([Buffer.from(`program${mark}`), Buffer.from([1, wire.length])]);
  writeFileSync(file, Buffer.concat([head, Buffer.from(`${wire}program goes on`)]));
  return file;
}

it('closes every way in and changes nothing else of the executable', async () => {
  const file = executable('fresh', '101100011');
  await setFuses(file, { platform: 'win32', complete: true });
  expect(await readFuses(file)).toEqual(wantedFuses('win32'));
  const text = readFileSync(file, 'latin1');
  expect(text.startsWith(`program${mark}`)).toBe(true);
  expect(text.endsWith('program goes on')).toBe(true);
});

it('asks for the check of the archive where there is a place for its hash, and for nothing less anywhere', () => {
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    expect(wantedFuses(platform)).toMatchObject({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      OnlyLoadAppFromAsar: true,
      EnableCookieEncryption: true,
      GrantFileProtocolExtraPrivileges: false,
      EnableEmbeddedAsarIntegrityValidation: platform !== 'linux',
    });
  }
});

it('names a fuse that does not stand as it should', async () => {
  const file = executable('open', '1'.padEnd(everyFuse, '1'));
  const wrong = await wrongFuses(file, wantedFuses('linux'), { complete: true });
  expect(wrong).toContain('RunAsNode is on and should be off');
  expect(wrong).not.toContain(expect.stringContaining('OnlyLoadAppFromAsar'));
});

it('takes an older Electron without the newest fuse for tests, never for a release', async () => {
  const file = executable('older', '10110001');
  await setFuses(file, { platform: 'linux', complete: false });
  await expect(setFuses(file, { platform: 'linux', complete: true })).rejects.toThrow('WasmTrapHandlers is missing');
  const without = executable('removed', 'r01100011');
  await expect(setFuses(without, { platform: 'linux', complete: true })).rejects.toThrow('RunAsNode is missing');
});

it('refuses an Electron with a fuse nobody has thought about', async () => {
  const file = executable('newer', '1011000111');
  await expect(setFuses(file, { platform: 'linux', complete: false })).rejects.toThrow('Fuse 9 is new');
});

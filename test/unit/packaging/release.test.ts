import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { collectRelease } from '../../../scripts/lib/packing/collect.mjs';
import { mergeFeeds } from '../../../scripts/lib/packing/update-feed.mjs';

const feed = (arch: string, version = '1.2.0') =>
  [
    `version: ${version}`,
    'files:',
    `  - url: dispatch-bridge-${version}-mac-${arch}.zip`,
    `    sha512: sum-${arch}`,
    '    size: 10',
    `path: dispatch-bridge-${version}-mac-${arch}.zip`,
    `sha512: sum-${arch}`,
    `releaseDate: '2026-11-22T10:00:0${arch === 'x64' ? 1 : 2}.000Z'`,
    '',
  ].join('\n');

describe('the update feed of both kinds of Mac', () => {
  it('names both files, and the one every Mac runs first', () => {
    const merged = parse(mergeFeeds([feed('arm64'), feed('x64')]));
    expect(merged).toMatchObject({ version: '1.2.0', sha512: 'sum-x64', releaseDate: '2026-11-22T10:00:02.000Z' });
    expect(merged.files.map((file: { url: string }) => file.url)).toEqual([
      'dispatch-bridge-1.2.0-mac-arm64.zip',
      'dispatch-bridge-1.2.0-mac-x64.zip',
    ]);
  });

  it('is refused when the machines built different versions or the same file', () => {
    expect(() => mergeFeeds([feed('arm64'), feed('x64', '1.3.0')])).toThrow('different versions: 1.2.0, 1.3.0');
    expect(() => mergeFeeds([feed('x64'), feed('x64')])).toThrow('is in two update feeds');
  });
});

describe('a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  const [from, to] = [join(folder, 'machines'), join(folder, 'release')];
  const put = (name: string, text: string): void => {
    mkdirSync(dirname(join(from, name)), { recursive: true });
    writeFileSync(join(from, name), text);
  };
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has every machine’s files once, with checksums, and nothing from the workshop', () => {
    put('mac-arm64/latest-mac.yml', feed('arm64'));
    put('mac-x64/latest-mac.yml', feed('x64'));
    put('windows/latest.yml', 'version: 1.2.0');
    put('windows/dispatch-bridge-1.2.0-win-x64.exe', 'installer');
    put('windows/builder-effective-config.yaml', 'workshop');
    put('windows/builder-debug.yml', 'workshop');
    put('windows/win-unpacked/Dispatch Bridge.exe', 'app');
    put('linux/dispatch-bridge-1.2.0-linux-x64.cdx.json', '{}');
    put('linux/dispatch-bridge-1.2.0-linux-x64-licences.txt', 'licences');
    const names = collectRelease(from, to);
    expect(names).toEqual([
      'SHA256SUMS.txt',
      'dispatch-bridge-1.2.0-linux-x64-licences.txt',
      'dispatch-bridge-1.2.0-linux-x64.cdx.json',
      'dispatch-bridge-1.2.0-win-x64.exe',
      'latest-mac.yml',
      'latest.yml',
    ]);
    const sum = createHash('sha256').update('installer').digest('hex');
    expect(readFileSync(join(to, 'SHA256SUMS.txt'), 'utf8')).toContain(`${sum}  dispatch-bridge-1.2.0-win-x64.exe\n`);
  });

  it('keeps the feeds of two channels apart', () => {
    for (const machine of ['arm64', 'x64']) {
      put(`${machine}/latest-mac.yml`, feed(machine));
      put(`${machine}/beta-mac.yml`, feed(machine, '1.3.0-beta.1'));
    }
    expect(collectRelease(from, to)).toEqual(['SHA256SUMS.txt', 'beta-mac.yml', 'latest-mac.yml']);
    expect(parse(readFileSync(join(to, 'beta-mac.yml'), 'utf8')).files).toHaveLength(2);
  });

  it('is refused when two machines made the same file, and when there is nothing', () => {
    mkdirSync(from, { recursive: true });
    expect(() => collectRelease(from, to)).toThrow('nothing to publish');
    put('one/app.exe', '1');
    put('two/app.exe', '2');
    expect(() => collectRelease(from, to)).toThrow('Two machines made app.exe');
  });
});

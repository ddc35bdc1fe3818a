import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { electronSource } from '../../../src/main/updates/electron-source.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

/*
 * The real electron-updater against a real feed over HTTP. Only what Electron itself would be is ours: the `app` it is given, and Node's
 * requests instead of Chromium's. An AppImage is what it installs, the one kind a test can replace.
 */

const require = createRequire(import.meta.url);
const electron = require.resolve('electron');
const atEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of atEnd.splice(0).reverse()) await end();
});

interface Feed {
  readonly version: string;
  readonly notes: string;
  /** What the feed says it is; by default what it is. */
  readonly sha512?: string;
  readonly yaml?: string;
}

const program = '#!/bin/sh\nexit 0\n# version ';

async function serve(feed: Feed | null) {
  const file = Buffer.from(`${program}${feed?.version ?? ''}\n${'x'.repeat(200_000)}`);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    asked.push(path);
    if (feed === null) response.writeHead(404).end();
    else if (path.endsWith('.yml')) {
      const sha512 = feed.sha512 ?? createHash('sha512').update(file).digest('base64');
      const name = `Dispatch-Bridge-${feed.version}.AppImage`;
      response.end(
        feed.yaml ??
          JSON.stringify({
            version: feed.version,
            files: [{ url: name, sha512, size: file.length }],
            path: name,
            sha512,
            releaseDate: '2026-11-20T10:00:00.000Z',
            releaseNotes: feed.notes,
          }),
      );
    } else if (path.endsWith('.AppImage')) response.end(file);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  atEnd.push(stop);
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, file, asked, stop };
}

/** An installed AppImage of version 1.2.0 that looks at this address. */
async function installed(url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'updates-'));
  const image = join(folder, 'Dispatch-Bridge-1.2.0.AppImage');
  writeFileSync(image, `${program}1.2.0\n`, { mode: 0o755 });
  const config = join(folder, 'app-update.yml');
  writeFileSync(config, JSON.stringify({ provider: 'generic', url, updaterCacheDirName: 'dispatch-bridge-updater' }));
  const happened: string[] = [];
  vi.stubEnv('APPIMAGE', image);
  atEnd.push(() => vi.unstubAllEnvs());
  const before = require.cache[electron];
  require.cache[electron] = { exports: { autoUpdater: new EventEmitter() } } as unknown as NodeJS.Module;
  atEnd.push(() => {
    if (before === undefined) delete require.cache[electron];
    else require.cache[electron] = before;
  });
  const { AppImageUpdater } = require('electron-updater') as typeof import('electron-updater');
  const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
  const { NodeHttpExecutor } = fromBuilder('builder-util/out/nodeHttpExecutor') as {
    NodeHttpExecutor: new () => object;
  };
  const updater: AppUpdater = new AppImageUpdater(null, {
    version: '1.2.0',
    name: 'Dispatch Bridge',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: folder,
    baseCachePath: join(folder, 'cache'),
    whenReady: async () => {},
    relaunch: () => happened.push('relaunch'),
    quit: () => happened.push('quit'),
    onQuit: () => happened.push('asks to install at the end'),
  });
  const { ElectronHttpExecutor } = require('electron-updater/out/electronHttpExecutor') as {
    ElectronHttpExecutor: { prototype: { download: unknown } };
  };
  // Its own way to download, with Node's requests below it.
  const { download } = ElectronHttpExecutor.prototype;
  Object.assign(updater, {
    httpExecutor: Object.assign(new NodeHttpExecutor(), { download }),
    disableDifferentialDownload: true,
  });
  const source = electronSource({
    updater: async () => updater,
    logger: silentLogger,
    restart: (program) => happened.push(`restart ${program ?? ''}`),
  });
  return { source, image, folder, happened };
}

describe('updates over a real feed', () => {
  it('are found with their notes as text, and nothing but the feed is fetched for that', async () => {
    const { url, asked } = await serve({ version: '1.3.0', notes: '<ul><li>Faster</li></ul>' });
    const { source } = await installed(url);
    expect(await source.check()).toEqual({
      version: '1.3.0',
      releasedAt: Date.UTC(2026, 10, 20, 10),
      notes: '- Faster',
    });
    expect(asked.every((path) => path.endsWith('.yml'))).toBe(true);
  });

  it.each(['1.2.0', '1.1.9'])('are not offered when the feed has %s', async (version) => {
    const { url } = await serve({ version, notes: '' });
    expect(await (await installed(url)).source.check()).toBeNull();
  });

  it('are downloaded, checked, put in place of the AppImage, and started once the app has gone', async () => {
    const { url, file } = await serve({ version: '1.3.0', notes: '' });
    const { source, folder, happened } = await installed(url);
    await source.check();
    const parts: number[] = [];
    await source.download((part) => parts.push(part));
    expect(happened).toEqual([]);
    source.install();
    const image = join(folder, 'Dispatch-Bridge-1.3.0.AppImage');
    await vi.waitFor(() => expect(happened).toEqual([`restart ${image}`, 'quit']));
    expect(readFileSync(image).equals(file)).toBe(true);
    expect(parts.every((part) => part >= 0 && part <= 1)).toBe(true);
  });

  it('that do not match their checksum are thrown away, and the app stays as it is', async () => {
    const wrong = createHash('sha512').update('another file').digest('base64');
    const { url } = await serve({ version: '1.3.0', notes: '', sha512: wrong });
    const { source, image, happened } = await installed(url);
    await source.check();
    await expect(source.download(() => {})).rejects.toMatchObject({ code: 'updates.damaged' });
    source.install();
    expect(readFileSync(image, 'utf8')).toContain('# version 1.2.0');
    expect(happened).toEqual([]);
  });

  it('say what is wrong with a feed that is not there, makes no sense, or cannot be reached', async () => {
    const nothing = await serve(null);
    await expect((await installed(nothing.url)).source.check()).rejects.toMatchObject({ code: 'updates.no-release' });
    const nonsense = await serve({ version: '1.3.0', notes: '', yaml: 'version: [1.3' });
    await expect((await installed(nonsense.url)).source.check()).rejects.toMatchObject({ code: 'updates.unreadable' });
    const gone = await serve(null);
    await gone.stop();
    await expect((await installed(gone.url)).source.check()).rejects.toMatchObject({ code: 'updates.unreachable' });
  });
});

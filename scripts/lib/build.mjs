import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toolEnv } from './bootstrap.mjs';
import { writeLicences } from './packing/licences.mjs';
import { root, workDir } from './paths.mjs';
import { run, step } from './progress.mjs';

/** The main bundle of test builds: `electron-vite build --mode test-build`. */
export const testBundle = join(workDir, 'test-build', 'main');

const out = join(root, 'out');
const stampFile = join(workDir, 'built-from');
const testStampFile = join(workDir, 'test-build', 'built-from');
const inputs = [
  'src',
  'resources',
  'packaging',
  'scripts/lib/packing',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

function* filesIn(path) {
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = join(path, entry.name);
    if (entry.isDirectory()) yield* filesIn(full);
    else if (entry.isFile()) yield full;
  }
}

function sourcesHash() {
  const hash = createHash('sha256');
  const add = (file) => hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  for (const name of inputs) {
    const path = join(root, name);
    if (!existsSync(path)) continue;
    if (/\.\w+$/.test(name)) add(path);
    else for (const file of filesIn(path)) add(file);
  }
  return hash.digest('hex');
}

/** Builds `out/`, with its licence list, when a source differs from what it was built from. Gives back whether it did. */
export function buildIfChanged() {
  return buildOnce({ title: 'Build', stamp: stampFile, bundle: join(out, 'main'), mode: 'production' }, writeLicences);
}

/** The same for the main bundle of test builds. */
export function buildTestBundleIfChanged() {
  return buildOnce({ title: 'Build for tests', stamp: testStampFile, bundle: testBundle, mode: 'test-build' });
}

async function buildOnce({ title, stamp, bundle, mode }, afterwards = () => {}) {
  const hash = sourcesHash();
  if (existsSync(join(bundle, 'index.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  rmSync(stamp, { force: true });
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  await step(title, async () => {
    await run(process.execPath, [vite, 'build', '--mode', mode], { cwd: root, env: toolEnv() });
    afterwards();
  });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/** What `out/` was built from; a name for the build. */
export function buildStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
}

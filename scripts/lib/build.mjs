import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolEnv } from './bootstrap.mjs';
import { root, workDir } from './paths.mjs';
import { run, step } from './progress.mjs';

const stampFile = join(workDir, 'built-from');
const inputs = ['src', 'resources', 'electron.vite.config.ts', 'package-lock.json', 'tsconfig.json'];

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

/** Builds `out/` when a source differs from what it was built from. Gives back whether it did. */
export async function buildIfChanged() {
  const hash = sourcesHash();
  const outDir = join(root, 'out');
  if (existsSync(join(outDir, 'main', 'index.js')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash)
    return false;
  rmSync(stampFile, { force: true });
  await step('Build', () =>
    run(process.execPath, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
      cwd: root,
      env: toolEnv(),
    }),
  );
  mkdirSync(workDir, { recursive: true });
  writeFileSync(stampFile, hash);
  return true;
}

/** What `out/` was built from; a name for the build. */
export function buildStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
}

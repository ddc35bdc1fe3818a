import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildStamp } from './build.mjs';
import { keepNewest } from './keep-newest.mjs';
import { root, workDir } from './paths.mjs';

/**
 * The folder Electron is told to run. The project itself where the runtime can load the project's native modules; for the fallback
 * a staged folder: `out/` copied (a link would resolve back to the project's own modules), everything else linked, and
 * better-sqlite3 replaced by the one built for that runtime. A folder belongs to one build and is used again until the
 * next, so that a running app never loses its files.
 *
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 */
export function stageApp(runtime) {
  if (!runtime.nativeDir) return root;
  const parent = join(workDir, 'staged');
  const name = createHash('sha256').update(buildStamp()).update(runtime.nativeDir).digest('hex').slice(0, 12);
  const folder = join(parent, name);
  if (existsSync(folder)) return folder;

  const work = join(parent, `${name}-${process.pid}`);
  const modules = join(work, 'node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(join(root, 'out'), join(work, 'out'), { recursive: true });
  cpSync(join(root, 'package.json'), join(work, 'package.json'));
  if (existsSync(join(root, 'resources'))) symlinkSync(join(root, 'resources'), join(work, 'resources'));
  const replaced = new Set(readdirSync(runtime.nativeDir));
  for (const entry of readdirSync(join(root, 'node_modules'))) {
    if (entry.startsWith('.') || replaced.has(entry)) continue;
    symlinkSync(join(root, 'node_modules', entry), join(modules, entry));
  }
  for (const entry of replaced) symlinkSync(join(runtime.nativeDir, entry), join(modules, entry));

  try {
    renameSync(work, folder);
  } catch (error) {
    // Another command staged the same build in between.
    if (!existsSync(folder)) throw error;
    rmSync(work, { recursive: true, force: true });
  }
  keepNewest(parent, name, 2);
  return folder;
}

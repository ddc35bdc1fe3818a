import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root, workDir } from './paths.mjs';

/**
 * The folder Electron is told to run. The project itself where the runtime can load the project's native modules; for the fallback
 * a staged folder: `out/` copied (a link would resolve back to the project's own modules), everything else linked, and
 * better-sqlite3 replaced by the one built for that runtime.
 *
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 */
export function stageApp(runtime, { folder = join(workDir, 'staged') } = {}) {
  if (!runtime.nativeDir) return root;
  rmSync(folder, { recursive: true, force: true });
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(join(root, 'out'), join(folder, 'out'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  if (existsSync(join(root, 'resources'))) symlinkSync(join(root, 'resources'), join(folder, 'resources'));

  const replaced = new Set(readdirSync(runtime.nativeDir));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name.startsWith('.') || replaced.has(name)) continue;
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  for (const name of replaced) symlinkSync(join(runtime.nativeDir, name), join(modules, name));
  return folder;
}

import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes what was made for older builds from a folder that has one folder a build. The current one stays, and the newest beside it: an app may still run
 * from them, or be in the making.
 * @param {string} parent @param {string} current @param {number} beside how many more stay
 */
export function keepNewest(parent, current, beside) {
  const others = readdirSync(parent)
    .filter((name) => name !== current)
    .map((name) => ({ name, at: statSync(join(parent, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of others.slice(beside)) rmSync(join(parent, name), { recursive: true, force: true });
}

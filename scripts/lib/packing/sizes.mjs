// Through the module object: Node 20, which may begin the script, has no globSync.
import fs from 'node:fs';
import { join } from 'node:path';

/** Bytes of all files below a folder. @param {string} folder */
export function folderSize(folder) {
  return fs.globSync('**/*', { cwd: folder }).reduce((sum, name) => {
    const stat = fs.lstatSync(join(folder, name));
    return stat.isFile() ? sum + stat.size : sum;
  }, 0);
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

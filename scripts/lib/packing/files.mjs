import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder, by its path in it with forward slashes, in a fixed order. @param {string} folder */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** Bytes of all files below a folder. @param {string} folder */
export function folderSize(folder) {
  return filesBelow(folder).reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0);
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

import { accessSync, constants, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { workDir } from './paths.mjs';

const memoryDisk = '/dev/shm';
/** In many containers the memory disk is too small for a hundred databases and a document of 100 MB. */
const enough = 2 * 1024 ** 3;

function memoryDiskServes() {
  try {
    accessSync(memoryDisk, constants.W_OK);
    const { bavail, bsize } = statfsSync(memoryDisk);
    return bavail * bsize >= enough;
  } catch {
    return false;
  }
}

/**
 * What makes the tests cheap and changes nothing about the product: temporary folders in memory, where a database waits for no disk, and a cache of
 * compiled modules for the threads and processes that tests start. A `TMPDIR` or `NODE_COMPILE_CACHE` that is set stays.
 */
export function testSurroundings(env = process.env) {
  return {
    NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? join(workDir, 'compiled'),
    ...(env.TMPDIR === undefined && memoryDiskServes() ? { TMPDIR: memoryDisk } : {}),
  };
}

import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system of a few megabytes, which can be filled, emptied and write-protected. */
export interface SmallDisk {
  readonly path: string;
  /** Leaves this much free (bytes). */
  fill(leave: number): void;
  free(): void;
  protect(on: boolean): void;
  remove(): void;
}

/** Null where this process may not mount (no Linux, or not privileged). */
export function smallDisk(megabytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const tool = (name: 'mount' | 'umount', ...args: string[]): void => {
    execFileSync(name, [...args, path], { stdio: 'ignore' });
  };
  try {
    if (process.platform !== 'linux') throw new Error('Only Linux has tmpfs');
    tool('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs');
  } catch {
    rmSync(path, { recursive: true, force: true });
    return null;
  }
  const ballast = join(path, 'ballast');
  mkdirSync(ballast);
  let pieces = 0;
  return {
    path,
    fill(leave) {
      const { bavail, bsize } = statfsSync(path);
      const size = Math.max(0, bavail * bsize - leave);
      pieces += 1;
      const handle = openSync(join(ballast, String(pieces)), 'w');
      try {
        const block = Buffer.alloc(4096, 1);
        for (let at = 0; at + block.length <= size; at += block.length) writeSync(handle, block);
      } finally {
        closeSync(handle);
      }
    },
    free() {
      for (; pieces > 0; pieces -= 1) rmSync(join(ballast, String(pieces)));
    },
    protect(on) {
      tool('mount', '-o', `remount,${on ? 'ro' : 'rw'}`);
    },
    remove() {
      tool('umount', '-l');
      rmSync(path, { recursive: true, force: true });
    },
  };
}

import { statfs } from 'node:fs/promises';

/** Bytes of the disk a folder lies on; `freeBytes` is what this person may still write. */
export interface Disk {
  readonly freeBytes: number;
  readonly sizeBytes: number;
}

/** Null where the file system does not say. */
export async function diskOf(folder: string): Promise<Disk | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
  } catch {
    return null;
  }
}

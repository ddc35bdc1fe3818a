import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FetchedFile } from './port.ts';

/** Where a profile keeps files on their way. */
export function transferDirOf(dataDir: string): string {
  return join(dataDir, 'transfer');
}

/** Makes the folder, for this user alone, and removes what a kill left in it. To be called before any run. */
export async function emptyTransferFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const name of await readdir(dir)) await rm(join(dir, name), { recursive: true, force: true });
}

/** The one place of a file on its way; a second transfer of the same source uses the same place. */
export function transferPath(dir: string, linkId: number, kind: 'document' | 'file', sourceId: string): string {
  const name = createHash('sha256').update(`${linkId}/${kind}/${sourceId}`).digest('hex').slice(0, 32);
  return join(dir, `${kind}-${name}`);
}

/**
 * Has the content at `path`, fetching it only when what is there is not exactly what is expected. `expected` is the SHA-256 of an earlier
 * fetch; empty: unknown, so it is always fetched.
 */
export async function fetchOnce(
  path: string,
  expected: { readonly sha256: string; readonly mime: string },
  fetch: () => Promise<FetchedFile>,
): Promise<FetchedFile> {
  const there = expected.sha256 === '' ? null : await fileAt(path);
  if (there !== null && there.sha256 === expected.sha256) return { ...there, mime: expected.mime };
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  return fetch();
}

async function fileAt(path: string): Promise<Pick<FetchedFile, 'sizeBytes' | 'sha256'> | null> {
  try {
    const { size } = await stat(path);
    const hash = createHash('sha256');
    for await (const part of createReadStream(path)) hash.update(part as Buffer);
    return { sizeBytes: size, sha256: hash.digest('hex') };
  } catch {
    return null;
  }
}

export async function removeTransfer(path: string): Promise<void> {
  await rm(path, { force: true });
}

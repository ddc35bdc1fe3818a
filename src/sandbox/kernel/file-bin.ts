import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where uploaded files rest: on disk, never in the state or in memory. Beside the state file they stay between runs;
 * without one they live in a temporary folder that goes when the sandbox stops.
 */
export interface FileBin {
  /** A name nothing has yet, and where its bytes go. */
  create(): { readonly name: string; readonly path: string };
  path(name: string): string;
  remove(name: string): void;
  /** Removes everything when the folder is temporary. */
  close(): void;
}

/** The folder is made with the first file. */
export function createFileBin(stateFile: string | null): FileBin {
  const lasting = stateFile === null ? null : `${stateFile}.files`;
  let folder: string | null = null;
  const open = (): string => {
    if (folder === null) {
      folder = lasting ?? mkdtempSync(join(tmpdir(), 'dispatch-bridge-sandbox-'));
      mkdirSync(folder, { recursive: true });
    }
    return folder;
  };
  const path = (name: string): string => join(open(), name);
  return {
    create() {
      const name = randomUUID();
      return { name, path: path(name) };
    },
    path,
    remove: (name) => rmSync(path(name), { force: true }),
    close() {
      if (folder !== null && lasting === null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

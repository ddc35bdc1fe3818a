import { readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../shared/clock.ts';

/** Writes a JSON document to a file: coalesced, one write at a time, never leaving half a file behind. */
export interface Snapshotter {
  /** Something changed; it will be on disk within about `delayMs`. */
  touch(): void;
  /** Resolves when everything changed so far is on disk. */
  flush(): Promise<void>;
}

export function createSnapshotter(options: {
  readonly file: string;
  readonly clock: Clock;
  readonly read: () => unknown;
  readonly delayMs?: number;
}): Snapshotter {
  const { file, clock, read, delayMs = 100 } = options;
  let dirty = false;
  let cancel: (() => void) | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (!dirty) return;
    dirty = false;
    const text = JSON.stringify(read());
    const temporary = `${file}.writing`;
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  }

  function flush(): Promise<void> {
    cancel?.();
    cancel = null;
    const release = clock.hold();
    writing = writing.then(write, write).finally(release);
    return writing;
  }

  return {
    touch() {
      dirty = true;
      cancel ??= clock.after(delayMs, () => {
        flush().catch((error: unknown) => {
          process.emitWarning(`The sandbox could not save its state to ${file}: ${String(error)}`);
        });
      });
    },
    flush,
  };
}

/** What `createSnapshotter` wrote, or null when there is no such file. A damaged file is an Error that names it. */
export function loadSnapshot(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The sandbox state in ${file} is damaged. Delete the file to start with fresh data.`);
  }
}

import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Enough for some hours of a busy day (bytes). */
const tailBytes = 256 * 1024;

/** The end of the newest log file, from the first whole line on; empty when there is none. */
export async function logTail(folder: string, bytes = tailBytes): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => name.includes('.log'))
      .map(async (name) => ({ file: join(folder, name), changedAt: (await stat(join(folder, name))).mtimeMs })),
  );
  const newest = files.sort((a, b) => b.changedAt - a.changedAt)[0];
  if (newest === undefined) return '';
  const handle = await open(newest.file, 'r');
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - bytes);
    const buffer = Buffer.alloc(size - from);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
    const text = buffer.toString('utf8', 0, bytesRead);
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    await handle.close();
  }
}

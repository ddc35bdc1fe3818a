import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';

/** A value that must not be found, by the name it has in a failure. */
export type Planted = Readonly<Record<string, string>>;

/** As a file may hold it: as it is, for an address, in JSON, in base64 (its end may be another character), and each in the two bytes a letter has in memory. */
function shapes(value: string): readonly Buffer[] {
  const inside = (text: string): string => text.replace(/=+$/, '').slice(0, -1);
  const texts = new Set([
    value,
    encodeURIComponent(value),
    new URLSearchParams({ a: value }).toString().slice(2),
    JSON.stringify(value).slice(1, -1),
    inside(Buffer.from(value).toString('base64')),
    inside(Buffer.from(value).toString('base64url')),
    Buffer.from(value).toString('hex'),
  ]);
  return [...texts].flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
}

/** Names of the planted values that the bytes hold in any shape. */
export function foundIn(bytes: Buffer, planted: Planted): readonly string[] {
  return Object.entries(planted).flatMap(([name, value]) =>
    shapes(value).some((shape) => bytes.includes(shape)) ? [name] : [],
  );
}

/** `file: name` for each file below a folder that holds a planted value; archives are looked into. */
export function foundBelow(
  folder: string,
  planted: Planted,
  except: (file: string) => boolean = () => false,
): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return files
    .filter((file) => !except(relative(folder, file)))
    .flatMap((file) => {
      const bytes = readFileSync(file);
      const parts = file.endsWith('.zip') ? Object.values(unzipSync(bytes)).map((part) => Buffer.from(part)) : [bytes];
      return parts.flatMap((part) => foundIn(part, planted)).map((name) => `${relative(folder, file)}: ${name}`);
    });
}

/** Everything the page's scripts keep alive after a collection, as V8 writes it down. */
export async function heapOf(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const parts: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await session.send('HeapProfiler.enable');
  for (let times = 0; times < 3; times += 1) await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return Buffer.from(parts.join(''), 'utf8');
}

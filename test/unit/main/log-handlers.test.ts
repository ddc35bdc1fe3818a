import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeParts } from '../../../src/main/files/write-parts.ts';
import { logHandlers } from '../../../src/main/ipc/handlers/log.ts';
import type { Services } from '../../../src/main/ipc/handlers/services.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* parts(...texts: readonly (string | Error)[]): AsyncIterable<string> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield text;
  }
}

describe('a text that is saved in parts', () => {
  it('is whole, readable by its owner only, and takes the place of what was there', async () => {
    const file = join(folder, 'log.csv');
    writeFileSync(file, 'something older and longer than the new text');
    await writeParts(file, parts('one, ', 'zwölf', '\r\n'));
    expect(readFileSync(file, 'utf8')).toBe('one, zwölf\r\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['log.csv']);
  });

  it('may be bytes, in one part', async () => {
    const file = join(folder, 'diagnostics.zip');
    await writeParts(file, [Uint8Array.of(0x50, 0x4b, 0xff, 0)]);
    expect([...readFileSync(file)]).toEqual([0x50, 0x4b, 0xff, 0]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('leaves what was there, and nothing half written, when a part cannot be made', async () => {
    const file = join(folder, 'log.csv');
    writeFileSync(file, 'before');
    await expect(writeParts(file, parts('one', new Error('the store is closed')))).rejects.toThrow(
      'the store is closed',
    );
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['log.csv']);
  });

  it('says in words that a folder does not take it', async () => {
    await expect(writeParts(join(folder, 'nowhere', 'log.csv'), parts('one'))).rejects.toMatchObject({
      code: 'files.not-saved',
    });
  });
});

describe('exporting the log', () => {
  const handlers = (chosen: string | null) => {
    const asked: string[] = [];
    let made = 0;
    async function* lines() {
      made += 1;
      yield '{"message":"a"}\n{"message":"b"}\n';
      yield '{"message":"c"}\n';
    }
    const services = {
      host: { engine: async () => ({ log: { lines } }) },
      async saveParts(name: string, text: () => AsyncIterable<string>) {
        asked.push(name);
        if (chosen !== null) await writeParts(chosen, text());
        return chosen;
      },
    } as unknown as Services;
    return { asked, made: () => made, run: logHandlers(services)['log:export'] };
  };

  it('asks where to save first, and counts what it wrote', async () => {
    const file = join(folder, 'log.ndjson');
    const { asked, run } = handlers(file);
    expect(await run({ filter: {}, format: 'ndjson' })).toEqual({ file, lines: 3 });
    expect(asked).toEqual(['dispatch-bridge-log.ndjson']);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4);
  });

  it('reads no line when the person called it off', async () => {
    const { made, run } = handlers(null);
    expect(await run({ filter: {}, format: 'csv' })).toBeNull();
    expect(made()).toBe(0);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { MappingCommands } from '../../../src/core/people/mapping-port.ts';
import { readText } from '../../../src/main/files/read-text.ts';
import { mappingHandlers } from '../../../src/main/ipc/handlers/mapping.ts';
import type { Services } from '../../../src/main/ipc/handlers/services.ts';
import { type Mapping, mappingSchema } from '../../../src/shared/domain/mapping.ts';

const folder = mkdtempSync(join(tmpdir(), 'mapping-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const mapping = (name: string): Mapping => mappingSchema.parse({ formatVersion: 1, name, rules: [] });

function setUp(mappings: Partial<MappingCommands>, chosen: string | null = null) {
  const saved: { name: string; text: string }[] = [];
  const topics: string[] = [];
  const services = {
    host: { engine: async () => ({ mappings }) },
    pushes: { changed: (...changed: string[]) => void topics.push(...changed) },
    person: 'jdoe',
    saveAs: async (name: string, text: string) => {
      saved.push({ name, text });
      return join('/home', name);
    },
    openText: async () => chosen,
  } as unknown as Services;
  return { handlers: mappingHandlers(services), saved, topics };
}

describe('the channels of the mapping editor', () => {
  it('activate in the name of who sits at the computer, and tell every page', async () => {
    const asked: unknown[] = [];
    const row = {
      version: 2,
      name: 'M',
      createdAt: 1,
      createdBy: 'jdoe',
      note: 'why',
      active: true,
      rules: 0,
    };
    const { handlers, topics } = setUp({
      activate: async (_mapping, how) => {
        asked.push(how);
        return row;
      },
    });
    const input = { mapping: mapping('M'), note: 'why', override: false, basedOn: 1 };
    expect(await handlers['mapping:activate'](input)).toEqual(row);
    expect(asked).toEqual([{ by: 'jdoe', note: 'why', override: false, basedOn: 1 }]);
    expect(topics).toEqual(['mapping', 'setup']);
  });

  it('tell no page of an activation that was refused', async () => {
    const { handlers, topics } = setUp({ activate: () => Promise.reject(new Error('refused')) });
    const input = { mapping: mapping('M'), note: '', override: false, basedOn: 1 };
    await expect(handlers['mapping:activate'](input)).rejects.toThrow('refused');
    expect(topics).toEqual([]);
  });

  it.each([
    ['Field services', 'Field services.mapping.json'],
    ['../../etc/passwd', 'etc passwd.mapping.json'],
    ['Wartung: "Süd" <1>', 'Wartung Süd 1.mapping.json'],
    ['???', 'mapping.mapping.json'],
    ['x'.repeat(100), `${'x'.repeat(60)}.mapping.json`],
  ])('save %s as %s, a name every system takes', async (name, file) => {
    const { handlers, saved } = setUp({ exportText: (one) => one.name });
    expect(await handlers['mapping:export']({ mapping: mapping(name) })).toEqual({ file: join('/home', file) });
    expect(saved).toEqual([{ name: file, text: name }]);
  });

  it('import nothing when the person called it off', async () => {
    expect(await setUp({}, null).handlers['mapping:import-file'](undefined)).toBeNull();
    const imported = { mapping: mapping('I'), from: 'dispatch-bridge', remarks: [] } as const;
    const { handlers } = setUp({ importText: async () => ({ ...imported, remarks: [] }) }, '{}');
    expect(await handlers['mapping:import-file'](undefined)).toEqual(imported);
  });
});

describe('a file a person chose', () => {
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it('is read whole, without the mark some editors leave at its beginning', async () => {
    expect(await readText(file('a.json', '\uFEFF{"a":"ü"}'), 100)).toBe('{"a":"ü"}');
    expect(await readText(file('exact.json', 'x'.repeat(100)), 100)).toHaveLength(100);
  });

  it('that is too large, or cannot be read, is refused in words', async () => {
    await expect(readText(file('large.json', 'x'.repeat(101)), 100)).rejects.toMatchObject({ code: 'files.too-large' });
    await expect(readText(join(folder, 'none.json'), 100)).rejects.toMatchObject({ code: 'files.not-read' });
    await expect(readText(folder, 100)).rejects.toMatchObject({ code: 'files.not-read' });
  });
});

import { describe, expect, it } from 'vitest';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type { NewAuditEntry } from '../../../src/shared/domain/recovery.ts';
import { inMemoryStore, t0 } from './in-memory.ts';

const line = (what: string, at = t0): NewAuditEntry => ({
  at,
  who: 'kim',
  area: 'sync',
  what,
  before: 'off',
  after: 'on',
});
const mapping = (name: string) => mappingSchema.parse({ formatVersion: 1, name, rules: [] });
const version = (name: string, expected: number | null = null) => ({
  mapping: mapping(name),
  by: 'kim',
  note: 'why',
  expected,
  endsDraft: false,
  inShort: `now called "${name}"`,
  now: t0,
});

describe('the trail of settings', () => {
  it('is paged from the newest backwards', () => {
    const store = inMemoryStore();
    store.appendAudit(['a', 'b', 'c', 'd'].map((what) => line(what)));
    const first = store.auditPage(null, 2);
    expect(first.map(({ what }) => what)).toEqual(['d', 'c']);
    expect(store.auditPage(first.at(-1)?.id ?? 0, 2).map(({ what }) => what)).toEqual(['b', 'a']);
    expect(first[0]).toEqual({ id: 4, ...line('d') });
  });

  it('cuts long values', () => {
    const store = inMemoryStore();
    store.appendAudit([{ ...line('long'), after: 'x'.repeat(20_000) }]);
    const [kept] = store.auditPage(null, 1);
    expect(kept?.after.length).toBe(500);
    expect(kept?.after.endsWith('…')).toBe(true);
  });

  it('is written together with the document and the mapping it tells of, or nothing of the three', () => {
    const store = inMemoryStore();
    store.saveMapping({ ...version('Standard'), by: 'Dispatch Bridge' });
    const change = { key: 'config', value: { n: 1 }, trail: [line('Setting')], now: t0 };
    store.saveDocument({ ...change, mappings: [version('Mine', 1)] });
    expect(store.value('config')).toEqual({ n: 1 });
    expect(store.auditPage(null, 10)).toMatchObject([
      { what: 'Mapping in force', who: 'kim', before: 'Version 1', after: 'Version 2 (why): now called "Mine"' },
      { what: 'Setting' },
    ]);
    // Somebody activated another version meanwhile.
    expect(() => store.saveDocument({ ...change, value: { n: 2 }, mappings: [version('Late', 1)] })).toThrow(
      'activated by kim meanwhile',
    );
    expect(store.value('config')).toEqual({ n: 1 });
    expect(store.activeMapping()?.version).toBe(2);
    expect(store.auditPage(null, 10)).toHaveLength(2);
  });

  it('says nothing of the mapping a new profile begins with, and tells of every later one', () => {
    const store = inMemoryStore();
    store.saveMapping(version('Standard'));
    expect(store.auditPage(null, 10)).toEqual([]);
    store.saveMapping(version('Mine'));
    expect(store.auditPage(null, 10)).toMatchObject([{ area: 'mapping', before: 'Version 1' }]);
  });

  it('is kept for two years', () => {
    const store = inMemoryStore();
    const dayMs = 86_400_000;
    store.appendAudit([line('old', t0 - 731 * dayMs), line('kept', t0 - 729 * dayMs), line('new')]);
    while (store.pruneChunk(t0)) {
      // Until nothing is left to forget.
    }
    expect(store.auditPage(null, 10).map(({ what }) => what)).toEqual(['new', 'kept']);
  });

  it('keeps what stands before a line that was written while the clock was years behind', () => {
    const store = inMemoryStore();
    store.appendAudit([line('first'), line('by a wrong clock', 1_000), line('last')]);
    while (store.pruneChunk(t0)) {
      // Until nothing is left to forget.
    }
    expect(store.auditPage(null, 10).map(({ what }) => what)).toEqual(['last', 'first']);
  });
});

import { describe, expect, it } from 'vitest';
import type { NewExample, NewMappingVersion } from '../../../src/core/store/mappings-port.ts';
import { type Mapping, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { aPair, inMemoryStore, settleLink, t0 } from './in-memory.ts';

const mapping: Mapping = mappingSchema.parse({
  formatVersion: 1,
  name: 'Standard',
  rules: [{ id: 'title', direction: 'inbound', action: 'SYNC', source: 'summary', target: 'title' }],
});

function version(change: Partial<NewMappingVersion> = {}): NewMappingVersion {
  return { mapping, by: 'jdoe', note: '', expected: null, endsDraft: false, now: t0, ...change };
}

describe('versions of the mapping', () => {
  it('are numbered, never changed, and the newest one is in force', () => {
    const store = inMemoryStore();
    expect(store.activeMapping()).toBeNull();
    expect(store.mappingVersions(10)).toEqual([]);
    store.saveMapping(version({ by: 'Dispatch Bridge', note: 'preset' }));
    const mine = { ...mapping, name: 'Mine', rules: [] };
    const second = store.saveMapping(version({ mapping: mine, now: t0 + 1.4 }));
    expect(second).toEqual({ version: 2, mapping: mine, createdAt: t0 + 1, createdBy: 'jdoe', note: '' });
    expect(store.activeMapping()).toEqual(second);
    expect(store.mappingVersion(1)).toMatchObject({ mapping, note: 'preset', createdBy: 'Dispatch Bridge' });
    expect(store.mappingVersion(3)).toBeNull();
    expect(store.mappingVersions(10)).toEqual([
      { version: 2, name: 'Mine', createdAt: t0 + 1, createdBy: 'jdoe', note: '', active: true, rules: 0 },
      {
        version: 1,
        name: 'Standard',
        createdAt: t0,
        createdBy: 'Dispatch Bridge',
        note: 'preset',
        active: false,
        rules: 1,
      },
    ]);
    expect(store.mappingVersions(1)).toHaveLength(1);
  });

  it('refuse to take the place of another one than was expected, and leave draft and history as they were', () => {
    const store = inMemoryStore();
    store.saveMapping(version());
    store.saveMapping(version({ by: 'dwu' }));
    const draft = { mapping, basedOn: 1, changedAt: t0, changedBy: 'jdoe' };
    store.saveMappingDraft(draft);
    expect(() => store.saveMapping(version({ expected: 1, endsDraft: true }))).toThrow(
      expect.objectContaining({ code: 'mapping.changed-meanwhile', message: expect.stringContaining('dwu') }),
    );
    expect(store.mappingVersions(9)).toHaveLength(2);
    expect(store.mappingDraft()).toEqual(draft);
    expect(store.saveMapping(version({ expected: 2, endsDraft: true })).version).toBe(3);
    expect(store.mappingDraft()).toBeNull();
  });

  it('do not need a draft that this release cannot read', () => {
    const store = inMemoryStore();
    store.saveMapping(version());
    const later = { ...mapping, rules: [{ ...mapping.rules[0], action: 'TRANSLATE' }] } as unknown as Mapping;
    store.saveMappingDraft({ mapping: later, basedOn: 1, changedAt: t0, changedBy: 'jdoe' });
    expect(store.mappingDraft()).toBeNull();
    store.saveMappingDraft({ mapping, basedOn: 1, changedAt: t0, changedBy: 'jdoe' });
    expect(store.mappingDraft()).toMatchObject({ mapping });
  });

  it('leave a draft alone that was not what became the version', () => {
    const store = inMemoryStore();
    store.saveMapping(version());
    store.saveMappingDraft({ mapping, basedOn: 1, changedAt: t0, changedBy: 'jdoe' });
    store.saveMapping(version({ note: 'who wins' }));
    expect(store.mappingDraft()).toMatchObject({ basedOn: 1 });
  });
});

describe('the draft', () => {
  it('is one, replaced by the next, and gone when it is thrown away', () => {
    const store = inMemoryStore();
    expect(store.mappingDraft()).toBeNull();
    store.saveMappingDraft({ mapping, basedOn: 1, changedAt: t0, changedBy: 'jdoe' });
    const next = { mapping: { ...mapping, rules: [] }, basedOn: 2, changedAt: t0 + 5, changedBy: 'dwu' };
    store.saveMappingDraft(next);
    expect(store.mappingDraft()).toEqual(next);
    store.discardMappingDraft();
    expect(store.mappingDraft()).toBeNull();
  });
});

describe('examples', () => {
  const example: NewExample = {
    example: { name: 'Printer', kind: 'ticket', recordId: 1042, title: 'Printer', createdAt: t0, createdBy: 'jdoe' },
    records: { ticket: { id: 1042, summary: 'Printer' }, workOrder: null },
    expected: [
      { ruleId: 'title', direction: 'inbound', target: 'title', outcome: { kind: 'value', value: 'Printer' } },
      { ruleId: 'zip', direction: 'inbound', target: 'location.zip', outcome: { kind: 'none' } },
      { ruleId: 'city', direction: 'inbound', target: 'location.city', outcome: { kind: 'problem', code: 'x' } },
    ],
  };

  it('come back with their records and what they gave, oldest first', () => {
    const store = inMemoryStore();
    const first = store.addMappingExample(example);
    const second = store.addMappingExample({ ...example, example: { ...example.example, kind: 'workorder' } });
    expect(store.mappingExamples()).toEqual([
      { ...example, example: first },
      { ...example, example: second },
    ]);
    store.removeMappingExample(first.id);
    expect(store.mappingExamples().map((one) => one.example.id)).toEqual([second.id]);
  });

  it('take new values as right, and an example that is gone takes none', () => {
    const store = inMemoryStore();
    const { id } = store.addMappingExample(example);
    expect(store.expectOfMappingExample(id, [])).toMatchObject({ id, name: 'Printer' });
    expect(store.mappingExamples()[0]?.expected).toEqual([]);
    expect(store.expectOfMappingExample(id + 1, [])).toBeNull();
  });
});

it('versions, draft and examples outlive every retention', () => {
  const store = inMemoryStore();
  store.saveMapping(version());
  store.saveMapping(version());
  store.saveMappingDraft({ mapping, basedOn: 1, changedAt: t0, changedBy: 'jdoe' });
  store.addMappingExample({
    example: { name: 'a', kind: 'ticket', recordId: 1, title: '', createdAt: t0, createdBy: '' },
    records: { ticket: {}, workOrder: null },
    expected: [],
  });
  while (store.pruneChunk(t0 + 4000 * 86_400_000));
  expect([store.mappingVersions(9).length, store.mappingDraft() !== null, store.mappingExamples().length]).toEqual([
    2,
    true,
    1,
  ]);
});

it('boards of open links come from their newest runs, each once', () => {
  const store = inMemoryStore();
  const linked = (ticketId: number, ...boards: (JsonObject | null)[]) => {
    const link = store.openPair(aPair(ticketId, 90_000 + ticketId));
    for (const board of boards)
      settleLink(store, link.id, { records: { ticket: board === null ? null : { board }, workOrder: { id: 1 } } }, t0);
    return link;
  };
  linked(1, { id: 12, name: 'Old board' }, { id: 11, name: 'Help Desk' });
  linked(2, { id: 11, name: 'Help Desk' });
  linked(3, null);
  linked(4, { id: 'x' });
  const closed = linked(5, { id: 13, name: 'Closed' });
  store.closeLink(closed.id, 'done', t0);
  expect(store.linkedBoards()).toEqual([{ id: 11, name: 'Help Desk' }]);
});

import { describe, expect, it } from 'vitest';
import { savedFilters, saveFilters } from '../../../src/core/log/saved-filters.ts';
import type { SavedFilter } from '../../../src/shared/domain/log-details.ts';
import type { Json } from '../../../src/shared/json.ts';

function aStore(first?: Json) {
  let kept = first;
  return {
    value: async () => kept,
    setValue: async (_: string, value: Json) => {
      kept = value;
    },
  };
}
const filter = (n: number): SavedFilter => ({ id: `f${n}`, name: `Filter ${n}`, filter: { text: `word ${n}` } });

describe('saved filters', () => {
  it('come back as they were saved, without what was left out', async () => {
    const store = aStore();
    const list = [filter(1), { id: 'f2', name: ' Errors ', filter: { result: ['error'] as const } }];
    const saved = await saveFilters(store, list as unknown as SavedFilter[], 1);
    expect(saved.map(({ name }) => name)).toEqual(['Filter 1', 'Errors']);
    expect(await savedFilters(store)).toEqual(saved);
    await saveFilters(store, [], 2);
    expect(await savedFilters(store)).toEqual([]);
  });

  it('are at most 50, each with a name of its own', async () => {
    const store = aStore();
    await expect(
      saveFilters(
        store,
        Array.from({ length: 51 }, (_, n) => filter(n)),
        1,
      ),
    ).rejects.toMatchObject({
      code: 'log.too-many-filters',
    });
    await expect(saveFilters(store, [filter(1), { ...filter(2), name: 'filter 1' }], 1)).rejects.toMatchObject({
      code: 'log.filter-name',
    });
    expect(await savedFilters(store)).toEqual([]);
  });

  it('that cannot be read are none', async () => {
    expect(await savedFilters(aStore({ not: 'a list' }))).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { askedToSend, askToSend, forgetAsked } from '../../../src/core/sync/asked.ts';
import type { Json } from '../../../src/shared/json.ts';

/** Values as the store keeps them: each read and each write takes its turn. */
function values() {
  const kept = new Map<string, Json>();
  return {
    value: async (key: string) => kept.get(key),
    setValue: async (key: string, value: Json) => {
      kept.set(key, value);
    },
  };
}

it('remembers every ticket that is asked for at the same moment', async () => {
  const store = values();
  await Promise.all([1, 2, 3].map((id) => askToSend(store, id, 0)));
  expect(await askedToSend(store)).toEqual([1, 2, 3]);
});

it('forgets every ticket whose work order is made at the same moment', async () => {
  const store = values();
  for (const id of [1, 2, 3]) await askToSend(store, id, 0);
  await Promise.all([forgetAsked(store, 1, 0), forgetAsked(store, 2, 0), askToSend(store, 4, 0)]);
  expect(await askedToSend(store)).toEqual([3, 4]);
});

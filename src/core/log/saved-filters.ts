import { z } from 'zod';
import { type SavedFilter, savedFilterSchema } from '../../shared/domain/log-details.ts';
import { AppError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Store } from '../store/port.ts';

const key = 'log.filters';
const most = 50;
const listSchema = z.array(savedFilterSchema).max(most);

/** Filters people gave a name. What another release left and cannot be read here counts as none. */
export async function savedFilters(store: Pick<Store, 'value'>): Promise<readonly SavedFilter[]> {
  return listSchema.safeParse(await store.value(key)).data ?? [];
}

/** Replaces the list. Throws `log.too-many-filters` and `log.filter-name`. */
export async function saveFilters(
  store: Pick<Store, 'setValue'>,
  filters: readonly SavedFilter[],
  now: number,
): Promise<readonly SavedFilter[]> {
  if (filters.length > most)
    throw new AppError({
      code: 'log.too-many-filters',
      kind: 'permanent',
      message: `At most ${most} filters can be saved. Delete one first.`,
    });
  const list = listSchema.parse(
    filters.map((one) => ({ ...one, name: one.name.trim() })).filter((one) => one.name !== ''),
  );
  const names = list.map((one) => one.name.toLowerCase());
  const twice = list.find((one, index) => names.indexOf(one.name.toLowerCase()) !== index);
  if (twice !== undefined)
    throw new AppError({
      code: 'log.filter-name',
      kind: 'permanent',
      message: `There already is a filter named "${twice.name}". Give it another name.`,
      context: { name: twice.name },
    });
  // A filter holds only what JSON can.
  await store.setValue(key, JSON.parse(JSON.stringify(list)) as JsonObject[], now);
  return list;
}

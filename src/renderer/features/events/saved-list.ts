import type { ActivityFilter } from '../../../shared/domain/activity.ts';
import type { SavedFilter } from '../../../shared/domain/log-details.ts';

export const mostSaved = 50;

/** The list with one more, by name in the order of the alphabet; null when the name is taken or the list is full. */
export function withSaved(
  saved: readonly SavedFilter[],
  name: string,
  filter: ActivityFilter,
  id: string,
): SavedFilter[] | null {
  if (saved.length >= mostSaved || nameTaken(saved, name, null)) return null;
  return byName([...saved, { id, name: name.trim(), filter }]);
}

export function renamed(saved: readonly SavedFilter[], id: string, name: string): SavedFilter[] | null {
  if (name.trim() === '' || nameTaken(saved, name, id)) return null;
  return byName(saved.map((one) => (one.id === id ? { ...one, name: name.trim() } : one)));
}

export function nameTaken(saved: readonly SavedFilter[], name: string, except: string | null): boolean {
  const wanted = name.trim().toLocaleLowerCase();
  return saved.some((one) => one.id !== except && one.name.toLocaleLowerCase() === wanted);
}

function byName(saved: readonly SavedFilter[]): SavedFilter[] {
  return [...saved].sort((a, b) => a.name.localeCompare(b.name));
}

/** The saved filter that is on as it is. */
export function savedOf(saved: readonly SavedFilter[], filter: ActivityFilter): SavedFilter | null {
  const key = keyOf(filter);
  return saved.find((one) => keyOf(one.filter) === key) ?? null;
}

function keyOf(filter: ActivityFilter): string {
  const set = Object.entries(filter).filter(([, value]) => value !== undefined);
  return JSON.stringify(set.sort(([a], [b]) => (a < b ? -1 : 1)));
}

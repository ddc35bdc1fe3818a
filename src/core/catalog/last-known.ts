import type { CatalogField, CatalogOption, CatalogSide } from '../../shared/domain/catalog.ts';
import type { Discovery, DiscoveryGap } from './port.ts';

type Unread = NonNullable<DiscoveryGap['unread']>[number];

/**
 * What was discovered now, completed with the last known answer where a list could not be read: a right that was taken away or a fault of the
 * moment makes no option and no custom field disappear.
 */
export function withLastKnown(
  { fields, gaps }: Discovery,
  known: Pick<CatalogSide, 'fields'> | null,
): Pick<CatalogSide, 'fields' | 'gaps'> {
  const plain = gaps.map(({ what, message }) => ({ what, message }));
  const unread = gaps.flatMap((gap) => gap.unread ?? []);
  if (known === null || unread.length === 0) return { fields: [...fields], gaps: plain };
  const before = new Map(known.fields.map((field) => [field.path, field]));
  const found = new Set(fields.map((field) => field.path));
  const kept = known.fields.filter(({ path }) => !found.has(path) && unread.some((gap) => names(gap, path)));
  return { fields: [...fields.map((field) => completed(field, before.get(field.path), unread)), ...kept], gaps: plain };
}

function names(gap: Unread, path: string): boolean {
  return gap.path.endsWith('.*') ? path.startsWith(gap.path.slice(0, -1)) : gap.path === path;
}

function completed(field: CatalogField, before: CatalogField | undefined, unread: readonly Unread[]): CatalogField {
  const mine = unread.filter((gap) => names(gap, field.path));
  if (before?.options == null || mine.length === 0) return field;
  if (mine.some((gap) => gap.boardId === undefined)) return { ...field, options: before.options };
  const boards = new Set(mine.map((gap) => gap.boardId));
  const missed = (option: CatalogOption): boolean => boards.has(option.boardId);
  return {
    ...field,
    options: [...(field.options ?? []).filter((option) => !missed(option)), ...before.options.filter(missed)],
  };
}

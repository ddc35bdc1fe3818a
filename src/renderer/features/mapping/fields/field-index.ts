import type { Catalog, CatalogField } from '../../../../shared/domain/catalog.ts';
import type { Json } from '../../../../shared/json.ts';
import { showValue } from '../../../ui/value.ts';
import { useEditor } from '../editor-store.ts';

export type Side = 'connectwise' | 'fieldnation';
/** Stable, because parts of the page follow it. */
export const sides = ['connectwise', 'fieldnation'] as const satisfies readonly Side[];
export const otherSide: Readonly<Record<Side, Side>> = { connectwise: 'fieldnation', fieldnation: 'connectwise' };

/** The catalog by path. */
export interface FieldIndex {
  readonly fields: (side: Side) => readonly CatalogField[];
  readonly field: (side: Side, path: string) => CatalogField | undefined;
  /** The field's label; an unknown path stays a path. */
  readonly label: (side: Side, path: string) => string;
  /** A value as the field's list names it. */
  readonly valueWords: (side: Side, path: string, value: Json | undefined) => string;
}

function indexOf(catalog: Catalog | null): FieldIndex {
  const byPath = new Map(
    sides.map((side) => [side, new Map((catalog?.[side].fields ?? []).map((field) => [field.path, field]))]),
  );
  const field = (side: Side, path: string): CatalogField | undefined => byPath.get(side)?.get(path);
  return {
    fields: (side) => catalog?.[side].fields ?? [],
    field,
    label: (side, path) => field(side, path)?.label ?? path,
    valueWords: (side, path, value) => {
      const option =
        typeof value === 'object' ? undefined : field(side, path)?.options?.find((one) => one.value === value);
      return option?.label ?? showValue(value);
    },
  };
}

const nothing = indexOf(null);
const known = new WeakMap<Catalog, FieldIndex>();

export function fieldIndex(catalog: Catalog | null): FieldIndex {
  if (catalog === null) return nothing;
  const made = known.get(catalog) ?? indexOf(catalog);
  known.set(catalog, made);
  return made;
}

/** The catalog that the editor has read, by path. */
export function useFieldIndex(): FieldIndex {
  return useEditor((state) => fieldIndex(state.catalog));
}

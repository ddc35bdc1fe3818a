import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import { matchesWords } from '../../../ui/words.ts';
import type { ListItem } from '../list-box.tsx';

export type FieldItem = ListItem &
  ({ readonly option: true; readonly field: CatalogField } | { readonly option: false; readonly group: string });

const headingHeight = 28;

/** Fields that fit what was typed, under their headings in the order in which the catalog names them. */
export function fieldItems(fields: readonly CatalogField[], text: string, rowHeight: number): readonly FieldItem[] {
  const groups = new Map<string, CatalogField[]>();
  for (const field of fields) {
    if (!matchesWords(`${field.label} ${field.path} ${field.group}`, text.trim())) continue;
    const group = groups.get(field.group);
    if (group === undefined) groups.set(field.group, [field]);
    else group.push(field);
  }
  return [...groups].flatMap(([group, list]): FieldItem[] => [
    { id: `group ${group}`, height: headingHeight, option: false, group },
    ...list.map((field): FieldItem => ({ id: field.path, height: rowHeight, option: true, field })),
  ]);
}

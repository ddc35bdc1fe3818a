import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import { otherSide, type Side } from '../fields/field-index.ts';
import { waysOf } from './new-rule.ts';
import { sameWords } from './same-words.ts';

function pair(side: Side, field: CatalogField, other: CatalogField): Record<Side, CatalogField> {
  return side === 'connectwise'
    ? { connectwise: field, fieldnation: other }
    : { connectwise: other, fieldnation: field };
}

const tail = (path: string): string => path.split('.').at(-1) ?? path;

/** Fields that the vendors call by different names. */
const sameThing: readonly (readonly [connectwise: string, fieldnation: string])[] = [
  ['summary', 'title'],
  ['initialDescription', 'description.html'],
  ['site.name', 'location.display_name'],
  ['site.addressLine1', 'location.address1'],
  ['site.addressLine2', 'location.address2'],
  ['requiredDate', 'schedule.service_window.start.utc'],
  ['budgetHours', 'pay.base.units'],
];

/** Probably means the same: the same words, or the same last name in the path when that says something. */
function looksAlike(a: CatalogField, b: CatalogField): boolean {
  const named = sameThing.some((pair) => pair.includes(a.path) && pair.includes(b.path) && a.path !== b.path);
  return named || sameWords(a.label, b.label) || (tail(a.path).length > 3 && sameWords(tail(a.path), tail(b.path)));
}

/** Fields of the other side that a field can be connected with, under `suggested` first those that look like it. */
export function candidates(
  side: Side,
  field: CatalogField,
  others: readonly CatalogField[],
  suggested: string,
): readonly CatalogField[] {
  const possible = others.filter((other) => waysOf(pair(side, field, other), side).length > 0);
  const alike = possible.filter((other) => looksAlike(field, other));
  return [...alike.map((other) => ({ ...other, group: suggested })), ...possible.filter((one) => !alike.includes(one))];
}

/** Fields of a side that can be an end of a rule. */
export function connectable(
  side: Side,
  fields: Readonly<Record<Side, readonly CatalogField[]>>,
): readonly CatalogField[] {
  const canRead = fields[otherSide[side]].some((field) => field.read);
  const canWrite = fields[otherSide[side]].some((field) => field.write);
  return fields[side].filter((field) => (field.read && canWrite) || (field.write && canRead));
}

import type { Catalog, CatalogChange, CatalogField, CatalogOption, CatalogSide } from '../../shared/domain/catalog.ts';
import type { Remote } from '../../shared/domain/records.ts';
import { jsonEqual } from '../../shared/json.ts';

/** How many names a line spells out. */
const spelledOut = 3;

const sideNames: Readonly<Record<Remote, string>> = { connectwise: 'ConnectWise', fieldnation: 'Field Nation' };

const typeWords: Readonly<Record<CatalogField['type'], string>> = {
  text: 'a text',
  html: 'a formatted text',
  number: 'a number',
  boolean: 'yes or no',
  'date-time': 'a date and time',
  date: 'a date',
  picklist: 'a list',
  reference: 'a reference',
  list: 'a list of values',
  object: 'a group of fields',
};

/**
 * What is different in `after`, in words; many of a kind are one line. A side that was not read before or was not read again has no changes:
 * everything would look new.
 */
export function catalogChanges(before: Catalog, after: Catalog): readonly CatalogChange[] {
  return (['connectwise', 'fieldnation'] as const).flatMap((side) =>
    before[side].readAt === null || after[side].readAt === before[side].readAt
      ? []
      : sideChanges(side, before[side], after[side]),
  );
}

function sideChanges(side: Remote, before: CatalogSide, after: CatalogSide): readonly CatalogChange[] {
  const old = new Map(before.fields.map((field) => [field.path, field]));
  const now = new Map(after.fields.map((field) => [field.path, field]));
  const boards = boardNames([...before.fields, ...after.fields]);
  const added = after.fields.filter((field) => !old.has(field.path));
  const removed = before.fields.filter((field) => !now.has(field.path));
  const changed = after.fields.flatMap((field) => {
    const was = old.get(field.path);
    return was === undefined ? [] : [...fieldChanges(side, was, field), ...optionChanges(side, was, field, boards)];
  });
  const line = (field: CatalogField, kind: 'added' | 'removed', words: string): CatalogChange => ({
    side,
    kind,
    path: field.path,
    label: field.label,
    message: `${field.label} ${words} ${sideNames[side]}`,
  });
  return [
    ...added.map((field) => line(field, 'added', 'is new in')),
    ...removed.map((field) => line(field, 'removed', 'is gone from')),
    ...changed,
  ];
}

function fieldChanges(side: Remote, was: CatalogField, field: CatalogField): readonly CatalogChange[] {
  const words: string[] = [];
  if (was.label !== field.label) words.push(`${was.label} is called ${field.label} now`);
  if (was.type !== field.type)
    words.push(`${field.label} is ${typeWords[field.type]} now, it was ${typeWords[was.type]}`);
  if (was.maxLength !== field.maxLength) words.push(lengthWords(was, field));
  if (was.required !== field.required) words.push(requiredWords(field));
  if (was.write !== field.write)
    words.push(`${field.label} can ${field.write ? '' : 'no longer '}be written${field.write ? ' now' : ''}`);
  return words.map((message) => ({ side, kind: 'changed', path: field.path, label: field.label, message }));
}

function lengthWords(was: CatalogField, field: CatalogField): string {
  if (field.maxLength === null) return `${field.label} has no known limit of characters now`;
  const before = was.maxLength === null ? '' : `, it took ${was.maxLength}`;
  return `${field.label} takes ${field.maxLength} characters now${before}`;
}

function requiredWords(field: CatalogField): string {
  if (field.required === 'no') return `${field.label} is no longer required`;
  return `${field.label} is required ${field.required === 'create' ? 'for a new record' : 'for publishing'} now`;
}

/** Options of what can be written; the names beside them are the same records once more. */
function optionChanges(
  side: Remote,
  was: CatalogField,
  field: CatalogField,
  boards: ReadonlyMap<number, string>,
): readonly CatalogChange[] {
  if (!field.write || (was.options === null && field.options === null)) return [];
  const change = (kind: CatalogChange['kind'], message: string): CatalogChange => ({
    side,
    kind,
    path: field.path,
    label: field.label,
    message: `${field.label}: ${message}`,
  });
  if (was.options === null) return [change('changed', 'its values are known now')];
  if (field.options === null) return [change('changed', 'its values are not known any more')];
  const old = was.options;
  const now = field.options;
  const places = new Set([...old, ...now].map((option) => option.boardId));
  return [...places].flatMap((boardId) => {
    const before = old.filter((option) => option.boardId === boardId);
    const after = now.filter((option) => option.boardId === boardId);
    const board = boardId === undefined ? '' : (boards.get(boardId) ?? `board ${boardId}`);
    const on = board === '' ? '' : ` on ${board}`;
    const from = board === '' ? '' : ` from ${board}`;
    const added = after.filter((option) => !hasValue(before, option));
    const removed = before.filter((option) => !hasValue(after, option));
    const renamed = after.flatMap((option) => {
      const earlier = before.find((one) => jsonEqual(one.value, option.value));
      return earlier === undefined || earlier.label === option.label ? [] : [{ earlier, option }];
    });
    const changes: CatalogChange[] = [];
    if (added.length > 0) changes.push(change('added', `${listed(added)} ${are(added)} new${on}`));
    if (removed.length > 0) changes.push(change('removed', `${listed(removed)} ${are(removed)} gone${from}`));
    if (renamed.length > spelledOut) changes.push(change('changed', `${renamed.length} values have new names${on}`));
    else
      for (const { earlier, option } of renamed)
        changes.push(change('changed', `${earlier.label} is called ${option.label} now${on}`));
    return changes;
  });
}

function are(options: readonly CatalogOption[]): string {
  return options.length === 1 ? 'is' : 'are';
}

function hasValue(options: readonly CatalogOption[], wanted: CatalogOption): boolean {
  return options.some((option) => jsonEqual(option.value, wanted.value));
}

/** `A`, `A and B`, `A, B and C`, `A, B, C and 37 more`. */
function listed(options: readonly CatalogOption[]): string {
  const shown = options.slice(0, spelledOut).map((option) => option.label);
  const more = options.length - shown.length;
  const parts = more > 0 ? [...shown, `${more} more`] : shown;
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function boardNames(fields: readonly CatalogField[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const field of fields) {
    if (field.path !== 'board') continue;
    for (const { value, label } of field.options ?? []) if (typeof value === 'number') names.set(value, label);
  }
  return names;
}

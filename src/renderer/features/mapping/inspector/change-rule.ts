import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import type { MappingAction, MappingRule } from '../../../../shared/domain/mapping.ts';
import { mapEntries } from '../connect/new-rule.ts';
import { type FieldIndex, otherSide } from '../fields/field-index.ts';
import { sourceSide, targetSide } from '../rule-ends.ts';

type Direction = MappingRule['direction'];
type WithSource = Extract<MappingRule, { source: string }>;

/** Actions that can keep two fields equal both ways. */
const turning: ReadonlySet<MappingAction> = new Set(['SYNC', 'ARRAY_MAP', 'DATE_CONVERT']);

export function hasSource(rule: MappingRule): rule is WithSource {
  return 'source' in rule;
}

/** Directions a rule can be given: a constant and a script have no field at their other end that could be written instead. */
export function directionsOf(rule: MappingRule): readonly Direction[] {
  if (turning.has(rule.action)) return ['inbound', 'outbound', 'both'];
  return hasSource(rule) || firstField(rule) !== null ? ['inbound', 'outbound'] : [rule.direction];
}

function firstField(rule: MappingRule): string | null {
  return rule.action === 'CONCAT' ? (rule.parts.find((part) => part.type === 'field')?.value ?? null) : null;
}

/** The same pair of fields, written the other way round: map entries, formats and zones are turned too. */
export function turned(rule: MappingRule): MappingRule {
  switch (rule.action) {
    case 'SYNC':
      return { ...rule, source: rule.target, target: rule.source };
    case 'ARRAY_MAP': {
      const seen = new Set<string>();
      const mappings = rule.mappings
        .filter(({ value }) => value !== null && !seen.has(JSON.stringify(value)) && seen.add(JSON.stringify(value)))
        .map(({ compare, value }) => ({ compare: value, value: compare }));
      return withoutDefault({ ...rule, source: rule.target, target: rule.source, mappings });
    }
    case 'RANGE_MAP':
      return withoutDefault({ ...rule, source: rule.target, target: rule.source, ranges: [] });
    case 'DATE_CONVERT':
      return withoutDefault({
        ...rule,
        source: rule.target,
        target: rule.source,
        inputFormat: rule.outputFormat,
        outputFormat: rule.inputFormat,
        timezoneIn: rule.timezoneOut,
        timezoneOut: rule.timezoneIn,
      });
    case 'CONCAT': {
      const target = firstField(rule);
      return target === null
        ? rule
        : withoutDefault({ ...rule, target, parts: [{ type: 'field', value: rule.target }] });
    }
    default:
      return rule;
  }
}

/** A default belongs to the field it was written for. */
function withoutDefault<R extends MappingRule>(rule: R): R {
  const { default: _default, ...rest } = rule;
  return { ...rest, onMissing: rule.onMissing === 'default' ? 'skip' : rule.onMissing } as R;
}

export function withDirection(rule: MappingRule, direction: Direction): MappingRule {
  if (!directionsOf(rule).includes(direction)) return rule;
  const turn = targetSide(rule) !== targetSide({ direction });
  return { ...(turn ? turned(rule) : rule), direction };
}

const noField: Omit<CatalogField, 'path' | 'label'> = {
  group: '',
  type: 'text',
  maxLength: null,
  read: true,
  write: true,
  required: 'no',
  options: null,
  dateFormat: '',
  note: '',
};

/** A field by its path, also when the catalog does not know it. */
function fieldOr(index: FieldIndex, side: 'connectwise' | 'fieldnation', path: string): CatalogField {
  return index.field(side, path) ?? { ...noField, path, label: path };
}

/** The rule with another action; its fields, occasion, default and note stay. */
export function withAction(rule: MappingRule, action: MappingAction, index: FieldIndex): MappingRule {
  if (rule.action === action) return rule;
  const side = sourceSide(rule);
  const path = hasSource(rule) ? rule.source : (firstField(rule) ?? index.fields(side).find((one) => one.read)?.path);
  const source = path ?? 'id';
  const { id, direction, target, when, onMissing, onConflict, note } = rule;
  const base = {
    id,
    direction: direction === 'both' && !turning.has(action) ? ('inbound' as const) : direction,
    target,
    when,
    onMissing,
    onConflict,
    ...(rule.default === undefined ? {} : { default: rule.default }),
    ...(note === undefined ? {} : { note }),
  };
  const from = fieldOr(index, side, source);
  const into = fieldOr(index, otherSide[side], target);
  switch (action) {
    case 'SYNC':
      return { ...base, action, source };
    case 'SET_STATIC':
      return { ...base, action, value: into.options?.[0]?.value ?? (into.type === 'number' ? 0 : '') };
    case 'ARRAY_MAP':
      return { ...base, action, source, mappings: mapEntries(from, into) };
    case 'RANGE_MAP':
      return { ...base, action, source, ranges: [] };
    case 'DATE_CONVERT':
      return {
        ...base,
        action,
        source,
        inputFormat: from.dateFormat || 'iso',
        outputFormat: into.dateFormat || 'iso',
        timezoneIn: 'UTC',
        timezoneOut: 'UTC',
      };
    case 'CONCAT':
      return {
        ...base,
        action,
        format: into.type === 'html' ? 'html' : 'text',
        parts: [{ type: 'field', value: source }],
      };
    case 'CUSTOM':
      return { ...base, action, language: 'jsonata', script: source };
  }
}

/** Another source field for the rule; a text made of parts gets it as its first field. */
export function withSource(rule: MappingRule, source: string): MappingRule {
  if (hasSource(rule)) return { ...rule, source };
  if (rule.action !== 'CONCAT') return rule;
  const at = rule.parts.findIndex((part) => part.type === 'field');
  const part = { type: 'field' as const, value: source };
  return { ...rule, parts: at < 0 ? [...rule.parts, part] : rule.parts.with(at, part) };
}

/** What a field dropped on a rule's end does to it. */
export function withEnd(rule: MappingRule, side: 'connectwise' | 'fieldnation', path: string): MappingRule {
  return side === targetSide(rule) ? { ...rule, target: path } : withSource(rule, path);
}

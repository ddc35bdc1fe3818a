import type { CatalogField, CatalogSide } from '../../../shared/domain/catalog.ts';
import { targetLabel } from '../../../shared/domain/field-labels.ts';
import type { MappingRule, OneWayRule } from '../../../shared/domain/mapping.ts';
import type { Json } from '../../../shared/json.ts';
import { oneWayRules } from '../one-way.ts';
import type { CheckInput } from './port.ts';

/** One side of the mapping as checks look at it. */
export interface SideView {
  readonly side: 'connectwise' | 'fieldnation';
  /** In messages: `ConnectWise`, `Field Nation`. */
  readonly name: string;
  readonly record: 'ticket' | 'work order';
  /** The account's own fields and lists were read. Before that nobody can say that a custom field or an option is not there. */
  readonly known: boolean;
  readonly fields: readonly CatalogField[];
  readonly readable: readonly CatalogField[];
  readonly writable: readonly CatalogField[];
  find(path: string): CatalogField | undefined;
  /** The field as its catalog calls it. */
  label(path: string): string;
  /** Whether the path names a whole of which the list has parts, such as all contacts. */
  holds(path: string): boolean;
  /** Whether the first part of the path is the beginning of any field. */
  knowsHead(path: string): boolean;
}

/** A rule in one direction: what a check of fields looks at. */
export interface Half {
  readonly rule: OneWayRule;
  /** As it stands in the mapping; what a fix replaces. */
  readonly whole: MappingRule;
  /** The half of a rule for both directions that goes towards the ticket. */
  readonly turned: boolean;
  readonly from: SideView;
  readonly to: SideView;
}

export interface CheckContext extends CheckInput {
  readonly connectwise: SideView;
  readonly fieldnation: SideView;
  /** Halves of the rules seen so far: every fix is tried on a mapping whose other rules are the same. */
  readonly halves: WeakMap<MappingRule, readonly Half[]>;
}

export function contextOf(input: CheckInput): CheckContext {
  return {
    ...input,
    connectwise: viewOf('connectwise', input.catalog.connectwise),
    fieldnation: viewOf('fieldnation', input.catalog.fieldnation),
    halves: new WeakMap(),
  };
}

function viewOf(side: SideView['side'], { fields, readAt }: CatalogSide): SideView {
  const byPath = new Map(fields.map((field) => [onePath(field.path), field]));
  const heads = new Set(fields.map((field) => headOf(field.path)));
  const find = (path: string): CatalogField | undefined => {
    const one = onePath(path);
    // The second contact has the fields of the first.
    return byPath.get(one) ?? (customId(one) === null ? byPath.get(one.replace(/\.\d+(?=\.|$)/g, '.0')) : undefined);
  };
  return {
    side,
    name: side === 'connectwise' ? 'ConnectWise' : 'Field Nation',
    record: side === 'connectwise' ? 'ticket' : 'work order',
    known: readAt !== null,
    fields,
    readable: fields.filter((field) => field.read),
    writable: fields.filter((field) => field.write),
    find,
    label: (path) => find(path)?.label ?? targetLabel(path),
    holds: (path) => {
      const inside = `${onePath(path)}.`;
      return fields.some((field) => onePath(field.path).startsWith(inside));
    },
    knowsHead: (path) => heads.has(headOf(path)),
  };
}

/** `contacts[0].email`, `contacts.0.email` and `contacts.results.0.email` are one path. */
export function onePath(path: string): string {
  return path.replace(/\[(\d+)\]/g, '.$1').replace(/^contacts\.(?=\d)/, 'contacts.results.');
}

function headOf(path: string): string {
  return onePath(path).split('.')[0] ?? '';
}

/** Number of the custom field a path names; null for any other path. */
export function customId(path: string): number | null {
  const found = /^(?:customFields|custom_fields)\.(\d+)$/.exec(path)?.[1];
  return found === undefined ? null : Number(found);
}

export function halvesOf(whole: MappingRule, context: CheckContext): readonly Half[] {
  const known = context.halves.get(whole);
  if (known !== undefined) return known;
  const { connectwise, fieldnation } = context;
  const halves = oneWayRules(whole).map((rule) => ({
    rule,
    whole,
    turned: rule.id !== whole.id,
    from: rule.direction === 'inbound' ? connectwise : fieldnation,
    to: rule.direction === 'inbound' ? fieldnation : connectwise,
  }));
  context.halves.set(whole, halves);
  return halves;
}

/** The part of the rule as it stands in the mapping that is `part` of this half. */
export function partOf({ turned }: Half, part: string): string {
  if (!turned) return part;
  if (part === 'source') return 'target';
  if (part === 'target') return 'source';
  return part.replace(/^(mappings\.\d+)\.value$/, '$1.compare');
}

/** The same rule with other contents. */
export function changed(rule: MappingRule, changes: { readonly [part: string]: unknown }): MappingRule {
  return { ...rule, ...changes } as MappingRule;
}

/** A value that a rule may write, and the rule with another in its place. */
export interface Written {
  readonly part: string;
  readonly value: Json;
  readonly replaced: (value: Json) => MappingRule;
}

/** Every value that stands in the rule to be written as it is. */
export function writtenValues(half: Half): readonly Written[] {
  const { rule, whole, turned } = half;
  const values: Written[] = [];
  if (rule.action === 'SET_STATIC')
    values.push({ part: 'value', value: rule.value, replaced: (value) => changed(whole, { value }) });
  if (rule.action === 'ARRAY_MAP' && whole.action === 'ARRAY_MAP')
    rule.mappings.forEach(({ value }, index) => {
      const replaced = (next: Json) => {
        const entry = whole.mappings[index] ?? { compare: null, value: null };
        return changed(whole, {
          mappings: whole.mappings.with(index, turned ? { ...entry, compare: next } : { ...entry, value: next }),
        });
      };
      values.push({ part: partOf(half, `mappings.${index}.value`), value, replaced });
    });
  if (rule.action === 'RANGE_MAP')
    rule.ranges.forEach((range, index) => {
      const replaced = (value: Json) => changed(whole, { ranges: rule.ranges.with(index, { ...range, value }) });
      values.push({ part: `ranges.${index}.value`, value: range.value, replaced });
    });
  // The default of a turned half follows from the rule's own.
  if (!turned && rule.onMissing === 'default' && rule.default !== undefined && rule.action !== 'SET_STATIC')
    values.push({ part: 'default', value: rule.default, replaced: (value) => changed(whole, { default: value }) });
  return values;
}

/** Paths that a half reads. A script's are not known. */
export function readPaths(rule: OneWayRule): readonly string[] {
  if ('source' in rule) return [rule.source];
  if (rule.action === 'CONCAT') return rule.parts.flatMap((part) => (part.type === 'field' ? [part.value] : []));
  return [];
}

/** The target of a rule, as the place of a finding. */
export function placeOf(half: Half) {
  return { ruleId: half.whole.id, part: partOf(half, 'target') };
}

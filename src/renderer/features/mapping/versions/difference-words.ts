import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import type {
  MappingDifference,
  PartDifference,
  StatusDifference,
} from '../../../../shared/domain/mapping-difference.ts';
import type { Json } from '../../../../shared/json.ts';
import { en } from '../../../../shared/strings/en.ts';
import { type MessageKey, t, tn } from '../../../../shared/strings/t.ts';
import { showValue } from '../../../ui/value.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { endsOf } from './field-label.ts';

/** Longest value of a table cell that is no text of its own. */
const longest = 400;

/** How many things differ, as a person counts them in the view. */
export function differenceSize({ rules, moved, statuses, boards, name }: MappingDifference): number {
  return rules.length + moved.length + Math.max(statuses.length, boards.length) + (name === null ? 0 : 1);
}

/** "2 rules changed", "1 rule added": what differs, kind by kind; empty when nothing does. */
export function differenceSummary(difference: MappingDifference): readonly string[] {
  const count = (kind: 'added' | 'changed' | 'removed'): number =>
    difference.rules.filter((rule) => rule.kind === kind).length;
  const boards = new Set([...difference.boards, ...difference.statuses].map(({ boardId }) => boardId)).size;
  return [
    ...(['changed', 'added', 'removed'] as const).flatMap((kind) =>
      count(kind) === 0 ? [] : [tn(`difference.${kind}`, count(kind))],
    ),
    ...(difference.moved.length === 0 ? [] : [tn('difference.moved', difference.moved.length)]),
    ...(boards === 0 ? [] : [tn('difference.maps', boards)]),
    ...(difference.name === null ? [] : [t('difference.otherName')]),
  ];
}

function known(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

/** The same as one line that begins a sentence. */
export function differenceLine(difference: MappingDifference): string {
  const line = differenceSummary(difference).join(' · ');
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** What a part of a rule is called; an entry of a map is called by what it compares with. */
export function partName({ part, compare }: PartDifference): string {
  if (compare !== undefined)
    return part === 'ranges'
      ? t('difference.upTo', { value: showValue(compare) })
      : t('difference.entry', { value: showValue(compare) });
  const key = `difference.part.${part}`;
  return known(key) ? words(key) : part;
}

const worded: readonly string[] = ['action', 'direction', 'when', 'onMissing', 'onConflict'];

/** A part's value for a person; what is written is called as the target's list calls it. `undefined`: it is not there. */
export function partValue(part: string, value: Json | undefined, rule: MappingRule | null, fields: FieldIndex): string {
  if (value === undefined) return t('difference.absent');
  if (worded.includes(part) && typeof value === 'string') {
    const key = `difference.word.${value}`;
    return known(key) ? words(key) : value;
  }
  const { source, target } = endsOf(rule);
  if (part === 'target' && typeof value === 'string') return fields.label(target, value);
  if (part === 'source' && typeof value === 'string') return fields.label(source, value);
  if (part === 'parts') return joined(value, (path) => fields.label(source, path));
  const written = (one: Json): string => (rule === null ? showValue(one) : fields.valueWords(target, rule.target, one));
  const isMap = part === 'mappings' || part === 'ranges';
  if (isMap && value === null) return t('difference.nothing');
  const shown = isMap
    ? entries(value, written)
    : part === 'value' || part === 'default'
      ? written(value)
      : showValue(value);
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
}

/** Messages without parts to fill in; which one is only known when it is shown. */
function words(key: MessageKey): string {
  return en[key];
}

function isRecord(value: unknown): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text with fields in it: fields in braces. */
function joined(value: Json, label: (path: string) => string): string {
  if (!Array.isArray(value)) return showValue(value);
  return value
    .map((part) =>
      isRecord(part) ? (part.type === 'field' ? `{${label(String(part.value))}}` : String(part.value)) : '',
    )
    .join('');
}

/** A value of one entry, or all entries of a map. */
function entries(value: Json, written: (value: Json) => string): string {
  if (!Array.isArray(value)) return written(value);
  return value
    .map((entry) =>
      isRecord(entry) ? `${showValue(entry.compare)} → ${written(entry.value ?? null)}` : showValue(entry),
    )
    .join('\n');
}

/** What a status is mapped to. `undefined`: the map says nothing. */
export function statusTargetWords(target: StatusDifference['from']): string {
  if (target === undefined) return t('difference.undecided');
  if (target === null) return t('difference.leave');
  if (target.kind === 'ticket-status') return target.name;
  const { action } = target;
  switch (action.do) {
    case 'publish':
      return t('difference.action.publish');
    case 'route-provider':
      return t('difference.action.route-provider', { name: action.providerName });
    case 'route-pool':
      return t('difference.action.route-pool', { name: action.poolName });
    case 'cancel':
      return t('difference.action.cancel', { reason: action.reason });
  }
}

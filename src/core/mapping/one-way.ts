import type { MappingAction, MappingRule, OneWayRule } from '../../shared/domain/mapping.ts';
import { jsonEqual } from '../../shared/json.ts';
import { convertDate } from './dates.ts';

/** Ends the id of the half towards the ticket: the link's base keeps a value for each half. */
const outboundMark = '~';

const turnable: ReadonlySet<MappingAction> = new Set(['SYNC', 'ARRAY_MAP', 'DATE_CONVERT']);

/** Whether a rule with this action can be for both directions: what it made of a value leads back to the value. */
export function canTurn(action: MappingAction): boolean {
  return turnable.has(action);
}

/** The rule a person sees, from the id of either half. */
export function wholeRuleId(ruleId: string): string {
  return ruleId.endsWith(outboundMark) ? ruleId.slice(0, -outboundMark.length) : ruleId;
}

/**
 * A rule as it is evaluated. One for both directions becomes two: the ticket's half keeps its id, the work order's half is the rule turned round
 * and has the id with `~` behind it. One that cannot be turned round goes towards the work order only (validation refuses it).
 */
export function oneWayRules(rule: MappingRule): readonly OneWayRule[] {
  if (rule.direction !== 'both') return [{ ...rule, direction: rule.direction }];
  const turned = turnedRound(rule);
  const inbound: OneWayRule = { ...rule, direction: 'inbound' };
  return turned === null ? [inbound] : [inbound, turned];
}

function turnedRound(rule: MappingRule): OneWayRule | null {
  switch (rule.action) {
    case 'SYNC':
      return { ...rule, ...swapped(rule) };
    case 'ARRAY_MAP': {
      // An entry that says "change nothing" one way names a value that nothing leads to the other way, and the other way round.
      const mappings = rule.mappings.map(({ compare, value }) => ({ compare: value, value: compare }));
      const back = mappings.find((entry) => jsonEqual(entry.compare, rule.default));
      return { ...withDefault(rule, back?.value), ...swapped(rule), mappings };
    }
    case 'DATE_CONVERT': {
      const { inputFormat, outputFormat, timezoneIn, timezoneOut } = rule;
      const formats = {
        inputFormat: outputFormat,
        outputFormat: inputFormat,
        timezoneIn: timezoneOut,
        timezoneOut: timezoneIn,
      };
      const back = typeof rule.default === 'string' ? convertDate(rule.default, formats) : null;
      return { ...withDefault(rule, back ?? undefined), ...swapped(rule), ...formats };
    }
    default:
      return null;
  }
}

/** What every half towards the ticket has in common. Who wins is said by side: the rule's source is the other one now. */
function swapped(rule: Extract<MappingRule, { source: string }>) {
  const { onConflict } = rule;
  return {
    id: `${rule.id}${outboundMark}`,
    direction: 'outbound' as const,
    source: rule.target,
    target: rule.source,
    onConflict: onConflict === 'source' ? 'target' : onConflict === 'target' ? 'source' : onConflict,
  } as const;
}

/**
 * A default is a value of the work order, so the ticket gets what leads to it. A default that empties the work order empties the ticket as well.
 * When nothing leads to it, an empty work order changes nothing and a value no entry fits goes to a person.
 */
function withDefault<R extends MappingRule>(rule: R, back: R['default']): R {
  if (rule.onMissing !== 'default' || rule.default === undefined || rule.default === null) return rule;
  if (back !== undefined && back !== null) return { ...rule, default: back };
  const { default: _, ...rest } = rule;
  return { ...rest, onMissing: 'skip' } as R;
}

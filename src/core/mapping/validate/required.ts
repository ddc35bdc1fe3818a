import { isMissing } from '../../../shared/record-path.ts';
import { type CheckContext, changed, type Half, onePath } from './context.ts';
import { doubtful, type Finding, type Fix, replaceBy, wrong } from './finding.ts';
import { standardRule } from './rewrites.ts';

/*
 * Fields that Field Nation creates or publishes no work order without (reference/fieldnation.md 1.7). Tickets are not created by rules
 * (sync/create-ticket.ts), so nothing is required of their fields.
 */

export function checkRequired(context: CheckContext, halves: readonly Half[]): readonly Finding[] {
  const filling = halves.filter(
    ({ rule }) =>
      rule.direction === 'inbound' &&
      rule.when !== 'update' &&
      !(rule.action === 'SET_STATIC' && isMissing(rule.value)),
  );
  const filled = new Set([...filling.map(({ rule }) => rule.target), ...context.given].map(onePath));
  const excused = excuses(filling, filled);
  return context.fieldnation.fields.flatMap((field): readonly Finding[] => {
    if (field.required === 'no') return [];
    const path = onePath(field.path);
    if (!isFilled(path, filled)) {
      if (excused(path)) return [];
      const place = { part: field.path };
      const fixes = [standardFix(context, path)];
      return field.required === 'create'
        ? [
            wrong(
              'required.missing',
              place,
              `No rule gives a new work order its ${field.label}; Field Nation creates none without.`,
              fixes,
            ),
          ]
        : [
            doubtful(
              'required.missing',
              place,
              `No rule gives a work order its ${field.label}; Field Nation publishes none without.`,
              fixes,
            ),
          ];
    }
    if (field.required !== 'create') return [];
    return filling
      .filter(({ rule }) => onePath(rule.target) === path && rule.onMissing === 'skip' && rule.action !== 'SET_STATIC')
      .map(({ rule, whole }) =>
        doubtful(
          'required.may-be-empty',
          { ruleId: rule.id, part: 'onMissing' },
          `A work order is not created without ${field.label}: a ticket where this is empty would be refused by Field Nation.`,
          [replaceBy('Stop and say so when it is empty', changed(whole, { onMissing: 'fail' }))],
        ),
      );
  });
}

/** By itself, or as a part of something that is written whole. */
function isFilled(path: string, filled: ReadonlySet<string>): boolean {
  if (filled.has(path)) return true;
  const at = path.lastIndexOf('.');
  return at > 0 && isFilled(path.slice(0, at), filled);
}

/** A template brings type of work and pay; a saved location or remote work needs no address. */
function excuses(filling: readonly Half[], filled: ReadonlySet<string>): (path: string) => boolean {
  const remote = filling.some(
    ({ rule }) => rule.target === 'location.mode' && rule.action === 'SET_STATIC' && rule.value === 'remote',
  );
  const noAddress = remote || filled.has('location.saved_location.id');
  const template = filled.has('template.id');
  return (path) => (noAddress && path.startsWith('location.')) || (template && /^(types_of_work|pay)\./.test(path));
}

function standardFix({ mapping, fieldnation }: CheckContext, path: string): Fix | null {
  const rule = standardRule(path);
  if (rule === undefined) return null;
  const ids = new Set(mapping.rules.flatMap(({ id }) => [id, `${id}~`]));
  let id = rule.id;
  for (let number = 2; ids.has(id) || ids.has(`${id}~`); number += 1) id = `${rule.id}-${number}`;
  return {
    label: `Add the standard rule for ${fieldnation.label(path)}`,
    edits: [{ kind: 'add-rule', rule: { ...rule, id } }],
  };
}

import type { Mapping, MappingRule } from '../../../shared/domain/mapping.ts';
import { mappingDifference, type StatusTarget } from '../../../shared/domain/mapping-difference.ts';
import type { Promotion } from '../../../shared/domain/promotion.ts';
import type { Json } from '../../../shared/json.ts';
import { statusActionText } from './sync-settings.ts';
import { named } from './values.ts';

type Change = Promotion['mappingDifferences'][number];

/** What differs between two mappings, line by line, as the comparison tells it. */
export function mappingChangesInWords(before: Mapping, after: Mapping): readonly Change[] {
  const { name, rules, moved, boards, statuses } = mappingDifference(before, after);
  return [
    ...(name === null ? [] : [{ what: 'Name of the mapping', before: name.from, after: name.to }]),
    ...rules.flatMap(({ kind, ruleId, before: was, after: is, parts }): readonly Change[] =>
      kind === 'changed'
        ? parts.map(({ part, compare, from, to }) => ({
            what: `Rule ${ruleId}: ${part}${compare === undefined ? '' : ` ${short(compare)}`}`,
            before: short(from),
            after: short(to),
          }))
        : [{ what: `Rule ${ruleId}`, before: ruleText(was), after: ruleText(is) }],
    ),
    ...moved.map(({ ruleId, from, to }) => ({
      what: `Rule ${ruleId}: place`,
      before: String(from + 1),
      after: String(to + 1),
    })),
    ...boards.map(({ kind, boardId, boardName }) => ({
      what: `Statuses of board ${named(boardName, boardId)}`,
      before: kind === 'removed' ? 'a map of its own' : '',
      after: kind === 'added' ? 'a map of its own' : '',
    })),
    ...statuses.map(({ boardName, status, from, to }) => ({
      what: `${boardName}: ${status}`,
      before: targetText(from),
      after: targetText(to),
    })),
  ];
}

function ruleText(rule: MappingRule | null): string {
  if (rule === null) return '';
  const source = 'source' in rule ? `${rule.source} ` : '';
  return `${rule.action} ${source}to ${rule.target}`;
}

function targetText(target: StatusTarget | null | undefined): string {
  if (target === undefined) return '';
  if (target === null) return 'leave the ticket alone';
  return target.kind === 'action' ? statusActionText(target.action) : named(target.name, target.id);
}

/** Longest value that is shown whole (characters). */
const longest = 200;

function short(value: Json | undefined): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

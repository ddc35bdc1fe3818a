import type { MappingRule } from '../../../shared/domain/mapping.ts';
import type { MappingEdit } from '../../../shared/domain/mapping-edits.ts';
import type { MappingProblem } from '../../../shared/domain/mapping-work.ts';

export interface Fix {
  /** What the button says: a verb. */
  readonly label: string;
  readonly edits: readonly MappingEdit[];
}

/** A problem with what could be done about it, best first. */
export interface Finding extends Omit<MappingProblem, 'fix'> {
  readonly fixes: readonly Fix[];
}

type Place = Partial<Pick<MappingProblem, 'ruleId' | 'boardId' | 'part' | 'line' | 'column'>>;

export function wrong(code: string, place: Place, message: string, fixes: readonly (Fix | null)[] = []): Finding {
  return found('error', code, place, message, fixes);
}

export function doubtful(code: string, place: Place, message: string, fixes: readonly (Fix | null)[] = []): Finding {
  return found('warning', code, place, message, fixes);
}

export function found(
  severity: MappingProblem['severity'],
  code: string,
  place: Place,
  message: string,
  fixes: readonly (Fix | null)[] = [],
): Finding {
  const somewhere = { ruleId: null, boardId: null, part: '', line: null, column: null, ...place };
  return { code, severity, ...somewhere, message, fixes: fixes.filter((fix) => fix !== null) };
}

/** Puts the rule in the place of the one with its id. */
export function replaceBy(label: string, rule: MappingRule): Fix {
  return { label, edits: [{ kind: 'replace-rule', ruleId: rule.id, rule }] };
}

export function remove(label: string, ruleId: string): Fix {
  return { label, edits: [{ kind: 'remove-rule', ruleId }] };
}

/** Names in a sentence: `A, B and C`; more than `most` are counted. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : [...names];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

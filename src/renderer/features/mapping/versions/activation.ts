import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type {
  ExampleResult,
  MappingExample,
  MappingPlan,
  MappingProblem,
} from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { recordName } from '../preview/recent-records.ts';

/** What is to be activated: the editor's own mapping when there is none. */
export interface ActivationTarget {
  readonly mapping: Mapping;
  /** The version whose rules come back. */
  readonly version: number;
}

/** A question to the app that was asked when the dialog opened. */
export type Look<T> =
  | { readonly state: 'asked' }
  | { readonly state: 'answered'; readonly value: T }
  | { readonly state: 'failed'; readonly error: AppErrorInfo };

export interface ExamplesLook {
  readonly examples: readonly MappingExample[];
  readonly results: readonly ExampleResult[];
}

export interface Looks {
  readonly problems: Look<readonly MappingProblem[]>;
  readonly examples: Look<ExamplesLook>;
  readonly plan: Look<MappingPlan>;
}

export function blockingProblems(look: Looks['problems']): readonly MappingProblem[] {
  return look.state === 'answered' ? look.value.filter(({ severity }) => severity === 'error') : [];
}

export function failingExamples(look: Looks['examples']): readonly ExampleResult[] {
  return look.state === 'answered' ? look.value.results.filter(({ pass }) => !pass) : [];
}

/** Why it cannot be activated now, in words; null when it can. */
export function whyNot(looks: Looks, override: boolean, same: boolean): string | null {
  if (blockingProblems(looks.problems).length > 0) return t('activate.blockedProblems');
  if (same) return t('activate.blockedSame');
  if (failingExamples(looks.examples).length > 0 && !override) return t('activate.blockedExamples');
  const asked = [looks.problems, looks.examples, looks.plan].some(({ state }) => state === 'asked');
  return asked ? t('activate.waiting') : null;
}

/** "Site without a postcode", and its record where the name does not say it. */
export function exampleName(example: MappingExample | undefined, id: number): string {
  if (example === undefined) return `#${String(id)}`;
  return example.name.includes(String(example.recordId))
    ? example.name
    : `${example.name} (${recordName({ kind: example.kind, id: example.recordId })})`;
}

/** The plan with the names that the account gives its fields, custom ones above all. */
export function withLabels(plan: MappingPlan, fields: FieldIndex): MappingPlan {
  const rows = plan.rows.map((row) => ({
    ...row,
    changes: row.changes.map((change) => ({
      ...change,
      label: fields.field(change.side, change.target)?.label ?? change.label,
    })),
  }));
  return { ...plan, rows };
}

/** How many links each field would change on, the most frequent first. */
export function changedFields(plan: MappingPlan): readonly { readonly label: string; readonly links: number }[] {
  const counts = new Map<string, number>();
  for (const row of plan.rows)
    for (const label of new Set(row.changes.map((change) => change.label)))
      counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, links]) => ({ label, links })).sort((a, b) => b.links - a.links);
}

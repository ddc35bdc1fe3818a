import type { PreviewRow } from '../../../../shared/domain/mapping-work.ts';

/** The rows of a preview by rule; a rule for both directions has two. */
export function rowsByRule(rows: readonly PreviewRow[]): ReadonlyMap<string, readonly PreviewRow[]> {
  const byRule = new Map<string, PreviewRow[]>();
  for (const row of rows) {
    const before = byRule.get(row.ruleId);
    if (before === undefined) byRule.set(row.ruleId, [row]);
    else before.push(row);
  }
  return byRule;
}

/** The row that a person has to look at first: a problem, then a difference, then the one that has a value. */
export function tellingRow(rows: readonly PreviewRow[]): PreviewRow | undefined {
  return (
    rows.find((row) => row.outcome === 'problem') ??
    rows.find((row) => row.differs) ??
    rows.find((row) => row.outcome === 'value') ??
    rows[0]
  );
}

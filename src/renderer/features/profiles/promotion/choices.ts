import type { IdFinding, Promotion } from '../../../../shared/domain/promotion.ts';

/** The same id in one or several places of the document: one choice answers for all of them. */
export interface IdGroup {
  readonly key: string;
  readonly first: IdFinding;
  readonly paths: readonly string[];
  /** There is nothing to dispatch by without it. */
  readonly required: boolean;
}

/** What a person chose by the group's key: an id, or null to leave it out. */
export type Chosen = Readonly<Record<string, number | null>>;

/** A trigger without its board or status has nothing to dispatch by; with a condition less it lets other tickets through. */
const neverLeftOut = /^config\.trigger\.(boardId$|statusId$|conditions: )/;

/** Findings in one of these states, the same id once. */
export function groupsOf(promotion: Promotion, states: readonly IdFinding['state'][]): readonly IdGroup[] {
  const groups = new Map<string, { first: IdFinding; paths: string[] }>();
  for (const finding of promotion.ids.filter(({ state }) => states.includes(state))) {
    const choices = finding.choices.map(({ id }) => id).join(',');
    const key = [finding.kind, finding.sourceId, finding.name, finding.state, finding.targetId, choices].join('|');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { first: finding, paths: [finding.path] });
    else known.paths.push(finding.path);
  }
  return [...groups].map(([key, { first, paths }]) => ({
    key,
    first,
    paths,
    required: paths.some((path) => neverLeftOut.test(path)),
  }));
}

/** What is sent: the choice of a group for each of its places. */
export function choicesOf(
  groups: readonly IdGroup[],
  chosen: Chosen,
): { readonly path: string; readonly id: number | null }[] {
  return groups.flatMap(({ key, paths }) => {
    const id = chosen[key];
    return id === undefined ? [] : paths.map((path) => ({ path, id }));
  });
}

/** Groups nobody can do without that nothing was chosen for. Statuses of a board that is still to be chosen come with the next look. */
export function leftToChoose(groups: readonly IdGroup[], chosen: Chosen): number {
  return groups.filter(({ key, first, required }) => {
    const waits = first.kind === 'ticket-status' && first.state === 'missing' && first.choices.length === 0;
    return (chosen[key] === undefined && !waits) || (required && chosen[key] === null);
  }).length;
}

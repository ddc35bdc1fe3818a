import type { IdFinding } from '../../../shared/domain/promotion.ts';
import { AppError } from '../../../shared/errors.ts';
import type { About, ConfigDocument } from '../document.ts';
import type { Directory, Known } from './directory.ts';
import { draftOf, type IdSite, withoutDropped } from './draft.ts';
import { sitesOf } from './sites.ts';
import { withoutMarks } from './text-sites.ts';

/** What a person chose for an id, by its path; null leaves that part out. */
export type Choices = ReadonlyMap<string, number | null>;

export interface Resolved {
  readonly findings: readonly IdFinding[];
  /** Findings nothing was chosen for and that have no counterpart here, or none anybody could tell. */
  readonly open: readonly IdFinding[];
  /** The document with the ids of this environment, as far as they are known. */
  readonly document: ConfigDocument;
}

/** Longest list of choices that is offered. */
const mostChoices = 1000;

/** Finds for every id of the document what it is called there and which number that has here. Changes nothing. */
export async function resolveIds(
  document: ConfigDocument,
  names: About['names'],
  directory: Directory,
  choices: Choices,
): Promise<Resolved> {
  const draft = draftOf(document);
  const findings: IdFinding[] = [];
  const open: IdFinding[] = [];
  /** What each board's site stands for here, for the statuses of that board. */
  const boards = new Map<string, number | null>();
  for (const site of sitesOf(draft)) {
    const boardId = boardOf(site, boards);
    const name = site.name === '' ? (names[site.path] ?? '') : site.name;
    const entries = await directory.entries({ list: site.list, boardId, name });
    const finding = findingOf(site, name, entries);
    const chosen = choices.get(site.path);
    const to = chosen === undefined ? finding.targetId : chosen;
    if (site.kind === 'board') boards.set(site.path, to);
    findings.push(finding);
    const isOpen = finding.targetId === null && chosen === undefined;
    if (isOpen || (site.required === true && chosen === null)) open.push(finding);
    // What could not be looked up stays as it is until a person says otherwise, and where a person says that it may.
    const stays = finding.state === 'unknown' && (chosen === undefined || chosen === site.id);
    if (to === null && !stays) site.put(null);
    if (to !== null && !stays) site.put({ id: to, name: entries?.find(({ id }) => id === to)?.name ?? name });
  }
  refuseEmptiedFilters(document, withoutDropped(draft), open.length === 0);
  return { findings, open, document: withoutMarks(withoutDropped(draft)) };
}

function boardOf({ list }: IdSite, boards: ReadonlyMap<string, number | null>): number | null {
  if (typeof list !== 'object') return null;
  return boards.get('statusesOf' in list ? list.statusesOf : 'config.trigger.boardId') ?? null;
}

function findingOf(site: IdSite, name: string, entries: readonly Known[] | null): IdFinding {
  const { path, kind, id: sourceId } = site;
  const found = { path, kind, name, sourceId };
  if (entries === null) return { ...found, state: 'unknown', targetId: null, choices: [] };
  const choices = entries.slice(0, mostChoices).map(({ id, label }) => ({ id, name: label }));
  // Without a name nobody can tell whether the number means the same here.
  if (name === '') return { ...found, state: 'unknown', targetId: null, choices };
  const called = entries.filter((entry) => same(entry.name, name));
  const [first, second] = called;
  if (called.some(({ id }) => id === sourceId)) return { ...found, state: 'same', targetId: sourceId, choices: [] };
  if (first === undefined) return { ...found, state: 'missing', targetId: null, choices };
  if (second === undefined) return { ...found, state: 'moved', targetId: first.id, choices: [] };
  const several = called.map(({ id, label }) => ({ id, name: label }));
  return { ...found, state: 'ambiguous', targetId: null, choices: several };
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** A filter that loses its last entry lets everything through: the opposite of what it was made for. */
function refuseEmptiedFilters(before: ConfigDocument, after: ConfigDocument, decided: boolean): void {
  if (!decided) return;
  const [was, is] = [before, after].map(({ config }) => config.sync.events.filters);
  if (was === undefined || is === undefined) return;
  const words = {
    clients: 'client',
    projects: 'project',
    boards: 'board',
    companies: 'company',
    customFields: 'custom field',
  } as const;
  for (const [name, what] of Object.entries(words) as [keyof typeof words, string][])
    if (was[name].length > 0 && is[name].length === 0)
      throw new AppError({
        code: 'config.filter-emptied',
        kind: 'permanent',
        message: `Events are let through for one ${what} at least there. Without any, all of them would pass here: choose one instead of leaving it out.`,
      });
}

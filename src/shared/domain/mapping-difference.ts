import { type Json, jsonEqual } from '../json.ts';
import type { BoardStatusMap, Mapping, MappingRule } from './mapping.ts';

/*
 * What differs between two mappings, rule by rule and status by status, for history, comparison, import and activation. Pure; words are the page's
 * business. By the paths of a configuration document: core/promote/mapping-differences-by-path.ts.
 */

/** One part of a rule. `undefined`: it is not there on that side (for an entry of a map: `null` is "known, change nothing"). */
export interface PartDifference {
  /** `target`, `source`, `action`, `onMissing`, `default`, `script`, ...; `mappings` and `ranges` entry by entry. */
  readonly part: string;
  /** For `mappings` and `ranges`: the `compare` of the entry; undefined for every other part. */
  readonly compare: Json | undefined;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

export interface RuleDifference {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly ruleId: string;
  readonly before: MappingRule | null;
  readonly after: MappingRule | null;
  /** What a changed rule has differently; empty for one that was added or removed. */
  readonly parts: readonly PartDifference[];
}

export interface MovedRule {
  readonly ruleId: string;
  readonly rule: MappingRule;
  /** Positions in the whole list, from 0. */
  readonly from: number;
  readonly to: number;
}

export interface StatusDifference {
  readonly boardId: number;
  readonly boardName: string;
  /** outbound: work order status to ticket status; inbound: ticket status to what is asked of the work order. */
  readonly direction: 'outbound' | 'inbound';
  /** The status that is mapped: a work order's (outbound) or a ticket's (inbound), by name. */
  readonly status: string;
  /** What it is mapped to; null: the ticket is left alone; undefined: the map says nothing. */
  readonly from: StatusTarget | null | undefined;
  readonly to: StatusTarget | null | undefined;
}
export type StatusTarget =
  | { readonly kind: 'ticket-status'; readonly id: number; readonly name: string }
  | { readonly kind: 'action'; readonly action: BoardStatusMap['toWorkOrder'][number]['action'] };

export interface MappingDifference {
  /** Nothing differs. */
  readonly same: boolean;
  readonly name: { readonly from: string; readonly to: string } | null;
  /** In the order of the newer mapping; removed rules where they stood. */
  readonly rules: readonly RuleDifference[];
  /** The fewest rules whose moving explains the new order. */
  readonly moved: readonly MovedRule[];
  /** Boards whose map is only on one side. */
  readonly boards: readonly {
    readonly kind: 'added' | 'removed';
    readonly boardId: number;
    readonly boardName: string;
  }[];
  readonly statuses: readonly StatusDifference[];
}

export function mappingDifference(before: Mapping, after: Mapping): MappingDifference {
  const pairs = paired(before.rules, after.rules);
  const rules = pairs.flatMap(ruleDifference);
  const moved = movedRules(pairs);
  const name = before.name === after.name ? null : { from: before.name, to: after.name };
  const boards = boardDifferences(before.statusMaps, after.statusMaps);
  const statuses = statusDifferences(before.statusMaps, after.statusMaps);
  const same = name === null && [rules, moved, boards, statuses].every((list) => list.length === 0);
  return { same, name, rules, moved, boards, statuses };
}

interface Placed {
  readonly rule: MappingRule;
  readonly at: number;
}
interface Pair {
  readonly before: Placed | null;
  readonly after: Placed | null;
}

/** Rules of one id belong together; of several with one id (a draft may have them) the first to the first. */
function paired(before: readonly MappingRule[], after: readonly MappingRule[]): readonly Pair[] {
  const waiting = new Map<string, Placed[]>();
  before.forEach((rule, at) => {
    const same = waiting.get(rule.id);
    if (same === undefined) waiting.set(rule.id, [{ rule, at }]);
    else same.push({ rule, at });
  });
  const pairs: Pair[] = after.map((rule, at) => ({
    before: waiting.get(rule.id)?.shift() ?? null,
    after: { rule, at },
  }));
  for (const left of [...waiting.values()].flat().sort((a, b) => a.at - b.at)) {
    // Behind the rule that stood before it, so that a list of differences reads like the mapping.
    const behind = pairs.findLastIndex((pair) => pair.before !== null && pair.before.at < left.at);
    pairs.splice(behind + 1, 0, { before: left, after: null });
  }
  return pairs;
}

function ruleDifference({ before, after }: Pair): readonly RuleDifference[] {
  const one = { before: before?.rule ?? null, after: after?.rule ?? null };
  const ruleId = (after ?? before)?.rule.id ?? '';
  if (one.before === null) return [{ kind: 'added', ruleId, ...one, parts: [] }];
  if (one.after === null) return [{ kind: 'removed', ruleId, ...one, parts: [] }];
  const parts = partDifferences(one.before, one.after);
  return parts.length === 0 ? [] : [{ kind: 'changed', ruleId, ...one, parts }];
}

type Parts = { readonly [part: string]: Json | undefined };
type Entry = { readonly compare: Json; readonly value: Json };

function partDifferences(before: MappingRule, after: MappingRule): readonly PartDifference[] {
  const [from, to]: readonly Parts[] = [before, after];
  const names = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})]);
  return [...names].flatMap((part): readonly PartDifference[] => {
    const [was, is] = [from?.[part], to?.[part]];
    if (jsonEqual(was, is)) return [];
    if (part !== 'mappings' && part !== 'ranges') return [{ part, compare: undefined, from: was, to: is }];
    return entryDifferences(part, asEntries(was), asEntries(is));
  });
}

function asEntries(value: Json | undefined): readonly Entry[] {
  return Array.isArray(value) ? (value as readonly Entry[]) : [];
}

/** Entry by entry; when only the order or an entry that is never reached differs, the part as a whole. */
function entryDifferences(part: string, before: readonly Entry[], after: readonly Entry[]): readonly PartDifference[] {
  const first = (entries: readonly Entry[]) => {
    const byCompare = new Map<string, Entry>();
    for (const entry of entries) {
      const key = JSON.stringify(entry.compare);
      if (!byCompare.has(key)) byCompare.set(key, entry);
    }
    return byCompare;
  };
  const [was, is] = [first(before), first(after)];
  const differences = [...new Set([...was.keys(), ...is.keys()])].flatMap((key): readonly PartDifference[] => {
    const [from, to] = [was.get(key), is.get(key)];
    if (jsonEqual(from?.value, to?.value)) return [];
    return [{ part, compare: (to ?? from)?.compare, from: from?.value, to: to?.value }];
  });
  if (differences.length > 0) return differences;
  return [{ part, compare: undefined, from: before as unknown as Json, to: after as unknown as Json }];
}

/** Rules on both sides that are not part of the longest run that kept its order. */
function movedRules(pairs: readonly Pair[]): readonly MovedRule[] {
  const kept = pairs.flatMap(({ before, after }) => (before === null || after === null ? [] : [{ before, after }]));
  const steady = longestRising(kept.map(({ before }) => before.at));
  return kept.flatMap(({ before, after }, index) =>
    steady.has(index) ? [] : [{ ruleId: after.rule.id, rule: after.rule, from: before.at, to: after.at }],
  );
}

/** Indexes of a longest rising subsequence. */
function longestRising(values: readonly number[]): ReadonlySet<number> {
  /** Index of the smallest last value of a run of each length. */
  const ends: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  });
  const rising = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) rising.add(at);
  return rising;
}

type Maps = readonly BoardStatusMap[];

function boardDifferences(before: Maps, after: Maps): MappingDifference['boards'] {
  const only = (these: Maps, those: Maps) =>
    these.filter((map) => !those.some((other) => other.boardId === map.boardId));
  const named = (kind: 'added' | 'removed', maps: Maps) =>
    maps.map(({ boardId, boardName }) => ({ kind, boardId, boardName }));
  return [...named('added', only(after, before)), ...named('removed', only(before, after))];
}

/** Status by status on each board. A board that is only on one side has all of its entries here as well. */
function statusDifferences(before: Maps, after: Maps): readonly StatusDifference[] {
  const ids = new Set([...after, ...before].map((map) => map.boardId));
  return [...ids].flatMap((boardId) => {
    const [was, is] = [before, after].map((maps) => maps.find((map) => map.boardId === boardId));
    const board = { boardId, boardName: (is ?? was)?.boardName ?? '' };
    return [
      ...entriesOf(ticketTargets(was), ticketTargets(is)).map((one) => ({
        ...board,
        direction: 'outbound' as const,
        ...one,
      })),
      ...entriesOf(actionTargets(was), actionTargets(is)).map((one) => ({
        ...board,
        direction: 'inbound' as const,
        ...one,
      })),
    ];
  });
}

type Targets = ReadonlyMap<string, { readonly status: string; readonly target: StatusTarget | null }>;

/** A name in another case is the same status (Field Nation's names are compared without regard to case). */
function ticketTargets(map: BoardStatusMap | undefined): Targets {
  return firsts(map?.toTicket ?? [], ({ workOrderStatus, ticketStatusId, ticketStatusName }) => ({
    key: workOrderStatus.trim().toLowerCase(),
    status: workOrderStatus,
    target: ticketStatusId === null ? null : { kind: 'ticket-status', id: ticketStatusId, name: ticketStatusName },
  }));
}

function actionTargets(map: BoardStatusMap | undefined): Targets {
  return firsts(map?.toWorkOrder ?? [], ({ ticketStatusId, ticketStatusName, action }) => ({
    key: String(ticketStatusId),
    status: ticketStatusName,
    target: { kind: 'action', action },
  }));
}

/** Of two entries for one status the first is the one that counts. */
function firsts<T>(
  entries: readonly T[],
  read: (entry: T) => { readonly key: string; readonly status: string; readonly target: StatusTarget | null },
): Targets {
  const targets = new Map<string, { status: string; target: StatusTarget | null }>();
  for (const entry of entries) {
    const { key, status, target } = read(entry);
    if (!targets.has(key)) targets.set(key, { status, target });
  }
  return targets;
}

function entriesOf(before: Targets, after: Targets): readonly Pick<StatusDifference, 'status' | 'from' | 'to'>[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    if (sameTarget(was?.target, is?.target)) return [];
    return [{ status: (is ?? was)?.status ?? '', from: was?.target, to: is?.target }];
  });
}

function sameTarget(a: StatusTarget | null | undefined, b: StatusTarget | null | undefined): boolean {
  return jsonEqual(a as Json | undefined, b as Json | undefined);
}

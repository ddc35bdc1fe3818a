import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { type Json, jsonEqual } from '../../../shared/json.ts';
import { oneWayRules } from '../one-way.ts';
import { changed, type Half, onePath, readPaths, type SideView } from './context.ts';
import { type Finding, type Fix, listed, remove, replaceBy, wrong } from './finding.ts';

/*
 * Rules that go round: one writes the field another reads, back and back again. Each change would be answered by another one, or end as a conflict
 * of the mapping with itself. The two halves of one rule are no loop: they share what they agreed on. What is given at creation only cannot go round.
 */

interface Edge {
  readonly half: Half;
  readonly from: string;
  readonly to: string;
}

export function checkLoops(halves: readonly Half[]): readonly Finding[] {
  const edges = edgesOf(halves);
  const byStart = new Map<string, Edge[]>();
  for (const edge of edges) {
    const same = byStart.get(edge.from);
    if (same === undefined) byStart.set(edge.from, [edge]);
    else same.push(edge);
  }
  const told = new Set<string>();
  return edges.flatMap((edge) => {
    const back = wayBack(edge, byStart);
    if (back === null) return [];
    const circle = [edge, ...back];
    const key = [...new Set(circle.map(({ half }) => half.whole.id))].sort().join('\n');
    if (told.has(key)) return [];
    told.add(key);
    return [loop(circle)];
  });
}

function edgesOf(halves: readonly Half[]): readonly Edge[] {
  const written = new Set<string>();
  const all = halves.flatMap((half): readonly Edge[] => {
    if (half.rule.when === 'create') return [];
    const to = node(half.to, half.rule.target);
    written.add(to);
    return readPaths(half.rule).map((path) => ({ half, from: node(half.from, path), to }));
  });
  // What nobody writes is on no circle; this leaves next to nothing in most mappings.
  return all.filter((edge) => written.has(edge.from));
}

/** A field by one name: `priority.name` is read and `priority` written, `client.name` is read and `client.id` written. */
function node(view: SideView, path: string): string {
  const one = onePath(path);
  const parent = /^(.+)\.(?:name|identifier|id)$/.exec(one)?.[1];
  const record = parent !== undefined && (view.find(parent) !== undefined || view.find(`${parent}.id`) !== undefined);
  return `${view.side}:${record ? parent : one}`;
}

/** The shortest way from where an edge ends to where it starts, not over the same rule turned round. */
function wayBack(edge: Edge, byStart: ReadonlyMap<string, readonly Edge[]>): readonly Edge[] | null {
  const cameBy = new Map<string, Edge>();
  const queue = [edge.to];
  for (const at of queue) {
    for (const next of byStart.get(at) ?? []) {
      if (next.half.whole === edge.half.whole || cameBy.has(next.to)) continue;
      cameBy.set(next.to, next);
      if (next.to === edge.from) return walked(edge, cameBy);
      queue.push(next.to);
    }
  }
  return null;
}

function walked(edge: Edge, cameBy: ReadonlyMap<string, Edge>): readonly Edge[] {
  const way: Edge[] = [];
  for (let at = edge.from; at !== edge.to; ) {
    const step = cameBy.get(at);
    if (step === undefined) break;
    way.unshift(step);
    at = step.from;
  }
  return way;
}

function loop(circle: readonly Edge[]): Finding {
  const names = circle.map(({ half, from }) => {
    const path = readPaths(half.rule).find((one) => node(half.from, one) === from) ?? '';
    return `${half.from.label(path)} of the ${half.from.record}`;
  });
  const last = circle.at(-1)?.half ?? circle[0]?.half;
  const rules = [...new Set(circle.map(({ half }) => half.whole))];
  return wrong(
    'loop',
    { ruleId: last?.whole.id ?? null, part: '' },
    `These rules go round in a circle: ${listed(names, 6)} would change each other for ever, or end as conflicts.`,
    [
      merged(rules),
      ...rules
        .filter((rule) => rule.direction === 'inbound')
        .map((rule) => replaceBy('Apply the inbound rule at creation only', changed(rule, { when: 'create' }))),
      ...rules.toReversed().map((rule) => remove('Remove one of them', rule.id)),
    ],
  );
}

/** Two rules that are each other's mirror are one rule for both directions. */
function merged(rules: readonly MappingRule[]): Fix | null {
  const inbound = rules.find((rule) => rule.direction === 'inbound');
  const outbound = rules.find((rule) => rule.direction === 'outbound');
  if (inbound === undefined || outbound === undefined || rules.length !== 2) return null;
  const both = changed(inbound, { direction: 'both', when: 'always' });
  const mirror = oneWayRules(both)[1];
  if (mirror === undefined || !jsonEqual(matter(mirror), matter(outbound))) return null;
  const { edits } = replaceBy('', both);
  return {
    label: 'Make it one rule for both directions',
    edits: [...edits, { kind: 'remove-rule', ruleId: outbound.id }],
  };
}

/** What decides on the value; who wins and what an empty field means may differ. */
function matter(rule: MappingRule): Json {
  const { id: _, note: __, onConflict: ___, onMissing: ____, default: _____, when: ______, ...rest } = rule;
  return rest as unknown as Json;
}

import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { Mapping } from '../../shared/domain/mapping.ts';
import type { MappingPlan } from '../../shared/domain/mapping-work.ts';
import type { Link } from '../../shared/domain/records.ts';
import type { TrialChange } from '../../shared/domain/trials.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import { type Json, jsonEqual } from '../../shared/json.ts';
import { ticketOf, workOrderOf } from '../kept-records.ts';
import type { EffectiveMapping } from '../mapping/evaluate.ts';
import { wholeRuleId } from '../mapping/one-way.ts';
import { type InWords, valuesInWords } from '../people/value-words.ts';
import { choicesOnly, clashesOnce, inheriting } from '../sync/conflicts.ts';
import type { SyncContext } from '../sync/context.ts';
import { effectiveMapping } from '../sync/effective-mapping.ts';
import { evaluateTicket, evaluateWorkOrder } from '../sync/evaluate-link.ts';
import { type Clash, type LinkRecords, planTicket, planWorkOrder } from '../sync/plan-link.ts';

/** Links read from the store at once; each is looked at by itself, so that other work comes between. */
const pageLength = 100;
/** Links under way at the same time: hides the way to the store and to the script host, and no more. */
const together = 8;
const rowsShown = 200;

type Row = MappingPlan['rows'][number];
type Verdict =
  | { readonly kind: 'unchanged' | 'unknown' }
  | { readonly kind: 'wouldChange' | 'wouldStop'; readonly row: Row };

/**
 * What activating a mapping would do to every open link, on the records its newest run read: the engine's own plan under the mapping in force
 * beside the one under the draft. Nothing is read from a remote, nothing is stored.
 */
export async function planMapping(context: SyncContext, draft: Mapping, signal?: AbortSignal): Promise<MappingPlan> {
  const { mapping: active } = await context.mapping();
  const words = await valuesInWords(
    { config: context.config, mapping: async () => ({ ...(await context.mapping()), mapping: draft }) },
    namedStatuses(active),
  );
  const counts = { links: 0, unchanged: 0, wouldChange: 0, wouldStop: 0, unknown: 0 };
  const rows: Row[] = [];
  const comparisons = new Map<number | null, Comparison>();
  const compare = (boardId: number | null): Comparison => {
    const known = comparisons.get(boardId) ?? comparison(context, active, draft, boardId);
    comparisons.set(boardId, known);
    return known;
  };
  for (let after = 0; ; ) {
    const page = await context.store.openLinks(after, pageLength);
    for (let at = 0; at < page.length; at += together) {
      signal?.throwIfAborted();
      const verdicts = await Promise.all(
        page.slice(at, at + together).map((link) => verdictOn(context, link, compare, words, signal)),
      );
      for (const verdict of verdicts) {
        counts.links += 1;
        counts[verdict.kind] += 1;
        if ('row' in verdict && rows.length < rowsShown) rows.push(verdict.row);
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageLength) return { ...counts, rows };
    after = last.id;
  }
}

/** The rules that differ, before and after. Each rule is decided for itself, so those that are the same decide the same. */
interface Comparison {
  readonly before: EffectiveMapping;
  readonly after: EffectiveMapping;
  readonly same: boolean;
}

function comparison(context: SyncContext, active: Mapping, draft: Mapping, boardId: number | null): Comparison {
  const before = effectiveMapping(active, context.config(), boardId);
  const after = effectiveMapping(draft, context.config(), boardId);
  const texts = (mapping: EffectiveMapping) => new Set(mapping.rules.map((rule) => JSON.stringify(rule)));
  const [was, is] = [texts(before), texts(after)];
  const differing = new Set<string>();
  for (const rule of before.rules) if (!is.has(JSON.stringify(rule))) differing.add(wholeRuleId(rule.id));
  for (const rule of after.rules) if (!was.has(JSON.stringify(rule))) differing.add(wholeRuleId(rule.id));
  // Both halves of a rule for both directions are decided together.
  const only = (mapping: EffectiveMapping): EffectiveMapping => ({
    ...mapping,
    rules: mapping.rules.filter((rule) => differing.has(wholeRuleId(rule.id))),
  });
  return { before: only(before), after: only(after), same: differing.size === 0 };
}

async function verdictOn(
  context: SyncContext,
  link: Link,
  compare: (boardId: number | null) => Comparison,
  words: InWords,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const last = await context.store.lastRecords(link.id);
  if (last === null || last.ticket === null || last.workOrder === null) return { kind: 'unknown' };
  const records: LinkRecords = { link, ticket: ticketOf(last.ticket), workOrder: workOrderOf(last.workOrder) };
  const { before, after, same } = compare(records.ticket.board.id);
  if (same) return { kind: 'unchanged' };
  const [was, is] = await Promise.all([
    outcomeOf(context, records, before, signal),
    outcomeOf(context, records, after, signal),
  ]);
  const changes = changesBetween(context, records, was.writes, is.writes, words);
  const known = new Set(was.problems.map(problemKey));
  const problems = is.problems.filter((problem) => !known.has(problemKey(problem)));
  if (changes.length === 0 && problems.length === 0) return { kind: 'unchanged' };
  const row: Row = {
    linkId: link.id,
    ticketId: link.ticketId,
    workOrderId: link.workOrderId,
    title: link.ticketSummary,
    changes,
    problems,
  };
  return { kind: problems.length > 0 ? 'wouldStop' : 'wouldChange', row };
}

interface Outcome {
  /** By side and target. */
  readonly writes: ReadonlyMap<
    string,
    { readonly side: TrialChange['side']; readonly target: string; readonly value: Json }
  >;
  readonly problems: readonly AppErrorInfo[];
}

async function outcomeOf(
  context: SyncContext,
  records: LinkRecords,
  mapping: EffectiveMapping,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const { link, ticket, workOrder } = records;
  const rules = { mapping, scripts: context.scripts, signal };
  const known = link.seen.conflicts === true ? await context.store.conflictsOf(link.id) : [];
  const judge = choicesOnly(link, known);
  const [fromTicket, fromWorkOrder] = await Promise.all([
    evaluateTicket(rules, ticket, 'update'),
    evaluateWorkOrder(rules, workOrder),
  ]);
  const inbound = planWorkOrder(records, fromTicket, context.fieldNation(), 'update', judge);
  const outbound = planTicket(records, fromWorkOrder, context.psa(), inheriting(judge, inbound.decided));
  const writes = [
    ...inbound.changes.map((change) => ({ side: 'fieldnation' as const, ...change })),
    ...outbound.changes.map((change) => ({ side: 'connectwise' as const, ...change })),
  ];
  return {
    writes: new Map(writes.map((write) => [`${write.side} ${write.target}`, write])),
    problems: [
      ...inbound.problems,
      ...outbound.problems,
      ...clashesOnce(inbound.clashes, outbound.clashes).map((clash) => wouldAsk(link, clash)),
    ],
  };
}

function changesBetween(
  context: SyncContext,
  { ticket, workOrder }: LinkRecords,
  was: Outcome['writes'],
  is: Outcome['writes'],
  words: InWords,
): TrialChange[] {
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): TrialChange[] => {
    const [before, after] = [was.get(key), is.get(key)];
    const write = after ?? before;
    if (write === undefined) return [];
    const { side, target } = write;
    const present =
      (side === 'fieldnation'
        ? context.fieldNation().readField(workOrder, target)
        : context.psa().readField(ticket, target)) ?? null;
    const [from, to] = [before?.value ?? present, after?.value ?? present];
    if (jsonEqual(from, to)) return [];
    return [{ side, target, label: targetLabel(target), from: words(target, from), to: words(target, to) }];
  });
}

function problemKey({ code, context }: AppErrorInfo): string {
  return `${code} ${String(context.ruleId)}`;
}

/** Two values and nothing that decides between them: the field waits for a person. */
function wouldAsk({ id: linkId, ticketId }: Link, { candidate }: Clash): AppErrorInfo {
  const { id, target } = candidate.evaluated.rule;
  return {
    code: 'mapping.would-ask',
    kind: 'conflict',
    message: `${targetLabel(target)} differs on ticket ${ticketId} and its work order, and no rule says who wins: a person would be asked under Conflicts.`,
    context: { ruleId: wholeRuleId(id), target, linkId },
    action: { do: 'open-mapping', ruleId: wholeRuleId(id) },
  };
}

function namedStatuses({ statusMaps }: Mapping): { id: number; name: string }[] {
  return statusMaps
    .flatMap((map) => map.toTicket)
    .flatMap(({ ticketStatusId: id, ticketStatusName: name }) => (id === null ? [] : [{ id, name }]));
}

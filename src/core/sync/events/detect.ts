import type { Link, Ticket, WorkOrder } from '../../../shared/domain/records.ts';
import { type EventRules, ruleOf } from '../../../shared/domain/work-order-event-rules.ts';
import { workOrderEvent, workOrderEvents } from '../../../shared/domain/work-order-events.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import type { EventRow, NewEvent } from '../../store/intake-port.ts';
import type { SyncContext } from '../context.ts';
import type { ActingEvent, ActingEvents } from './acting.ts';
import { differences, type Fact, type OwnWrites } from './differences.ts';
import { filteredOut } from './filters.ts';
import { newMilestones, wordsForDeliveredEvent } from './milestones.ts';
import { observe } from './observe.ts';
import { passing } from './passing-states.ts';
import { alwaysKnown, firstSeen, newsSince, readSeen, type Seen } from './seen.ts';

export interface DetectInput {
  readonly link: Link;
  readonly ticket: Ticket;
  readonly workOrder: WorkOrder;
  /** Open event rows of the job: what webhooks told. */
  readonly delivered: readonly EventRow[];
}

type Told = Omit<ActingEvent, 'action'>;

/**
 * The facts about the work order that nobody acted on yet, each once, whoever told it first. The record is the truth: a webhook for a fact that
 * records show is a hint, and its row is done with the run. Webhooks tell only what no record shows (declines), and states that came and went
 * between two looks. Finds the same facts again while the run's memory (`seen`) was not kept.
 */
export function detectEvents(context: Pick<SyncContext, 'config' | 'clock'>, input: DetectInput): ActingEvents {
  const { ticket, workOrder } = input;
  const { rules, filters } = context.config().sync.events;
  const now = context.clock.now();
  const out = filteredOut(filters, ticket, workOrder);
  const found = detectFacts(input, rules, now);
  const all = [...found.observed, ...found.told]
    .map((one): ActingEvent => ({ ...one, action: out === null ? actionOf(rules, one.event.name) : null }))
    .sort((a, b) => a.event.at - b.event.at);
  const always = Object.keys(rules).length === 0 || found.first;
  return {
    all,
    observed: found.observed.map(({ event }) => event),
    seen: found.seen as unknown as JsonObject,
    updateDue: out === null && (always || all.some(({ action }) => action?.do === 'update')),
    allows: (name) => out === null && ruleOf(rules, name).on,
    filteredOut: out,
  };
}

/** The memory of a link under which everything the work order shows is known: as `link.seen.events`. */
export function knownEvents(workOrder: Pick<WorkOrder, 'document'>): JsonObject {
  // Later than any time Field Nation may give, whose clock is not ours.
  return firstSeen(observe(workOrder.document), Number.POSITIVE_INFINITY) as unknown as JsonObject;
}

function actionOf(rules: EventRules, name: string): ActingEvent['action'] {
  const event = workOrderEvent(name);
  if (event === null) return null;
  const rule = ruleOf(rules, event);
  return rule.on ? rule.action : null;
}

function detectFacts(input: DetectInput, rules: EventRules, now: number) {
  const { link, workOrder, delivered } = input;
  const record = observe(workOrder.document);
  const remembered = readSeen(link.seen.events);
  const since = remembered === null ? newsSince(link, workOrder.madeByIntegration) : 0;
  const seen = remembered ?? firstSeen(record, since);
  const rows = delivered.filter((row) => row.recordType === 'workorder' && row.recordId === workOrder.id);
  const milestones = milestonesOf(input, remembered === null ? since : null);
  const changed = differences(seen, record, ownWrites(link.seen), now);
  const states = passing(seen.states, record.states, rows, now);
  const assigned = milestones.some(({ event }) => event.name === 'FN_WO_ASSIGNED');
  const made = remembered === null && since === 0;
  const silent = (name: string): boolean =>
    // A new assignment is told by its milestone; a work order that was just made need not be told to have been made.
    (name === 'FN_WO_ASSIGNED' && assigned) || (made && isBirth(name) && rules[name]?.on !== true);
  const observed: Told[] = [
    ...milestones.filter(({ event }) => !(made && isBirth(event.name) && rules[event.name]?.on !== true)),
    ...changed.facts.filter(({ event }) => !silent(event)).map((fact) => told(workOrder.id, fact)),
    ...states.facts
      .filter(({ event }) => !silent(event))
      .map((fact) => told(workOrder.id, { ...fact, params: {}, words: null })),
  ];
  const alone: Told[] = rows
    .filter((row) => onlyWebhook(row.name))
    .map((row) => ({ event: row, words: wordsForDeliveredEvent(row.name, workOrder.id), params: {} }));
  const next: Seen = { v: 1, ...changed.next, states: states.next };
  return { observed, told: alone, seen: next, first: remembered === null };
}

/** Milestones as `link.seenMilestones` knows them; at the first sight of a pair that was joined, those before `since` are history. */
function milestonesOf({ link, workOrder }: DetectInput, since: number | null): readonly Told[] {
  const news = newMilestones(workOrder, link.seenMilestones);
  const fresh = since !== null && Object.keys(link.seenMilestones).length === 0;
  const { provider } = workOrder;
  return news
    .filter(({ event }) => !fresh || event.at >= since)
    .map(({ event, words }) => ({
      event,
      words,
      params:
        event.name === 'FN_WO_ASSIGNED' && provider !== null ? { provider: provider.id, name: provider.name } : {},
    }));
}

const births = ['FN_WO_CREATED', 'FN_WO_DRAFT'] as const;
function isBirth(name: string): name is (typeof births)[number] {
  return births.some((one) => one === name);
}

/** Webhooks whose fact no record shows: the two declines, and names that are no event of the list. */
function onlyWebhook(name: string): boolean {
  const event = workOrderEvent(name);
  return event === null || workOrderEvents[event].observed.by === 'webhook';
}

function told(workOrderId: number, fact: Omit<Fact, 'words'> & { readonly words: string | null }): Told {
  const { event: name, occurrence, at, params } = fact;
  const event: NewEvent = { recordType: 'workorder', recordId: workOrderId, name, occurrence, at };
  const after = fact.words;
  const words =
    after === null
      ? wordsForDeliveredEvent(name, workOrderId)
      : `Work order ${workOrderId}${after.startsWith(':') ? '' : ' '}${after}`;
  return { event, words, params };
}

/**
 * True when a record, maybe one of a list that shows only some parts, shows something that happened since the link's last run. What is missing
 * is not taken for a change.
 */
export function showsNews(link: Link, workOrder: Pick<WorkOrder, 'document'>): boolean {
  const seen = readSeen(link.seen.events);
  if (seen === null) return false;
  const { facts } = differences(seen, observe(workOrder.document), ownWrites(link.seen), 0);
  return facts.some(({ event }) => !alwaysKnown.has(event));
}

/** What the part that acts on events noted about this program's own changes in the last run. */
function ownWrites(seen: JsonObject): OwnWrites {
  const part = seen['event-actions'];
  const own = typeof part === 'object' && part !== null && !Array.isArray(part) ? (part as JsonObject).own : undefined;
  if (typeof own !== 'object' || own === null || Array.isArray(own)) return {};
  return Object.fromEntries(
    Object.entries(own as JsonObject).flatMap(([key, pair]): [string, readonly [string, string]][] => {
      const [from, to] = Array.isArray(pair) ? (pair as readonly Json[]) : [];
      return typeof from === 'string' && typeof to === 'string' ? [[key, [from, to]]] : [];
    }),
  );
}

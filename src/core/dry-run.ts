import type { EventAction } from '../shared/config-sync.ts';
import { targetLabel } from '../shared/domain/field-labels.ts';
import type { Link, LinkId, Ticket, WorkOrder, WorkOrderId } from '../shared/domain/records.ts';
import { notObservable } from '../shared/domain/work-order-event-rules.ts';
import { type WorkOrderEventName, workOrderEvents } from '../shared/domain/work-order-events.ts';
import { AppError, type AppErrorInfo } from '../shared/errors.ts';
import type { Json } from '../shared/json.ts';
import type { FieldChange } from './psa/port.ts';
import { choicesOnly, clashesOnce, inheriting } from './sync/conflicts.ts';
import type { SyncContext } from './sync/context.ts';
import { effectiveMapping } from './sync/effective-mapping.ts';
import { evaluateTicket, evaluateWorkOrder } from './sync/evaluate-link.ts';
import type { ActingEvent } from './sync/events/acting.ts';
import { detectEvents } from './sync/events/detect.ts';
import { filteredOut } from './sync/events/filters.ts';
import { newMilestones, wordsForDeliveredEvent } from './sync/events/milestones.ts';
import { observe } from './sync/events/observe.ts';
import { askScript, ticketChanges } from './sync/parts/event-actions-script.ts';
import { type EventNote, noteOf, tabFor } from './sync/parts/event-actions-text.ts';
import { type Clash, planTicket, planWorkOrder } from './sync/plan-link.ts';

/* What actions and runs would do now, on the records as they are: both sides are read, neither is written, and nothing is stored. */

export interface DryChange {
  readonly target: string;
  readonly label: string;
  readonly from: Json;
  readonly to: Json;
}

export interface EventDryRun {
  /** The occurrence the action was tried on: the newest one the work order shows, or an invented one. */
  readonly occasion: string;
  readonly changes: readonly DryChange[];
  readonly note: EventNote | null;
  readonly problems: readonly AppErrorInfo[];
  /** Set when the event can never come, with the reason; the action was tried all the same. */
  readonly notObservable?: string;
  /** Why the filters keep this pair from acting. */
  readonly filteredOut?: string;
}

interface Pair {
  readonly link: Link;
  readonly ticket: Ticket;
  readonly workOrder: WorkOrder;
}

/** Tries an event's action on a linked work order. Throws `event.not-linked`, and what reading the records throws. */
export async function dryRunEvent(
  context: SyncContext,
  request: { readonly event: WorkOrderEventName; readonly workOrderId: WorkOrderId; readonly action: EventAction },
  signal?: AbortSignal,
): Promise<EventDryRun> {
  const { event, workOrderId, action } = request;
  const link = await context.store.openLinkByWorkOrder(workOrderId);
  if (link === null)
    throw notLinked(`Work order ${workOrderId} is linked to no ticket. Choose one that is.`, workOrderId);
  const pair = await readPair(context, link, signal);
  const occasion = sampleOf(event, pair.workOrder, context.clock.now());
  const tried = await tryAction(context, action, occasion, pair, signal);
  const reason = notObservable(event);
  const out = filteredOut(context.config().sync.events.filters, pair.ticket, pair.workOrder);
  return {
    occasion: occasion.words,
    ...tried,
    ...(reason === null ? {} : { notObservable: reason }),
    ...(out === null ? {} : { filteredOut: out }),
  };
}

export interface LinkDryRun {
  readonly at: number;
  readonly toWorkOrder: readonly DryChange[];
  /** Empty when nothing asks for it (`ticketDue` false). */
  readonly toTicket: readonly DryChange[];
  readonly ticketDue: boolean;
  readonly events: readonly {
    readonly name: string;
    readonly words: string;
    readonly action: EventAction['do'] | null;
    readonly changes: readonly DryChange[];
    readonly note: EventNote | null;
  }[];
  readonly conflicts: readonly {
    readonly target: string;
    readonly label: string;
    readonly ticketValue: Json;
    readonly workOrderValue: Json;
  }[];
  readonly problems: readonly AppErrorInfo[];
  readonly filteredOut?: string;
}

/** What a run of this link would change now in fields, and what its events would do. Throws `event.not-linked` for a link without a work order. */
export async function dryRunLink(context: SyncContext, linkId: LinkId, signal?: AbortSignal): Promise<LinkDryRun> {
  const link = await context.store.link(linkId);
  if (link === null || link.workOrderId === null || link.state === 'closed')
    throw notLinked(`Link ${linkId} joins no two records at present.`, null);
  const pair = await readPair(context, link, signal);
  const mapping = effectiveMapping((await context.mapping()).mapping, context.config(), pair.ticket.board.id);
  const judge = choicesOnly(link, await context.store.conflictsOf(link.id));
  const rules = { mapping, scripts: context.scripts, signal };
  const [fromTicket, fromWorkOrder] = await Promise.all([
    evaluateTicket(rules, pair.ticket, 'update'),
    evaluateWorkOrder(rules, pair.workOrder),
  ]);
  const inbound = planWorkOrder(pair, fromTicket, context.fieldNation(), 'update', judge);
  const outbound = planTicket(pair, fromWorkOrder, context.psa(), inheriting(judge, inbound.decided));
  const events = detectEvents(context, { ...pair, delivered: [] });
  // What an earlier run could not do for the ticket is still to be done.
  const ticketDue = events.updateDue || link.seen.ticketDue === true;
  const told: LinkDryRun['events'][number][] = [];
  const problems: AppErrorInfo[] = [...inbound.problems, ...(ticketDue ? outbound.problems : [])];
  for (const acting of events.all) {
    const about = { name: acting.event.name, words: acting.words, action: acting.action?.do ?? null };
    const writes = acting.action !== null && acting.action.do !== 'update';
    const tried = writes ? await tryAction(context, acting.action, acting, pair, signal) : null;
    told.push({ ...about, changes: tried?.changes ?? [], note: tried?.note ?? null });
    problems.push(...(tried?.problems ?? []));
  }
  return {
    at: context.clock.now(),
    toWorkOrder: shown(inbound.changes, (target) => context.fieldNation().readField(pair.workOrder, target)),
    toTicket: ticketDue ? shown(outbound.changes, (target) => context.psa().readField(pair.ticket, target)) : [],
    ticketDue,
    events: told,
    conflicts: clashesOnce(inbound.clashes, ticketDue ? outbound.clashes : []).map(inConflict),
    problems,
    ...(typeof events.filteredOut === 'string' ? { filteredOut: events.filteredOut } : {}),
  };
}

async function readPair(context: SyncContext, link: Link, signal?: AbortSignal): Promise<Pair> {
  const [ticket, workOrder] = await Promise.all([
    context.psa().ticket(link.ticketId, signal),
    context.fieldNation().workOrder(link.workOrderId ?? 0, signal),
  ]);
  return { link, ticket, workOrder };
}

async function tryAction(
  context: SyncContext,
  action: EventAction,
  occasion: Pick<ActingEvent, 'event' | 'words' | 'params'>,
  pair: Pair,
  signal?: AbortSignal,
): Promise<Pick<EventDryRun, 'changes' | 'note' | 'problems'>> {
  const { ticket, workOrder } = pair;
  const field = (target: string) => context.psa().readField(ticket, target);
  try {
    switch (action.do) {
      case 'update': {
        const mapping = effectiveMapping((await context.mapping()).mapping, context.config(), pair.ticket.board.id);
        const judge = choicesOnly(pair.link, await context.store.conflictsOf(pair.link.id));
        const given = await evaluateWorkOrder({ mapping, scripts: context.scripts, signal }, pair.workOrder);
        const plan = planTicket(pair, given, context.psa(), judge);
        return { changes: shown(plan.changes, field), note: null, problems: plan.problems };
      }
      case 'note':
        return { changes: [], note: noteOf(action, occasion, workOrder), problems: [] };
      case 'script': {
        const answer = await askScript(context, action, occasion, { ticket, workOrder }, signal);
        const changes = await ticketChanges(context, answer, ticket, occasion.event.name, signal);
        const { note } = answer;
        return {
          changes: shown(changes, field),
          note:
            note === undefined
              ? null
              : { text: note.text, ...tabFor(note.tab, note.text, occasion, workOrder.document) },
          problems: [],
        };
      }
    }
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.kind !== 'permanent' && error.kind !== 'conflict') throw error;
    return { changes: [], note: null, problems: [error.toInfo()] };
  }
}

/** The newest occurrence of an event that a work order shows; where there is none, one that looks like it. */
function sampleOf(event: WorkOrderEventName, workOrder: WorkOrder, now: number): Omit<ActingEvent, 'action'> {
  const record = observe(workOrder.document);
  const at = { recordType: 'workorder', recordId: workOrder.id, name: event } as const;
  const milestone = newMilestones(workOrder, {}).findLast((one) => one.event.name === event);
  if (milestone !== undefined) return { event: milestone.event, words: milestone.words, params: {} };
  const occurred = record.occurred
    .filter((one) => one.event === event && one.own !== true)
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
    .at(-1);
  const watched = record.watched.findLast((one) => one.event === event && one.print !== '' && one.words !== '');
  const found = occurred ?? watched;
  const occurrence = 'dry-run';
  if (found === undefined) {
    const state = record.states.has(event) ? wordsForDeliveredEvent(event, workOrder.id) : null;
    const { description } = workOrderEvents[event];
    return {
      event: { ...at, occurrence, at: now },
      words: state ?? `Work order ${workOrder.id}: ${description}`,
      params: {},
    };
  }
  return {
    event: { ...at, occurrence, at: found.at ?? now },
    words: `Work order ${workOrder.id}${found.words.startsWith(':') ? '' : ' '}${found.words}`,
    params: found.params,
  };
}

function shown(changes: readonly FieldChange[], present: (target: string) => Json | undefined): DryChange[] {
  return changes.map(({ target, value }) => ({
    target,
    label: targetLabel(target),
    from: present(target) ?? null,
    to: value,
  }));
}

function inConflict({ candidate, ticketValue, workOrderValue }: Clash): LinkDryRun['conflicts'][number] {
  const { target } = candidate.evaluated.rule;
  return { target, label: targetLabel(target), ticketValue, workOrderValue };
}

function notLinked(message: string, workOrderId: WorkOrderId | null): AppError {
  return new AppError({ code: 'event.not-linked', kind: 'permanent', message, context: { workOrderId } });
}

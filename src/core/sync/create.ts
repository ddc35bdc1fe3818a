import type { MappingVersion } from '../../shared/domain/mapping.ts';
import type { Base, Link, Ticket, WorkOrder } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Evaluated } from '../mapping/evaluate.ts';
import type { FieldChange } from '../psa/port.ts';
import type { Intent } from '../store/links-port.ts';
import type { SyncContext } from './context.ts';
import { effectiveMapping } from './effective-mapping.ts';
import { evaluateTicket } from './evaluate-link.ts';
import { extrasBase, locationContact, readExtras, withWholeDescription } from './extras.ts';
import { markerTarget } from './marker.ts';
import type { Run } from './run.ts';

/** How soon search is asked again while it may still lag (ms). */
const searchRecheckMs = 5_000;

/**
 * Whether a work order with the link's marker may exist already. `once`: it would be old (the store was restored from a backup).
 * `until-settled`: it may have been sent a moment ago, and search may not show it yet.
 */
export type LookUp = 'no' | 'once' | 'until-settled';

export type Creation =
  /** `found`: it was there already, made by an earlier run. */
  | { readonly kind: 'created'; readonly workOrder: WorkOrder; readonly found: boolean }
  /** Search may not have caught up with an earlier try: look again then, create nothing now. */
  | { readonly kind: 'wait'; readonly until: number };

/** What every rule gives a new work order; throws the first problem a person has to solve. */
async function evaluateForCreate(
  context: SyncContext,
  { mapping }: MappingVersion,
  ticket: Ticket,
  signal?: AbortSignal,
): Promise<readonly Evaluated[]> {
  const rules = {
    mapping: effectiveMapping(mapping, context.config(), ticket.board.id),
    scripts: context.scripts,
    signal,
  };
  const evaluated = await evaluateTicket(rules, ticket, 'create');
  for (const { outcome } of evaluated) {
    if (outcome.kind === 'problem')
      throw AppError.fromInfo({
        ...outcome.problem,
        message: notSent(ticket.id, outcome.problem.message),
      });
  }
  return evaluated;
}

/** The problem's own words name the ticket already. */
function notSent(ticketId: number, why: string): string {
  const subject = `Ticket ${ticketId} `;
  return why.startsWith(subject)
    ? `${subject}was not sent: it ${why.slice(subject.length)}`
    : `${subject}was not sent. ${why}`;
}

/** What the rules and the ticket's contact give a new work order. */
async function ownChanges(
  context: SyncContext,
  version: MappingVersion,
  ticket: Ticket,
  signal?: AbortSignal,
): Promise<readonly FieldChange[]> {
  const evaluated = await evaluateForCreate(context, version, ticket, signal);
  const changes = evaluated.flatMap(({ rule, outcome }) =>
    outcome.kind === 'value' ? [{ target: rule.target, value: outcome.value }] : [],
  );
  const mapped = evaluated.some(({ rule }) => rule.target.startsWith('contacts'));
  const contact = context.config().sync.inbound.contact && !mapped ? locationContact(ticket.document) : null;
  return contact === null ? changes : [...changes, contact];
}

/** All a new work order would get from a ticket now, for the plan; throws the first problem a person has to solve. */
export async function createChanges(
  context: SyncContext,
  ticket: Ticket,
  signal?: AbortSignal,
): Promise<readonly FieldChange[]> {
  const changes = await ownChanges(context, await context.mapping(), ticket, signal);
  const extras = await readExtras(context, ticket, signal);
  if (extras === '') return changes;
  const description = changes.find((change) => change.target === markerTarget);
  const text = typeof description?.value === 'string' ? description.value : '';
  return [...changes.filter((change) => change !== description), { target: markerTarget, value: `${text}${extras}` }];
}

/**
 * The same values by rule, for the link's base until they are read back, and the extras its description keeps; throws as `createChanges`.
 */
export async function givenAtCreate(context: SyncContext, ticket: Ticket, signal?: AbortSignal): Promise<Base> {
  const evaluated = await evaluateForCreate(context, await context.mapping(), ticket, signal);
  const rules = evaluated.map(({ rule, outcome }) => {
    const given = outcome.kind === 'value' ? outcome.value : undefined;
    return [rule.id, { source: given, target: given }] as const;
  });
  return { ...Object.fromEntries(rules), ...extrasBase(await readExtras(context, ticket, signal)) };
}

/** What of a link's base stays when its work order was made just now: all but the values the mapping gave, which are read back. */
export function baseBesideGiven(context: SyncContext, { mapping }: MappingVersion, base: Base): Base {
  const { rules } = effectiveMapping(mapping, context.config(), null);
  const given = new Set(rules.filter((rule) => rule.direction === 'inbound').map((rule) => rule.id));
  return Object.fromEntries(Object.entries(base).filter(([id]) => !given.has(id)));
}

/**
 * Makes the link's work order exactly once. The intent was committed before; when an earlier run may have sent the create, its marker is looked
 * up first and nothing is sent before search had time to catch up (reference/fieldnation.md 1.7: no idempotency key).
 */
export async function createWorkOrder(
  context: SyncContext,
  run: Run,
  input: {
    readonly link: Link;
    readonly intent: Intent;
    readonly ticket: Ticket;
    readonly lookUp: LookUp;
    readonly version: MappingVersion;
  },
  signal: AbortSignal,
): Promise<Creation> {
  const { store, clock, step } = context;
  const { link, intent, ticket, version } = input;
  const changes = withWholeDescription(await ownChanges(context, version, ticket, signal), link.base, link.marker);
  if (input.lookUp !== 'no') {
    const found = await context.fieldNation().findByMarker(link.marker, signal);
    const [first, ...more] = [...found].sort((a, b) => a.id - b.id);
    if (first !== undefined) {
      if (more.length > 0) sayDouble(run, first, more);
      run.say({
        side: 'fieldnation',
        direction: 'inbound',
        kind: 'workorder.found',
        workOrderId: first.id,
        message: `Work order ${first.id} already exists for ticket ${ticket.id}: it was created before the last interruption`,
      });
      return keep(context, run, intent, first, true);
    }
    const now = clock.now();
    // The run that ended with the app may have sent it long after it said so, and a clock may have been put back; now is late enough for both.
    const unsure = run.job.interruptions > 0 || intent.sentAt > now;
    const settledAt = (unsure ? now : intent.sentAt) + context.config().limits.searchLagSeconds * 1000;
    const wait = input.lookUp === 'until-settled' && now < settledAt;
    if (unsure || !wait) await store.markIntentSent(intent.id, now);
    if (wait) return { kind: 'wait', until: Math.min(settledAt, now + searchRecheckMs) };
  }
  await step('create.before-send');
  const workOrder = await send(context, intent, changes, signal);
  await step('create.answered');
  run.say({
    side: 'connectwise',
    direction: 'inbound',
    kind: 'workorder.created',
    workOrderId: workOrder.id,
    message: `Ticket ${ticket.id} became work order ${workOrder.id}: ${ticket.summary}`,
    details: { changes: changes.map((change) => ({ target: change.target, value: change.value })) },
  });
  return keep(context, run, intent, workOrder, false);
}

/** The create may wait for its turn in the lane for long: when its fate is unknown, the wait for search counts from the end of the try. */
async function send(
  context: SyncContext,
  intent: Intent,
  changes: readonly FieldChange[],
  signal: AbortSignal,
): Promise<WorkOrder> {
  try {
    return await context.fieldNation().createWorkOrder(changes, signal);
  } catch (thrown) {
    const { kind } = AppError.from(thrown);
    if (kind === 'ambiguous' || kind === 'transient' || kind === 'bug')
      await context.store.markIntentSent(intent.id, context.clock.now());
    throw thrown;
  }
}

async function keep(
  context: SyncContext,
  run: Run,
  intent: Intent,
  workOrder: WorkOrder,
  found: boolean,
): Promise<Creation> {
  await context.store.recordIntentResult(intent.id, String(workOrder.id), context.clock.now());
  run.workOrderId = workOrder.id;
  await context.step('create.recorded');
  return { kind: 'created', workOrder, found };
}

function sayDouble(run: Run, first: WorkOrder, more: readonly WorkOrder[]): void {
  run.say({
    side: 'fieldnation',
    kind: 'workorder.double',
    result: 'attention',
    workOrderId: first.id,
    message: `Several work orders carry the same reference: ${[first, ...more].map((one) => one.id).join(', ')}. ${first.id} is linked; cancel the others in Field Nation.`,
  });
}

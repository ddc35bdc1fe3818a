import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { MappingVersion } from '../../shared/domain/mapping.ts';
import type { Base, Link, WorkOrder } from '../../shared/domain/records.ts';
import { AppError, type AppErrorInfo } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { askedByPerson } from '../monitor/describe.ts';
import type { RunResult } from '../queue/worker.ts';
import type { Conflict, NewConflict } from '../store/pairs-port.ts';
import { applyToTicket, applyToWorkOrder } from './apply.ts';
import {
  askedOnce,
  choicesOnly,
  type FieldsSeen,
  fieldsSeen,
  fullJudge,
  inheriting,
  newConflicts,
} from './conflicts.ts';
import type { SyncContext } from './context.ts';
import { type Judge, nextBase } from './decide.ts';
import { effectiveMapping } from './effective-mapping.ts';
import { evaluateTicket, evaluateWorkOrder } from './evaluate-link.ts';
import type { ActingEvents } from './events/acting.ts';
import { detectEvents } from './events/detect.ts';
import { agreedByHalves } from './halves.ts';
import { runParts } from './parts/run-parts.ts';
import { type LinkRecords, planTicket, planWorkOrder, type SidePlan } from './plan-link.ts';
import { type PublishWish, publishBaseKey, publishIfWanted } from './publish.ts';
import type { Run } from './run.ts';
import { holdsOurs } from './sent.ts';

/** A pair as it was read, and how this run came to it. */
export interface InStepInput extends LinkRecords {
  /** Null unless the work order was just made. */
  readonly wish: PublishWish;
  /** When this run began to read (ms). */
  readonly readAt: number;
  /** The mapping this run works with. */
  readonly version: MappingVersion;
}

/**
 * Brings a pair into step: the work order gets what the ticket says and is published when it was made to be; the ticket gets what the work
 * order says by then; the parts do the rest. Everything that was reached is kept, also when a part has to be tried again.
 */
export async function bringIntoStep(
  context: SyncContext,
  run: Run,
  read: InStepInput,
  signal: AbortSignal,
): Promise<RunResult> {
  const { link, ticket, wish, version } = read;
  const mapping = effectiveMapping(version.mapping, context.config(), ticket.board.id);
  const events = detectEvents(context, { link, ticket, workOrder: read.workOrder, delivered: run.job.events });
  const known = link.seen.conflicts === true ? await context.store.conflictsOf(link.id) : [];
  const judging = { context, run, read, known, ours: await holdsOurs(context, link), signal };

  const occasion = wish === null ? 'update' : 'create';
  const rules = { mapping, scripts: context.scripts, signal };
  const fromTicket = await evaluateTicket(rules, ticket, occasion);
  const inbound = await judged(judging, (judge) =>
    planWorkOrder(read, fromTicket, context.fieldNation(), occasion, judge),
  );
  const given = await applyToWorkOrder(context, run, read, inbound.plan, signal);
  const publication = await publishIfWanted(context, run, { ...read, workOrder: given.record }, mapping, wish, signal);
  const before: LinkRecords = { link, ticket, workOrder: publication.workOrder };

  // What could not be done for the ticket stays due, whatever the next run is about.
  const due = events.updateDue || wish !== null || askedByPerson(run.job) || link.seen.ticketDue === true;
  const fromWorkOrder = due ? await evaluateWorkOrder(rules, before.workOrder) : [];
  const outbound = due
    ? await judged(judging, (judge) =>
        planTicket(before, fromWorkOrder, context.psa(), inheriting(judge, inbound.plan.decided)),
      )
    : nothing;
  const told = await applyToTicket(context, run, before, outbound.plan, signal);

  const done = await runParts({
    context,
    run,
    link,
    ticket: told.record,
    workOrder: publication.workOrder,
    fresh: link.state === 'creating' || link.lastSyncedAt === null,
    events,
    asked: askedByPerson(run.job),
    signal,
  });
  const { workOrder } = done;
  run.ticketDocument = done.ticket.document;
  run.workOrderDocument = workOrder.document;
  const base = {
    ...nextBase(
      inbound.plan.decided,
      (target) => context.fieldNation().readField(workOrder, target),
      nextBase(
        outbound.plan.decided,
        (target) => context.psa().readField(done.ticket, target),
        link.base,
        told.notWritten,
      ),
      given.notWritten,
    ),
    ...(await agreedByHalves(context, rules, { link, ticket: done.ticket, workOrder })),
  };
  // A run that leaves the ticket alone leaves its open questions alone too.
  const asked = due
    ? outbound.conflicts
    : known.filter((one) => one.direction === 'outbound' && one.state !== 'settled');
  const conflicts = askedOnce(inbound.conflicts, asked);
  if (conflicts.length > 0 || known.length > 0) run.conflicts = conflicts;
  sayConflicts(run, read, conflicts, known);
  run.plan = planOf(link, version, inbound.plan, outbound.plan);
  const passing = [...told.problems, ...given.problems].find(({ kind }) => kind === 'transient');
  // A part or a script that is to be tried again needs the events once more; everything else this run reached is kept.
  const failure = done.failure ?? (passing === undefined ? null : AppError.fromInfo(passing));
  const complete = failure === null;
  if (complete) sayEvents(run, workOrder, events);
  // Whose values count was asked once, for the fields of that day: what is mapped later is decided by its own rule.
  const open = [...told.problems, ...given.problems].length + told.notWritten.size + given.notWritten.size;
  const { first = null, ...remembered } = link.seen;
  const seen: JsonObject = {
    ...remembered,
    ...(first !== null && (!due || open > 0) ? { first } : {}),
    ...done.seen,
    ...(complete ? { events: events.seen } : {}),
    conflicts: conflicts.length > 0,
    ticketDue: due && (told.problems.length > 0 || !complete),
    // While fields clash the look before the clash stays the start of every "between".
    ...(conflicts.length > 0 && fieldsSeen(link) !== null
      ? {}
      : { fields: { readAt: read.readAt, ticketUpdatedAt: done.ticket.updatedAt } satisfies FieldsSeen }),
  };
  run.updateLink({
    linkId: link.id,
    state: 'open',
    ...linkFacts({ link, ticket: done.ticket, workOrder }, version),
    // Those of the record whose events were looked for: what came while this run wrote, or by its own writing, is news to the next.
    seenMilestones: complete ? read.workOrder.milestones : link.seenMilestones,
    base: withPublishing(base, publication.base),
    seen,
    lastSyncedAt: context.clock.now(),
  });
  await context.step('plan.applied');
  return conclude(run, {
    failure,
    waitUntil: done.waitUntil,
    held: publication.held ?? done.held,
    problems: [publication.problem, ...told.problems, ...given.problems, ...done.problems],
  });
}

const nothing = {
  plan: { decided: [], changes: [], withheld: [], problems: [], clashes: [] } satisfies SidePlan,
  conflicts: [],
};

interface Judging {
  readonly context: SyncContext;
  readonly run: Run;
  readonly read: InStepInput;
  readonly known: readonly Conflict[];
  readonly ours: NonNullable<Judge['ours']>;
  readonly signal: AbortSignal;
}

/** Plans with what persons chose; only when fields clash is evidence gathered, and the plan made again with it. */
async function judged({ context, run, read, known, ours, signal }: Judging, plan: (judge: Judge) => SidePlan) {
  const first = plan({ ...choicesOnly(read.link, known), ours });
  if (first.clashes.length === 0) return { plan: first, conflicts: [] };
  const full = await fullJudge(context, { ...read, events: run.job.events }, known, first.clashes, signal);
  const judge = { ...full, ours };
  const second = plan(judge);
  return { plan: second, conflicts: newConflicts(second.clashes, judge) };
}

function withPublishing(base: Base, publishing: Base[string] | null): Base {
  return publishing === null ? base : { ...base, [publishBaseKey]: publishing };
}

interface Ends {
  readonly failure: AppError | null;
  readonly waitUntil: number | null;
  readonly held: AppErrorInfo | null;
  readonly problems: readonly (AppErrorInfo | null)[];
}

/** What waits for a person comes before what is tried again by itself only when nothing is left to try. */
export function conclude(run: Run, { failure, waitUntil, held, problems }: Ends): RunResult {
  if (failure !== null) return { ...run.settle({ kind: 'done' }, 'keep'), failure };
  if (waitUntil !== null)
    return run.settle({ kind: 'retry', runAt: waitUntil, countAttempt: false, error: lookUp(run) }, 'done');
  if (held !== null) return run.settle({ kind: 'held', error: held });
  const problem = problems.find((one) => one !== null);
  return run.settle(problem ? { kind: 'dead', error: problem } : { kind: 'done' });
}

function lookUp(run: Run): AppErrorInfo {
  return {
    code: 'copy.look-up',
    kind: 'ambiguous',
    message: `Ticket ${run.ticketId ?? ''} and work order ${run.workOrderId ?? ''}: an earlier write may have reached the other side; it is looked up again before anything is repeated`,
    context: { ticketId: run.ticketId, workOrderId: run.workOrderId },
  };
}

/** What replay compares: the base and what was remembered when the run began, and the changes it made. */
function planOf(link: Link, version: MappingVersion, inbound: SidePlan, outbound: SidePlan): JsonObject {
  const withheld = new Set(inbound.withheld);
  // The records are kept as they were afterwards: replay needs what stood there before.
  const changes = ({ decided }: SidePlan) =>
    decided.flatMap(({ candidate, decision }) =>
      decision.kind === 'write' && !withheld.has(decision.change.target)
        ? [{ ...decision.change, from: candidate.present ?? null }]
        : [],
    );
  return {
    mappingVersion: version.version,
    created: link.state === 'creating',
    base: link.base as unknown as JsonObject,
    toWorkOrder: changes(inbound),
    toTicket: changes(outbound),
    // For the log: what became of the rules that wrote nothing although they did not agree.
    left: Object.fromEntries(
      [...inbound.decided, ...outbound.decided].flatMap(({ ruleId, decision }) =>
        decision.kind === 'write'
          ? withheld.has(decision.change.target)
            ? [[ruleId, 'withheld']]
            : []
          : decision.kind === 'agree'
            ? []
            : [[ruleId, decision.kind]],
      ),
    ),
    ticketDue: outbound.decided.length > 0,
  };
}

function linkFacts({ ticket, workOrder }: LinkRecords, version: MappingVersion) {
  return {
    workOrderId: workOrder.id,
    ticketSummary: ticket.summary,
    companyName: ticket.company.name,
    ticketStatus: ticket.status.name,
    workOrderStatus: workOrder.status.name,
    providerName: workOrder.provider?.name ?? '',
    mappingVersion: version.version,
  };
}

/** A clash is told once, when it opens. */
function sayConflicts(
  run: Run,
  { ticket, workOrder }: LinkRecords,
  conflicts: readonly NewConflict[],
  known: readonly Conflict[],
): void {
  for (const { ruleId, target, ticketValue, workOrderValue } of conflicts) {
    if (known.some((one) => one.ruleId === ruleId && one.state !== 'settled')) continue;
    run.say({
      kind: 'conflict.opened',
      result: 'attention',
      message: `Both sides changed ${targetLabel(target)}: ticket ${ticket.id} gives ${short(ticketValue)}, work order ${workOrder.id} ${short(workOrderValue)}. Choose one under Conflicts, or make them equal.`,
      details: { ruleId, target },
    });
  }
}

function short(value: Json): string {
  const text = value === null ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Facts nobody told of yet, each once, in words. */
export function sayEvents(run: Run, workOrder: WorkOrder, events: ActingEvents): void {
  run.workOrderId = workOrder.id;
  const observed = new Set(events.observed);
  for (const { event, words } of events.all) {
    run.say({
      side: 'fieldnation',
      direction: 'outbound',
      kind: `event.${event.name}`,
      ...(observed.has(event) ? { at: event.at } : {}),
      durationMs: null,
      message: words,
    });
  }
  for (const event of events.observed) run.observe(event);
}

import type { MappingVersion } from '../../shared/domain/mapping.ts';
import type { Link, LinkId, Ticket, WorkOrder } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { RunResult } from '../queue/worker.ts';
import type { Intent } from '../store/port.ts';
import { applyPlan } from './apply.ts';
import type { SyncContext } from './context.ts';
import { createWorkOrder, type LookUp } from './create.ts';
import { nextBase } from './decide.ts';
import { effectiveMapping } from './effective-mapping.ts';
import { newMilestones, wordsForDeliveredEvent } from './events.ts';
import { publishHeld } from './guard.ts';
import { type LinkRecords, planLink } from './plan-link.ts';
import { readTicket, readWorkOrder } from './read.ts';
import type { Run } from './run.ts';

/** A 404 is looked at again after this long before a person is asked (ms). */
const goneRecheckMs = 600_000;

/** A known pair: reads both records again and brings them into step. */
export async function convergeLink(
  context: SyncContext,
  run: Run,
  linkId: LinkId,
  signal: AbortSignal,
): Promise<RunResult> {
  const link = await context.store.link(linkId);
  if (link === null || link.state === 'closed') return run.settle({ kind: 'done' }, 'ignored');
  run.linkId = link.id;
  run.ticketId = link.ticketId;
  run.workOrderId = link.workOrderId;
  const [ticket, workOrder] = await Promise.all([
    readTicket(context, run, link.ticketId, signal),
    link.workOrderId === null ? null : readWorkOrder(context, run, link.workOrderId, signal),
  ]);
  if (ticket === null) {
    await context.psa().boards(signal);
    return gone(context, run, `Ticket ${link.ticketId}`, 'ConnectWise', link);
  }
  if (link.workOrderId === null) {
    const intent = (await context.store.openIntents(link.id)).find((one) => one.kind === 'create-work-order');
    if (intent === undefined) throw new Error(`Link ${link.id} has no work order and no open intent`);
    return convergeOpenedLink(context, run, { link, intent, ticket, lookUp: 'until-settled' }, signal);
  }
  if (workOrder === null) {
    await context.fieldNation().findByMarker(link.marker, signal);
    return gone(context, run, `Work order ${link.workOrderId}`, 'Field Nation', link);
  }
  // A kill after the create was recorded and before the first settle leaves the link in `creating`: its base is still to be taken.
  return bringIntoStep(context, run, { link, ticket, workOrder }, link.state === 'creating', signal);
}

/** A link whose work order is still to be made: makes it once, then brings both into step. */
export async function convergeOpenedLink(
  context: SyncContext,
  run: Run,
  input: { readonly link: Link; readonly intent: Intent; readonly ticket: Ticket; readonly lookUp: LookUp },
  signal: AbortSignal,
): Promise<RunResult> {
  const creation = await createWorkOrder(context, run, input, signal);
  if (creation.kind === 'wait') {
    run.say({
      kind: 'workorder.lookup',
      side: 'fieldnation',
      result: 'waiting',
      message: `Ticket ${input.ticket.id}: an earlier create may have reached Field Nation; its search is asked again before anything is created`,
    });
    return run.settle({ kind: 'retry', runAt: creation.until, countAttempt: false, error: null }, 'keep');
  }
  run.workOrderDocument = creation.workOrder.document;
  const link = { ...input.link, workOrderId: creation.workOrder.id };
  return bringIntoStep(context, run, { link, ticket: input.ticket, workOrder: creation.workOrder }, true, signal);
}

async function bringIntoStep(
  context: SyncContext,
  run: Run,
  read: LinkRecords,
  justCreated: boolean,
  signal: AbortSignal,
): Promise<RunResult> {
  const version = await context.mapping();
  const mapping = effectiveMapping(version.mapping, context.config());
  const published = justCreated
    ? await publishIfAsked(context, run, read.workOrder, signal)
    : { workOrder: read.workOrder, held: null };
  const before: LinkRecords = { ...read, workOrder: published.workOrder };
  sayEvents(run, before);
  const plan = planLink(
    before,
    mapping,
    { psa: context.psa(), fieldNation: context.fieldNation() },
    justCreated ? 'create' : 'update',
  );
  const after = await applyPlan(context, run, before, plan, signal);
  run.ticketDocument = after.records.ticket.document;
  run.workOrderDocument = after.records.workOrder.document;
  run.updateLink({
    linkId: read.link.id,
    state: 'open',
    ...linkFacts(after.records, version),
    base: nextBase(
      plan.inbound,
      (target) => context.fieldNation().readField(after.records.workOrder, target),
      nextBase(
        plan.outbound,
        (target) => context.psa().readField(after.records.ticket, target),
        read.link.base,
        after.notWritten,
      ),
      after.notWritten,
    ),
    lastSyncedAt: context.clock.now(),
  });
  await context.step('plan.applied');
  if (published.held !== null) return run.settle({ kind: 'held', error: published.held });
  const problem = [...after.problems, ...plan.problems][0];
  return run.settle(problem === undefined ? { kind: 'done' } : { kind: 'dead', error: problem });
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
    seenMilestones: workOrder.milestones,
  };
}

/** Milestones nobody told of yet, and delivered events that milestones do not show, each once, in words. */
function sayEvents(run: Run, { link, workOrder }: LinkRecords): void {
  run.workOrderId = workOrder.id;
  for (const { event, words } of newMilestones(workOrder, link.seenMilestones)) {
    run.observe(event);
    run.say({
      side: 'fieldnation',
      direction: 'outbound',
      kind: `event.${event.name}`,
      at: event.at,
      durationMs: null,
      message: words,
    });
  }
  for (const event of run.job.events) {
    const words = event.recordType === 'workorder' ? wordsForDeliveredEvent(event.name, workOrder.id) : null;
    if (words !== null)
      run.say({
        side: 'fieldnation',
        direction: 'outbound',
        kind: `event.${event.name}`,
        durationMs: null,
        message: words,
      });
  }
}

async function publishIfAsked(
  context: SyncContext,
  run: Run,
  workOrder: WorkOrder,
  signal: AbortSignal,
): Promise<{ readonly workOrder: WorkOrder; readonly held: AppErrorInfo | null }> {
  if (!context.config().create.publish || workOrder.status.name.toLowerCase() !== 'draft')
    return { workOrder, held: null };
  const held = await publishHeld(context, run.job, workOrder.id);
  if (held !== null) return { workOrder, held };
  await context.step('publish.before-send');
  const published = await context.fieldNation().publish(workOrder.id, signal);
  await context.step('publish.answered');
  return { workOrder: published, held: null };
}

/**
 * A record answered 404. That is not a deletion yet: the client has looked for a moved codebase, and a read that must work did before this was
 * called; after a second 404 ten minutes later a person decides. Nothing is cancelled or deleted on the other side.
 */
async function gone(context: SyncContext, run: Run, record: string, system: string, link: Link): Promise<RunResult> {
  if (run.job.attempts < 2) {
    run.say({
      kind: 'record.missing',
      result: 'waiting',
      message: `${record} was not found in ${system}; it is looked for again in ten minutes`,
    });
    return run.settle(
      { kind: 'retry', runAt: context.clock.now() + goneRecheckMs, countAttempt: true, error: null },
      'keep',
    );
  }
  const error: AppErrorInfo = {
    code: 'record.gone',
    kind: 'permanent',
    message: `${record} no longer exists in ${system}. Nothing was changed on the other side; decide what becomes of ${
      link.workOrderId === null
        ? `ticket ${link.ticketId}`
        : `ticket ${link.ticketId} and work order ${link.workOrderId}`
    }.`,
    context: { ticketId: link.ticketId, workOrderId: link.workOrderId },
    action: { do: 'open-link', linkId: link.id },
  };
  return run.settle({ kind: 'dead', error }, 'keep');
}

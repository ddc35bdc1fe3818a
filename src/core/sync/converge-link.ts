import type { Link, LinkId, Ticket } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { RunResult } from '../queue/worker.ts';
import type { Intent } from '../store/links-port.ts';
import type { SyncContext } from './context.ts';
import { baseBesideGiven, createWorkOrder, type LookUp } from './create.ts';
import { bringIntoStep } from './in-step.ts';
import { followLifecycle } from './lifecycle.ts';
import { readTicket, readWorkOrder } from './read.ts';
import type { Run } from './run.ts';

/** A 404 is looked at again after this long before a person is asked (ms). */
const goneRecheckMs = 600_000;
const missingCode = 'record.missing';

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
  const readAt = context.clock.now();
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
  const wish = link.state === 'creating' ? context.config().create.publish : null;
  const life = await followLifecycle(context, run, { link, ticket, workOrder }, signal);
  if (life.ends !== null) return life.ends;
  const version = await context.mapping();
  return bringIntoStep(context, run, { link: life.link, ticket, workOrder, wish, readAt, version }, signal);
}

/** A link whose work order is still to be made: makes it once, then brings both into step. */
export async function convergeOpenedLink(
  context: SyncContext,
  run: Run,
  input: { readonly link: Link; readonly intent: Intent; readonly ticket: Ticket; readonly lookUp: LookUp },
  signal: AbortSignal,
): Promise<RunResult> {
  const readAt = context.clock.now();
  // One version from here to the end: what it gave must not be taken for what another one, activated meanwhile, would have given.
  const version = await context.mapping();
  const creation = await createWorkOrder(context, run, { ...input, version }, signal);
  if (creation.kind === 'wait') {
    const error: AppErrorInfo = {
      code: 'fieldnation.look-up',
      kind: 'ambiguous',
      message: `Ticket ${input.ticket.id}: an earlier create may have reached Field Nation; its search is asked again before anything is created`,
      context: { ticketId: input.ticket.id },
    };
    return run.settle({ kind: 'retry', runAt: creation.until, countAttempt: false, error }, 'keep');
  }
  run.workOrderDocument = creation.workOrder.document;
  // Made just now it holds what the ticket gives now; found, it holds what was given when the link was opened.
  const base = creation.found ? input.link.base : baseBesideGiven(context, version, input.link.base);
  const link = { ...input.link, base, workOrderId: creation.workOrder.id };
  // Found after a restore it is old: it may have been published and taken back since the backup.
  const wish = context.config().create.publish && !(creation.found && input.lookUp === 'once');
  return bringIntoStep(
    context,
    run,
    { link, ticket: input.ticket, workOrder: creation.workOrder, wish, readAt, version },
    signal,
  );
}

/**
 * A record answered 404. That is not a deletion yet: the client has looked for a moved codebase, and a read that must work did before this was
 * called; after a second 404 ten minutes later a person decides. Nothing is cancelled or deleted on the other side.
 */
async function gone(context: SyncContext, run: Run, record: string, system: string, link: Link): Promise<RunResult> {
  const now = context.clock.now();
  const ids = { ticketId: link.ticketId, workOrderId: link.workOrderId };
  const since = missingSince(run.job.lastError, record, now);
  if (since === null || now - since < goneRecheckMs) {
    const message = `${record} was not found in ${system}; it is looked for again in ten minutes`;
    // The time stands with the job: whatever asks for this link in between must not shorten the ten minutes.
    const context_ = { ...ids, record, since: since ?? now };
    const error: AppErrorInfo = { code: missingCode, kind: 'transient', message, context: context_ };
    return run.settle({ kind: 'retry', runAt: (since ?? now) + goneRecheckMs, countAttempt: false, error }, 'keep');
  }
  const error: AppErrorInfo = {
    code: 'record.gone',
    kind: 'permanent',
    message: `${record} no longer exists in ${system}${system === 'ConnectWise' ? ' (deleted, or converted to a project ticket)' : ''}. Nothing was changed on the other side; decide what becomes of ${
      link.workOrderId === null
        ? `ticket ${link.ticketId}`
        : `ticket ${link.ticketId} and work order ${link.workOrderId}`
    }.`,
    context: ids,
    action: { do: 'open-link', linkId: link.id },
  };
  return run.settle({ kind: 'dead', error }, 'keep');
}

/** When the record was first missed without being seen since (ms UTC); a time ahead of the clock says nothing. */
function missingSince(last: AppErrorInfo | null, record: string, now: number): number | null {
  if (last?.code !== missingCode || last.context.record !== record) return null;
  const { since } = last.context;
  return typeof since === 'number' && since <= now ? since : null;
}

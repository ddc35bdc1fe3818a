import { targetLabel } from '../shared/domain/field-labels.ts';
import type { Link } from '../shared/domain/records.ts';
import type { AttentionItem, LinkPage, LinkRow, PlanRow } from '../shared/domain/views.ts';
import { AppError, type AppErrorInfo } from '../shared/errors.ts';
import type { Json } from '../shared/json.ts';
import { linkFields, readable } from './link-fields.ts';
import type { FieldChange } from './psa/port.ts';
import type { Job, Store } from './store/port.ts';
import type { SyncContext } from './sync/context.ts';
import { createChanges } from './sync/create.ts';
import { workOrderInReference } from './sync/marker.ts';
import { isMarkedSent, triggeredTickets } from './sync/trigger.ts';

/* Read models for the pages. They read the store and, for the plan, the remotes; they never write. */

const timelineLength = 500;

export function linkRow(link: Link): LinkRow {
  return {
    id: link.id,
    state: link.state,
    ticketId: link.ticketId,
    workOrderId: link.workOrderId,
    ticketSummary: link.ticketSummary,
    companyName: link.companyName,
    ticketStatus: link.ticketStatus,
    workOrderStatus: link.workOrderStatus,
    providerName: link.providerName,
    lastSyncedAt: link.lastSyncedAt,
    createdAt: link.createdAt,
  };
}

/** One link with its fields as the newest run saw them, what they last agreed on, and its timeline. */
export async function linkPage(context: SyncContext, link: Link): Promise<LinkPage> {
  const timeline = await context.store.activities({ linkId: link.id }, null, timelineLength);
  const early = await context.store.activities({ ticketId: link.ticketId }, null, timelineLength);
  const known = new Set(timeline.map((entry) => entry.id));
  return {
    link: linkRow(link),
    marker: link.marker,
    closedReason: link.closedReason,
    ticketUrl: context.psa().ticketUrl(link.ticketId),
    workOrderUrl: link.workOrderId === null ? '' : context.fieldNation().workOrderUrl(link.workOrderId),
    fields: await linkFields(context, link),
    jobs: await unfinishedJobs(context.store, link),
    timeline: [...timeline, ...early.filter((entry) => !known.has(entry.id) && entry.linkId === null)].sort(
      (a, b) => b.id - a.id,
    ),
  };
}

/** What is to be done about the pair, or stopped; those of a closed link are over. */
async function unfinishedJobs(store: Store, link: Link): Promise<LinkPage['jobs']> {
  if (link.state === 'closed') return [];
  return (await store.jobsOfTicket(link.ticketId)).flatMap((job) => {
    const { state } = job;
    if (state !== 'ready' && state !== 'running' && state !== 'held' && state !== 'dead') return [];
    const { id, cause, runAt, attempts, createdAt, lastError } = job;
    return [{ id, state, cause, runAt, attempts, since: createdAt, error: lastError }];
  });
}

export function attentionItem(job: Job & { readonly link: Link | null }): AttentionItem {
  const error: AppErrorInfo = job.lastError ?? {
    code: 'job.unknown',
    kind: 'bug',
    message: 'This stopped without saying why. Retry it.',
    context: {},
    action: { do: 'retry' },
  };
  const ticketId = job.link?.ticketId ?? (job.target.kind === 'ticket' ? job.target.ticketId : null);
  const workOrderId = job.link?.workOrderId ?? (job.target.kind === 'workorder' ? job.target.workOrderId : null);
  return {
    jobId: job.id,
    state: job.state === 'held' ? 'held' : 'dead',
    cause: error.code,
    error,
    ticketId,
    workOrderId,
    linkId: job.link?.id ?? null,
    attempts: job.attempts,
    since: job.createdAt,
  };
}

/** A value of the plan as a person reads it: a type of work by its name. */
function shown(context: SyncContext, { target, value }: FieldChange): Json {
  const { typeOfWork } = context.config().create;
  return target === 'types_of_work.0.id' && value === typeOfWork?.id ? typeOfWork.name : readable(target, value);
}

/** What Start would do with every ticket that stands in the trigger status now. Nothing is written. */
export async function planRows(context: SyncContext, store: Store): Promise<readonly PlanRow[]> {
  const trigger = context.config().trigger;
  if (trigger === null) {
    throw new AppError({
      code: 'setup.no-trigger',
      kind: 'permanent',
      message: 'Choose the board and the status that send tickets first.',
      action: { do: 'open-setup', step: 'trigger' },
    });
  }
  const tickets = await triggeredTickets(context);
  const rows: PlanRow[] = [];
  for (const ticket of tickets) {
    const base = { ticketId: ticket.id, summary: ticket.summary, companyName: ticket.company.name };
    const sent = workOrderInReference(ticket.externalRef) !== null || isMarkedSent(context, ticket);
    if (sent || (await store.openLinkByTicket(ticket.id)) !== null) {
      rows.push({ ...base, outcome: 'linked', problem: null, changes: [] });
      continue;
    }
    try {
      // Read whole: the list leaves out the description and the site.
      const whole = await context.psa().ticket(ticket.id);
      const changes = await createChanges(context, whole);
      rows.push({
        ...base,
        outcome: 'create',
        problem: null,
        changes: changes.map((change) => ({
          target: change.target,
          label: targetLabel(change.target),
          value: shown(context, change),
        })),
      });
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.kind !== 'permanent') throw error;
      rows.push({ ...base, outcome: 'blocked', problem: error.toInfo(), changes: [] });
    }
  }
  return rows;
}

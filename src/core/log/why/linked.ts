import type { Link } from '../../../shared/domain/records.ts';
import type { Job } from '../../store/port.ts';
import type { SyncContext } from '../../sync/context.ts';
import type { Checks } from './checks.ts';

/** What is to be said of a ticket that has its link already. */
export interface LinkedAnswer {
  readonly outcome: 'linked' | 'on-its-way' | 'needs-person';
  readonly conclusion: string;
}

export function checkOpenLink(checks: Checks, context: SyncContext, link: Link, jobs: readonly Job[]): LinkedAnswer {
  const { ticketId, workOrderId } = link;
  const stopped = jobs.find((job) => job.state === 'dead' || job.state === 'held')?.lastError ?? null;
  if (workOrderId === null) {
    const message = `The work order of ticket ${ticketId} is being made.`;
    checks.waiting('link', 'Link', message, { at: link.createdAt, action: { do: 'open-link', linkId: link.id } });
    if (stopped === null) return { outcome: 'on-its-way', conclusion: message };
    return {
      outcome: 'needs-person',
      conclusion: `The work order of ticket ${ticketId} could not be made: ${stopped.message}`,
    };
  }
  const status = link.workOrderStatus === '' ? '' : ` (${link.workOrderStatus})`;
  checks.ok('link', 'Link', `It is linked with work order ${workOrderId}${status}.`, {
    at: link.createdAt,
    action: { do: 'open-link', linkId: link.id },
  });
  const draft = link.workOrderStatus.toLowerCase() === 'draft' || link.workOrderStatus === '';
  const next =
    stopped !== null
      ? ` Its last run stopped: ${stopped.message}`
      : draft && !context.config().create.publish
        ? ' It is a draft: publishing is off, so publish it in Field Nation.'
        : '';
  return {
    outcome: 'linked',
    conclusion: `Ticket ${ticketId} was dispatched: it is work order ${workOrderId}${status}.${next}`,
  };
}

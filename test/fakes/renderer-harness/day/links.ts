import type { Activity } from '../../../../src/shared/domain/activity.ts';
import type { LinkPage, LinkRow } from '../../../../src/shared/domain/views.ts';
import { dayJobs } from './link-life.ts';
import { ticketAt } from './tickets.ts';

const statuses: readonly (readonly [ticket: string, workOrder: string, provider: string])[] = [
  ['Dispatched', 'Published', ''],
  ['Scheduled', 'Assigned', 'R. Diaz'],
  ['Scheduled', 'Confirmed', 'M. Okafor'],
  ['In progress', 'Checked in', 'J. Lindqvist'],
  ['Work complete', 'Work Done', 'R. Diaz'],
  ['Completed', 'Approved', 'T. Nakamura'],
  ['Dispatched', 'Draft', ''],
];

export function dayLinks(now: number): readonly LinkRow[] {
  return Array.from({ length: 14 }, (_, index) => {
    const ticket = ticketAt(index * 2 + 1);
    const [ticketStatus, workOrderStatus, provider] = statuses[index % statuses.length] ?? ['', '', ''];
    const creating = index === 0;
    const closed = index === 13;
    return {
      id: index + 1,
      state: creating ? 'creating' : closed ? 'closed' : 'open',
      ticketId: ticket.id,
      workOrderId: creating ? null : 91_400 + index * 11,
      ticketSummary: ticket.summary,
      companyName: ticket.company,
      ticketStatus: closed ? 'Closed' : ticketStatus,
      workOrderStatus: creating ? '' : closed ? 'Paid' : workOrderStatus,
      providerName: creating ? '' : provider,
      lastSyncedAt: creating ? null : now - (12_000 + index * 340_000),
      createdAt: now - (600_000 + index * 3_100_000),
    };
  });
}

export function dayLinkPage(link: LinkRow, timeline: readonly Activity[]): LinkPage {
  const ticket = ticketAt((link.id - 1) * 2 + 1);
  const differs = link.id === 4;
  return {
    link,
    closedReason: link.state === 'closed' ? 'Sent to the wrong buyer company; done by hand as work order 91 660' : '',
    marker: `DBR-7f3a2c-${String(link.ticketId)}-1`,
    ticketUrl: `http://127.0.0.1:4101/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=${String(link.ticketId)}`,
    workOrderUrl: link.workOrderId === null ? '' : `http://127.0.0.1:4102/workorders/${String(link.workOrderId)}`,
    timeline: [...timeline],
    jobs: dayJobs(link, Date.now()),
    fields:
      link.workOrderId === null
        ? []
        : [
            field('title', 'Title', ticket.summary, ticket.summary),
            field(
              'description',
              'Description',
              `${ticket.summary}. Caller reports it since this morning; site contact is the office manager, door code with the front desk. Take photos before and after.`,
              `${ticket.summary}. Caller reports it since this morning; site contact is the office manager, door code with the front desk. Take photos before and after.`,
            ),
            field('company', 'Client', { id: 7, name: link.companyName }, link.companyName),
            field('location', 'Location', ticket.site, ticket.site),
            field('priority', 'Priority', 'Priority 2 - High', 'High'),
            {
              ...field(
                'schedule',
                'Scheduled start',
                '2026-11-22T14:00:00Z',
                differs ? '2026-11-22 15:30:00' : '2026-11-22 14:00:00',
              ),
              baseValue: '2026-11-22 14:00:00',
              differs,
            },
            field('contact', 'Site contact', '', null),
            { ...field('status', 'Status', link.ticketStatus, link.workOrderStatus), direction: 'outbound' },
            { ...field('provider', 'Provider', link.providerName, link.providerName), direction: 'outbound' },
          ],
  };

  function field(
    ruleId: string,
    label: string,
    ticketValue: unknown,
    workOrderValue: unknown,
  ): LinkPage['fields'][number] {
    return {
      ruleId,
      direction: 'inbound',
      label,
      ticketValue,
      baseValue: workOrderValue,
      workOrderValue,
      differs: false,
    };
  }
}

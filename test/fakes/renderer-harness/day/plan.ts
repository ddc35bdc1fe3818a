import type { PlanRow } from '../../../../src/shared/domain/views.ts';
import { ticketAt } from './tickets.ts';

export function dayPlan(): PlanRow[] {
  return Array.from({ length: 9 }, (_, index): PlanRow => {
    const ticket = ticketAt(index * 4 + 2);
    const base = { ticketId: ticket.id, summary: ticket.summary, companyName: ticket.company };
    if (index === 3) {
      return {
        ...base,
        outcome: 'blocked',
        changes: [],
        problem: {
          code: 'mapping.no-location',
          kind: 'permanent',
          message: `Ticket ${String(ticket.id)} has no site, so the work order would have no location. Choose a site in ConnectWise, then read the tickets again.`,
          context: { rule: 'location' },
        },
      };
    }
    if (index === 6) return { ...base, outcome: 'linked', changes: [], problem: null };
    return {
      ...base,
      outcome: 'create',
      problem: null,
      changes: [
        { target: 'title', label: 'Title', value: ticket.summary },
        { target: 'location', label: 'Location', value: ticket.site },
        { target: 'schedule.service_window.start.utc', label: 'Start (UTC)', value: '2026-11-23 14:00:00' },
        { target: 'types_of_work.0.id', label: 'Type of work', value: 'Networking' },
        { target: 'pay.type', label: 'Pay type', value: 'hourly' },
        { target: 'pay.base.amount', label: 'Pay', value: 55 },
        { target: 'pay.base.units', label: 'Hours or units', value: 2 },
      ],
    };
  });
}

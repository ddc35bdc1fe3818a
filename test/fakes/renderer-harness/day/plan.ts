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
        { target: 'type_of_work', label: 'Type of work', value: { id: 62, name: 'General Networking' } },
        { target: 'schedule', label: 'Scheduled start', value: '2026-11-23 14:00:00' },
        { target: 'pay', label: 'Pay', value: null },
      ],
    };
  });
}

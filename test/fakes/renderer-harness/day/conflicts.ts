import type { ConflictRow, LinkRow } from '../../../../src/shared/domain/views.ts';

const minute = 60_000;

function between(from: number, to: number): ConflictRow['ticketChange'] {
  return { from, to, by: '', source: 'between-reads' };
}

/** Fields both sides changed: one known to the minute with its author, one seen between two reads only, one decided already. */
export function dayConflicts(links: readonly LinkRow[], now: number): ConflictRow[] {
  const row = (index: number, rest: Omit<ConflictRow, 'linkId' | 'ticketId' | 'workOrderId' | 'ticketSummary'>) => {
    const link = links[index];
    return link === undefined
      ? []
      : [
          {
            linkId: link.id,
            ticketId: link.ticketId,
            workOrderId: link.workOrderId,
            ticketSummary: link.ticketSummary,
            ...rest,
          },
        ];
  };
  return [
    ...row(3, {
      id: 71,
      label: 'Start (UTC)',
      direction: 'inbound',
      ticketValue: '2026-11-22 14:00:00',
      workOrderValue: '2026-11-22 15:30:00',
      ticketChange: { from: now - 43 * minute, to: now - 43 * minute, by: 'jmiller', source: 'audit' },
      workOrderChange: between(now - 46 * minute, now - 41 * minute),
      choice: null,
      openedAt: now - 40 * minute,
    }),
    ...row(3, {
      id: 72,
      label: 'Address line 2',
      direction: 'inbound',
      ticketValue: 'Suite 210, ring twice',
      workOrderValue: '',
      ticketChange: between(now - 46 * minute, now - 41 * minute),
      workOrderChange: null,
      choice: null,
      openedAt: now - 40 * minute,
    }),
    ...row(5, {
      id: 64,
      label: 'Description',
      direction: 'inbound',
      ticketValue:
        'Workstation imaging, 6 units, user data to be kept on the old disks until the customer has signed off in writing. Ask for Dana at the front desk; the door code changed on Monday. Photos before and after, serial numbers of all six units in the closing notes.',
      workOrderValue:
        'Workstation imaging, 8 units, user data to be kept on the old disks until the customer has signed off in writing. Ask for Dana at the front desk. Bring two spare power cords.',
      ticketChange: between(now - 190 * minute, now - 130 * minute),
      workOrderChange: { from: now - 152 * minute, to: now - 151 * minute, by: '', source: 'webhook' },
      choice: null,
      openedAt: now - 129 * minute,
    }),
    ...row(7, {
      id: 58,
      label: 'Title',
      direction: 'inbound',
      ticketValue: 'Site survey for camera upgrade, 12 cameras',
      workOrderValue: 'Site survey for camera upgrade (rear lot only)',
      ticketChange: { from: now - 300 * minute, to: now - 300 * minute, by: 'agarcia', source: 'audit' },
      workOrderChange: between(now - 305 * minute, now - 299 * minute),
      choice: 'connectwise',
      openedAt: now - 298 * minute,
    }),
  ];
}

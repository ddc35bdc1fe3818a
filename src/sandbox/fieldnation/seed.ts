import type { FieldNationData, WorkOrderRecord } from './model.ts';
import { newWorkOrder } from './new-work-order.ts';
import { reindex } from './search-index.ts';
import { companyRecords } from './seed-company.ts';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * The practice company at Field Nation: clients, projects, managers, providers, look-ups, and a handful of work orders
 * that have nothing to do with any ticket. `now` (ms UTC) places their dates; one record belongs to another company, so
 * that reading it is refused as Field Nation refuses it.
 */
export function seedFieldNation(now: number): FieldNationData {
  const data: FieldNationData = companyRecords(now);
  const morning = Math.floor(now / day) * day + 15 * hour;
  const add = (title: string, daysFromNow: number, patch: Partial<WorkOrderRecord>): void => {
    const createdAt = morning + Math.min(-2, daysFromNow - 5) * day;
    const record: WorkOrderRecord = {
      ...newWorkOrder(data, { title, now: createdAt, managerId: 48213 }),
      descriptionHtml: `<p>${title}. Bring the usual tools and call the site contact on arrival.</p>`,
      typesOfWork: [{ id: 62, isPrimary: true }],
      clientId: 2011,
      projectId: 5501,
      location: {
        mode: 'location',
        savedLocationId: 9001,
        typeId: 1,
        displayName: 'Harbor Dental Group, Boston',
        address1: '210 Atlantic Ave',
        address2: 'Suite 3',
        city: 'Boston',
        state: 'MA',
        zip: '02110',
        country: 'US',
      },
      schedule: {
        mode: 'exact',
        start: morning + daysFromNow * day,
        end: null,
        note: '',
        timeZone: 'America/New_York',
        requireOntime: false,
      },
      pay: { type: 'hourly', base: { units: 2, amount: 55 }, additional: { units: 0, amount: 0 } },
      ...patch,
    };
    record.milestones = { ...record.milestones, ...patch.milestones, created: createdAt };
    data.workOrders.push(record);
    reindex(record, data, createdAt - day, { allowHttpLoopbackTargets: true });
  };
  const after = (days: number): number => now - days * day;

  add('Quarterly firewall check', 9, { status: 'draft' });
  add('Install ceiling access points', 6, {
    status: 'published',
    milestones: { published: after(2) },
    requests: [70112],
  });
  add('Replace receipt printers', 4, { status: 'routed', routedTo: [70114, 70115], milestones: { routed: after(1) } });
  add('Rack and stack, second floor', 2, {
    status: 'assigned',
    subStatus: 'confirmed',
    confirmed: true,
    assigneeId: 70113,
    milestones: { published: after(4), assigned: after(2) },
  });
  add('Cable test, ports 1 to 48', -1, {
    status: 'work_done',
    assigneeId: 70116,
    closingNotes: 'All ports pass. Port 17 was re-terminated.',
    milestones: { published: after(6), assigned: after(4), workdone: after(1) },
  });
  add('Swap the site router', -6, {
    status: 'approved',
    assigneeId: 70111,
    closingNotes: 'Router swapped, old unit left with reception.',
    milestones: { published: after(12), assigned: after(10), workdone: after(6), approved: after(5) },
  });
  add('Move two workstations', -20, {
    status: 'paid',
    assigneeId: 70112,
    milestones: {
      published: after(28),
      assigned: after(26),
      workdone: after(20),
      approved: after(19),
      paid: after(12),
    },
  });
  add('Survey the new suite', -3, {
    status: 'cancelled',
    cancelReason: 'No longer needed',
    milestones: { published: after(8), canceled: after(3) },
  });
  add('Kiosk refresh, north lobby', 5, {
    status: 'published',
    companyId: 990_001,
    milestones: { published: after(1) },
  });
  return data;
}

import type { FieldNationData, WorkOrderRecord } from '../../../src/sandbox/fieldnation/model.ts';
import { newWorkOrder } from '../../../src/sandbox/fieldnation/new-work-order.ts';
import { companyRecords } from '../../../src/sandbox/fieldnation/seed-company.ts';

export const now = Date.UTC(2026, 10, 22, 8, 0, 0);

export function company(): FieldNationData {
  return companyRecords(now);
}

/** A draft of an empty company with `patch` on it. */
export function workOrder(patch: Partial<WorkOrderRecord> = {}, data: FieldNationData = company()): WorkOrderRecord {
  const record = { ...newWorkOrder(data, { title: 'Replace the router', now, managerId: 48213 }), ...patch };
  data.workOrders.push(record);
  return record;
}

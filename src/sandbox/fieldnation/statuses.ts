import type { SandboxSwitches } from '../kernel-types.ts';
import type { StatusKey, SubStatus, WorkOrderRecord } from './model.ts';
import { switchOf } from './switches.ts';

interface StatusFacts {
  readonly id: number;
  readonly name: string;
}

/** Ids and names of the reference, section 2. Postponed and Deleted have no known id: switches give them one. */
const known: Readonly<Record<StatusKey, StatusFacts>> = {
  draft: { id: 1, name: 'Draft' },
  published: { id: 2, name: 'Published' },
  assigned: { id: 3, name: 'Assigned' },
  work_done: { id: 4, name: 'Work Done' },
  approved: { id: 5, name: 'Approved' },
  paid: { id: 6, name: 'Paid' },
  cancelled: { id: 7, name: 'Cancelled' },
  routed: { id: 9, name: 'Routed' },
  postponed: { id: 10, name: 'Postponed' },
  deleted: { id: 11, name: 'Deleted' },
};

const subStatusDisplay: Readonly<Record<SubStatus, string>> = {
  none: '',
  unconfirmed: 'Unconfirmed',
  confirmed: 'Confirmed',
  eta_set: 'ETA Set',
  on_my_way: 'On my way',
  checked_in: 'Checked in',
  checked_out: 'Checked out',
  at_risk: 'At risk',
  delayed: 'Delayed',
};

/** The numeric id a status has on the wire. */
export function statusId(key: StatusKey, switches: SandboxSwitches): number {
  if (key === 'postponed') return switchOf(switches, 'fieldnation.postponedStatusId');
  if (key === 'deleted') return switchOf(switches, 'fieldnation.deletedStatusId');
  return known[key].id;
}

/** The name a status has on the wire: what a client should compare, because ids differ between documents. */
export function statusName(key: StatusKey): string {
  return known[key].name;
}

/** StatusDto without its correlation id: id, name, display text, code and sub-status of a work order. */
export function statusFields(record: WorkOrderRecord, switches: SandboxSwitches): Record<string, unknown> {
  const sub = record.status === 'assigned' ? record.subStatus : 'none';
  const name = statusName(record.status);
  const hasSub = sub !== 'none' && sub !== 'unconfirmed';
  return {
    id: statusId(record.status, switches),
    name,
    display: hasSub ? `${name}: ${subStatusDisplay[sub]}` : name,
    is_routed: record.status === 'routed',
    code: hasSub ? sub : record.status,
    delay: record.delayMinutes,
    ncns: false,
    sub_status: sub === 'none' ? '' : sub,
    confirmed: record.confirmed,
  };
}

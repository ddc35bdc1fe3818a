import { parseUtc } from './dates.ts';
import { type Body, object } from './input-parts.ts';
import { nextTimeLogId } from './lifecycle-parts.ts';
import type { TimeLog, WorkOrderRecord } from './model.ts';
import { forbidden, invalid } from './problems.ts';

/** Hours of one visit, two decimals; 0 while it lasts. */
export function hoursOf(log: TimeLog): number {
  return log.out === null ? 0 : Math.round(((log.out - log.in) / 3_600_000) * 100) / 100;
}

/** Hours of every finished visit. */
export function hoursLogged(record: WorkOrderRecord): number {
  return Math.round(record.timeLogs.reduce((sum, log) => sum + hoursOf(log), 0) * 100) / 100;
}

/**
 * Reads WoTimeLogsCreateDto or WoTimeLogsUpdateDto onto a log. `out` may be missing: the provider is still there. Throws
 * one 400 for a date that is not written `YYYY-MM-DD HH:mm:ss` or a visit that ends before it begins.
 */
export function readTimeLog(body: Body, present: TimeLog, pointer = ''): TimeLog {
  const at = (key: 'in' | 'out'): number | null => {
    if (!(key in body)) return present[key];
    const ms = parseUtc(object(object(body[key]).created).utc);
    if (ms !== null) return ms;
    throw invalid({
      pointer: `${pointer}/${key}/created/utc`,
      detail: `${key}.created.utc must be written YYYY-MM-DD HH:mm:ss.`,
    });
  };
  const from = at('in') ?? present.in;
  const to = at('out');
  if (to !== null && to < from) throw invalid({ pointer: `${pointer}/out`, detail: 'out is before in.' });
  const devices = typeof body.devices === 'number' ? body.devices : present.devices;
  return { ...present, in: from, out: to, devices, edited: true };
}

/** A visit the buyer writes down for the assigned provider. */
export function newTimeLog(record: WorkOrderRecord, body: Body): TimeLog {
  requireAssigned(record);
  if (!('in' in body)) throw invalid({ pointer: '/in', detail: 'in is needed.' });
  const log = readTimeLog(body, {
    id: nextTimeLogId(record),
    providerId: record.assigneeId ?? 0,
    in: 0,
    out: null,
    devices: 0,
    edited: true,
  });
  if (log.out === null && record.timeLogs.some((each) => each.out === null)) {
    throw forbidden('The provider is checked in already');
  }
  return log;
}

/** Time is logged once somebody is assigned, and until the work is approved. */
export function requireAssigned(record: WorkOrderRecord): void {
  if (record.status !== 'assigned' && record.status !== 'work_done') {
    throw forbidden('You do not have permission to log time on this work order');
  }
}

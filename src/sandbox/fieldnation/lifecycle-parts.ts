import type { SubStatus, WorkOrderRecord } from './model.ts';

/* What several actions of `lifecycle.ts` do to a work order. Pure. */

/** Sub-states of a work order nobody has started on. */
export const atRest = { subStatus: 'none' as SubStatus, confirmed: false, delayMinutes: 0, eta: null };

/** Marks the first open task of that kind complete, and gives the event it fires. */
export function completeTask(record: WorkOrderRecord, key: 'checkin' | 'checkout' | 'closeoutnotes', now: number) {
  const task = record.tasks.find((candidate) => candidate.key === key && candidate.completedAt === null);
  if (!task) return { tasks: record.tasks, events: [] };
  return {
    tasks: record.tasks.map((each) =>
      each === task ? { ...each, completedAt: now, completedBy: record.assigneeId } : each,
    ),
    events: [{ name: 'workorder.task_completed' as const, params: { task: { id: task.id, label: task.label } } }],
  };
}

/** Nobody is asked, routed or on site any more. */
export function over(record: WorkOrderRecord, now: number): Partial<WorkOrderRecord> {
  return { ...atRest, routedTo: [], requests: [], counterOffers: [], timeLogs: closeTimeLogs(record, now) };
}

/** Numbers of deleted time logs are not given again while a later one is there. */
export function nextTimeLogId(record: WorkOrderRecord): number {
  return Math.max(record.id * 100, ...record.timeLogs.map((log) => log.id)) + 1;
}

/** The time logs with a new open one of the assigned provider. */
export function openTimeLog(record: WorkOrderRecord, now: number): WorkOrderRecord['timeLogs'] {
  const log = { id: nextTimeLogId(record), providerId: record.assigneeId ?? 0, in: now, out: null };
  return [...record.timeLogs, { ...log, devices: 0, edited: false }];
}

/** The time logs with none open. */
export function closeTimeLogs(record: WorkOrderRecord, now: number): WorkOrderRecord['timeLogs'] {
  return record.timeLogs.map((log) => (log.out === null ? { ...log, out: now } : log));
}

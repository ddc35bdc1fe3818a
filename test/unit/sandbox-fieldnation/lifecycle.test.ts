import { describe, expect, it } from 'vitest';
import { type LifecycleAction, lifecycle } from '../../../src/sandbox/fieldnation/lifecycle.ts';
import type { WorkOrderRecord } from '../../../src/sandbox/fieldnation/model.ts';
import { now, workOrder } from './records.ts';

/** Performs the actions one after another and gives the record and the names of all events fired. */
function live(record: WorkOrderRecord, ...actions: LifecycleAction[]): { record: WorkOrderRecord; events: string[] } {
  let current = record;
  const events: string[] = [];
  for (const [index, action] of actions.entries()) {
    const result = lifecycle(current, action, now + index * 1000);
    if ('refused' in result) throw new Error(result.refused);
    current = { ...current, ...result.patch };
    events.push(...result.events.map((event) => event.name));
  }
  return { record: current, events };
}

const assigned: LifecycleAction[] = [{ do: 'publish' }, { do: 'assign', providerId: 70111 }];

describe('The life of a simulated work order', () => {
  it('goes from draft to paid and reaches every milestone on the way', () => {
    const { record } = live(
      workOrder(),
      ...assigned,
      { do: 'confirm' },
      { do: 'on-my-way' },
      { do: 'check-in' },
      { do: 'check-out' },
      { do: 'mark-done', closingNotes: 'Done' },
      { do: 'approve' },
      { do: 'pay' },
    );
    expect(record.status).toBe('paid');
    expect(Object.keys(record.milestones)).toEqual([
      'created',
      'published',
      'assigned',
      'workdone',
      'approved',
      'paid',
    ]);
  });

  it('fires a completed task beside the check-in, once', () => {
    const first = live(workOrder(), ...assigned, { do: 'check-in' }, { do: 'check-out' });
    expect(first.events.slice(-4)).toEqual([
      'workorder.status.checked_in',
      'workorder.task_completed',
      'workorder.status.checked_out',
      'workorder.task_completed',
    ]);
    expect(live(first.record, { do: 'check-in' }).events).toEqual(['workorder.status.checked_in']);
  });

  it('logs the time between check-in and check-out', () => {
    const { record } = live(workOrder(), ...assigned, { do: 'check-in' }, { do: 'check-out' });
    expect(record.timeLogs).toMatchObject([{ providerId: 70111, in: now + 2000, out: now + 3000 }]);
  });

  it('fires one routed event per provider and one for the status', () => {
    const { record, events } = live(workOrder(), { do: 'route', providerIds: [70111, 70112] });
    expect(events).toEqual(['workorder.routed', 'workorder.routed', 'workorder.status.routed']);
    expect(live(record, { do: 'route', providerIds: [70113] }).events).toEqual(['workorder.routed']);
  });

  it('returns to published when the provider is removed, and says the assignment was cancelled', () => {
    const { record, events } = live(workOrder(), ...assigned, { do: 'unassign' });
    expect(record).toMatchObject({ status: 'published', assigneeId: null, confirmed: false });
    expect(events.slice(-2)).toEqual(['workorder.status.assigned_cancelled', 'workorder.status.published']);
  });

  it('keeps the provider’s planned arrival apart from the schedule, and tells nobody', () => {
    const { record, events } = live(workOrder(), ...assigned, { do: 'set-eta', start: now + 60_000 });
    expect(record).toMatchObject({ subStatus: 'eta_set', schedule: null, eta: { start: now + 60_000, status: 'set' } });
    expect(events.at(-1)).toBe('workorder.status.assigned');
  });

  it('forgets counter-offers once somebody is assigned', () => {
    const offer = { id: 1, providerId: 70112, amount: 9, notes: '', createdAt: now };
    const { record } = live(workOrder({ counterOffers: [offer] }), ...assigned);
    expect(record.counterOffers).toEqual([]);
  });

  it('loses the milestone of a step that was taken back', () => {
    const { record } = live(workOrder(), { do: 'publish' }, { do: 'unpublish' });
    expect(record.status).toBe('draft');
    expect(record.milestones).not.toHaveProperty('published');
  });

  it.each<[string, WorkOrderRecord['status'], LifecycleAction]>([
    ['approve work that is not done', 'assigned', { do: 'approve' }],
    ['publish twice', 'published', { do: 'publish' }],
    ['cancel what is approved', 'approved', { do: 'cancel', reason: 'x' }],
    ['check out without having checked in', 'assigned', { do: 'check-out' }],
    ['mark a draft done', 'draft', { do: 'mark-done', closingNotes: '' }],
    ['assign what is cancelled', 'cancelled', { do: 'assign', providerId: 70111 }],
  ])('does not let anybody %s', (_what, status, action) => {
    expect(lifecycle(workOrder({ status }), action, now)).toHaveProperty('refused');
  });

  it('leaves the record it was given as it was', () => {
    const record = workOrder();
    const before = structuredClone(record);
    lifecycle(record, { do: 'publish' }, now);
    expect(record).toEqual(before);
  });
});

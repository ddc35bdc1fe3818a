import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allows, type LifecycleAction, lifecycle } from '../../../src/sandbox/fieldnation/lifecycle.ts';
import type { MilestoneKey, StatusKey } from '../../../src/sandbox/fieldnation/model.ts';
import { now, workOrder } from './records.ts';

const providerId = fc.constantFrom(70111, 70112, 70113);
const action: fc.Arbitrary<LifecycleAction> = fc.oneof(
  fc
    .constantFrom(
      'publish' as const,
      'unpublish' as const,
      'draft' as const,
      'unassign' as const,
      'confirm' as const,
      'on-my-way' as const,
      'acknowledge-delay' as const,
      'at-risk' as const,
      'check-in' as const,
      'check-out' as const,
      'reject-completion' as const,
      'approve' as const,
      'pay' as const,
      'postpone' as const,
    )
    .map((name) => ({ do: name })),
  providerId.map((id) => ({ do: 'route' as const, providerIds: [id] })),
  fc
    .tuple(
      fc.constantFrom(
        'unroute' as const,
        'request' as const,
        'decline' as const,
        'undecline' as const,
        'assign' as const,
      ),
      providerId,
    )
    .map(([name, id]) => ({ do: name, providerId: id })),
  fc.constant({ do: 'delay' as const, minutes: 20 }),
  fc.constant({ do: 'set-eta' as const, start: now }),
  fc.constant({ do: 'mark-done' as const, closingNotes: 'x' }),
  fc.constant({ do: 'cancel' as const, reason: 'x' }),
);

const milestoneOf: Partial<Record<StatusKey, MilestoneKey>> = {
  published: 'published',
  routed: 'routed',
  assigned: 'assigned',
  work_done: 'workdone',
  approved: 'approved',
  paid: 'paid',
  cancelled: 'canceled',
};

describe('Any history of a simulated work order', () => {
  it('keeps status, milestones, provider and events in step', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        let record = workOrder();
        for (const [index, each] of actions.entries()) {
          const allowed = allows(record, each.do);
          const result = lifecycle(record, each, now + index * 1000);
          if ('refused' in result) continue;
          expect(allowed).toBe(true);
          const before = record.status;
          record = { ...record, ...result.patch };
          const statusEvents = result.events.filter(({ name }) => name.startsWith('workorder.status.'));
          if (record.status !== before) expect(statusEvents.at(-1)?.name).toBe(`workorder.status.${record.status}`);
          const milestone = milestoneOf[record.status];
          if (milestone !== undefined) expect(record.milestones).toHaveProperty(milestone);
          if (['assigned', 'work_done', 'approved', 'paid'].includes(record.status))
            expect(record.assigneeId).not.toBeNull();
          expect(record.routedTo.length > 0).toBe(record.status === 'routed');
          const onSite = record.timeLogs.filter((log) => log.out === null).length;
          expect(onSite).toBeLessThanOrEqual(record.status === 'assigned' ? 1 : 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

/** Every named step of the parts that write about a work order, and of the action a status asks for. */
const steps = [
  'owner.before-write',
  'owner.written',
  'schedule.intended',
  'schedule.before-send',
  'schedule.answered',
  'schedule.recorded',
  'schedule.before-write',
  'schedule.written',
  'schedule.before-delete',
  'schedule.deleted',
  'visit.intended',
  'visit.before-send',
  'visit.answered',
  'visit.recorded',
  'status-action.intended',
  'status-action.before-send',
  'status-action.answered',
  'status-action.recorded',
];

describe('a run that is cut off at each of its steps', () => {
  it('leaves one schedule entry, one visit and one cancelling, and does all of them', async () => {
    const left = new Set(steps);
    bridge = await startBridge({
      limits: { pollSeconds: 3600 },
      engine: {
        onStep: async (name) => {
          if (left.delete(name))
            throw new AppError({ code: 'test.cut', kind: 'transient', message: `Cut off at ${name}.` });
        },
      },
      config: (config) => ({
        ...config,
        sync: {
          ...config.sync,
          outbound: {
            ...config.sync.outbound,
            setOwner: 'assigned',
            schedule: { on: true, memberId: 1, memberIdentifier: 'mellison' },
            visits: { ...config.sync.outbound.visits, as: 'time-entry', memberId: 1, memberIdentifier: 'mellison' },
          },
          inbound: {
            ...config.sync.inbound,
            statusActions: [
              {
                ticketStatusId:
                  config.statusMap.find((one) => one.workOrderStatus === 'Work Done')?.ticketStatusId ?? 0,
                ticketStatusName: 'Work complete',
                action: { do: 'cancel', reason: 'Customer cancelled' },
              },
            ],
          },
        },
      }),
    });
    const { dispatcher, buyer, provider } = bridge.sandbox.people;
    const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
    const workOrder = () => bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId}-`));
    const parts = () => bridge.sandbox.ticketParts(ticketId);
    const scheduled = () => parts().scheduleEntries.filter((entry) => String(entry.name).includes('[FN#s'));
    const timed = () => parts().timeEntries.filter((entry) => String(entry.notes).includes('[FN#v'));
    dispatcher.editTicket({ ticketId, changes: { requiredDate: '2026-12-01T15:00:00Z' } });
    dispatcher.moveTicket({ ticketId });
    await bridge.until('linked', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
    const id = workOrder()?.id ?? 0;
    buyer.edit({ workOrderId: id, changes: { manager: { id: 48214 } } });
    buyer.assign({ workOrderId: id, providerId: 70111 });
    const minutes = 1_200_000;
    await bridge.until('scheduled', () => scheduled().length === 1, minutes);
    await bridge.until('owned', () => left.has('owner.written') === false, minutes);
    provider.checkIn({ workOrderId: id });
    await bridge.clock.advance(600_000);
    provider.checkOut({ workOrderId: id });
    await bridge.until('timed', () => timed().length === 1, minutes);
    buyer.reschedule({ workOrderId: id, start: '2026-12-02T17:00:00Z' });
    await bridge.until('moved', () => scheduled()[0]?.dateStart === '2026-12-02T17:00:00Z', minutes);
    const complete = bridge.engine.config().statusMap.find((one) => one.workOrderStatus === 'Work Done');
    dispatcher.moveTicket({ ticketId, statusId: complete?.ticketStatusId ?? 0 });
    await bridge.until('cancelled', () => workOrder()?.status === 'cancelled', minutes);
    await bridge.until('unscheduled', () => scheduled().length === 0, minutes);
    await bridge.clock.advance(3_700_000);
    expect([...left]).toEqual([]);
    expect(timed()).toHaveLength(1);
    expect(bridge.sandbox.ticket(ticketId)?.owner).toMatchObject({ identifier: 'mellison' });
    const requests = bridge.sandbox.journal().filter((entry) => entry.kind === 'request');
    const count = (method: string, path: RegExp) =>
      requests.filter((entry) => entry.method === method && path.test(String(entry.path))).length;
    expect([
      count('POST', /\/schedule\/entries$/),
      count('POST', /\/time\/entries$/),
      count('DELETE', /\/workorders\/\d+$/),
    ]).toEqual([1, 1, 1]);
    expect(await bridge.engine.attention()).toEqual([]);
  });
});

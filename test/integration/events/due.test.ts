import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config.ts';
import { presetRules } from '../../../src/shared/domain/work-order-event-rules.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* Runs that no event asks for: they must neither forget what is still to be done for the ticket nor the questions that stand. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

const workOrderOf = (ticketId: number) =>
  bridge.sandbox.workOrders().find((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
const status = (ticketId: number) =>
  (bridge.sandbox.ticket(ticketId)?.status as { name?: string } | undefined)?.name ?? '';
const causes = async () => (await bridge.engine.attention()).map((item) => item.cause);

/** The entry of the status map that these tests leave out at first. */
let assigned: Config['statusMap'] = [];

async function dispatched() {
  bridge = await startBridge({
    config: (config) => {
      assigned = config.statusMap.filter((entry) => entry.workOrderStatus === 'Assigned');
      return {
        ...config,
        sync: { ...config.sync, events: { ...config.sync.events, rules: presetRules('minimal') } },
        // Nobody said what "Assigned" means.
        statusMap: config.statusMap.filter((entry) => entry.workOrderStatus !== 'Assigned'),
      };
    },
  });
  const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('a linked work order', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
  await bridge.clock.advance(70_000);
  return { ticketId, workOrderId: workOrderOf(ticketId)?.id ?? 0 };
}

describe('a run no event asks for', () => {
  it('does not take an unsolved problem of the ticket out of Attention', async () => {
    const { ticketId, workOrderId } = await dispatched();
    bridge.sandbox.people.buyer.assign({ workOrderId });
    await bridge.until('the problem', async () => (await causes()).length === 1);
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Renamed meanwhile' } });
    await bridge.until('the new title', () => workOrderOf(ticketId)?.title === 'Renamed meanwhile');
    await bridge.clock.advance(120_000);
    expect(await causes()).toHaveLength(1);
    await bridge.engine.saveConfig((config) => ({ ...config, statusMap: [...config.statusMap, ...assigned] }));
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Renamed again' } });
    await bridge.until('solved', () => status(ticketId) === 'Scheduled');
    await bridge.until('nothing left', async () => (await causes()).length === 0);
  });

  it('is shown by a trial with what is still to be done for the ticket', async () => {
    const { ticketId, workOrderId } = await dispatched();
    bridge.sandbox.people.buyer.assign({ workOrderId });
    await bridge.until('the problem', async () => (await causes()).length === 1);
    await bridge.engine.saveConfig((config) => ({ ...config, statusMap: [...config.statusMap, ...assigned] }));
    const [link] = await bridge.engine.searchLinks(String(ticketId), 1);
    const trial = await bridge.during(bridge.engine.trials.dryRunLink(link?.id ?? 0));
    expect(trial.changes).toMatchObject([{ side: 'connectwise', target: 'status', to: 'Scheduled' }]);
  });

  it('shows a conflict of the work order all the same', async () => {
    const { ticketId, workOrderId } = await dispatched();
    await bridge.during(bridge.engine.pause(null));
    bridge.sandbox.people.buyer.edit({ workOrderId, changes: { title: 'Named by the buyer' } });
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Named by the dispatcher' } });
    await bridge.during(bridge.engine.resume());
    await bridge.until('the conflict', async () => (await bridge.engine.problems.conflicts()).length === 1);
  });
});

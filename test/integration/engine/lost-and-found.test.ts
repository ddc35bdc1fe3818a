import { afterEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

function workOrdersOf(ticketId: number) {
  return bridge.sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
}

async function dispatched(): Promise<{ readonly ticketId: number; readonly workOrderId: number }> {
  const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('a linked work order', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
  await bridge.clock.advance(5_000);
  return { ticketId, workOrderId: workOrdersOf(ticketId)[0]?.id ?? 0 };
}

function ticketStatus(ticketId: number): string {
  return (bridge.sandbox.ticket(ticketId)?.status as { name?: string } | undefined)?.name ?? '';
}

async function causes(): Promise<readonly string[]> {
  return (await bridge.engine.attention()).map((item) => item.cause);
}

describe('a linked record that is not found', () => {
  it('is looked for again after ten minutes, whatever happened before or happens in between', async () => {
    bridge = await startBridge();
    const { sandbox, engine, clock, until } = bridge;
    const { ticketId } = await dispatched();
    // A first failure of another kind must not count as the first look.
    sandbox.addFault({ vendor: 'connectwise', on: 'request', path: `/tickets/${ticketId}$`, kind: '500', times: 1 });
    sandbox.people.dispatcher.deleteTicket({ ticketId });
    const [link] = await engine.searchLinks('', 1);
    await engine.syncNow(link?.id);
    await until('missed', async () => (await bridge.messages()).some((line) => line.includes('was not found')));
    const missed = clock.now();
    for (let minute = 0; minute < 9; minute += 1) {
      await engine.syncNow(link?.id);
      await clock.advance(60_000);
      expect(await causes()).toEqual([]);
    }
    await until('a question', async () => (await causes()).includes('record.gone'), 180_000);
    expect(clock.now() - missed).toBeGreaterThan(595_000);
  });
});

describe('what polling finds', () => {
  it('settles a conflict by itself once both sides agree, without a callback', async () => {
    bridge = await startBridge();
    const { sandbox, until } = bridge;
    const { ticketId, workOrderId } = await dispatched();
    sandbox.addFault({ vendor: 'connectwise', on: 'delivery', kind: 'lose', times: 1000 });
    sandbox.addFault({ vendor: 'fieldnation', on: 'delivery', kind: 'lose', times: 1000 });
    sandbox.people.buyer.edit({ workOrderId, changes: { title: 'Named by the buyer' } });
    sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Named by the dispatcher' } });
    await until('a conflict', async () => (await bridge.engine.problems.conflicts()).length === 1);
    await bridge.clock.advance(120_000);
    sandbox.people.buyer.assign({ workOrderId });
    await until('scheduled', () => ticketStatus(ticketId) === 'Scheduled', 130_000);
    expect(await bridge.engine.problems.conflicts()).toHaveLength(1);
    sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Named by the buyer' } });
    await until('no question left', async () => (await bridge.engine.problems.conflicts()).length === 0, 130_000);
  });

  it('keeps following a linked ticket that is not on the trigger board', async () => {
    bridge = await startBridge();
    const { sandbox, engine, until } = bridge;
    const { ticketId, workOrderId } = await dispatched();
    const boards = await bridge.during(engine.boards());
    const other = boards.find((board) => board.id !== sandbox.info.demo.boardId && !board.project && !board.inactive);
    await engine.saveConfig((config) => ({
      ...config,
      trigger: config.trigger === null ? null : { ...config.trigger, boardId: other?.id ?? 0 },
    }));
    sandbox.addFault({ vendor: 'connectwise', on: 'delivery', kind: 'lose', times: 1000 });
    await bridge.clock.advance(65_000);
    sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Named on the other board' } });
    await until('the new title', () => workOrdersOf(ticketId)[0]?.title === 'Named on the other board', 130_000);
    expect(workOrdersOf(ticketId).map((workOrder) => workOrder.id)).toEqual([workOrderId]);
  });

  it('asks for work orders that are over once in a while only', async () => {
    bridge = await startBridge();
    const { sandbox, clock } = bridge;
    const { workOrderId } = await dispatched();
    const reads = () => sandbox.journal().filter((entry) => JSON.stringify(entry).includes('f_work_order_id')).length;
    sandbox.people.buyer.cancel({ workOrderId });
    await clock.advance(90_000);
    const before = reads();
    await clock.advance(10 * 60_000);
    expect(reads() - before).toBeLessThanOrEqual(1);
    await clock.advance(25 * 60_000);
    expect(reads() - before).toBeGreaterThanOrEqual(1);
  });

  it('leaves the backoff of a create that keeps failing alone', async () => {
    bridge = await startBridge();
    const { sandbox, clock } = bridge;
    sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/workorders$',
      kind: '500',
      times: 50,
    });
    sandbox.people.dispatcher.moveTicket({ ticketId: sandbox.info.demo.ticketIds[0] ?? 0 });
    await clock.advance(25 * 60_000);
    expect(await causes()).toEqual([]);
  });
});

describe('a work order copied in Field Nation with our reference', () => {
  it('is left alone and said to be a copy', async () => {
    bridge = await startBridge();
    const { sandbox, until } = bridge;
    const { ticketId } = await dispatched();
    const original = workOrdersOf(ticketId)[0];
    sandbox.people.buyer.create({
      body: { title: 'Second visit', description: { html: original?.descriptionHtml ?? '' } },
    });
    await until('told', async () => (await bridge.messages()).some((line) => /carries the reference of/.test(line)));
    expect((await bridge.engine.status()).attention).toBe(0);
  });
});

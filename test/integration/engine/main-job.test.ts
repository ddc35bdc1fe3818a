import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/core/engine.ts';
import type { Engine } from '../../../src/core/engine-port.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { keepSandboxSecrets } from '../../builders/configuration.ts';
import { storeWorker } from '../../builders/workers.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

/** The work orders that carry this ticket's marker, cancelled ones too. */
function workOrdersOf(ticketId: number) {
  return bridge.sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
}

function ticketStatus(ticketId: number): string {
  return (bridge.sandbox.ticket(ticketId)?.status as { name?: string } | undefined)?.name ?? '';
}

async function dispatched(ticketId: number): Promise<number> {
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('a linked work order', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
  return workOrdersOf(ticketId)[0]?.id ?? 0;
}

describe('the main job', () => {
  it('turns a ticket moved to the trigger status into one work order, and its statuses into the ticket statuses', async () => {
    bridge = await startBridge();
    const { sandbox, until } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    const id = await dispatched(ticketId);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
    expect(sandbox.ticket(ticketId)?.externalXRef).toBe(`FN-${id}`);
    expect(workOrdersOf(ticketId)[0]?.title).toBe(sandbox.ticket(ticketId)?.summary);

    sandbox.people.buyer.assign({ workOrderId: id });
    await until('scheduled', () => ticketStatus(ticketId) === 'Scheduled');
    sandbox.people.provider.checkIn({ workOrderId: id });
    sandbox.people.provider.checkOut({ workOrderId: id });
    sandbox.people.provider.markDone({ workOrderId: id });
    await until('work complete', () => ticketStatus(ticketId) === 'Work complete');
    sandbox.people.buyer.approve({ workOrderId: id });
    await until('completed', () => ticketStatus(ticketId) === 'Completed');

    const told = (await bridge.messages()).join('\n');
    expect(told).toMatch(new RegExp(`ConnectWise reports ticket ${ticketId} updated`));
    expect(told).toMatch(new RegExp(`Ticket ${ticketId} became work order ${id}`));
    expect(told).toMatch(new RegExp(`Work order ${id} was assigned to `));
    expect(told).toMatch(new RegExp(`Work order ${id} is Approved: ticket ${ticketId} set to Completed`));
    expect(await bridge.engine.attention()).toEqual([]);
    expect(bridge.engine.status()).toMatchObject({ state: 'running', attention: 0, links: { open: 1 } });
  });

  it('updates the work order when the ticket changes, and writes nothing when nothing changed', async () => {
    bridge = await startBridge();
    const { sandbox, until } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    const id = await dispatched(ticketId);
    sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Replace the second access point' } });
    await until('new title', () => workOrdersOf(ticketId)[0]?.title === 'Replace the second access point');
    const writes = () =>
      sandbox
        .journal()
        .filter(
          (entry) =>
            entry.kind === 'request' &&
            ['PUT', 'PATCH', 'POST'].includes(String(entry.method)) &&
            !String(entry.path).includes('oauth'),
        ).length;
    await bridge.clock.advance(5_000);
    const before = writes();
    sandbox.people.dispatcher.addNote({ ticketId, text: 'Called the site', tab: 'internal' });
    await bridge.clock.advance(300_000);
    expect(writes()).toBe(before);
    expect(workOrdersOf(ticketId).map((workOrder) => workOrder.id)).toEqual([id]);
  });

  it('finds a ticket whose callback was lost within one poll', async () => {
    bridge = await startBridge();
    const { sandbox, until, clock } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    sandbox.addFault({ vendor: 'connectwise', on: 'delivery', kind: 'lose', times: 100 });
    const moved = clock.now();
    sandbox.people.dispatcher.moveTicket({ ticketId });
    await until('a linked work order', () => sandbox.ticket(ticketId)?.externalXRef !== undefined);
    expect(clock.now() - moved).toBeLessThan(65_000);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
  });

  it('finds a status whose webhook was lost within one poll', async () => {
    bridge = await startBridge();
    const { sandbox, until } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    const workOrderId = await dispatched(ticketId);
    sandbox.addFault({ vendor: 'fieldnation', on: 'delivery', kind: 'lose', times: 100 });
    sandbox.people.buyer.assign({ workOrderId });
    await until('scheduled', () => ticketStatus(ticketId) === 'Scheduled', 65_000);
  });

  it.each(['timeout-after-commit', 'drop-after-commit', '500', 'timeout-before'] as const)(
    'makes no second work order when the create meets %s',
    async (kind) => {
      bridge = await startBridge();
      const { sandbox, until } = bridge;
      const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
      sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'POST', path: '/workorders$', kind });
      sandbox.people.dispatcher.moveTicket({ ticketId });
      await until('a linked work order', () => sandbox.ticket(ticketId)?.externalXRef !== undefined, 600_000);
      await bridge.clock.advance(120_000);
      expect(workOrdersOf(ticketId)).toHaveLength(1);
    },
  );

  it('acts once on a callback delivered three times', async () => {
    bridge = await startBridge();
    const { sandbox } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    sandbox.addFault({ vendor: 'connectwise', on: 'delivery', kind: 'duplicate', times: 3 });
    await dispatched(ticketId);
    await bridge.clock.advance(120_000);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
  });

  it('waits out a 429 without using attempts', async () => {
    bridge = await startBridge();
    const { sandbox, until } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    sandbox.addFault({ vendor: 'fieldnation', on: 'request', kind: '429', retryAfterSeconds: 20, times: 3 });
    sandbox.people.dispatcher.moveTicket({ ticketId });
    await until('a linked work order', () => sandbox.ticket(ticketId)?.externalXRef !== undefined, 300_000);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('leaves tickets alone that were there before Start, and sends the ticked one', async () => {
    bridge = await startBridge({ begin: false });
    const { sandbox, engine, until, clock } = bridge;
    const [first = 0, second = 0] = sandbox.info.demo.ticketIds;
    sandbox.people.dispatcher.moveTicket({ ticketId: first });
    sandbox.people.dispatcher.moveTicket({ ticketId: second });
    await clock.advance(60_000);
    expect(sandbox.journal().filter((entry) => entry.kind === 'request' && entry.method === 'PATCH')).toEqual([]);
    const plan = await bridge.during(engine.plan());
    expect(plan.filter((row) => [first, second].includes(row.ticketId)).map((row) => row.outcome)).toEqual([
      'create',
      'create',
    ]);
    await bridge.during(engine.begin([second], { takeOver: false }));
    await until('the ticked one', () => workOrdersOf(second).length === 1);
    await clock.advance(180_000);
    expect(workOrdersOf(first)).toEqual([]);
    const elsewhere = (await bridge.during(engine.statuses(sandbox.info.demo.boardId))).find(
      (status) => status.name === 'Triage',
    )?.id;
    sandbox.people.dispatcher.moveTicket({ ticketId: first, statusId: elsewhere });
    await clock.advance(5_000);
    await dispatched(first);
    expect(workOrdersOf(first)).toHaveLength(1);
  });

  it('finds a change by polling although the clock here is three hours ahead of ConnectWise', async () => {
    bridge = await startBridge();
    const { sandbox, clock, until } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    await dispatched(ticketId);
    const ahead = { ...delegate(clock), now: () => clock.now() + 3 * 3_600_000 };
    await bridge.restart({ clock: ahead });
    await clock.advance(120_000);
    sandbox.addFault({ vendor: 'connectwise', on: 'delivery', kind: 'lose', times: 100 });
    sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Found by polling' } });
    await until('new title', () => workOrdersOf(ticketId)[0]?.title === 'Found by polling', 130_000);
  });

  it('goes on after a restart with what arrived while it was down', async () => {
    bridge = await startBridge();
    const { sandbox, until } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    const workOrderId = await dispatched(ticketId);
    await bridge.engine.stop();
    sandbox.people.buyer.assign({ workOrderId });
    await bridge.clock.advance(10_000);
    await bridge.restart();
    await until('scheduled', () => ticketStatus(ticketId) === 'Scheduled');
    expect(workOrdersOf(ticketId)).toHaveLength(1);
  });
});

describe('registering', () => {
  it('registers callback and webhook later when it could not at start, adopting its own', async () => {
    bridge = await startBridge({ begin: false });
    const { sandbox, engine, until } = bridge;
    sandbox.addFault({ vendor: 'connectwise', on: 'request', method: 'POST', path: '/system/callbacks$', kind: '500' });
    sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'POST', path: '/webhooks', kind: '503' });
    await bridge.during(engine.begin([], { takeOver: false }));
    expect((await bridge.messages()).filter((message) => message.includes('is not registered'))).toHaveLength(2);
    await until(
      'registered',
      async () => (await bridge.messages()).filter((message) => message.includes('is registered')).length === 2,
      300_000,
    );
    await bridge.restart();
    await bridge.clock.advance(5_000);
    const created = (path: RegExp) =>
      sandbox
        .journal()
        .filter(
          (entry) =>
            entry.kind === 'request' &&
            entry.method === 'POST' &&
            path.test(String(entry.path)) &&
            Number(entry.status) < 300,
        );
    expect(created(/\/system\/callbacks$/)).toHaveLength(1);
    expect(created(/\/api\/v1\/webhooks\/?$/)).toHaveLength(1);
  });

  it('only watches while another installation dispatches the board, until it takes over', async () => {
    bridge = await startBridge();
    const { sandbox } = bridge;
    const other = await startOther();
    await expect(bridge.during(other.engine.begin([], { takeOver: false }))).rejects.toMatchObject({
      code: 'dispatch.other-installation',
    });
    await bridge.during(other.engine.begin([], { takeOver: true }));
    await bridge.restart();
    await bridge.until('watching', () => bridge.engine.status().state === 'watching');
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    await dispatched(ticketId);
    await bridge.clock.advance(120_000);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
    await bridge.during(other.stop());
  });
});

function delegate(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    after: (ms, fn) => clock.after(ms, fn),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    hold: () => clock.hold(),
  };
}

/** A second installation for the same company, on the same clock. */
async function startOther(): Promise<{ readonly engine: Engine; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'other-'));
  const secrets = memorySecrets();
  await keepSandboxSecrets(secrets, bridge.sandbox.info);
  const engine = await createEngine({
    dataDir,
    profile: 'other',
    clock: bridge.clock,
    random: () => 0.5,
    secrets,
    logger: silentLogger,
    storeWorker,
    version: '0.0.0',
    loopbackIntake: true,
  });
  const config = bridge.engine.config();
  await engine.saveConfig(() => ({ ...config, started: false }));
  await engine.start();
  return {
    engine,
    async stop() {
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

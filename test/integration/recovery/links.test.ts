import { afterEach, expect, it } from 'vitest';
import { recoverStore } from '../../../src/core/store/recover.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { storeWorker } from '../../builders/workers.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

const limits = {
  createsPerTenMinutes: 100,
  searchLagSeconds: 0,
  fieldnationPerMinute: 2000,
  connectwisePerMinute: 2000,
};

function workOrdersOf(ticketId: number) {
  return bridge.sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
}

async function scanned() {
  const { engine } = bridge;
  engine.recovery.scanLinks();
  await bridge.until('both sides read', () => engine.recovery.scan().state !== 'running');
  const scan = engine.recovery.scan();
  expect(scan).toMatchObject({ state: 'done', message: '' });
  return scan;
}

/** The database is gone for good; what a person can set up again is set up again. */
async function loseEverything() {
  const { dataDir, clock } = bridge;
  const config = bridge.engine.config();
  await bridge.closedDuring(async () => {
    const tools = {
      dataDir,
      worker: storeWorker,
      now: () => clock.now(),
      version: '0.0.0',
      logger: silentLogger,
      clock,
    };
    await recoverStore({ ...tools, how: 'start-fresh' });
  });
  await bridge.during(bridge.engine.saveConfig(() => ({ ...config, started: false })));
}

it('finds a day of links again after the database was lost, and links them without a second work order or note', async () => {
  bridge = await startBridge({
    limits,
    config: (config) => ({
      ...config,
      sync: { ...config.sync, notes: { ...config.sync.notes, toWorkOrder: 'both', toTicket: 'public' } },
    }),
  });
  const { sandbox, clock } = bridge;
  const tickets = sandbox.info.demo.ticketIds.slice(0, 30);
  for (const ticketId of tickets) sandbox.people.dispatcher.moveTicket({ ticketId });
  const linked = () => bridge.engine.status().links.open;
  await bridge.until('all linked', () => linked() === tickets.length, 900_000);
  const [first = 0, second = 0, third = 0] = tickets;
  const idOf = (ticketId: number) => workOrdersOf(ticketId)[0]?.id ?? 0;
  // Notes go to whoever does the work.
  sandbox.people.buyer.assign({ workOrderId: idOf(first) });
  sandbox.people.dispatcher.addNote({ ticketId: first, text: 'Bring a ladder' });
  await bridge.until('the note went over', () =>
    messagesOf(idOf(first)).some((text) => text.includes('Bring a ladder')),
  );
  sandbox.people.provider.message({ workOrderId: idOf(first), text: 'On my way' });
  const notesOf = (ticketId: number) => sandbox.ticketParts(ticketId).notes.map((note) => String(note.text));
  await bridge.until('the answer came over', () => notesOf(first).some((text) => text.includes('On my way')));
  await clock.advance(120_000);
  const before = sandbox.workOrders().length;
  await bridge.during(bridge.engine.stop());

  // Meanwhile life goes on, on both sides.
  sandbox.people.dispatcher.addNote({ ticketId: first, text: 'Second floor' });
  sandbox.people.dispatcher.editTicket({ ticketId: second, changes: { summary: 'Changed while the data was gone' } });
  sandbox.people.buyer.assign({ workOrderId: idOf(third) });
  await bridge.restart();
  await loseEverything();

  const scan = await scanned();
  expect(scan.proposals.filter((one) => one.confidence === 'certain').map((one) => one.ticketId)).toEqual(
    [...tickets].sort((a, b) => a - b),
  );
  const pairs = scan.proposals.map(({ ticketId, workOrderId }) => ({ ticketId, workOrderId }));
  expect(await bridge.during(bridge.engine.recovery.linkFound(pairs))).toEqual({ linked: tickets.length, refused: [] });
  expect(bridge.engine.recovery.scan().proposals.every((one) => one.confidence === 'linked')).toBe(true);

  await bridge.during(bridge.engine.begin([], { takeOver: true }));
  await bridge.until(
    'nothing waits',
    async () => bridge.engine.status().queue.waiting === 0 && linked() === tickets.length,
    900_000,
  );
  await clock.advance(300_000);
  expect(sandbox.workOrders()).toHaveLength(before);
  const copies = messagesOf(idOf(first)).filter((text) => text.includes('Bring a ladder'));
  expect(copies).toHaveLength(1);
  expect(messagesOf(idOf(first)).filter((text) => text.includes('Second floor'))).toHaveLength(1);
  expect(notesOf(first).filter((text) => text.includes('On my way'))).toHaveLength(1);
  // Nobody can tell any more who changed it: where no rule says whose values win, it waits for a person, and nothing is written over.
  expect(await bridge.engine.problems.conflicts()).toEqual([
    expect.objectContaining({
      ticketValue: 'Changed while the data was gone',
      workOrderValue: workOrdersOf(second)[0]?.title,
    }),
  ]);
  expect(sandbox.ticket(third)?.status).toMatchObject({ name: 'Scheduled' });
  expect(await bridge.engine.attention()).toEqual([]);
  expect((await scanned()).proposals.every((one) => one.confidence === 'linked')).toBe(true);
}, 60_000);

function messagesOf(workOrderId: number): readonly string[] {
  const found = bridge.sandbox.workOrders().find((one) => one.id === workOrderId);
  return (found?.messages ?? []).map((message) => message.text);
}

it('copies nothing of a time when copying was off, and what is written from the linking on', async () => {
  bridge = await startBridge({ limits });
  const { sandbox, engine, clock } = bridge;
  const [ticketId = 0] = sandbox.info.demo.ticketIds;
  sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('linked', () => engine.status().links.open === 1);
  const [workOrderId = 0] = workOrdersOf(ticketId).map(({ id }) => id);
  const copying = (on: boolean) =>
    bridge.during(
      bridge.engine.saveConfig((config) => ({
        ...config,
        sync: {
          ...config.sync,
          notes: { ...config.sync.notes, toWorkOrder: on ? 'both' : 'off', toTicket: on ? 'public' : 'off' },
          documents: { ...config.sync.documents, toTicket: on, toWorkOrder: on },
        },
      })),
    );
  await copying(false);
  sandbox.people.buyer.assign({ workOrderId });
  sandbox.people.dispatcher.addNote({ ticketId, text: 'Invoice the parts apart' });
  sandbox.people.provider.message({ workOrderId, text: 'Which door' });
  sandbox.people.provider.uploadFile({ workOrderId, name: 'before.jpg' });
  sandbox.people.dispatcher.uploadDocument({ ticketId, name: 'plan.pdf' });
  await clock.advance(120_000);
  await copying(true);
  await bridge.during(engine.stop());
  await bridge.restart();
  await loseEverything();
  await scanned();
  await bridge.during(bridge.engine.recovery.linkFound([{ ticketId, workOrderId }]));
  await bridge.during(bridge.engine.begin([], { takeOver: true }));
  await clock.advance(60_000);
  sandbox.people.dispatcher.addNote({ ticketId, text: 'Ring the bell' });
  sandbox.people.provider.message({ workOrderId, text: 'There in ten' });
  const notesOf = () => sandbox.ticketParts(ticketId).notes.map((note) => String(note.text));
  await bridge.until(
    'what is new went over',
    () =>
      messagesOf(workOrderId).some((text) => text.includes('Ring the bell')) &&
      notesOf().some((text) => text.includes('There in ten')),
  );
  await clock.advance(1_000_000);
  expect(messagesOf(workOrderId).join('\n')).not.toContain('Invoice the parts apart');
  expect(notesOf().join('\n')).not.toContain('Which door');
  expect(sandbox.ticketParts(ticketId).documents).toHaveLength(1);
}, 60_000);

it('does nothing again for what happened to a work order before its link was lost, and keeps the ticket in step all the same', async () => {
  const script = '{"ticket": {"summary": "Assigned: " & ticket.summary}}';
  bridge = await startBridge({
    limits,
    config: (config) => ({
      ...config,
      sync: {
        ...config.sync,
        events: {
          ...config.sync.events,
          rules: { FN_WO_ASSIGNED: { on: true, action: { do: 'script', language: 'jsonata', script } } },
        },
      },
    }),
  });
  const { sandbox, clock } = bridge;
  const [ticketId = 0, other = 0] = sandbox.info.demo.ticketIds;
  for (const id of [ticketId, other]) sandbox.people.dispatcher.moveTicket({ ticketId: id });
  await bridge.until('both linked', () => bridge.engine.status().links.open === 2);
  const idOf = (id: number) => workOrdersOf(id)[0]?.id ?? 0;
  sandbox.people.buyer.assign({ workOrderId: idOf(ticketId) });
  const summary = () => String(sandbox.ticket(ticketId)?.summary);
  await bridge.until('the script ran', () => summary().startsWith('Assigned: '));
  await clock.advance(120_000);
  const told = summary();
  await bridge.during(bridge.engine.stop());
  sandbox.people.buyer.assign({ workOrderId: idOf(other) });
  await bridge.restart();
  await loseEverything();

  const pairs = (await scanned()).proposals.map(({ ticketId: ticket, workOrderId }) => ({
    ticketId: ticket,
    workOrderId,
  }));
  await bridge.during(bridge.engine.recovery.linkFound(pairs));
  await bridge.during(bridge.engine.begin([], { takeOver: true }));
  const statusOf = (id: number) => (sandbox.ticket(id)?.status as { readonly name: string } | undefined)?.name;
  await bridge.until('the ticket is in step', () => statusOf(other) === 'Scheduled');
  await clock.advance(300_000);
  expect(summary()).toBe(told);
  expect(await bridge.engine.attention()).toEqual([]);
}, 60_000);

it('after a restore starts paused, says so, and sends no ticket again that was sent since the backup', async () => {
  bridge = await startBridge({ limits });
  const { sandbox, clock, dataDir } = bridge;
  const [found = 0, again = 0] = sandbox.info.demo.ticketIds;
  // The reference of the second is taken by something else: only the marker on its work order tells that it was sent.
  sandbox.people.dispatcher.editTicket({ ticketId: again, changes: { externalXRef: 'ERP-77' } });
  await clock.advance(5_000);
  const backup = await bridge.during(bridge.engine.recovery.backUpNow());
  expect(backup).toMatchObject({ reason: 'person', problem: null });
  for (const ticketId of [found, again]) sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('both sent', () => bridge.engine.status().links.open === 2);
  await clock.advance(60_000);
  await bridge.during(bridge.engine.stop());
  const tools = { dataDir, worker: storeWorker, now: () => clock.now(), version: '0.0.0', logger: silentLogger, clock };
  const restored = await recoverStore({ ...tools, how: 'restore-backup', backup: backup.name, keepCurrent: true });
  await bridge.restart({ paused: true });
  await clock.advance(180_000);
  expect(bridge.engine.status()).toMatchObject({ state: 'paused', links: { open: 0 } });
  expect((await bridge.messages()).join('\n')).toContain(`The backup ${backup.name} was restored.`);
  const kept = (await bridge.engine.recovery.backups()).backups.map(({ name, reason, problem }) => [
    name,
    reason,
    problem,
  ]);
  expect(kept).toContainEqual([restored.safetyCopy, 'restore', null]);

  const scan = await scanned();
  expect(scan.proposals.map(({ ticketId, confidence }) => [ticketId, confidence])).toEqual(
    expect.arrayContaining([
      [found, 'certain'],
      [again, 'likely'],
    ]),
  );
  // Nobody linked them: resuming alone must not make a second work order either.
  await bridge.during(bridge.engine.resume());
  await clock.advance(400_000);
  for (const ticketId of [found, again]) expect(workOrdersOf(ticketId)).toHaveLength(1);
  // The one whose ticket names its work order waits for a person, who links the two.
  const pair = scan.proposals.find((one) => one.ticketId === found) ?? { ticketId: 0, workOrderId: 0 };
  expect((await bridge.engine.attention()).map((item) => item.cause)).toEqual(['ticket.already-sent']);
  const { linked } = await bridge.during(
    bridge.engine.recovery.linkFound([{ ticketId: pair.ticketId, workOrderId: pair.workOrderId }]),
  );
  expect(linked).toBe(1);
  await bridge.until('in step', async () => (await bridge.engine.attention()).length === 0);
  await bridge.until('both linked', () => bridge.engine.status().links.open === 2, 200_000);
  // The next start does not tell of the same restore once more.
  await bridge.restart();
  expect((await bridge.messages()).filter((line) => line.includes('was restored.'))).toHaveLength(1);
});

it('stops reading when asked, says why it could not read, and links nothing it did not find', async () => {
  bridge = await startBridge({ limits });
  const { sandbox, engine } = bridge;
  engine.recovery.scanLinks();
  expect(engine.recovery.stopScan().state).toBe('stopped');
  await bridge.clock.advance(10_000);
  expect(engine.recovery.scan()).toMatchObject({ state: 'stopped', proposals: [] });
  const answer = await bridge.during(engine.recovery.linkFound([{ ticketId: 1, workOrderId: 2 }]));
  expect(answer).toMatchObject({
    linked: 0,
    refused: [{ ticketId: 1, why: expect.stringContaining('not found together') }],
  });
  sandbox.addFault({ vendor: 'connectwise', on: 'request', path: '/service/tickets$', kind: '500', times: 50 });
  engine.recovery.scanLinks();
  await bridge.until('given up', () => engine.recovery.scan().state === 'failed');
  expect(engine.recovery.scan().message).not.toBe('');
});

it('finds a pair by whichever side still names the other, however Field Nation’s search compares and lags', async () => {
  bridge = await startBridge({ limits, sandbox: { switches: { 'fieldnation.searchMatch': 'words' } } });
  const { sandbox, clock } = bridge;
  const [named = 0, marked = 0] = sandbox.info.demo.ticketIds;
  for (const ticketId of [named, marked]) sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('both linked', () => bridge.engine.status().links.open === 2);
  // Until they are in Field Nation's index.
  await clock.advance(300_000);
  await bridge.during(bridge.engine.stop());
  // One work order's description was rewritten, one ticket's reference was taken by something else.
  const [other = 0] = workOrdersOf(named).map((one) => one.id);
  const [kept = 0] = workOrdersOf(marked).map((one) => one.id);
  sandbox.people.buyer.edit({ workOrderId: other, changes: { description: { html: '<p>Written anew</p>' } } });
  sandbox.people.dispatcher.editTicket({ ticketId: marked, changes: { externalXRef: 'ERP-1' } });
  await bridge.restart({ paused: true });
  await loseEverything();
  const found = (await scanned()).proposals.map(({ ticketId, workOrderId, confidence }) => [
    ticketId,
    workOrderId,
    confidence,
  ]);
  expect(found).toEqual([
    [named, other, 'likely'],
    // The installation's own name is lost with its data, so a marker alone could be anybody's.
    [marked, kept, 'ambiguous'],
  ]);
  const lag = 'fieldnation.searchLagSeconds';
  sandbox.setSwitch(lag, 1_000_000);
  sandbox.people.buyer.edit({ workOrderId: kept, changes: { title: 'Renamed, and not yet in the index' } });
  await clock.advance(1_000);
  expect((await scanned()).proposals.map((one) => one.ticketId)).toContain(named);
});

import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { backupFile } from '../../../src/core/store/backup.ts';
import { storeFiles } from '../../../src/core/store/files.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { recoverStore } from '../../../src/core/store/recover.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { storeWorker } from '../../builders/workers.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

it('links the work order again that was made after the backup, instead of making a second one', async () => {
  bridge = await startBridge();
  const { sandbox, clock, dataDir } = bridge;
  const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
  const made = () => sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
  // A ticket whose reference is taken: only the marker can tell that it was sent.
  sandbox.people.dispatcher.editTicket({ ticketId, changes: { externalXRef: 'ERP-77' } });
  await clock.advance(5_000);
  await bridge.during(bridge.engine.stop());
  const tools = { dataDir, worker: storeWorker, now: () => clock.now(), version: '0.0.0', logger: silentLogger, clock };
  const store = await openStore(tools);
  const backup = join(dataDir, 'before.db');
  await store.backup(backup);
  await store.close();
  await bridge.restart();
  sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('sent', () => made().length === 1);
  await clock.advance(60_000);
  await bridge.during(bridge.engine.stop());

  await mkdir(join(dataDir, 'backups'), { recursive: true });
  await restore(backup);
  await bridge.restart();
  await bridge.until('linked again', () => bridge.engine.status().links.open === 1, 300_000);
  await clock.advance(180_000);
  expect(made()).toHaveLength(1);
  expect((await bridge.messages()).join('\n')).toMatch(/already exists for ticket/);

  async function restore(from: string): Promise<void> {
    const files = storeFiles(dataDir);
    await copyFile(from, backupFile(files, clock.now() + 1_000, 99));
    await recoverStore({ ...tools, how: 'restore-backup' });
  }
});

it('after a start with empty data sends no ticket again whose external reference names a work order', async () => {
  bridge = await startBridge();
  const { sandbox, clock, dataDir } = bridge;
  const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
  const made = () => sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
  sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('linked', () => sandbox.ticket(ticketId)?.externalXRef !== undefined);
  const config = bridge.engine.config();
  await bridge.during(bridge.engine.stop());
  const tools = { dataDir, worker: storeWorker, now: () => clock.now(), version: '0.0.0', logger: silentLogger, clock };
  await recoverStore({ ...tools, how: 'start-fresh' });
  const engine = await bridge.restart();
  expect(engine.config().started).toBe(false);
  await bridge.during(engine.saveConfig(() => ({ ...config, started: false })));
  const plan = await bridge.during(engine.plan());
  expect(plan.find((row) => row.ticketId === ticketId)).toMatchObject({ outcome: 'linked' });
  await bridge.during(engine.begin([ticketId], { takeOver: true }));
  await bridge.until('it waits for a person', async () =>
    (await engine.attention()).some((item) => item.cause === 'ticket.already-sent'),
  );
  await clock.advance(180_000);
  expect(made()).toHaveLength(1);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FieldNation } from '../../src/core/fieldnation/port.ts';
import type { RunningSandbox } from '../../src/sandbox/index.ts';

/** Uses every call about what hangs on a work order, with something in every part. */
export async function exerciseWorkOrderRecords(fn: FieldNation, sandbox: RunningSandbox): Promise<void> {
  const { provider, buyer } = sandbox.people;
  const make = async (title: string): Promise<number> =>
    (await fn.createWorkOrder([{ target: 'title', value: title }])).id;
  const id = await make('With everything');
  const { providerId } = buyer.assign({ workOrderId: id });
  provider.checkIn({ workOrderId: id });
  provider.checkOut({ workOrderId: id });
  provider.addExpense({ workOrderId: id, amount: 20 });
  buyer.approveExpense({ workOrderId: id });

  const { messageId } = provider.message({ workOrderId: id, text: 'The rack is locked' });
  await fn.postMessage(id, { text: 'The key is at the desk', audience: 'provider', replyTo: messageId });
  await fn.postMessage(id, { text: 'Third time this month', audience: 'buyer', replyTo: null });
  await fn.messages(id);

  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  try {
    const path = join(folder, 'plan');
    writeFileSync(path, '%PDF');
    const file = { path, sizeBytes: 4, fileName: 'plan.pdf', mime: 'application/pdf' };
    const folderId = fn.folders(await fn.workOrder(id)).find((each) => each.type === 'document')?.id ?? 0;
    await fn.uploadFile(id, { folderId, file, notes: 'From ConnectWise [CW#1]' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await fn.workOrder(id);

  await fn.routeToProvider(await make('For one'), providerId ?? 0);
  const pool = (await fn.talentPools())[0]?.id ?? 0;
  await fn.routeToPool(await make('For a pool'), pool);
  await fn.cancel(await make('Not needed'), 'Duplicate');
  await fn.recentWorkOrders(1);
  await fn.managers();
  await fn.clients();
  await fn.projects();
  await fn.customFields();
}

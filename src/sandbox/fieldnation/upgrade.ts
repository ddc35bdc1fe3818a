import { writeFileSync } from 'node:fs';
import type { FileBin } from '../kernel/file-bin.ts';
import type { Attachment, FieldNationData, Message, WorkOrderRecord } from './model.ts';
import { newWorkOrder } from './new-work-order.ts';
import { companyRecords } from './seed-company.ts';

/**
 * Brings a state file of an earlier sandbox up to today's records, in place: what it does not know yet starts as in a
 * fresh sandbox, and files that were kept inside the state move to the bin.
 */
export function upgrade(data: FieldNationData, files: FileBin, now: number): void {
  const fresh = companyRecords(now);
  fillIn(data, fresh);
  fillIn(data.nextId, fresh.nextId);
  for (const user of fresh.users) if (!data.users.some((each) => each.id === user.id)) data.users.push(user);
  const blank = newWorkOrder(fresh, { title: '', now, managerId: 0 });
  for (const record of data.workOrders) {
    fillIn(record, structuredClone(blank));
    record.bonuses = record.bonuses.map(chosen);
    record.penalties = record.penalties.map(chosen);
    record.messages.forEach(upgradeMessage);
    for (const log of record.timeLogs) fillIn(log, { devices: 0, edited: false });
    for (const task of record.tasks) fillIn(task, { completedBy: null });
    for (const problem of record.problems) fillIn(problem, { resolvedBy: null });
    for (const folder of record.folders) for (const file of folder.attachments) moveToBin(file, files);
  }
  for (const webhook of data.webhooks) fillIn(webhook, { failingSince: null, failedDays: [], history: [] });
}

/** Adds the keys `record` does not have. */
function fillIn(record: object, defaults: object): void {
  for (const [key, value] of Object.entries(defaults)) if (!(key in record)) Reflect.set(record, key, value);
}

/** Bonuses and penalties used to be bare numbers. */
function chosen(extra: WorkOrderRecord['bonuses'][number] | number): WorkOrderRecord['bonuses'][number] {
  return typeof extra === 'number' ? { id: extra, charged: false } : extra;
}

function upgradeMessage(message: Message): void {
  fillIn(message, { audience: [], archived: false });
  message.replies.forEach(upgradeMessage);
}

function moveToBin(file: Attachment & { content?: string }, files: FileBin): void {
  if (typeof file.content !== 'string') return;
  const { name, path } = files.create();
  writeFileSync(path, Buffer.from(file.content, 'base64'));
  file.stored = name;
  delete file.content;
}

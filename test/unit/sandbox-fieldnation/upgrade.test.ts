import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FieldNationData } from '../../../src/sandbox/fieldnation/model.ts';
import { upgrade } from '../../../src/sandbox/fieldnation/upgrade.ts';
import { createFileBin } from '../../../src/sandbox/kernel/file-bin.ts';
import { company, now, workOrder } from './records.ts';

/** What an earlier sandbox wrote: no lists it did not know, bonuses as numbers, a file inside the state. */
function older(): FieldNationData {
  const data = company();
  const record = workOrder({}, data) as unknown as Record<string, unknown>;
  for (const key of ['expenses', 'increases', 'shipments', 'revisits', 'revisitOf', 'cancellationFee'])
    delete record[key];
  record.bonuses = [31];
  record.messages = [
    { id: '1', parentId: '0', fromId: 1, toId: null, type: 'INTERNAL', text: 'x', at: now, replies: [] },
  ];
  record.folders = [
    {
      id: 1,
      name: 'Documents',
      type: 'document',
      minFiles: 0,
      maxFiles: 0,
      attachments: [{ id: 5, content: 'UExBTg==' }],
    },
  ];
  const old = data as unknown as Record<string, unknown>;
  delete old.problemTypes;
  delete old.talentPoolGroups;
  delete data.nextId.expense;
  data.users = data.users.filter((user) => user.id < 48216);
  return data;
}

describe('A state of an earlier sandbox', () => {
  it('gains what it did not know, keeps what it knew, and its files move to disk', () => {
    const data = older();
    const files = createFileBin(null);
    upgrade(data, files, now);
    const [record] = data.workOrders;
    expect(record).toMatchObject({
      title: 'Replace the router',
      expenses: [],
      revisitOf: null,
      cancellationFee: 0,
      bonuses: [{ id: 31, charged: false }],
      messages: [{ text: 'x', archived: false, audience: [] }],
    });
    expect(data.problemTypes.length).toBeGreaterThan(0);
    expect(data.nextId.expense).toBeGreaterThan(0);
    expect(data.users.some((user) => user.email === 'jharper@northwindmsp.example')).toBe(true);
    const [file] = record?.folders[0]?.attachments ?? [];
    expect(file).not.toHaveProperty('content');
    const path = files.path(file?.stored ?? '');
    expect(readFileSync(path, 'utf8')).toBe('PLAN');
    files.close();
    expect(existsSync(dirname(path))).toBe(false);
  });

  it('is left as it is the second time', () => {
    const data = older();
    const files = createFileBin(null);
    upgrade(data, files, now);
    const once = structuredClone(data);
    upgrade(data, files, now);
    files.close();
    expect(data).toEqual(once);
  });
});

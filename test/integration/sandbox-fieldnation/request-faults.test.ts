import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkOrderRecord } from '../../../src/sandbox/fieldnation/model.ts';
import { type Client, startClient } from './client.ts';

let client: Client;
let workOrderId = 0;
beforeEach(async () => {
  client = await startClient();
  workOrderId = client.sandbox.workOrders().find((each) => each.status === 'assigned')?.id ?? 0;
});
afterEach(() => client.stop());

const record = (): Readonly<WorkOrderRecord> | undefined =>
  client.sandbox.workOrders().find((each) => each.id === workOrderId);
const at = (utc: string) => ({ created: { utc } });

/** A write, and what of the record it changes. */
const writes: readonly [
  method: string,
  part: string,
  body: unknown,
  changed: (record: Readonly<WorkOrderRecord>) => unknown,
][] = [
  ['POST', '/messages', { message: 'Hello', type: 'INTERNAL' }, (each) => each.messages.length],
  ['POST', '/attachments', { name: 'Photos' }, (each) => each.folders.length],
  [
    'POST',
    '/time_logs',
    { in: at('2026-11-20 15:00:00'), out: at('2026-11-20 16:00:00') },
    (each) => each.timeLogs.length,
  ],
  ['POST', '/expenses', { category: { id: 21 }, description: 'Mileage', amount: '3' }, (each) => each.expenses.length],
  ['POST', '/bonuses/31', { charged: true }, (each) => each.bonuses.length],
  ['POST', '/tasks', { label: 'Sweep' }, (each) => each.tasks.length],
  ['POST', '/problems', { type: { id: 1 }, comments: 'Rain' }, (each) => each.problems.length],
  [
    'POST',
    '/shipments',
    { name: 'Box', direction: 'to site', carrier: { name: 'ups' } },
    (each) => each.shipments.length,
  ],
  ['POST', '/contacts', { name: 'Sam', role: 'Location Contact' }, (each) => each.contacts.length],
  ['POST', '/site-revisits', { revisit_reason: 51, is_billable: false }, (each) => each.revisits.length],
  ['POST', '/tags', { id: 301 }, (each) => each.tags.length],
  ['PUT', '/custom_fields/129', { value: '1' }, (each) => each.customFields['129']],
  ['PUT', '/incident', { incident_id: 'CW-1' }, (each) => each.incidentId],
  ['POST', '/provider/cancel', undefined, (each) => each.assigneeId],
  ['DELETE', '?cancel_reason=Duplicate', undefined, (each) => each.status],
];

describe.each(writes)('The simulated %s %s', (method, part, body, changed) => {
  const value = (): unknown => {
    const found = record();
    return found === undefined ? undefined : changed(found);
  };
  const send = () => client.rest(method, `/workorders/${workOrderId}${part}`, body);
  const strike = (kind: '429' | '500' | 'drop-connection' | 'drop-after-commit') =>
    client.sandbox.addFault({ vendor: 'fieldnation', on: 'request', method, path: `${workOrderId}`, kind });

  it('does nothing when it is refused, breaks or is never heard, and its work when only the answer is lost', async () => {
    const before = value();
    strike('429');
    expect((await send()).status).toBe(429);
    strike('500');
    expect((await send()).status).toBe(500);
    strike('drop-connection');
    await expect(send()).rejects.toThrow();
    expect(value()).toEqual(before);
    strike('drop-after-commit');
    await expect(send()).rejects.toThrow();
    expect(value()).not.toEqual(before);
  });
});

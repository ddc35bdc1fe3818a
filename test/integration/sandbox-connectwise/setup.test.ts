import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { field, type Instance, ids, query, startInstance, startReceiver } from './instance.ts';

/* Custom field definitions, workflow rules, the audit trail, callbacks that fail for days. */

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.close());

const newField = (more: Readonly<Record<string, unknown>> = {}) =>
  instance.call('POST', '/system/userDefinedFields', {
    podId: 12,
    caption: 'FN Link',
    sequenceNumber: 20,
    fieldTypeIdentifier: 'Text',
    ...more,
  });
const firstError = (body: unknown): readonly unknown[] => [
  field(body, 'errors', 0, 'code'),
  field(body, 'errors', 0, 'field'),
];

describe('a new custom field', () => {
  it('is empty on every ticket at once and can be written and searched', async () => {
    const made = await newField({
      entryTypeIdentifier: 'List',
      options: [{ optionValue: 'Sent' }, { optionValue: 'Held' }],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      screenId: 'sr100',
      caption: 'FN Link',
      options: [{ optionValue: 'Sent', sortOrder: 0 }, {}],
    });
    const id = field(made.body, 'id');
    const shown = async (): Promise<unknown> =>
      (field((await instance.call('GET', '/service/tickets/7601')).body, 'customFields') as readonly unknown[]).find(
        (one) => field(one, 'id') === id,
      );
    expect(await shown()).toEqual({
      id,
      caption: 'FN Link',
      type: 'Text',
      entryMethod: 'List',
      numberOfDecimals: 0,
      connectWiseId: expect.any(String),
    });
    await instance.call('PATCH', '/service/tickets/7601', [
      { op: 'replace', path: 'customFields', value: [{ id, value: 'Sent' }] },
    ]);
    expect(await shown()).toMatchObject({ value: 'Sent' });
    const found = async (customFieldConditions: string): Promise<readonly unknown[]> =>
      ids((await instance.call('GET', `/service/tickets${query({ customFieldConditions, pageSize: 1000 })}`)).body);
    expect(await found('caption="FN Link" AND value = "Sent"')).toEqual([7601]);
    expect(await found('caption="FN Link" AND value != null')).toEqual([7601]);
    expect(await found('caption="FN Link" AND value = null')).not.toContain(7601);
  });

  it('is refused with the mistake named', async () => {
    expect(firstError((await newField({ podId: undefined })).body)).toEqual(['MissingRequiredField', 'podId']);
    expect(firstError((await newField({ podId: 99 })).body)).toEqual(['NotFound', 'podId']);
    expect(firstError((await newField({ caption: 'x'.repeat(26) })).body)).toEqual(['MaxLengthField', 'caption']);
    expect(firstError((await newField({ sequenceNumber: 51 })).body)).toEqual(['OutOfRange', 'sequenceNumber']);
    expect(firstError((await newField({ fieldTypeIdentifier: 'Memo' })).body)).toEqual([
      'InvalidField',
      'fieldTypeIdentifier',
    ]);
    expect(firstError((await newField({ entryTypeIdentifier: 'List' })).body)).toEqual([
      'MissingRequiredField',
      'options',
    ]);
    expect(firstError((await newField({ caption: 'fn work order' })).body)).toEqual(['ObjectExists', 'caption']);
    instance.connectwise.people.setRight('System/Table Setup', 'add', 'None');
    expect((await newField()).status).toBe(403);
  });
});

/** A rule of the dispatch board with one event and one action, switched on. */
async function newRule(eventCondition: string, event: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { boardId, triggerStatusId } = instance.trigger;
  const rule = await instance.call('POST', '/system/workflows', {
    name: 'Send to Field Nation',
    tableType: { identifier: 'Ticket' },
    board: { id: boardId },
  });
  const path = `/system/workflows/${String(field(rule.body, 'id'))}`;
  const made = await instance.call('POST', `${path}/events`, { name: 'Wanted', eventCondition, ...event });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const action = await instance.call('POST', `${path}/events/${String(field(made.body, 'id'))}/actions`, {
    notifyType: { identifier: 'ChangeStatus' },
    board: { id: boardId },
    boardStatus: { id: triggerStatusId },
  });
  expect(action.status, JSON.stringify(action.body)).toBe(201);
  const on = await instance.call('PATCH', path, [
    { op: 'replace', path: 'batchSchedule', value: 'AnyTime' },
    { op: 'replace', path: 'activateFlag', value: true },
  ]);
  expect(on.status, JSON.stringify(on.body)).toBe(200);
  return path;
}
const fieldId = (caption: string): number =>
  instance.connectwise.state.tables.userDefinedFields.find((one) => one.caption === caption)?.id ?? 0;
const statusOf = async (id: number): Promise<unknown> =>
  field((await instance.call('GET', `/service/tickets/${id}`)).body, 'status', 'id');

describe('a workflow rule', () => {
  it('moves a ticket whose custom field says so into the trigger status, as another member', async () => {
    const receiver = await startReceiver(instance.clock);
    await instance.call('POST', '/system/callbacks', {
      url: `${receiver.url}/?recordId=`,
      objectId: instance.trigger.triggerStatusId,
      type: 'ticket',
      level: 'status',
    });
    await newRule(
      `customField_${fieldId('Ladder Needed')} = true and customField_${fieldId('FN Sync Result')} != "Synced"`,
    );
    const { people } = instance.connectwise;
    const done = instance.connectwise.state.tables.tickets.filter(
      (one) => (one.status as { id: number }).id !== instance.trigger.triggerStatusId,
    );
    const [first, second] = done.filter((one) => (one.board as { id: number }).id === instance.trigger.boardId);
    const [a, b] = [first?.id ?? 0, second?.id ?? 0];
    people.setCustomField({ member: 'jharper', ticketId: b, caption: 'FN Sync Result', value: 'Synced' });
    people.setCustomField({ member: 'jharper', ticketId: b, caption: 'Ladder Needed', value: true });
    expect(await statusOf(b)).not.toBe(instance.trigger.triggerStatusId);
    people.setCustomField({ member: 'jharper', ticketId: a, caption: 'Ladder Needed', value: true });
    const { body } = await instance.call('GET', `/service/tickets/${a}`);
    expect(body).toMatchObject({ status: { id: instance.trigger.triggerStatusId }, _info: { updatedBy: 'zadmin' } });
    await instance.clock.advance(0);
    expect(receiver.deliveries.map(({ message }) => [field(message, 'ID'), field(message, 'MemberId')])).toEqual([
      [a, 'zadmin'],
    ]);
    await receiver.close();
  });

  it('acts once on a ticket by default, and again and again when it runs continuously', async () => {
    await newRule(`board/id = ${instance.trigger.boardId} and closedFlag = false`);
    const { people } = instance.connectwise;
    const back = (): void => {
      const [status] = instance.connectwise.state.tables.statuses.filter(
        (one) => (one.board as { id: number }).id === instance.trigger.boardId,
      );
      people.moveTicket({ member: 'jharper', ticketId: 7601, statusId: status?.id ?? 0 });
    };
    back();
    expect(await statusOf(7601)).toBe(instance.trigger.triggerStatusId);
    back();
    expect(await statusOf(7601)).not.toBe(instance.trigger.triggerStatusId);
    await newRule('closedFlag = false', {
      executionTime: 'Continuously',
      frequencyUnit: 'Minutes',
      frequencyOfExecution: 5,
    });
    back();
    back();
    expect(await statusOf(7601)).toBe(instance.trigger.triggerStatusId);
  });

  it('waits as long as the switch says', async () => {
    instance.kernel.setSwitch('connectwise.workflowDelayMs', 60_000);
    await newRule('summary like "Wait*"');
    instance.connectwise.people.editTicket({ member: 'jharper', ticketId: 7602, changes: { summary: 'Wait for it' } });
    expect(await statusOf(7602)).not.toBe(instance.trigger.triggerStatusId);
    await instance.clock.advance(60_000);
    expect(await statusOf(7602)).toBe(instance.trigger.triggerStatusId);
  });

  it('can be asked which tickets it fits, also while it is not active', async () => {
    const path = await newRule('id = 7601');
    await instance.call('PATCH', path, [{ op: 'replace', path: 'activateFlag', value: false }]);
    const event = field((await instance.call('GET', `${path}/events`)).body, 0);
    const fits = await instance.call('GET', `${path}/events/${String(field(event, 'id'))}/test`);
    expect(fits.body).toMatchObject([{ id: 7601 }]);
    const after = await instance.call('GET', `${path}/events/${String(field(event, 'id'))}`);
    expect(field(after.body, 'testRecordsMatched')).toBe(1);
    const triggers = await instance.call('GET', `${path}/triggers?pageSize=1000`);
    expect(triggers.body).toContainEqual(
      expect.objectContaining({
        name: `customField_${fieldId('FN Sync Result')}`,
        customField: expect.objectContaining({ id: fieldId('FN Sync Result'), name: 'FN Sync Result' }),
      }),
    );
    const options = await instance.call('GET', `${path}/triggers/2/options?pageSize=1000`);
    expect(JSON.stringify(options.body)).toContain('Dispatch to FN');
  });

  it('is refused with the mistake named', async () => {
    const post = (path: string, body: unknown) => instance.call('POST', path, body);
    expect(firstError((await post('/system/workflows', { name: 'x' })).body)).toEqual([
      'MissingRequiredField',
      'tableType',
    ]);
    const tableType = { identifier: 'Ticket' };
    const early = await post('/system/workflows', {
      name: 'x',
      tableType,
      activateFlag: true,
      batchSchedule: 'AnyTime',
    });
    expect(firstError(early.body)).toEqual(['InvalidField', 'activateFlag']);
    const rule = await post('/system/workflows', { name: 'x', tableType });
    const events = `/system/workflows/${String(field(rule.body, 'id'))}/events`;
    expect(firstError((await post(events, { eventCondition: 'nonsense = 1' })).body)).toEqual([
      'InvalidField',
      'eventCondition',
    ]);
    expect(firstError((await post(events, { eventCondition: 'id = 1', executionTime: 'Continuously' })).body)).toEqual([
      'MissingRequiredField',
      'frequencyUnit',
    ]);
    const event = await post(events, { eventCondition: 'id = 1' });
    const actions = `${events}/${String(field(event.body, 'id'))}/actions`;
    expect(firstError((await post(actions, { notifyType: { id: 2 } })).body)).toEqual([
      'MissingRequiredField',
      'boardStatus',
    ]);
    instance.connectwise.people.setRight('System/Table Setup', 'delete', 'All');
    expect((await instance.call('DELETE', `/system/workflows/${String(field(rule.body, 'id'))}`)).status).toBe(204);
    expect(instance.connectwise.state.tables.workflowEvents).toEqual([]);
    instance.connectwise.people.setRight('System/Table Setup', 'add', 'None');
    expect((await post('/system/workflows', { name: 'x', tableType })).status).toBe(403);
  });
});

describe('the audit trail of a ticket', () => {
  const trail = async (): Promise<readonly unknown[]> =>
    (await instance.call('GET', '/system/audittrail?type=Ticket&id=7601&pageSize=1000')).body as readonly unknown[];

  it('says who changed which field, when, from what to what', async () => {
    const { people } = instance.connectwise;
    const before = await instance.call('GET', '/service/tickets/7601');
    people.moveTicket({ member: 'jharper', ticketId: 7601, statusId: instance.trigger.triggerStatusId });
    await instance.clock.advance(60_000);
    await instance.call('PATCH', '/service/tickets/7601', [
      { op: 'replace', path: 'poNumber', value: 'PO-7' },
      { op: 'replace', path: 'customFields', value: [{ id: fieldId('FN Work Order'), value: '18520401' }] },
    ]);
    const after = await instance.call('GET', '/service/tickets/7601');
    const entries = await trail();
    expect(entries).toEqual([
      {
        text: `Status changed from "${String(field(before.body, 'status', 'name'))}" to "Dispatch to FN".`,
        enteredDate: expect.stringMatching(/Z$/),
        enteredBy: 'jharper',
        auditType: 'Ticket',
        auditSubType: 'Record',
        auditSource: 'Client',
      },
      expect.objectContaining({
        text: 'Po Number changed from "" to "PO-7".',
        enteredBy: 'svc-fieldnation',
        auditSource: 'API',
      }),
      expect.objectContaining({ text: 'FN Work Order changed from "" to "18520401".', auditSubType: 'CustomField' }),
    ]);
    expect(field(entries[1], 'enteredDate')).toBe(field(after.body, '_info', 'lastUpdated'));
  });

  it('has no forward-only pages', async () => {
    const answer = await instance.call('GET', '/system/audittrail?type=Ticket&id=7601', undefined, {
      'pagination-type': 'forward-only',
    });
    expect(answer.status).toBe(400);
  });
});

describe('a callback whose target fails for three days', () => {
  const dayMs = 86_400_000;
  const poke = async (): Promise<void> => {
    instance.connectwise.people.addNote({ member: 'jharper', ticketId: 7601, text: 'x' });
    await instance.clock.advance(20_000);
  };

  it('is switched off in silence and heard of again once it is switched on', async () => {
    const statuses = [500, 500, 200, ...Array.from({ length: 3 }, () => 500)];
    const receiver = await startReceiver(instance.clock, statuses);
    const entry = await instance.call('POST', '/system/callbacks', {
      url: `${receiver.url}/?recordId=`,
      objectId: 1,
      type: 'ticket',
      level: 'owner',
    });
    const path = `/system/callbacks/${String(field(entry.body, 'id'))}`;
    const inactive = async (): Promise<unknown> => field((await instance.call('GET', path)).body, 'inactiveFlag');
    await poke();
    await instance.clock.advance(2 * dayMs);
    await poke();
    // One success in between starts the count afresh.
    await poke();
    await poke();
    await instance.clock.advance(2 * dayMs);
    await poke();
    expect(await inactive()).toBe(false);
    await instance.clock.advance(dayMs);
    await poke();
    expect(await inactive()).toBe(true);
    await poke();
    expect(receiver.deliveries).toHaveLength(6);
    await instance.call('PATCH', path, [{ op: 'replace', path: 'inactiveFlag', value: false }]);
    await poke();
    expect(receiver.deliveries).toHaveLength(7);
    await receiver.close();
  });
});

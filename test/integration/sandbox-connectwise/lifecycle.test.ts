import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { field, type Instance, ids, type Receiver, startInstance, startReceiver } from './instance.ts';

/* Tickets that are merged, converted, bundled, moved to another board. */

let instance: Instance;
let receiver: Receiver;
beforeEach(async () => {
  instance = await startInstance();
  receiver = await startReceiver(instance.clock);
  const entry = { url: `${receiver.url}/?recordId=`, objectId: 1, type: 'ticket', level: 'owner' };
  await instance.call('POST', '/system/callbacks', entry);
});
afterEach(async () => {
  await receiver.close();
  await instance.close();
});

const heard = async (): Promise<unknown[]> => {
  await instance.clock.advance(0);
  return receiver.deliveries.map(({ message }) => [field(message, 'ID'), field(message, 'Action')]);
};
const ticket = async (id: number): Promise<unknown> => (await instance.call('GET', `/service/tickets/${id}`)).body;
const statusNamed = (name: string, board: number): number =>
  instance.connectwise.state.tables.statuses.find(
    (one) => one.name === name && (one.board as { id: number }).id === board,
  )?.id ?? 0;

describe('merging', () => {
  const merge = (body: unknown) => instance.call('POST', '/service/tickets/7601/merge', body);

  it('needs its own right, ids and a status of the merged ticket’s board', async () => {
    const board = instance.trigger.boardId;
    const status = { id: statusNamed('Completed', board) };
    expect((await merge({ mergeTicketIds: [7602], status })).status).toBe(403);
    instance.connectwise.people.setRight('Service Desk/Merge Tickets', 'edit', 'All');
    expect(field((await merge({ status })).body, 'errors', 0, 'code')).toBe('MissingRequiredField');
    expect(field((await merge({ mergeTicketIds: [1], status })).body, 'errors', 0, 'message')).toBe(
      'Ticket 1 not found',
    );
    const wrong = { id: statusNamed('Closed', board - 1) };
    const refused = await merge({ mergeTicketIds: [7602], status: wrong });
    expect(field(refused.body, 'errors', 0, 'message')).toBe(
      `Service Status ${wrong.id} not found for Service Board ${board}`,
    );
    const done = await merge({ mergeTicketIds: [7602], status });
    expect([done.status, field(done.body, 'success')]).toEqual([200, true]);
    expect((await merge({ mergeTicketIds: [7602], status })).status).toBe(400);
  });

  it('points the merged ticket to the other, closes it, shows its notes there, and is heard for both', async () => {
    instance.connectwise.people.mergeTickets({
      member: 'jharper',
      ticketId: 7601,
      mergeTicketIds: [7602],
      statusId: null,
    });
    expect(await ticket(7602)).toMatchObject({ mergedParentTicket: { id: 7601 }, closedFlag: true });
    expect(await ticket(7601)).toMatchObject({ hasMergedChildTicketFlag: true, closedFlag: false });
    expect(await heard()).toEqual([
      [7602, 'updated'],
      [7601, 'updated'],
    ]);
    const notes = (await instance.call('GET', '/service/tickets/7601/allNotes')).body as readonly unknown[];
    const merged = notes.filter((note) => field(note, 'mergedFlag') === true);
    expect(merged.map((note) => field(note, 'ticket', 'id'))).toContain(7602);
    instance.kernel.setSwitch('connectwise.mergedNotesInParent', false);
    const own = (await instance.call('GET', '/service/tickets/7601/allNotes')).body as readonly unknown[];
    expect(own).toHaveLength(notes.length - merged.length);
  });
});

describe('converting', () => {
  it('takes the ticket from /service to /project with everything that hangs on it', async () => {
    const missing = await instance.call('POST', '/service/tickets/7601/convert', {});
    expect([field(missing.body, 'errors', 0, 'field'), field(missing.body, 'errors', 1, 'field')]).toEqual([
      'phase',
      'wbsCode',
    ]);
    const body = { project: { id: 31 }, phase: { id: 71 }, wbsCode: '1.1', recordType: 'ProjectTicket' };
    expect((await instance.call('POST', '/service/tickets/7601/convert', body)).status).toBe(200);
    const gone = await instance.call('GET', '/service/tickets/7601');
    expect([gone.status, gone.body]).toEqual([404, { code: 'NotFound', message: 'Ticket 7601 not found' }]);
    expect(ids((await instance.call('GET', '/service/tickets?pageSize=1000')).body)).not.toContain(7601);
    const project = await instance.call('GET', '/project/tickets/7601');
    expect(project.body).toMatchObject({ id: 7601, project: { name: 'Branch network upgrade' }, wbsCode: '1.1' });
    for (const field of ['severity', 'team', 'externalXRef', 'recordType'])
      expect(project.body).not.toHaveProperty(field);
    expect((await instance.call('GET', '/project/tickets/7601/allNotes')).body).not.toEqual([]);
    await heard();
    const entity: unknown = JSON.parse(String(field(receiver.deliveries[0]?.message, 'Entity')));
    expect([field(receiver.deliveries[0]?.message, 'Type'), field(entity, 'recordType')]).toEqual([
      'ticket',
      'ProjectTicket',
    ]);
  });

  it('leaves it readable under /service where the switch says so', async () => {
    instance.connectwise.people.convertTicket({ member: 'jharper', ticketId: 7601 });
    instance.kernel.setSwitch('connectwise.serviceReadsProjectTickets', true);
    expect(await ticket(7601)).toMatchObject({ recordType: 'ProjectTicket' });
  });
});

describe('children', () => {
  it('are attached with a flag on the parent', async () => {
    const done = await instance.call('POST', '/service/tickets/7601/attachChildren', { childTicketIds: [7602, 7603] });
    expect(done.body).toMatchObject({ success: true });
    expect(await ticket(7602)).toMatchObject({ parentTicketId: 7601 });
    expect(await ticket(7601)).toMatchObject({ hasChildTicket: true });
    expect(await heard()).toEqual([
      [7602, 'updated'],
      [7603, 'updated'],
      [7601, 'updated'],
    ]);
  });
});

describe('moving to another board', () => {
  it('is refused with a status of the old one, and done with a status of the new', async () => {
    const board = instance.trigger.boardId - 1;
    const patch = [
      { op: 'replace', path: 'board', value: { id: board } },
      ...['type', 'subType', 'item', 'team'].map((path) => ({ op: 'replace', path, value: null })),
    ];
    const refused = await instance.call('PATCH', '/service/tickets/7601', patch);
    expect([
      refused.status,
      field(refused.body, 'errors', 0, 'code'),
      field(refused.body, 'errors', 0, 'field'),
    ]).toEqual([400, 'NotFound', 'status/id']);
    instance.connectwise.people.moveBoard({ member: 'jharper', ticketId: 7601, boardId: board, statusId: null });
    expect(await ticket(7601)).toMatchObject({ board: { id: board }, status: { name: 'New' } });
  });
});

describe('deleting', () => {
  it('takes documents, time, schedule and tasks along', async () => {
    const { people, state } = instance.connectwise;
    people.uploadDocument({
      member: 'jharper',
      ticketId: 7601,
      name: 'a.txt',
      title: 'a',
      content: 20,
      private: false,
    });
    people.addTime({ member: 'jharper', ticketId: 7601, startAt: 0, endAt: 3_600_000, text: 'x', tabs: [] });
    people.deleteTicket({ member: 'jharper', ticketId: 7601 });
    expect(state.tables.documents).toEqual([]);
    expect(state.tables.timeEntries).toEqual([]);
    expect(state.tables.scheduleEntries.some((one) => one.objectId === 7601)).toBe(false);
    expect(state.tables.tasks.some((one) => one.ticketId === 7601)).toBe(false);
  });
});

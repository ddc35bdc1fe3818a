import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { field, type Instance, ids, query, startInstance } from './instance.ts';

/* Time entries, schedule entries, notes of every kind, tasks and devices. */

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.close());

const time = (more: Readonly<Record<string, unknown>> = {}) =>
  instance.call('POST', '/time/entries', {
    chargeToId: 7601,
    chargeToType: 'ServiceTicket',
    member: { identifier: 'mlopez' },
    timeStart: '2026-02-03T14:00:00Z',
    timeEnd: '2026-02-03T15:30:00Z',
    ...more,
  });
const errorOf = (body: unknown): readonly unknown[] => [
  field(body, 'errors', 0, 'code'),
  field(body, 'errors', 0, 'field'),
  field(body, 'errors', 0, 'message'),
];

describe('time entries', () => {
  it('count their hours from start and end, and add them to the ticket', async () => {
    const made = await time({ actualHours: 9, workType: { name: 'After hours' } });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      actualHours: 1.5,
      member: { identifier: 'mlopez' },
      workType: { name: 'After hours' },
      enteredBy: 'svc-fieldnation',
      status: 'Open',
      ticket: { id: 7601 },
      company: { id: expect.any(Number) },
    });
    const path = `/time/entries/${String(field(made.body, 'id'))}`;
    const patched = await instance.call('PATCH', path, [{ op: 'replace', path: 'actualHours', value: 4 }]);
    expect([patched.status, field(patched.body, 'actualHours')]).toEqual([200, 1.5]);
    await time({ timeStart: '2026-02-04T08:00:00Z', timeEnd: '2026-02-04T09:00:00Z' });
    const ticket = await instance.call('GET', '/service/tickets/7601');
    expect(field(ticket.body, 'actualHours')).toBe(2.5);
    const conditions = 'chargeToId=7601 AND chargeToType="ServiceTicket"';
    const list = await instance.call('GET', `/time/entries${query({ conditions })}`);
    expect(ids(list.body)).toHaveLength(2);
    const references = await instance.call('GET', '/service/tickets/7601/timeentries');
    expect(field(references.body, 0)).toEqual({
      id: field(made.body, 'id'),
      _info: { timeEntry_href: expect.stringContaining(path) },
    });
  });

  it('refuse milliseconds, closed periods, statuses without time, unknown tickets and an end before the start', async () => {
    const refused = async (more: Readonly<Record<string, unknown>>): Promise<readonly unknown[]> => {
      const answer = await time(more);
      return [answer.status, ...errorOf(answer.body)];
    };
    expect(await refused({ timeStart: '2026-02-03T14:00:00.000Z' })).toEqual([
      400,
      'InvalidField',
      'timeStart',
      'Unsupported format applied to timeStart',
    ]);
    expect((await refused({ timeStart: undefined })).slice(0, 3)).toEqual([400, 'MissingRequiredField', 'timeStart']);
    expect((await refused({ timeEnd: '2026-02-03T13:00:00Z' })).slice(0, 3)).toEqual([400, 'InvalidField', 'timeEnd']);
    expect(await refused({ chargeToId: 1 })).toEqual([400, 'NotFound', 'chargeToId', 'Ticket 1 not found']);
    instance.kernel.setSwitch('connectwise.reportPeriodFrom', '2026-03-01');
    expect((await refused({})).at(-1)).toContain('report periods');
    instance.kernel.setSwitch('connectwise.reportPeriodFrom', '');
    const status = instance.connectwise.state.tables.statuses.find(({ name }) => name === 'Dispatch to FN');
    if (status) status.timeEntryNotAllowed = true;
    const waiting = instance.connectwise.state.tables.tickets.find(
      (ticket) => (ticket.status as { id: number }).id === status?.id,
    );
    expect((await refused({ chargeToId: waiting?.id })).at(-1)).toContain('Dispatch to FN');
  });

  it('show their text in allNotes on the tabs they name, and nowhere in notes', async () => {
    const made = await time({ notes: 'On site, replaced the AP', addToDetailDescriptionFlag: true });
    await time({ notes: '', addToDetailDescriptionFlag: true });
    const notes = await instance.call('GET', '/service/tickets/7601/notes');
    expect(JSON.stringify(notes.body)).not.toContain('replaced the AP');
    const all = await instance.call(
      'GET',
      `/service/tickets/7601/allNotes${query({ conditions: 'noteType="TimeEntryNote"' })}`,
    );
    expect(all.body).toMatchObject([
      {
        id: field(made.body, 'id'),
        noteType: 'TimeEntryNote',
        text: 'On site, replaced the AP',
        detailDescriptionFlag: true,
        internalAnalysisFlag: false,
        timeStart: '2026-02-03T14:00:00Z',
        originalAuthor: 'María López',
        member: { identifier: 'mlopez' },
        ticket: { id: 7601 },
      },
    ]);
  });

  it('can have the id of a note of the same ticket: only id and noteType together name one', async () => {
    const made = await time({ notes: 'x', addToInternalAnalysisFlag: true });
    const all = await instance.call('GET', '/service/tickets/7601/allNotes');
    const same = (all.body as readonly unknown[]).filter((note) => field(note, 'id') === field(made.body, 'id'));
    expect(same.map((note) => field(note, 'noteType'))).toEqual(['TicketNote', 'TimeEntryNote']);
  });

  it('need the right Time & Expense/Time Entry', async () => {
    instance.connectwise.people.setRight('Time & Expense/Time Entry', 'add', 'None');
    expect((await time()).status).toBe(403);
  });
});

const schedule = (more: Readonly<Record<string, unknown>> = {}) =>
  instance.call('POST', '/schedule/entries', {
    objectId: 7601,
    member: { identifier: 'tnguyen' },
    type: { identifier: 'S' },
    dateStart: '2026-02-03T14:00:00Z',
    dateEnd: '2026-02-03T16:00:00Z',
    ...more,
  });

describe('schedule entries', () => {
  it("make the ticket's resources, which cannot be written", async () => {
    const owner = String(field((await instance.call('GET', '/service/tickets/7601')).body, 'resources'));
    const made = await schedule();
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ type: { id: 4, identifier: 'S' }, hours: 2, status: { name: 'Firm' } });
    const names = async (): Promise<unknown> =>
      field((await instance.call('GET', '/service/tickets/7601')).body, 'resources');
    expect(await names()).toBe(`${owner}, tnguyen`);
    const path = `/schedule/entries/${String(field(made.body, 'id'))}`;
    await instance.call('PATCH', path, [{ op: 'replace', path: 'member', value: { identifier: 'kobrien' } }]);
    expect(await names()).toBe(`${owner}, kobrien`);
    const found = await instance.call(
      'GET',
      `/service/tickets${query({ conditions: 'resources contains "kobrien"', pageSize: 1000 })}`,
    );
    expect(ids(found.body)).toContain(7601);
    expect((await instance.call('DELETE', path)).status).toBe(204);
    expect(await names()).toBe(owner);
  });

  it('are found by type and ticket; lists leave `where` out and name the type by its identifier', async () => {
    const made = await schedule({ where: { id: 1 } });
    expect(made.body).toMatchObject({ where: { name: 'On-Site' } });
    const conditions = 'type/id=4 AND objectId=7601';
    const list = await instance.call('GET', `/schedule/entries${query({ conditions })}`);
    expect(list.body).toHaveLength(2);
    const entry = (list.body as readonly unknown[])[1];
    expect(field(entry, 'where')).toBeUndefined();
    expect(Object.keys(field(entry, 'type') as object)).toEqual(['id', 'identifier', '_info']);
    const references = await instance.call('GET', '/service/tickets/7601/scheduleentries');
    expect(Object.keys((references.body as readonly object[])[1] ?? {})).toEqual(['id', 'description', '_info']);
  });

  it('need a type, a member and a ticket, and can refuse overlaps', async () => {
    expect(errorOf((await schedule({ type: undefined })).body).slice(0, 2)).toEqual(['MissingRequiredField', 'type']);
    expect(errorOf((await schedule({ member: undefined })).body).slice(0, 2)).toEqual([
      'MissingRequiredField',
      'member',
    ]);
    expect(errorOf((await schedule({ objectId: 1 })).body)).toEqual(['NotFound', 'objectId', 'Ticket 1 not found']);
    instance.kernel.setSwitch('connectwise.refuseScheduleConflicts', true);
    expect((await schedule()).status).toBe(201);
    expect((await schedule({ objectId: 7602 })).status).toBe(400);
    expect((await schedule({ objectId: 7602, allowScheduleConflictsFlag: true })).status).toBe(201);
    instance.connectwise.people.setRight('Service Desk/Resource Scheduling', 'add', 'None');
    expect((await schedule()).status).toBe(403);
  });

  it('send e-mail to the member only when asked to', async () => {
    await schedule();
    expect(instance.connectwise.people.emails()).toEqual([]);
    await schedule({ notifyResource: true });
    expect(instance.connectwise.people.emails()).toMatchObject([
      { to: ['tnguyen@northwindmsp.example'], reason: 'scheduled', causedBy: 'svc-fieldnation' },
    ]);
  });
});

describe('notes written by people', () => {
  it('are edited and deleted with the ticket touched each time', async () => {
    const { people } = instance.connectwise;
    const { id: noteId } = people.addNote({
      member: 'mlopez',
      ticketId: 7601,
      text: 'Gate code 4471',
      tab: 'internal',
    });
    await instance.clock.advance(5000);
    people.editNote({ member: 'mlopez', ticketId: 7601, noteId, text: 'Gate code 4472' });
    const note = await instance.call('GET', `/service/tickets/7601/notes/${noteId}`);
    expect(note.body).toMatchObject({
      text: 'Gate code 4472',
      internalAnalysisFlag: true,
      _info: { updatedBy: 'mlopez' },
    });
    expect(field(note.body, '_info', 'lastUpdated')).not.toBe(field(note.body, 'dateCreated'));
    await instance.clock.advance(5000);
    people.deleteNote({ member: 'kobrien', ticketId: 7601, noteId });
    expect((await instance.call('GET', `/service/tickets/7601/notes/${noteId}`)).status).toBe(404);
    const ticket = await instance.call('GET', '/service/tickets/7601');
    expect(field(ticket.body, '_info', 'updatedBy')).toBe('kobrien');
  });

  it('can stand on several tabs at once', async () => {
    const { people } = instance.connectwise;
    people.addNote({ member: 'mlopez', ticketId: 7601, text: 'Both', tabs: ['discussion', 'internal'] });
    const all = await instance.call('GET', `/service/tickets/7601/allNotes${query({ conditions: 'text="Both"' })}`);
    expect(all.body).toMatchObject([
      { detailDescriptionFlag: true, internalAnalysisFlag: true, resolutionFlag: false },
    ]);
  });

  it("by the ticket's contact have no member, and say that the customer updated the ticket", async () => {
    instance.connectwise.people.contactReply({ ticketId: 7601, text: 'Thank you, tomorrow is fine' });
    const all = await instance.call(
      'GET',
      `/service/tickets/7601/allNotes${query({ conditions: 'text like "Thank*"' })}`,
    );
    const [note] = all.body as readonly unknown[];
    const contact = field((await instance.call('GET', '/service/tickets/7601')).body, 'contact', 'name');
    expect(note).toMatchObject({
      noteType: 'TicketNote',
      detailDescriptionFlag: true,
      originalAuthor: contact,
      contact: { name: contact },
    });
    expect(field(note, 'member')).toBeUndefined();
    const ticket = await instance.call('GET', '/service/tickets/7601');
    expect(field(ticket.body, 'customerUpdatedFlag')).toBe(true);
  });

  it('may be written in the name of another member, unless the switch forbids it', async () => {
    const note = () =>
      instance.call('POST', '/service/tickets/7601/notes', {
        text: 'Hi',
        detailDescriptionFlag: true,
        member: { identifier: 'tnguyen' },
      });
    expect((await note()).body).toMatchObject({ member: { identifier: 'tnguyen' }, createdBy: 'svc-fieldnation' });
    instance.kernel.setSwitch('connectwise.notesForOthers', false);
    expect((await note()).status).toBe(403);
  });

  it('cause e-mail only where notifications are asked for', async () => {
    const { people } = instance.connectwise;
    people.editTicket({
      member: 'jharper',
      ticketId: 7601,
      changes: { automaticEmailContactFlag: true, processNotifications: false },
    });
    const note = (processNotifications: boolean) =>
      instance.call('POST', '/service/tickets/7601/notes', {
        text: 'Hi',
        detailDescriptionFlag: true,
        processNotifications,
      });
    await note(false);
    expect(people.emails()).toEqual([]);
    await note(true);
    expect(people.emails()).toMatchObject([{ reason: 'note-added', causedBy: 'svc-fieldnation' }]);
    const asked = instance.kernel.journal.entries().filter(({ kind }) => kind === 'notification-asked');
    expect(asked).toMatchObject([{ ticketId: 7601, reason: 'note-added', causedBy: 'svc-fieldnation' }]);
  });
});

describe('tasks and devices of a ticket', () => {
  it('are listed, and devices are attached by id or identifier', async () => {
    const tasks = await instance.call('GET', '/service/tickets/7601/tasks');
    expect(tasks.body).toMatchObject([
      { notes: 'Call the site before leaving', closedFlag: true },
      { closedFlag: false },
    ]);
    expect((await instance.call('GET', '/service/tickets/7601/configurations')).body).toMatchObject([
      { deviceIdentifier: expect.stringContaining('-FW01') },
    ]);
    const none = await instance.call('POST', '/service/tickets/7610/configurations', {});
    expect(errorOf(none.body)).toEqual(['MissingRequiredField', 'id', 'id or deviceIdentifier is required.']);
    const attached = await instance.call('POST', '/service/tickets/7610/configurations', { id: 401 });
    expect([attached.status, field(attached.body, 'id')]).toEqual([201, 401]);
    const device = await instance.call('GET', '/company/configurations/401');
    expect(device.body).toMatchObject({ id: 401, serialNumber: expect.any(String) });
    expect(ids((await instance.call('GET', '/service/tickets/7610/configurations')).body)).toEqual([401]);
  });

  it('survive a PUT of the ticket', async () => {
    const { body } = await instance.call('GET', '/service/tickets/7601');
    const sent = { ...(body as Record<string, unknown>), summary: 'Renamed' };
    expect((await instance.call('PUT', '/service/tickets/7601', sent)).status).toBe(200);
    expect((await instance.call('GET', '/service/tickets/7601/configurations')).body).toHaveLength(1);
  });
});

describe('members', () => {
  it('are found by their e-mail addresses whatever the case; system members do not exist', async () => {
    const conditions = 'officeEmail="marta.ellison@northwindmsp.example"';
    const found = await instance.call('GET', `/system/members${query({ conditions })}`);
    expect(found.body).toMatchObject([{ identifier: 'mellison' }]);
    expect((await instance.call('GET', '/system/members/zadmin')).status).toBe(404);
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../fakes/failure.ts';
import type { Received } from '../http/loopback.ts';
import { type FakeConnectWise, fakeConnectWise, ticket } from './fake-connectwise.ts';

let cw: FakeConnectWise;
beforeEach(async () => {
  cw = await fakeConnectWise();
});
afterEach(() => cw.close());

const last = (method: string): Received => cw.server.last(method);
const noEndpoint = { status: 404, json: { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' } };
const forbidden = {
  status: 403,
  json: { code: 'Security', message: 'You do not have security permission to perform this action.' },
};
const at = (text: string): number => Date.parse(text);

describe('notes of a ticket', () => {
  const allNotes = 'GET /service/tickets/1042/allNotes';
  const ownNotes = 'GET /service/tickets/1042/notes';

  it('come from allNotes, oldest first, with time entries and meetings told apart', async () => {
    cw.on(allNotes, {
      json: [
        {
          id: 92,
          noteType: 'TimeEntryNote',
          text: 'On site',
          internalAnalysisFlag: true,
          timeStart: '2026-11-20T10:00:00Z',
          member: { id: 4, identifier: 'jdoe', name: 'Jane Doe' },
          _info: { lastUpdated: '2026-11-20T12:00:00Z', updatedBy: 'jdoe' },
        },
        {
          id: 311,
          noteType: 'TicketNote',
          text: 'It broke',
          detailDescriptionFlag: true,
          contact: { id: 9, name: 'Cora' },
          _info: { lastUpdated: '2026-11-20T08:00:00Z', updatedBy: 'portal' },
        },
        { id: 4, noteType: 'MeetingNote', text: 'Met', originalAuthor: 'Mel', _info: {} },
      ],
    });
    expect(await cw.psa.notes(1042)).toEqual([
      {
        id: 'meeting:4',
        kind: 'meeting',
        text: 'Met',
        discussion: false,
        internal: false,
        resolution: false,
        author: { kind: 'unknown', identifier: '', name: 'Mel' },
        createdAt: 0,
        updatedAt: 0,
        updatedBy: '',
      },
      {
        id: 'note:311',
        kind: 'note',
        text: 'It broke',
        discussion: true,
        internal: false,
        resolution: false,
        author: { kind: 'contact', identifier: '', name: 'Cora' },
        createdAt: at('2026-11-20T08:00:00Z'),
        updatedAt: at('2026-11-20T08:00:00Z'),
        updatedBy: 'portal',
      },
      {
        id: 'time:92',
        kind: 'time-entry',
        text: 'On site',
        discussion: false,
        internal: true,
        resolution: false,
        author: { kind: 'member', identifier: 'jdoe', name: 'Jane Doe' },
        createdAt: at('2026-11-20T10:00:00Z'),
        updatedAt: at('2026-11-20T12:00:00Z'),
        updatedBy: 'jdoe',
      },
    ]);
  });

  it.each([404, 405])(
    'come from notes where allNotes is answered with %i, which is asked only once',
    async (status) => {
      cw.on(allNotes, { ...noEndpoint, status });
      cw.on(ownNotes, {
        json: [{ id: 3, text: 'a', resolutionFlag: true, dateCreated: '2026-11-20T08:00:00Z', createdBy: 'jdoe' }],
      });
      for (let round = 0; round < 2; round += 1) {
        expect(await cw.psa.notes(1042)).toMatchObject([
          { id: 'note:3', resolution: true, author: { name: 'jdoe' }, createdAt: at('2026-11-20T08:00:00Z') },
        ]);
      }
      expect(cw.calls().filter((call) => call.endsWith('/allNotes'))).toHaveLength(1);
    },
  );

  it('of a ticket that is gone are a 404, and allNotes is not given up for it', async () => {
    const gone = { status: 404, json: { code: 'NotFound', message: 'Ticket 1042 not found' } };
    cw.on(allNotes, gone, { json: [] });
    cw.on(ownNotes, gone);
    expect((await failure(cw.psa.notes(1042))).code).toBe('connectwise.not-found');
    expect(await cw.psa.notes(1042)).toEqual([]);
  });

  it.each([
    ['discussion', { detailDescriptionFlag: true, internalAnalysisFlag: false, resolutionFlag: false }],
    ['internal', { detailDescriptionFlag: false, internalAnalysisFlag: true, resolutionFlag: false }],
    ['resolution', { detailDescriptionFlag: false, internalAnalysisFlag: false, resolutionFlag: true }],
  ] as const)('are written to the %s tab, without e-mail unless asked', async (tab, tabs) => {
    cw.on('POST /service/tickets/1042/notes', (request) => ({
      status: 201,
      json: { id: 8, ...(request.json() as object), member: { id: 4, identifier: 'api' } },
    }));
    const note = await cw.psa.createNote(1042, { text: 'Done', tab, sendEmail: false, memberId: null });
    expect(note).toMatchObject({ id: 'note:8', text: 'Done', [tab]: true });
    expect(last('POST').json()).toEqual({ text: 'Done', ...tabs, processNotifications: false });
  });

  it('are written in a member’s name, or in the API member’s where that is refused', async () => {
    const input = { text: 'Done', tab: 'internal', sendEmail: true, memberId: 4 } as const;
    const written = { status: 201, json: { id: 8, text: 'Done', internalAnalysisFlag: true } };
    for (const refusal of [
      forbidden,
      { status: 400, json: { code: 'InvalidObject', errors: [{ message: 'Member 4 may not', field: 'member/id' }] } },
    ]) {
      cw.on('POST /service/tickets/1042/notes', refusal, written);
      await cw.psa.createNote(1042, input);
      const [asked, again] = cw.server.received.filter((each) => each.method === 'POST').slice(-2);
      expect(asked?.json()).toMatchObject({ member: { id: 4 }, processNotifications: true });
      expect(again?.json()).not.toHaveProperty('member');
    }
    cw.on('POST /service/tickets/1042/notes', { status: 400, json: { message: 'The text is too strange.' } });
    expect((await failure(cw.psa.createNote(1042, input))).message).toContain('too strange');
  });

  it('that land on the public tab though internal was asked are an error', async () => {
    cw.on('POST /service/tickets/1042/notes', {
      status: 201,
      json: { id: 8, detailDescriptionFlag: true, internalAnalysisFlag: true },
    });
    const error = await failure(
      cw.psa.createNote(1042, { text: 'x', tab: 'internal', sendEmail: false, memberId: null }),
    );
    expect(error).toMatchObject({ code: 'connectwise.false-200', kind: 'permanent' });
  });

  it('are ambiguous when the answer of a create is lost', async () => {
    cw.on('POST /service/tickets/1042/notes', 'drop');
    const input = { text: 'x', tab: 'internal', sendEmail: false, memberId: null } as const;
    expect((await failure(cw.psa.createNote(1042, input))).kind).toBe('ambiguous');
  });
});

describe('documents of a ticket', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'documents-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are listed with what says whether they may be shown', async () => {
    cw.on('GET /system/documents', {
      json: [
        {
          id: 1,
          title: 'Plan',
          fileName: 'plan.pdf',
          size: 12,
          publicFlag: true,
          owner: 'jdoe',
          createdOnDate: '2026-11-20T08:00:00Z',
        },
        {
          id: 2,
          title: 'Link',
          publicFlag: false,
          linkFlag: true,
          _info: { lastUpdated: '2026-11-20T09:00:00Z', updatedBy: 'x' },
        },
        { id: 3, _info: { filename: 'a.txt' } },
      ],
    });
    expect(await cw.psa.documents(1042)).toEqual([
      {
        id: 1,
        title: 'Plan',
        fileName: 'plan.pdf',
        sizeBytes: 12,
        private: false,
        link: false,
        updatedAt: at('2026-11-20T08:00:00Z'),
        updatedBy: 'jdoe',
      },
      {
        id: 2,
        title: 'Link',
        fileName: '',
        sizeBytes: null,
        private: true,
        link: true,
        updatedAt: at('2026-11-20T09:00:00Z'),
        updatedBy: 'x',
      },
      { id: 3, title: '', fileName: 'a.txt', sizeBytes: null, private: true, link: false, updatedAt: 0, updatedBy: '' },
    ]);
    expect(Object.fromEntries(last('GET').query)).toMatchObject({ recordType: 'Ticket', recordId: '1042' });
  });

  it('are fetched to a file, up to a size', async () => {
    cw.on('GET /system/documents/7/download', { text: 'content', headers: { 'content-type': 'image/png; x=y' } });
    const file = join(folder, 'a');
    expect(await cw.psa.downloadDocument(7, file, 100)).toMatchObject({ sizeBytes: 7, mime: 'image/png' });
    expect(await readFile(file, 'utf8')).toBe('content');
    expect((await failure(cw.psa.downloadDocument(7, file, 3))).code).toBe('connectwise.too-large');
    cw.on('GET /system/documents/7/download', forbidden);
    expect((await failure(cw.psa.downloadDocument(7, file, 3))).message).toContain(
      'Companies > Manage Attachments needs Inquire = All',
    );
  });

  it('are fetched after an upgrade of the server moved its codebase', async () => {
    await cw.psa.ticket(1042);
    cw.codebase = 'v2025_2/';
    cw.on('GET /system/documents/7/download', { text: 'content' });
    expect(await cw.psa.downloadDocument(7, join(folder, 'a'), 100)).toMatchObject({ sizeBytes: 7 });
  });

  it('are sent as a private multipart form', async () => {
    const path = join(folder, 'up');
    await writeFile(path, 'content');
    cw.on('POST /system/documents', {
      status: 201,
      json: { id: 9, title: 'T', fileName: 'p.jpg', size: 7, publicFlag: false },
    });
    const file = { path, sizeBytes: 7, fileName: 'p.jpg', mime: 'image/jpeg' };
    expect(await cw.psa.uploadDocument(1042, { file, title: 'T' })).toMatchObject({ id: 9, private: true });
    const { headers, body } = last('POST');
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(headers.authorization).toMatch(/^Basic /);
    for (const [name, value] of Object.entries({
      recordType: 'Ticket',
      recordId: '1042',
      title: 'T',
      privateFlag: 'true',
    })) {
      expect(body).toContain(`name="${name}"\r\n\r\n${value}\r\n`);
    }
    expect(body).toContain('name="file"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\ncontent\r\n');
    cw.on('POST /system/documents', 'drop');
    expect((await failure(cw.psa.uploadDocument(1042, { file, title: 'T' }))).kind).toBe('ambiguous');
    cw.on('POST /system/documents', forbidden);
    expect((await failure(cw.psa.uploadDocument(1042, { file, title: 'T' }))).message).toContain(
      'Companies > Manage Attachments needs Add = All',
    );
  });
});

describe('members', () => {
  it('have every address they may be known by', async () => {
    cw.on('GET /system/members', {
      json: [
        {
          id: 4,
          identifier: 'jdoe',
          firstName: 'Jane',
          lastName: 'Doe',
          officeEmail: 'Jane@Acme.com ',
          primaryEmail: 'jane@acme.com',
          homeEmail: '',
          mobileEmail: 'j@mobile.example',
          defaultEmail: 'Office',
        },
        { id: 5, identifier: 'bot', inactiveFlag: true },
      ],
    });
    expect(await cw.psa.members()).toEqual([
      { id: 4, identifier: 'jdoe', name: 'Jane Doe', emails: ['jane@acme.com', 'j@mobile.example'], inactive: false },
      { id: 5, identifier: 'bot', name: 'bot', emails: [], inactive: true },
    ]);
    cw.on('GET /system/members', forbidden);
    expect((await failure(cw.psa.members())).message).toContain('System > Member Maintenance needs Inquire = All');
  });
});

describe('the schedule of a ticket', () => {
  const entry = {
    id: 31,
    objectId: 1042,
    name: 'FN 77',
    member: { id: 4, identifier: 'jdoe' },
    dateStart: '2026-12-01T14:00:00Z',
    dateEnd: '2026-12-01T16:00:00Z',
  };
  const read = {
    id: 31,
    ticketId: 1042,
    memberId: 4,
    memberIdentifier: 'jdoe',
    startAt: at('2026-12-01T14:00:00Z'),
    endAt: at('2026-12-01T16:00:00Z'),
    name: 'FN 77',
    done: false,
  };

  it('is read by type S, and other records of the same number are left out', async () => {
    cw.on('GET /schedule/entries', { json: [entry, { ...entry, id: 32, objectId: 1043 }] });
    expect(await cw.psa.scheduleEntries(1042)).toEqual([read]);
    expect(last('GET').query.get('conditions')).toBe('type/identifier = "S" and objectId = 1042');
  });

  it('is written in whole seconds, changed and deleted', async () => {
    const { ticketId, memberIdentifier, name } = read;
    const times = { startAt: read.startAt + 250, endAt: read.endAt + 999 };
    cw.on('POST /schedule/entries', { status: 201, json: entry });
    expect(await cw.psa.createScheduleEntry({ ticketId, memberIdentifier, name, ...times })).toEqual(read);
    expect(last('POST').json()).toEqual({
      objectId: 1042,
      type: { identifier: 'S' },
      member: { identifier: 'jdoe' },
      name: 'FN 77',
      dateStart: '2026-12-01T14:00:00Z',
      dateEnd: '2026-12-01T16:00:00Z',
      allowScheduleConflictsFlag: true,
    });
    cw.on('PATCH /schedule/entries/31', { json: entry });
    expect(await cw.psa.updateScheduleEntry(31, { ...times, memberIdentifier: 'asmith' })).toEqual(read);
    expect(last('PATCH').json()).toEqual([
      { op: 'replace', path: 'dateStart', value: '2026-12-01T14:00:00Z' },
      { op: 'replace', path: 'dateEnd', value: '2026-12-01T16:00:00Z' },
      { op: 'replace', path: 'member', value: { identifier: 'asmith' } },
    ]);
    cw.on('DELETE /schedule/entries/31', { status: 204 }, { status: 404, json: { code: 'NotFound', message: 'gone' } });
    await cw.psa.deleteScheduleEntry(31);
    await cw.psa.deleteScheduleEntry(31);
    cw.on('POST /schedule/entries', forbidden);
    const refused = await failure(cw.psa.createScheduleEntry({ ticketId, memberIdentifier, name, ...times }));
    expect(refused.message).toContain('Service Desk > Resource Scheduling needs Add = All');
  });
});

describe('time entries of a ticket', () => {
  const entry = {
    id: 92,
    chargeToId: 1042,
    member: { identifier: 'jdoe' },
    timeStart: '2026-11-20T10:00:00Z',
    timeEnd: '2026-11-20T11:30:00Z',
    actualHours: 1.5,
    notes: 'On site',
  };

  it('are read, running ones included', async () => {
    cw.on('GET /time/entries', { json: [entry, { id: 93, chargeToId: 1042, timeStart: '2026-11-20T12:00:00Z' }] });
    expect(await cw.psa.timeEntries(1042)).toEqual([
      {
        id: 92,
        ticketId: 1042,
        memberIdentifier: 'jdoe',
        startAt: at(entry.timeStart),
        endAt: at(entry.timeEnd),
        hours: 1.5,
        notes: 'On site',
      },
      {
        id: 93,
        ticketId: 1042,
        memberIdentifier: '',
        startAt: at('2026-11-20T12:00:00Z'),
        endAt: null,
        hours: null,
        notes: '',
      },
    ]);
    expect(last('GET').query.get('conditions')).toBe('chargeToId = 1042 and chargeToType = "ServiceTicket"');
  });

  it('are written without milliseconds and without e-mail to anybody', async () => {
    const input = {
      ticketId: 1042,
      memberIdentifier: 'jdoe',
      startAt: at(entry.timeStart) + 500,
      endAt: at(entry.timeEnd),
      notes: 'On site',
      tab: 'internal',
      workType: 'Onsite',
      workRole: '',
      billable: 'DoNotBill',
    } as const;
    cw.on('POST /time/entries', { status: 201, json: entry });
    expect(await cw.psa.createTimeEntry(input)).toMatchObject({ id: 92, hours: 1.5 });
    expect(last('POST').json()).toEqual({
      chargeToId: 1042,
      chargeToType: 'ServiceTicket',
      member: { identifier: 'jdoe' },
      timeStart: '2026-11-20T10:00:00Z',
      timeEnd: '2026-11-20T11:30:00Z',
      notes: 'On site',
      addToDetailDescriptionFlag: false,
      addToInternalAnalysisFlag: true,
      addToResolutionFlag: false,
      emailResourceFlag: false,
      emailContactFlag: false,
      emailCcFlag: false,
      workType: { name: 'Onsite' },
      billableOption: 'DoNotBill',
    });
    cw.on('POST /time/entries', forbidden);
    expect((await failure(cw.psa.createTimeEntry(input))).message).toContain(
      'Time & Expense > Time Entry needs Add = All',
    );
    cw.on('POST /time/entries', { status: 400, json: { message: 'There are no report periods for this date.' } });
    expect((await failure(cw.psa.createTimeEntry(input))).message).toContain('no report periods');
    cw.on('POST /time/entries', 'drop');
    expect((await failure(cw.psa.createTimeEntry(input))).kind).toBe('ambiguous');
  });
});

describe('extra details of a ticket', () => {
  const answer = (): void => {
    cw.on('GET /service/tickets/1042/tasks', {
      json: [
        { id: 1, notes: 'Bring a ladder', closedFlag: true },
        { id: 2, summary: 'Call' },
      ],
    });
    cw.on('GET /service/tickets/1042/configurations', { json: [{ id: 70, deviceIdentifier: 'x' }] });
    cw.on('GET /company/configurations', {
      json: [{ id: 70, name: 'AP-1', type: { id: 1, name: 'Access point' }, serialNumber: 'S1' }],
    });
    cw.on('GET /company/contacts/9', {
      json: {
        firstName: 'Cora',
        lastName: 'Lee',
        communicationItems: [
          { communicationType: 'Phone', value: '111' },
          { communicationType: 'Phone', value: '602', extension: '7', defaultFlag: true },
          { communicationType: 'Email', value: 'cora@acme.com' },
        ],
      },
    });
    cw.on('GET /company/companies/3', { json: { name: 'Acme', phoneNumber: '555', website: 'acme.com' } });
  };

  it('hold tasks, configurations, contact and company', async () => {
    answer();
    cw.on('GET /service/tickets/1042', { json: { ...ticket, contact: { id: 9, name: 'Cora Lee' } } });
    expect(await cw.psa.extras(await cw.psa.ticket(1042))).toEqual({
      tasks: [
        { notes: 'Bring a ladder', done: true },
        { notes: 'Call', done: false },
      ],
      configurations: [{ name: 'AP-1', type: 'Access point', serialNumber: 'S1', ipAddress: '' }],
      contact: { name: 'Cora Lee', phone: '602', extension: '7', email: 'cora@acme.com' },
      company: { name: 'Acme', phone: '555', website: 'acme.com' },
    });
  });

  it('take the contact as the ticket itself names it', async () => {
    answer();
    const own = { contactName: 'Cody', contactPhoneNumber: '999', contactEmailAddress: 'c@x.y' };
    cw.on('GET /service/tickets/1042', { json: { ...ticket, contact: { id: 9, name: 'Cora' }, ...own } });
    const { contact } = await cw.psa.extras(await cw.psa.ticket(1042));
    expect(contact).toEqual({ name: 'Cody', phone: '999', extension: '', email: 'c@x.y' });
    expect(cw.calls()).not.toContain('GET /company/contacts/9');
  });

  it('leave out what the role does not show, but not what could not be read now', async () => {
    answer();
    cw.on('GET /service/tickets/1042/configurations', forbidden);
    const read = await cw.psa.ticket(1042);
    expect(await cw.psa.extras(read)).toMatchObject({ configurations: [], contact: null, company: { name: 'Acme' } });
    cw.on('GET /service/tickets/1042/tasks', { status: 500 });
    expect((await failure(cw.psa.extras(read))).kind).toBe('transient');
  });
});

describe('the audit trail', () => {
  it('gives who changed a field and when, in the wordings it may have', async () => {
    const entry = (text: string, enteredDate: string) => ({ text, enteredDate, enteredBy: 'jdoe' });
    cw.on('GET /system/audittrail', {
      json: [
        entry('Status changed from "New" to "Triage".', '2026-11-20T10:00:02Z'),
        entry('The Summary has been updated from "a" to "b "c" d"', '2026-11-20T10:00:01Z'),
        entry('Priority was set to High', '2026-11-20T10:00:03Z'),
        entry('Ticket 1042 created.', '2026-11-20T10:00:04Z'),
        entry('Status changed from "Old" to "New".', '2026-11-19T10:00:00Z'),
        entry('Board changed from "A" to "".', '2026-11-20T10:00:05Z'),
      ],
    });
    const since = at('2026-11-20T00:00:00Z');
    expect(await cw.psa.audit(1042, since)).toEqual([
      { field: 'Summary', by: 'jdoe', at: at('2026-11-20T10:00:01Z'), newValue: 'b "c" d' },
      { field: 'Status', by: 'jdoe', at: at('2026-11-20T10:00:02Z'), newValue: 'Triage' },
      { field: 'Priority', by: 'jdoe', at: at('2026-11-20T10:00:03Z'), newValue: 'High' },
      { field: 'Board', by: 'jdoe', at: at('2026-11-20T10:00:05Z'), newValue: '' },
    ]);
    expect(Object.fromEntries(last('GET').query)).toMatchObject({ type: 'Ticket', id: '1042' });
  });

  it('is empty where it cannot be read, and an error only when it may be read later', async () => {
    for (const answer of [
      forbidden,
      noEndpoint,
      { json: { entries: [] } },
      { status: 400, json: { message: 'type' } },
    ]) {
      cw.on('GET /system/audittrail', answer);
      expect(await cw.psa.audit(1042, 0)).toEqual([]);
    }
    cw.on('GET /system/audittrail', { status: 500 });
    expect((await failure(cw.psa.audit(1042, 0))).kind).toBe('transient');
  });
});

describe('a merged ticket', () => {
  it('names the ticket it was merged into', async () => {
    expect(cw.psa.mergedInto(await cw.psa.ticket(1042))).toBeNull();
    cw.on('GET /service/tickets/1042', { json: { ...ticket, mergedParentTicket: { id: 1050, summary: 'x' } } });
    expect(cw.psa.mergedInto(await cw.psa.ticket(1042))).toBe(1050);
  });
});

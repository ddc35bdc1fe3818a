import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../fakes/failure.ts';
import { type Clients, startClients } from './setup.ts';

let clients: Clients | undefined;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'));
});
afterEach(async () => {
  await clients?.stop();
  clients = undefined;
  await rm(folder, { recursive: true, force: true });
});
async function start(options?: Parameters<typeof startClients>[0]) {
  clients = await startClients(options);
  const { demo } = clients.sandbox.info;
  return { ...clients, ...demo, ticketId: demo.ticketIds[0] ?? 0 };
}

describe('the ConnectWise client against the sandbox', () => {
  it('reads notes of every origin and writes to every tab without an e-mail', async () => {
    const { psa, sandbox, clock, ticketId } = await start();
    const before = await psa.notes(ticketId);
    const { technician, contact } = sandbox.people;
    technician.addNote({ ticketId, text: 'Internal words', tab: 'internal' });
    await clock.advance(2_000);
    technician.addTime({ ticketId, text: 'Worked on it', tab: 'resolution' });
    await clock.advance(2_000);
    contact.reply({ ticketId, text: 'Any news?' });
    await clock.advance(2_000);
    const mails = sandbox.emails().length;
    for (const tab of ['discussion', 'internal', 'resolution'] as const) {
      const made = await psa.createNote(ticketId, { text: `To ${tab}`, tab, sendEmail: false, memberId: null });
      expect(made).toMatchObject({ kind: 'note', text: `To ${tab}`, [tab]: true });
      expect([made.discussion, made.internal, made.resolution].filter(Boolean)).toHaveLength(1);
    }
    expect(sandbox.emails()).toHaveLength(mails);
    const notes = (await psa.notes(ticketId)).slice(before.length);
    const time = notes.find((note) => note.kind === 'time-entry');
    expect(time).toMatchObject({ text: 'Worked on it', resolution: true, author: { kind: 'member' } });
    expect(notes.find((note) => note.text === 'Internal words')).toMatchObject({ internal: true, discussion: false });
    expect(notes.find((note) => note.text === 'Any news?')?.author.kind).toBe('contact');
    expect(new Set(notes.map((note) => note.id)).size).toBe(6);
    const times = notes.map((note) => note.createdAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(0);
  });

  it('finds the note of a create whose answer was lost', async () => {
    const { psa, sandbox, during, ticketId } = await start();
    await psa.notes(ticketId);
    sandbox.addFault({
      vendor: 'connectwise',
      on: 'request',
      method: 'POST',
      path: '/notes$',
      kind: 'timeout-after-commit',
    });
    const input = { text: 'marker-1', tab: 'internal', sendEmail: false, memberId: null } as const;
    expect((await failure(during(psa.createNote(ticketId, input)))).kind).toBe('ambiguous');
    expect((await psa.notes(ticketId)).filter((note) => note.text === 'marker-1')).toHaveLength(1);
  });

  it('writes a note in the name of a member', async () => {
    const { psa, ticketId } = await start();
    const jharper = (await psa.members()).find((each) => each.identifier === 'jharper');
    const input = { text: 'As Jordan', tab: 'internal', sendEmail: false, memberId: jharper?.id ?? 0 } as const;
    expect((await psa.createNote(ticketId, input)).author).toMatchObject({ kind: 'member', identifier: 'jharper' });
  });

  it('takes a document up privately and brings it down again with the same content', async () => {
    const { psa, ticketId } = await start();
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251));
    const path = join(folder, 'up');
    await writeFile(path, content);
    const fileName = 'Foto "vorne" – Žluť.jpg';
    const file = { path, sizeBytes: content.length, fileName, mime: 'image/jpeg' };
    const made = await psa.uploadDocument(ticketId, { file, title: 'Field Nation 812' });
    expect(made).toMatchObject({ title: 'Field Nation 812', sizeBytes: content.length, private: true, link: false });
    expect((await psa.documents(ticketId)).at(-1)).toEqual(made);
    const down = join(folder, 'down');
    expect(await psa.downloadDocument(made.id, down, content.length)).toEqual({
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      mime: 'image/jpeg',
    });
    expect((await readFile(down)).equals(content)).toBe(true);
    const large = await failure(psa.downloadDocument(made.id, join(folder, 'large'), content.length - 1));
    expect(large).toMatchObject({ code: 'connectwise.too-large', kind: 'permanent' });
    expect((await readdir(folder)).sort()).toEqual(['down', 'up']);
  });

  it('keeps the file name of a document, quotes and umlauts included', async () => {
    const { psa, ticketId } = await start();
    const path = join(folder, 'up');
    await writeFile(path, 'x');
    for (const [given, kept] of [
      ['Ansicht – Žluť 写真.png', 'Ansicht – Žluť 写真.png'],
      ['a "b".txt', /^a (["_]|%22)b(["_]|%22)\.txt$/],
    ] as const) {
      const file = { path, sizeBytes: 1, fileName: given, mime: 'text/plain' };
      const made = await psa.uploadDocument(ticketId, { file, title: given });
      expect(made.fileName).toEqual(typeof kept === 'string' ? kept : expect.stringMatching(kept));
    }
  });

  it('hears why a document is refused', async () => {
    const { psa, sandbox, ticketId } = await start({ switches: { 'connectwise.documentRefusedTypes': 'exe' } });
    const path = join(folder, 'up');
    await writeFile(path, 'x');
    const file = { path, sizeBytes: 1, fileName: 'a.exe', mime: 'application/x-dosexec' };
    const refused = await failure(psa.uploadDocument(ticketId, { file, title: 'a' }));
    expect(refused).toMatchObject({ code: 'connectwise.rejected', kind: 'permanent' });
    expect(refused.message).toContain('Files of type .exe are not allowed');
    sandbox.people.administrator.setRight({ name: 'Companies/Manage Attachments', right: 'add', level: 'None' });
    const forbidden = await failure(psa.uploadDocument(ticketId, { file, title: 'a' }));
    expect(forbidden.message).toContain('Companies > Manage Attachments needs Add = All');
  });

  it('lists members with their addresses', async () => {
    const { psa } = await start();
    const members = await psa.members();
    expect(members.find((member) => member.identifier === 'mellison')).toMatchObject({
      name: 'Marta Ellison',
      emails: expect.arrayContaining(['marta.ellison@northwindmsp.example']),
    });
    expect(members.every((member) => member.emails.every((email) => email === email.toLowerCase()))).toBe(true);
  });

  it('writes, changes and deletes the schedule of a ticket', async () => {
    const { psa, clock, ticketId } = await start();
    const startAt = Math.floor(clock.now() / 1000) * 1000 + 86_400_000;
    const entry = { ticketId, memberIdentifier: 'jharper', startAt, endAt: startAt + 7_200_000, name: 'Visit FN-1' };
    const before = await psa.scheduleEntries(ticketId);
    const made = await psa.createScheduleEntry(entry);
    expect(made).toMatchObject(entry);
    expect(await psa.scheduleEntries(ticketId)).toEqual([...before, made]);
    const moved = { startAt: startAt + 3_600_000, endAt: startAt + 10_800_000, memberIdentifier: 'mellison' };
    expect(await psa.updateScheduleEntry(made.id, moved)).toMatchObject({ ...moved, id: made.id, name: 'Visit FN-1' });
    await psa.deleteScheduleEntry(made.id);
    await psa.deleteScheduleEntry(made.id);
    expect(await psa.scheduleEntries(ticketId)).toEqual(before);
  });

  it('writes time, whose notes are then among the notes of the ticket', async () => {
    const { psa, sandbox, clock, ticketId } = await start();
    const endAt = Math.floor(clock.now() / 1000) * 1000;
    const input = {
      ticketId,
      memberIdentifier: 'jharper',
      startAt: endAt - 5_400_000,
      endAt,
      notes: 'On site FN-1',
      tab: 'internal',
      workType: '',
      workRole: '',
      billable: 'DoNotBill',
    } as const;
    const mails = sandbox.emails().length;
    const made = await psa.createTimeEntry(input);
    expect(made).toMatchObject({ ticketId, memberIdentifier: 'jharper', hours: 1.5, notes: 'On site FN-1', endAt });
    expect((await psa.timeEntries(ticketId)).at(-1)).toEqual(made);
    expect(await psa.notes(ticketId)).toContainEqual(
      expect.objectContaining({ id: `time:${made.id}`, internal: true, discussion: false, text: 'On site FN-1' }),
    );
    expect(sandbox.emails()).toHaveLength(mails);
    sandbox.people.administrator.setRight({ name: 'Time & Expense/Time Entry', right: 'add', level: 'None' });
    expect((await failure(psa.createTimeEntry(input))).message).toContain(
      'Time & Expense > Time Entry needs Add = All',
    );
  });

  it('creates a ticket once, and finds it by its reference when the answer was lost', async () => {
    const { psa, sandbox, during, boardId, ticketId } = await start();
    const company = (await psa.ticket(ticketId)).company;
    const changes = (reference: string) => [
      { target: 'summary', value: 'From a work order' },
      { target: 'company', value: company.id },
      { target: 'board', value: boardId },
      { target: 'initialDescription', value: 'What to do' },
      { target: 'externalXRef', value: reference },
    ];
    const made = await psa.createTicket(changes('FN-4711'));
    expect(made).toMatchObject({ externalRef: 'FN-4711', board: { id: boardId }, company, kind: 'service' });
    const read = await psa.ticket(made.id);
    expect(read.document.initialDescription).toBe('What to do');
    expect(read.document).toEqual(made.document);
    expect(await psa.findByExternalRef('FN-471')).toEqual([]);

    const path = '/service/tickets$';
    sandbox.addFault({ vendor: 'connectwise', on: 'request', method: 'POST', path, kind: 'drop-after-commit' });
    const odd = `FN "O'Brien" [1] 100%`;
    expect((await failure(during(psa.createTicket(changes(odd))))).kind).toBe('ambiguous');
    expect(await psa.findByExternalRef(odd)).toMatchObject([{ summary: 'From a work order', externalRef: odd }]);
  });

  it('finds the tickets of a board that fit conditions, custom fields and long lists included', async () => {
    const { psa, boardId, sandbox, ticketId } = await start();
    const query = { boardId, conditions: '', customFieldConditions: '' };
    const all = await psa.ticketsMatching(query);
    expect(all.length).toBeGreaterThan(2);
    const [first] = all;
    const one = `summary = "${first?.summary}" or id = ${ticketId}`;
    const found = (await psa.ticketsMatching({ ...query, conditions: one })).map((ticket) => ticket.id);
    expect(found).toContain(ticketId);
    expect(found.length).toBeLessThan(all.length);
    const long = Array.from({ length: 200 }, (_, index) => `id = ${900_000 + index}`).join(' or ');
    expect((await psa.ticketsMatching({ ...query, conditions: `${long} or ${one}` })).map((each) => each.id)).toEqual(
      found,
    );
    const field = (await psa.customFields()).find((each) => each.type === 'Text' && each.options.length === 0);
    sandbox.people.dispatcher.setCustomField({ ticketId, caption: field?.caption ?? '', value: 'send me' });
    const custom = { ...query, customFieldConditions: `caption = "${field?.caption}" AND value = "send me"` };
    expect((await psa.ticketsMatching(custom)).map((each) => each.id)).toEqual([ticketId]);
    expect(await psa.ticketsMatching({ ...custom, ticketId: first?.id ?? 0 })).toEqual(
      first?.id === ticketId ? [expect.anything()] : [],
    );
    const wrong = await failure(psa.ticketsMatching({ ...query, conditions: 'assignedTo/id = 1' }));
    expect(wrong).toMatchObject({ code: 'connectwise.condition', context: { part: 'conditions' } });
    expect(wrong.message).toContain('assignedTo/id is not a recognized name');
    const half = await failure(psa.ticketsMatching({ ...custom, customFieldConditions: 'captoin = "x"' }));
    expect(half.context.part).toBe('custom field conditions');
  });

  it('finds companies by part of their name', async () => {
    const { psa, ticketId } = await start();
    const { company } = await psa.ticket(ticketId);
    const found = await psa.companies(company.name.slice(1, 6).toUpperCase());
    expect(found).toContainEqual(company);
    expect((await psa.companies('')).length).toBeGreaterThanOrEqual(found.length);
  });

  it('knows who changed a field and when', async () => {
    const { psa, sandbox, clock, ticketId } = await start();
    await clock.advance(5_000);
    const since = clock.now();
    sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'A "new" summary' } });
    const [entry, ...more] = await psa.audit(ticketId, Math.floor(since / 1000) * 1000);
    expect(entry).toMatchObject({ field: 'Summary', by: 'jharper', newValue: 'A "new" summary' });
    expect(entry?.at).toBeGreaterThanOrEqual(Math.floor(since / 1000) * 1000);
    expect(more).toEqual([]);
    const name = 'Service Desk/Service Tickets';
    sandbox.people.administrator.setRight({ name, right: 'inquire', level: 'None' });
    expect(await psa.audit(ticketId, 0)).toEqual([]);
  });

  it('sees where a ticket was merged into', async () => {
    const { psa, sandbox, ticketIds } = await start();
    const [into = 0, gone = 0] = ticketIds;
    expect(psa.mergedInto(await psa.ticket(gone))).toBeNull();
    sandbox.people.dispatcher.mergeTickets({ ticketId: into, mergeTicketIds: [gone] });
    expect(psa.mergedInto(await psa.ticket(gone))).toBe(into);
  });

  it('reads what a description may carry besides', async () => {
    const { psa, sandbox, http, lanes, ticketId, ticketIds } = await start();
    const { connectwise } = sandbox.info;
    const basic = `${connectwise.company}+${connectwise.publicKey}:${connectwise.privateKey}`;
    const call = async (method: 'GET' | 'POST', path: string, body?: object) => {
      const answer = await http.request({
        method,
        url: `${connectwise.url}/v4_6_release/apis/3.0${path}`,
        headers: {
          authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
          clientid: connectwise.clientId,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs: 5_000,
        idempotent: false,
        lane: lanes.connectwise,
        remote: 'connectwise',
        label: path,
      });
      return answer.json() as Record<string, unknown>;
    };
    const ticket = await psa.ticket(ticketId);
    const devices = await call('GET', `/company/configurations?conditions=company/id=${ticket.company.id}`);
    const [device] = devices as unknown as readonly { readonly id: number; readonly name: string }[];
    await call('POST', `/service/tickets/${ticketId}/configurations`, { id: device?.id });
    await call('POST', `/service/tickets/${ticketId}/tasks`, { notes: 'Bring a ladder' });
    const extras = await psa.extras(ticket);
    expect(extras.tasks).toContainEqual({ notes: 'Bring a ladder', done: false });
    expect(extras.configurations.map((each) => each.name)).toEqual([device?.name]);
    expect(extras.company?.name).toBe(ticket.company.name);
    const contacts = [];
    for (const id of ticketIds) contacts.push((await psa.extras(await psa.ticket(id))).contact);
    expect(contacts.some((contact) => contact?.email.includes('@') && contact.name !== '')).toBe(true);
  });

  it('adds a custom field to tickets once, and can write to it at once', async () => {
    const { psa, sandbox, ticketId } = await start();
    const made = await psa.createCustomField('FN Test Status');
    expect(made).toMatchObject({ caption: 'FN Test Status', type: 'Text' });
    expect(await psa.createCustomField('FN Test Status')).toEqual(made);
    expect(await psa.customFields()).toContainEqual(made);
    const written = await psa.updateTicket(ticketId, [{ target: `customFields.${made.id}`, value: 'Sent' }]);
    expect(psa.readField(written, `customFields.${made.id}`)).toBe('Sent');
    sandbox.people.administrator.setRight({ name: 'System/Table Setup', right: 'add', level: 'None' });
    expect((await failure(psa.createCustomField('Another'))).message).toContain(
      'System > Table Setup (customize: General / Custom Fields) needs Add = All',
    );
  });

  it('makes the rule that moves tickets into the trigger status, and it works', async () => {
    const { psa, sandbox, boardId, triggerStatusId, ticketIds, clock } = await start();
    const chosen = await psa.createCustomField('Send to FN');
    const sent = await psa.createCustomField('FN Sent');
    const plan = {
      name: 'Dispatch Bridge: to Field Nation',
      boardId,
      toStatusId: triggerStatusId,
      customField: { id: chosen.id, caption: chosen.caption, value: 'Yes' },
      sentFieldId: sent.id,
    };
    const made = await psa.createWorkflowRule(plan);
    expect(await psa.createWorkflowRule(plan)).toEqual(made);
    const waiting: number[] = [];
    for (const id of ticketIds) {
      const ticket = await psa.ticket(id);
      if (ticket.board.id === boardId && ticket.status.id !== triggerStatusId && !ticket.closed) waiting.push(id);
    }
    const [first = 0, second = 0] = waiting;
    await psa.updateTicket(second, [{ target: `customFields.${sent.id}`, value: 'Sent' }]);
    for (const ticketId of [first, second]) {
      sandbox.people.dispatcher.setCustomField({ ticketId, caption: chosen.caption, value: 'Yes' });
    }
    await clock.advance(120_000);
    expect((await psa.ticket(first)).status.id).toBe(triggerStatusId);
    expect((await psa.ticket(second)).status.id).not.toBe(triggerStatusId);
  });

  it('names the right a workflow rule needs, and leaves nothing half made', async () => {
    const { psa, sandbox, boardId, triggerStatusId } = await start();
    const plan = { name: 'R', boardId, toStatusId: triggerStatusId, customField: null, sentFieldId: 987_654 };
    const error = await failure(psa.createWorkflowRule(plan));
    expect(error).toMatchObject({ code: 'connectwise.rule', kind: 'permanent' });
    expect(error.message).toContain('customField_987654 is not a recognized name');
    expect((await psa.createWorkflowRule({ ...plan, sentFieldId: 0 })).id).toBeGreaterThan(0);
    sandbox.people.administrator.setRight({ name: 'System/Table Setup', right: 'add', level: 'None' });
    expect((await failure(psa.createWorkflowRule({ ...plan, name: 'Other', sentFieldId: 0 }))).message).toContain(
      'System > Table Setup (customize: General / Workflow Rules) needs Add = All',
    );
  });
});

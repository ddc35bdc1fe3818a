import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { field, type Instance, startInstance } from './instance.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.close());

const replace = (path: string, value: unknown): unknown => ({ op: 'replace', path, value });
const patch = (operations: readonly unknown[], id = 7601) =>
  instance.call('PATCH', `/service/tickets/${id}`, operations);
const firstError = (body: unknown): unknown => field(body, 'errors', 0);

describe('creating a ticket', () => {
  it('needs a summary and a company, and fills in the rest', async () => {
    const refused = await instance.call('POST', '/service/tickets', {});
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual({
      code: 'InvalidObject',
      message: 'ticket object is invalid',
      errors: [
        {
          code: 'MissingRequiredField',
          message: 'The summary field is required.',
          resource: 'ticket',
          field: 'summary',
        },
        {
          code: 'MissingRequiredField',
          message: 'The company field is required.',
          resource: 'ticket',
          field: 'company',
        },
      ],
    });
    const made = await instance.call('POST', '/service/tickets', {
      summary: 'New printer',
      company: { identifier: 'HarborDental' },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      id: 7641,
      recordType: 'ServiceTicket',
      board: { name: 'Service Desk' },
      status: { name: 'New' },
      priority: { name: 'Priority 3 - Medium' },
      company: { identifier: 'HarborDental', name: 'Harbor Dental Group' },
      site: { name: 'Boston - Seaport' },
      addressLine1: '88 Summer Street',
      stateIdentifier: 'MA',
      zip: '02110',
      severity: 'Medium',
      impact: 'Medium',
      closedFlag: false,
      _info: { enteredBy: 'svc-fieldnation', updatedBy: 'svc-fieldnation', dateEntered: '2026-11-22T08:00:00Z' },
    });
  });

  it('turns the initial texts into notes and never echoes them', async () => {
    const made = await instance.call('POST', '/service/tickets', {
      summary: 'With texts',
      company: { id: 250 },
      initialDescription: 'What the customer sees',
      initialInternalAnalysis: 'What we know',
    });
    expect(made.body).not.toHaveProperty('initialDescription');
    expect(made.body).not.toHaveProperty('initialInternalAnalysis');
    const notes = await instance.call('GET', `/service/tickets/${String(field(made.body, 'id'))}/notes`);
    expect(notes.body).toMatchObject([
      { text: 'What the customer sees', detailDescriptionFlag: true, internalAnalysisFlag: false },
      { text: 'What we know', detailDescriptionFlag: false, internalAnalysisFlag: true },
    ]);
  });
});

describe('checking a ticket', () => {
  it('allows a summary of 100 characters and refuses 101', async () => {
    expect((await patch([replace('summary', 'x'.repeat(100))])).status).toBe(200);
    const refused = await patch([replace('summary', 'x'.repeat(101))]);
    expect(refused.status).toBe(400);
    expect(firstError(refused.body)).toMatchObject({
      code: 'MaxLengthField',
      message: 'The field summary must be a string with a maximum length of 100.',
    });
  });

  it("refuses another board's status in the vendor's words", async () => {
    const refused = await patch([replace('status', { id: 500 })]);
    expect(refused.body).toEqual({
      code: 'InvalidObject',
      message: 'ticket object is invalid',
      errors: [
        {
          code: 'NotFound',
          message: 'Service Status 500 not found for Service Board 21',
          resource: 'ticket',
          field: 'status/id',
        },
      ],
    });
  });

  it('refuses to move to another board without a status of that board, and moves with one', async () => {
    expect(firstError((await patch([replace('board', { id: 20 })])).body)).toMatchObject({ field: 'status/id' });
    const cleared = ['type', 'subType', 'item', 'team'].map((path) => ({ op: 'remove', path }));
    const moved = await patch([replace('board', { id: 20 }), replace('status', { id: 500 }), ...cleared]);
    expect(moved.body).toMatchObject({ board: { id: 20 }, status: { id: 500, name: 'New' } });
    expect(moved.body).not.toHaveProperty('type');
  });

  it.each(['type', 'subType', 'item', 'team'])("refuses another board's %s", async (path) => {
    const other = { type: 40, subType: 60, item: 80, team: 25 }[path];
    const refused = await patch([replace(path, { id: other })]);
    expect([refused.status, field(firstError(refused.body), 'field')]).toEqual([400, `${path}/id`]);
  });

  it('refuses a time with milliseconds', async () => {
    expect((await patch([replace('requiredDate', '2026-12-01T10:00:00Z')])).status).toBe(200);
    const refused = await patch([replace('requiredDate', '2026-12-01T10:00:00.000Z')]);
    expect([refused.status, field(firstError(refused.body), 'message')]).toEqual([
      400,
      'Unsupported format applied to requiredDate',
    ]);
  });

  it('changes nothing when one of several operations is refused', async () => {
    const before = await instance.call('GET', '/service/tickets/7601');
    expect((await patch([replace('summary', 'changed'), replace('status', { id: 1 })])).status).toBe(400);
    expect((await instance.call('GET', '/service/tickets/7601')).body).toEqual(before.body);
  });
});

describe('patching a ticket', () => {
  it('replaces a reference by id, name or identifier', async () => {
    expect((await patch([replace('status', { id: 510 })])).body).toMatchObject({ status: { name: 'Dispatched' } });
    expect((await patch([replace('/status', { name: 'Scheduled' })])).body).toMatchObject({ status: { id: 511 } });
    expect((await patch([replace('owner', { identifier: 'tnguyen' })])).body).toMatchObject({
      owner: { identifier: 'tnguyen', name: 'Tuan Nguyen' },
    });
    expect((await patch([{ op: 'remove', path: 'owner' }])).body).not.toHaveProperty('owner');
  });

  it('is case-sensitive in paths', async () => {
    expect((await patch([replace('Summary', 'x')])).status).toBe(400);
  });

  it('answers 200 and changes nothing for a path below a reference, unless the switch makes it work', async () => {
    const before = field((await instance.call('GET', '/service/tickets/7601')).body, 'status', 'id');
    const ignored = await patch([replace('status/id', 510)]);
    expect([ignored.status, field(ignored.body, 'status', 'id')]).toEqual([200, before]);
    instance.kernel.setSwitch('connectwise.nestedReferencePatch', 'apply');
    expect(field((await patch([replace('status/id', 510)])).body, 'status', 'id')).toBe(510);
  });

  it('merges custom fields by default and replaces them when switched', async () => {
    await patch([
      replace('customFields', [
        { id: 15, value: '99' },
        { id: 16, value: 'synced' },
      ]),
    ]);
    const merged = await patch([replace('customFields', [{ id: 15, value: '100' }])]);
    const value = (body: unknown, id: number): unknown =>
      field(
        (field(body, 'customFields') as readonly unknown[]).find((one) => field(one, 'id') === id),
        'value',
      );
    expect([value(merged.body, 15), value(merged.body, 16)]).toEqual(['100', 'Synced']);
    instance.kernel.setSwitch('connectwise.customFieldsPatch', 'replace');
    const replaced = await patch([replace('customFields', [{ id: 16, value: 'Failed' }])]);
    expect([value(replaced.body, 15), value(replaced.body, 16)]).toEqual([undefined, 'Failed']);
  });

  it('shows every custom field, empty ones without a value', async () => {
    const fields = field((await instance.call('GET', '/service/tickets/7601')).body, 'customFields');
    expect(fields).toHaveLength(15);
    expect((fields as readonly unknown[])[0]).toMatchObject({ id: 15, caption: 'FN Work Order', type: 'Text' });
    expect((fields as readonly unknown[])[0]).not.toHaveProperty('value');
  });

  it('refuses a value a custom field cannot hold', async () => {
    expect((await patch([replace('customFields', [{ id: 16, value: 'Maybe' }])])).status).toBe(400);
    expect((await patch([replace('customFields', [{ id: 24, value: 'many' }])])).status).toBe(400);
    expect((await patch([replace('customFields', [{ id: 9999, value: 'x' }])])).status).toBe(400);
  });

  it('is refused as an object instead of a list of operations', async () => {
    expect((await instance.call('PATCH', '/service/tickets/7601', { summary: 'x' })).status).toBe(400);
  });

  it('passes over fields only the server sets', async () => {
    const answer = await patch([replace('closedFlag', true), replace('resources', 'nobody')]);
    expect(answer.body).toMatchObject({ closedFlag: false });
    expect(field(answer.body, 'resources')).not.toBe('nobody');
  });
});

describe('saving a ticket', () => {
  it('stamps who and when, to the second', async () => {
    await instance.clock.advance(61_500);
    const answer = await patch([replace('poNumber', 'PO-1')]);
    expect(answer.body).toMatchObject({ _info: { lastUpdated: '2026-11-22T08:01:01Z', updatedBy: 'svc-fieldnation' } });
  });

  it('closes with a closing status and opens again with another', async () => {
    const closed = await patch([replace('status', { name: 'Completed' })]);
    expect(closed.body).toMatchObject({
      closedFlag: true,
      closedDate: '2026-11-22T08:00:00Z',
      closedBy: 'svc-fieldnation',
    });
    const open = await patch([replace('status', { name: 'In progress' })]);
    expect(open.body).toMatchObject({ closedFlag: false });
    expect(open.body).not.toHaveProperty('closedDate');
  });

  it("copies a site's address when the site changes, except what the write gives itself", async () => {
    const company = field((await instance.call('GET', '/service/tickets/7601')).body, 'company', 'id');
    const sites = (await instance.call('GET', `/company/companies/${String(company)}/sites`)).body;
    const other = field(sites, 1);
    const answer = await patch([replace('site', { id: field(other, 'id') }), replace('addressLine2', 'Rear door')]);
    expect(answer.body).toMatchObject({
      addressLine1: field(other, 'addressLine1'),
      zip: field(other, 'zip'),
      addressLine2: 'Rear door',
    });
  });

  it("refuses another company's site", async () => {
    const refused = await patch([replace('site', { id: 1012 })]);
    expect(field(firstError(refused.body), 'field')).toBe('site/id');
  });

  it('lets a workflow rule change the ticket right after, under another name', async () => {
    instance.kernel.setSwitch('connectwise.workflowRule', 'Work complete -> Completed');
    const answer = await patch([replace('status', { name: 'Work complete' })]);
    expect(answer.body).toMatchObject({ status: { name: 'Work complete' } });
    expect((await instance.call('GET', '/service/tickets/7601')).body).toMatchObject({
      status: { name: 'Completed' },
      closedFlag: true,
      _info: { updatedBy: 'zadmin' },
    });
  });
});

describe('PUT of a ticket', () => {
  const body = { summary: 'Put', company: { id: 251 }, board: { id: 21 }, status: { id: 507 } };

  it('needs severity and impact', async () => {
    const refused = await instance.call('PUT', '/service/tickets/7601', body);
    expect((field(refused.body, 'errors') as readonly unknown[]).map((one) => field(one, 'field'))).toEqual([
      'severity',
      'impact',
    ]);
  });

  it('empties what it leaves out', async () => {
    const answer = await instance.call('PUT', '/service/tickets/7601', { ...body, severity: 'Low', impact: 'Low' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ summary: 'Put', severity: 'Low' });
    expect(answer.body).not.toHaveProperty('owner');
    expect(answer.body).not.toHaveProperty('contact');
  });
});

describe('deleting a ticket', () => {
  it('takes its notes along', async () => {
    expect((await instance.call('DELETE', '/service/tickets/7601')).status).toBe(204);
    expect((await instance.call('GET', '/service/tickets/7601')).status).toBe(404);
    expect((await instance.call('GET', '/service/tickets/7601/notes')).status).toBe(404);
  });
});

describe('notes', () => {
  const notes = '/service/tickets/7601/notes';

  it('need a tab to show in', async () => {
    const refused = await instance.call('POST', notes, { text: 'Where?' });
    expect([refused.status, refused.body]).toEqual([
      400,
      {
        code: 'InvalidObject',
        message: 'serviceNote object is invalid',
        errors: [{ message: 'Please choose where to display the notes in order to save this record.' }],
      },
    ]);
  });

  it('carry their author and can be changed and deleted', async () => {
    const made = await instance.call('POST', notes, {
      text: 'Line one\nLine two – “quoted”',
      internalAnalysisFlag: true,
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ticketId: 7601,
      text: 'Line one\nLine two – “quoted”',
      internalAnalysisFlag: true,
      detailDescriptionFlag: false,
      createdBy: 'svc-fieldnation',
      member: { identifier: 'svc-fieldnation' },
      dateCreated: '2026-11-22T08:00:00Z',
    });
    const id = String(field(made.body, 'id'));
    const changed = await instance.call('PATCH', `${notes}/${id}`, [replace('text', 'Changed')]);
    expect(changed.body).toMatchObject({ text: 'Changed', internalAnalysisFlag: true });
    const hidden = await instance.call('PATCH', `${notes}/${id}`, [replace('internalAnalysisFlag', false)]);
    expect(hidden.status).toBe(400);
    expect((await instance.call('DELETE', `${notes}/${id}`)).status).toBe(204);
    expect((await instance.call('GET', `${notes}/${id}`)).status).toBe(404);
  });

  it('can be found by date and show up in allNotes as ticket notes', async () => {
    await instance.clock.advance(3_600_000);
    await instance.call('POST', notes, { text: 'Later', detailDescriptionFlag: true });
    const found = await instance.call(
      'GET',
      `${notes}?conditions=${encodeURIComponent('dateCreated > [2026-11-22T08:30:00Z]')}`,
    );
    expect((found.body as readonly unknown[]).map((one) => field(one, 'text'))).toEqual(['Later']);
    const all = await instance.call('GET', '/service/tickets/7601/allNotes');
    expect((all.body as readonly unknown[]).at(-1)).toMatchObject({
      noteType: 'TicketNote',
      text: 'Later',
      ticket: { id: 7601, summary: 'Replace failed access point in lobby' },
    });
  });

  it("set the ticket's customer-updated flag and touch the ticket", async () => {
    await instance.clock.advance(120_000);
    await instance.call('POST', notes, { text: 'Any news?', detailDescriptionFlag: true, customerUpdatedFlag: true });
    expect((await instance.call('GET', '/service/tickets/7601')).body).toMatchObject({
      customerUpdatedFlag: true,
      _info: { lastUpdated: '2026-11-22T08:02:00Z' },
    });
  });

  it('leave the ticket alone when switched so', async () => {
    instance.kernel.setSwitch('connectwise.notesTouchTicket', false);
    const before = field((await instance.call('GET', '/service/tickets/7601')).body, '_info', 'lastUpdated');
    await instance.call('POST', notes, { text: 'Quiet', internalAnalysisFlag: true });
    expect(field((await instance.call('GET', '/service/tickets/7601')).body, '_info', 'lastUpdated')).toBe(before);
  });
});

describe('e-mail the real system would have sent', () => {
  beforeEach(() => patch([replace('automaticEmailContactFlag', true), replace('processNotifications', false)]));

  it('follows a status change unless processNotifications is off', async () => {
    await patch([replace('status', { name: 'Scheduled' }), replace('processNotifications', false)]);
    expect(instance.connectwise.people.emails()).toEqual([]);
    await patch([replace('status', { name: 'In progress' })]);
    expect(instance.connectwise.people.emails()).toMatchObject([
      { ticketId: 7601, reason: 'status-changed', causedBy: 'svc-fieldnation' },
    ]);
  });

  it('follows a public note only when the note asks for it, and never an internal one', async () => {
    const notes = '/service/tickets/7601/notes';
    await instance.call('POST', notes, { text: 'a', detailDescriptionFlag: true });
    await instance.call('POST', notes, { text: 'b', internalAnalysisFlag: true, processNotifications: true });
    expect(instance.connectwise.people.emails()).toEqual([]);
    await instance.call('POST', notes, { text: 'c', detailDescriptionFlag: true, processNotifications: true });
    expect(instance.connectwise.people.emails()).toMatchObject([{ reason: 'note-added' }]);
  });
});

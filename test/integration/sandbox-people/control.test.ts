import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

let clock: VirtualClock;
let sandbox: RunningSandbox;
beforeEach(async () => {
  clock = new VirtualClock();
  sandbox = await startSandbox({ clock });
});
afterEach(async () => {
  await sandbox.stop();
});

async function control(method: string, path: string, body?: unknown, token = sandbox.info.controlToken) {
  const response = await fetch(`${sandbox.info.controlUrl}/control/${path}`, {
    method,
    headers: { 'x-sandbox-control': token },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

function publishedWorkOrder(): number {
  const found = sandbox.workOrders().find((each) => each.status === 'published');
  if (!found) throw new Error('The seed has no published work order');
  return found.id;
}

describe('The control API', () => {
  it('lets nobody in without its token', async () => {
    expect((await control('GET', 'info', undefined, 'wrong')).status).toBe(401);
    expect((await fetch(`${sandbox.info.controlUrl}/control/info`)).status).toBe(401);
  });

  it('tells where everything is and which keys it takes', async () => {
    const { body } = await control('GET', 'info');
    expect(body).toEqual(sandbox.info);
    expect(body.demo.ticketIds.length).toBeGreaterThan(0);
  });

  it('lets a dispatcher move a ticket to the trigger status under her own login', async () => {
    const { demo, connectwise } = sandbox.info;
    const [ticketId] = demo.ticketIds;
    expect((await control('POST', 'people/dispatcher/move-ticket', { ticketId })).status).toBe(200);
    const { body } = await control('GET', `tickets/${ticketId}`);
    expect(body).toMatchObject({
      id: ticketId,
      status: { id: demo.triggerStatusId },
      _info: { updatedBy: connectwise.dispatcher },
    });
  });

  it('lets a dispatcher create, edit, note and delete a ticket', async () => {
    const made = await control('POST', 'people/dispatcher/create-ticket', {
      fields: { summary: 'Printer smokes', board: { id: sandbox.info.demo.boardId }, company: { id: 250 } },
    });
    expect(made.status).toBe(200);
    const ticketId = made.body.id;
    await control('POST', 'people/dispatcher/edit-ticket', { ticketId, changes: { summary: 'Printer burns' } });
    expect(sandbox.ticket(ticketId)).toMatchObject({ summary: 'Printer burns' });
    const noted = await control('POST', 'people/dispatcher/add-note', {
      ticketId,
      text: 'Bring water',
      tab: 'internal',
    });
    expect(noted.body.id).toBeGreaterThan(0);
    await control('POST', 'people/dispatcher/delete-ticket', { ticketId });
    expect((await control('GET', `tickets/${ticketId}`)).status).toBe(404);
  });

  it('plays a whole visit, from request to approval', async () => {
    const workOrderId = publishedWorkOrder();
    const provider = (verb: string, more: object = {}) =>
      control('POST', `people/provider/${verb}`, { workOrderId, ...more });
    await provider('request', { providerId: 70115 });
    for (const verb of ['confirm', 'on-my-way']) expect((await provider(verb)).status).toBe(403);
    await provider('accept', { providerId: 70115 });
    for (const verb of ['confirm', 'on-my-way', 'check-in', 'upload-photo', 'check-out']) {
      expect((await provider(verb)).status).toBe(200);
    }
    await provider('message', { text: 'All done here' });
    expect((await provider('mark-done', { closingNotes: 'Signed off' })).body).toMatchObject({ status: 'Work Done' });
    const approved = await control('POST', 'people/buyer/approve', { workOrderId });
    expect(approved.body).toMatchObject({ id: workOrderId, status: 'Approved', providerId: 70115 });
    const { body } = await control('GET', 'work-orders');
    const record = body.find((each: { id: number }) => each.id === workOrderId);
    expect(record).toMatchObject({ closingNotes: 'Signed off', timeLogs: [{ providerId: 70115 }] });
    expect(record.folders[1].attachments).toMatchObject([{ mime: 'image/png', authorId: 70115 }]);
  });

  it('lets everybody at Field Nation leave everything a visit leaves', async () => {
    const workOrderId = publishedWorkOrder();
    const by = async (who: 'provider' | 'buyer', verb: string, more: object = {}) => {
      const answer = await control('POST', `people/${who}/${verb}`, { workOrderId, ...more });
      expect([verb, answer.status]).toEqual([verb, 200]);
      return answer.body;
    };
    await by('provider', 'accept', { providerId: 70115 });
    for (const verb of ['check-in', 'check-out', 'check-in', 'check-out']) await by('provider', verb);
    const { messageId } = await by('buyer', 'message', {
      text: 'Use the side door',
      type: 'ASSIGNEDTECH',
      userId: 48216,
    });
    await by('provider', 'reply', { text: 'I will', messageId });
    await by('buyer', 'message', { text: 'He is late again', type: 'INTERNAL' });
    const read = await by('provider', 'read-messages');
    expect(read.messages.map(({ text }: { text: string }) => text)).toEqual(['Use the side door', 'I will']);
    const uploaded = await by('provider', 'upload-file', { name: 'report.pdf', size: 2_000, notes: 'Floor plan' });
    expect(uploaded.uploadUniqueId).toMatch(/^[0-9a-f-]{36}$/);
    await by('buyer', 'upload-file', { name: 'plan.pdf', base64: 'UExBTg==' });
    const { expenseId } = await by('provider', 'add-expense', { amount: 12.5, text: 'Parking' });
    await by('buyer', 'approve-expense', { expenseId });
    await by('provider', 'complete-task', { label: 'Enter close out notes' });
    await by('provider', 'uncomplete-task', { label: 'Enter close out notes' });
    await by('provider', 'closing-notes', { text: 'Router swapped' });
    await by('buyer', 'reschedule', { start: '2026-12-03T15:00:00Z' });
    await by('buyer', 'set-custom-field', { field: 'Asset count', value: '3' });
    await by('buyer', 'add-shipment', { name: 'Router' });
    await by('buyer', 'add-contact', { name: 'Sam' });
    const revisit = await by('buyer', 'revisit');
    expect(revisit).toMatchObject({ revisitOf: workOrderId, status: 'Draft' });
    const record = sandbox.workOrders().find((each) => each.id === workOrderId);
    expect(record).toMatchObject({
      closingNotes: 'Router swapped',
      customFields: { '130': '3' },
      expenses: [{ amount: 12.5, status: 'approved' }],
      shipments: [{ name: 'Router' }],
      contacts: [{ name: 'Sam' }],
      schedule: { start: Date.UTC(2026, 11, 3, 15) },
    });
    expect(record?.timeLogs).toHaveLength(2);
    expect(record?.folders.map((folder) => folder.attachments.map((file) => [file.name, file.size]))).toEqual([
      [['plan.pdf', 4]],
      [['report.pdf', 2_000]],
    ]);
  });

  it('does not let a provider act on a work order that is not theirs', async () => {
    const workOrderId = publishedWorkOrder();
    await control('POST', 'people/provider/accept', { workOrderId, providerId: 70115 });
    const other = await control('POST', 'people/provider/check-in', { workOrderId, providerId: 70111 });
    expect(other).toMatchObject({ status: 403, body: { answer: { status: 403 } } });
  });

  it('marks a work order as made by Field Nation’s own connector', async () => {
    const workOrderId = publishedWorkOrder();
    const integration = { id: '12', name: 'ConnectWise', href: '/integrations/12' };
    await control('POST', 'people/buyer/edit', { workOrderId, changes: { title: 'Renamed' }, integration });
    expect(sandbox.workOrders().find((each) => each.id === workOrderId)).toMatchObject({
      title: 'Renamed',
      integration,
    });
  });

  it('lists faults, strikes with them and clears them', async () => {
    const fault = { vendor: 'fieldnation', on: 'request', path: 'oauth', kind: '503', times: 2 };
    expect((await control('POST', 'faults', fault)).body).toMatchObject({ kind: '503' });
    const sign = () =>
      fetch(`${sandbox.info.fieldnation.url}/authentication/api/oauth/token`, { method: 'POST', body: '{}' });
    expect((await sign()).status).toBe(503);
    expect((await control('GET', 'faults')).body).toMatchObject([{ times: 1 }]);
    await control('DELETE', 'faults');
    expect((await sign()).status).toBe(400);
  });

  it('shows what happened since a given entry', async () => {
    const { seq } = sandbox.journal().at(-1) ?? { seq: 0 };
    sandbox.people.buyer.approve({
      workOrderId: sandbox.workOrders().find((each) => each.status === 'work_done')?.id ?? 0,
    });
    const { body } = await control('GET', `journal?since=${seq}`);
    expect(body).toMatchObject([
      { vendor: 'fieldnation', kind: 'event', name: 'workorder.status.approved' },
      { vendor: 'fieldnation', kind: 'person', who: 'buyer', did: 'approve' },
    ]);
  });

  it.each([
    ['POST', 'people/wizard/publish', {}, 404],
    ['POST', 'people/provider/teleport', { workOrderId: 1 }, 404],
    ['POST', 'people/provider/accept', {}, 400],
    ['POST', 'people/provider/accept', { workOrderId: 'x' }, 400],
    ['POST', 'people/provider/reply', { workOrderId: 18520402 }, 400],
    ['POST', 'people/buyer/set-custom-field', { workOrderId: 18520402, field: 'No such field', value: '1' }, 404],
    ['POST', 'people/buyer/reschedule', { workOrderId: 18520402, start: 'soon' }, 400],
    ['POST', 'people/dispatcher/move-ticket', {}, 400],
    ['POST', 'faults', { vendor: 'fieldnation', on: 'request', kind: 'meteor' }, 400],
    ['POST', 'switches', { 'fieldnation.noSuchSwitch': 1 }, 400],
    ['POST', 'switches', { 'fieldnation.searchLagSeconds': 'soon' }, 400],
    ['GET', 'nowhere', undefined, 404],
  ])('answers %s %s with %j by %i', async (method, path, body, status) => {
    expect((await control(method, path, body)).status).toBe(status);
  });

  it('turns switches, and says what they are', async () => {
    const { body } = await control('POST', 'switches', { 'fieldnation.searchLagSeconds': 0 });
    expect(body['fieldnation.searchLagSeconds']).toBe(0);
    expect((await control('GET', 'switches')).body).toEqual(body);
  });
});

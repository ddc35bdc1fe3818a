import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../fakes/failure.ts';
import { type Clients, startClients } from './setup.ts';

let clients: Clients | undefined;
let folder: string | undefined;
afterEach(async () => {
  await clients?.stop();
  clients = undefined;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
});
async function start(switches: Readonly<Record<string, boolean | number | string>> = {}): Promise<Clients> {
  clients = await startClients({ switches });
  return clients;
}
/** A work order with a provider on it. */
async function assigned({ fn, sandbox }: Clients): Promise<number> {
  const { id } = await fn.createWorkOrder([{ target: 'title', value: 'Replace the switch' }]);
  sandbox.people.buyer.assign({ workOrderId: id });
  return id;
}
function temporary(name: string, content?: string | Buffer): string {
  folder ??= mkdtempSync(join(tmpdir(), 'transfer-'));
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
}
/** Another program of the same user asks with a filter and lets the server remember it. */
async function leaveFilter({ sandbox }: Clients, filter: string): Promise<void> {
  const { url, clientId, clientSecret, username, password } = sandbox.info.fieldnation;
  const body = JSON.stringify({
    grant_type: 'password',
    client_id: clientId,
    client_secret: clientSecret,
    username,
    password,
  });
  const headers = { 'content-type': 'application/json' };
  const signIn = await fetch(`${url}/authentication/api/oauth/token`, { method: 'POST', headers, body });
  const token = ((await signIn.json()) as { access_token: string }).access_token;
  const list = async (query: string): Promise<number> => {
    const answer = await fetch(`${url}/api/rest/v2/workorders?${query}&access_token=${token}`);
    return ((await answer.json()) as { metadata: { total: number } }).metadata.total;
  };
  expect(await list(filter)).toBe(0);
  // The trap is set: without `sticky=false` nothing is found.
  expect(await list('list=workorders_all')).toBe(0);
}

describe('messages at the sandbox', () => {
  it('go to the provider or stay with the company, and replies stay in their thread', async () => {
    const running = await start();
    const { fn, sandbox, clock } = running;
    const id = await assigned(running);
    const { provider } = sandbox.people;

    const open = await fn.postMessage(id, { text: 'Gate code 1234 [CW#1]', audience: 'provider', replyTo: null });
    const staff = await fn.postMessage(id, { text: 'Margin is thin [CW#2]', audience: 'buyer', replyTo: null });
    expect([open.audience, staff.audience]).toEqual(['provider', 'buyer']);
    await clock.advance(1_000);
    const { messageId } = provider.reply({ workOrderId: id, text: 'Understood' });
    await clock.advance(1_000);
    const answer = await fn.postMessage(id, { text: 'Come at nine', audience: 'provider', replyTo: messageId });
    expect(answer.parentId).toBe(open.id);
    const aside = await fn.postMessage(id, { text: 'He overcharges', audience: 'buyer', replyTo: messageId });
    expect(aside).toMatchObject({ parentId: null, audience: 'buyer' });
    const inside = await fn.postMessage(id, { text: 'Agreed', audience: 'buyer', replyTo: staff.id });
    expect(inside).toMatchObject({ parentId: staff.id, audience: 'buyer' });

    const all = await fn.messages(id);
    expect(all.map((each) => each.createdAt)).toEqual(all.map((each) => each.createdAt).sort((a, b) => a - b));
    expect(all.find((each) => each.id === messageId)).toMatchObject({
      parentId: open.id,
      audience: 'provider',
      fromProvider: true,
      text: 'Understood',
    });
    // What the provider can really read is what the client says they can.
    const read = provider.readMessages({ workOrderId: id }).messages.map((each) => each.messageId);
    expect(all.filter((each) => each.audience === 'provider').map((each) => each.id)).toEqual(read);
    expect(read.length).toBe(3);
  });

  it('of the provider are told apart from the company’s own', async () => {
    const running = await start();
    const { fn, sandbox } = running;
    const id = await assigned(running);
    sandbox.people.provider.message({ workOrderId: id, text: 'On my way' });
    sandbox.people.buyer.message({ workOrderId: id, text: 'Fine' });
    sandbox.people.buyer.message({ workOrderId: id, text: 'Watch the hours', type: 'STAFF_NOTE' });
    const byText = new Map((await fn.messages(id)).map((each) => [each.text, each]));
    expect(byText.get('On my way')).toMatchObject({ audience: 'provider', fromProvider: true });
    expect(byText.get('Fine')).toMatchObject({ audience: 'provider', fromProvider: false });
    expect(byText.get('Watch the hours')).toMatchObject({ audience: 'buyer', fromProvider: false });
  });

  it.each(['as-sent', 'strip', 'refuse'])('are plain text where markup is handled as "%s"', async (rule) => {
    const running = await start({ 'fieldnation.messageHtml': rule });
    const id = await assigned(running);
    const text = '<p>Rack 4<br>unit 12</p>';
    expect((await running.fn.postMessage(id, { text, audience: 'provider', replyTo: null })).text).toBe(
      'Rack 4\nunit 12',
    );
  });

  it('are found again although Field Nation dropped a part of them', async () => {
    const running = await start({ 'fieldnation.messageHtml': 'strip' });
    const id = await assigned(running);
    const text = 'Note the <serial number> [CW#3]';
    const posted = await running.fn.postMessage(id, { text, audience: 'provider', replyTo: null });
    expect(posted.text).toBe('Note the  [CW#3]');
  });

  it('whose answer is lost are ambiguous, and were posted once', async () => {
    const running = await start();
    const { fn, sandbox } = running;
    const id = await assigned(running);
    sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      kind: 'drop-after-commit',
      method: 'POST',
      path: '/messages',
      times: 1,
    });
    const error = await failure(running.during(fn.postMessage(id, { text: 'Once', audience: 'buyer', replyTo: null })));
    expect(error.kind).toBe('ambiguous');
    expect((await fn.messages(id)).filter((each) => each.text === 'Once').length).toBe(1);
  });

  it('for a provider nobody has assigned are refused in words', async () => {
    const { fn } = await start({ 'fieldnation.assignedTechNeedsProvider': true });
    const { id } = await fn.createWorkOrder([{ target: 'title', value: 'Nobody yet' }]);
    const error = await failure(fn.postMessage(id, { text: 'Hello', audience: 'provider', replyTo: null }));
    expect(error).toMatchObject({ kind: 'permanent' });
    expect(error.message).toContain('Nobody is assigned');
  });
});

describe('files at the sandbox', () => {
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  it.each([false, true])('go up and come down again unchanged (links need the token: %s)', async (needsToken) => {
    const running = await start({ 'fieldnation.downloadNeedsToken': needsToken });
    const { fn } = running;
    const id = await assigned(running);
    const documents = fn.folders(await fn.workOrder(id)).find((each) => each.type === 'document');
    expect(documents).toMatchObject({ name: 'Documents', maxBytes: 10_485_760, files: [] });
    const path = temporary('out', bytes);
    const sent = await fn.uploadFile(id, {
      folderId: documents?.id ?? 0,
      file: { path, sizeBytes: bytes.length, fileName: 'plan "ß".pdf', mime: 'application/pdf' },
      notes: 'From ConnectWise [CW#7]',
    });
    expect(sent).toMatchObject({ sizeBytes: bytes.length, mime: 'application/pdf', notes: 'From ConnectWise [CW#7]' });
    const read = fn.folders(await fn.workOrder(id)).flatMap((each) => each.files);
    expect(read.map((each) => each.uploadId)).toEqual([sent.uploadId]);
    const into = temporary('in');
    expect(await fn.downloadFile(sent, into, 1_000_000)).toEqual({
      sizeBytes: bytes.length,
      sha256,
      mime: 'application/pdf',
    });
    expect(readFileSync(into).equals(bytes)).toBe(true);
    expect(running.lanes.fieldnation.state().needsSignIn).toBe(false);
  });

  it('of the provider lie in their own folder, with author and notes', async () => {
    const running = await start();
    const { fn, sandbox } = running;
    const id = await assigned(running);
    sandbox.people.provider.uploadPhoto({ workOrderId: id, name: 'rack.png', notes: 'after' });
    const workOrder = await fn.workOrder(id);
    const slot = fn.folders(workOrder).find((each) => each.type === 'slot');
    expect(slot?.files).toMatchObject([
      { name: 'rack.png', mime: 'image/png', notes: 'after', authorId: workOrder.provider?.id },
    ]);
    expect(slot?.files[0]?.createdAt).toBeGreaterThan(0);
  });

  it('behind a link that ran out are tried again with a new one', async () => {
    const running = await start({ 'fieldnation.downloadLinkSeconds': 60 });
    const { fn, sandbox, clock } = running;
    const id = await assigned(running);
    sandbox.people.provider.uploadPhoto({ workOrderId: id });
    const file = async () => {
      const found = fn.folders(await fn.workOrder(id)).flatMap((each) => each.files)[0];
      if (found === undefined) throw new Error('no file');
      return found;
    };
    const old = await file();
    await clock.advance(120_000);
    expect(await failure(fn.downloadFile(old, temporary('in'), 1_000_000))).toMatchObject({
      kind: 'transient',
      code: 'fieldnation.file-link',
    });
    expect(existsSync(temporary('in'))).toBe(false);
    expect((await fn.downloadFile(await file(), temporary('in'), 1_000_000)).sizeBytes).toBe(old.sizeBytes);
    expect(running.lanes.fieldnation.state().needsSignIn).toBe(false);
  });

  it('too large or of a type that is not taken are refused with file and limit', async () => {
    const running = await start({ 'fieldnation.attachmentMaxBytes': 102_400 });
    const { fn } = running;
    const id = await assigned(running);
    const folderId = fn.folders(await fn.workOrder(id)).find((each) => each.type === 'document')?.id ?? 0;
    const upload = (fileName: string, content: Buffer) => {
      const file = { path: temporary(fileName, content), sizeBytes: content.length, fileName, mime: 'application/zip' };
      return failure(fn.uploadFile(id, { folderId, file, notes: '[CW#8]' }));
    };
    const large = await upload('big.pdf', bytes);
    expect(large).toMatchObject({ kind: 'permanent', code: 'fieldnation.file-too-large' });
    expect(large.message).toContain('"big.pdf"');
    expect(large.message).toContain('the limit is 100 kB');
    const zip = await upload('tools.zip', Buffer.from('PK'));
    expect(zip).toMatchObject({ kind: 'permanent', code: 'fieldnation.file-type' });
    expect(zip.message).toContain('"tools.zip"');
    expect(fn.folders(await fn.workOrder(id)).flatMap((each) => each.files)).toEqual([]);
  });

  it('whose answer is lost are ambiguous, and were stored once', async () => {
    const running = await start();
    const { fn, sandbox } = running;
    const id = await assigned(running);
    sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      kind: 'drop-after-commit',
      method: 'POST',
      path: '/attachments/',
      times: 1,
    });
    const folderId = fn.folders(await fn.workOrder(id)).find((each) => each.type === 'document')?.id ?? 0;
    const file = { path: temporary('out', bytes), sizeBytes: bytes.length, fileName: 'a.pdf', mime: 'application/pdf' };
    const error = await failure(running.during(fn.uploadFile(id, { folderId, file, notes: '[CW#9]' })));
    expect(error.kind).toBe('ambiguous');
    expect(
      fn
        .folders(await fn.workOrder(id))
        .flatMap((each) => each.files)
        .map((each) => each.notes),
    ).toEqual(['[CW#9]']);
  });
});

describe('visits and money at the sandbox', () => {
  it('are read from the work order', async () => {
    const running = await start();
    const { fn, sandbox, clock } = running;
    const id = await assigned(running);
    const { provider, buyer } = sandbox.people;
    provider.checkIn({ workOrderId: id });
    const during = fn.visits(await fn.workOrder(id));
    expect(during).toMatchObject([{ outAt: null, hours: null }]);
    await clock.advance(90 * 60_000);
    provider.checkOut({ workOrderId: id });
    const [visit] = fn.visits(await fn.workOrder(id));
    expect(visit).toMatchObject({ id: during[0]?.id, inAt: during[0]?.inAt, hours: 1.5 });
    expect((visit?.outAt ?? 0) - (visit?.inAt ?? 0)).toBe(90 * 60_000);

    const before = fn.totalPay(await fn.workOrder(id)) ?? Number.NaN;
    const taken = provider.addExpense({ workOrderId: id, amount: 12.5, quantity: 2, text: 'Parking' });
    const refused = provider.addExpense({ workOrderId: id, amount: 99, text: 'Lunch' });
    buyer.approveExpense({ workOrderId: id, expenseId: taken.expenseId });
    buyer.denyExpense({ workOrderId: id, expenseId: refused.expenseId });
    const workOrder = await fn.workOrder(id);
    expect(fn.expenses(workOrder)).toEqual([
      { id: taken.expenseId, description: 'Parking', amount: 25, approved: true },
      { id: refused.expenseId, description: 'Lunch', amount: 99, approved: false },
    ]);
    expect(fn.totalPay(workOrder)).toBe(before + 25);
  });
});

describe('actions at the sandbox', () => {
  it('route to a provider once, and to a talent pool in either form', async () => {
    const { fn, sandbox } = await start();
    const pool = (await fn.talentPools())[0];
    expect(pool?.name).toBeTruthy();
    const first = await fn.createWorkOrder([{ target: 'title', value: 'One' }]);
    const provider = sandbox.people.buyer.assign({
      workOrderId: (await fn.createWorkOrder([{ target: 'title', value: 'x' }])).id,
    });
    const providerId = (await fn.workOrder(provider.id)).provider?.id ?? 0;
    expect((await fn.routeToProvider(first.id, providerId)).status.name).toBe('Routed');
    expect((await fn.routeToProvider(first.id, providerId)).status.name).toBe('Routed');
    const second = await fn.createWorkOrder([{ target: 'title', value: 'Two' }]);
    expect((await fn.routeToPool(second.id, pool?.id ?? 0)).status.name).toBe('Routed');
    sandbox.setSwitch('fieldnation.massRouteBody', 'talent-pool');
    const third = await fn.createWorkOrder([{ target: 'title', value: 'Three' }]);
    expect((await fn.routeToPool(third.id, pool?.id ?? 0)).status.name).toBe('Routed');
  });

  it.each([403, 400])('cancel, say when it was done before, and name what cannot be cancelled (%d)', async (status) => {
    const running = await start({ 'fieldnation.refusedActionStatus': status });
    const { fn, sandbox } = running;
    const { id } = await fn.createWorkOrder([{ target: 'title', value: 'One' }]);
    expect((await fn.cancel(id, 'Duplicate')).status.name).toBe('Cancelled');
    expect((await fn.cancel(id, 'Duplicate')).status.name).toBe('Cancelled');
    const done = await assigned(running);
    sandbox.people.provider.checkIn({ workOrderId: done });
    sandbox.people.provider.checkOut({ workOrderId: done });
    sandbox.people.provider.markDone({ workOrderId: done });
    const error = await failure(fn.cancel(done, 'Too late'));
    expect(error).toMatchObject({ kind: 'conflict', code: 'fieldnation.cannot-cancel' });
    expect(error.message).toContain('Work Done');
    expect((await failure(fn.cancel(999_999, 'x'))).code).toBe('fieldnation.not-found');
  });
});

describe('look-ups at the sandbox', () => {
  it('name managers with their addresses, pools, clients, projects and custom fields', async () => {
    const { fn } = await start();
    const managers = await fn.managers();
    expect(managers.length).toBeGreaterThan(0);
    for (const manager of managers) expect(manager.email).toMatch(/^[^A-Z@]+@[^A-Z@]+$/);
    for (const list of [await fn.talentPools(), await fn.clients(), await fn.projects(), await fn.customFields()]) {
      expect(list.length).toBeGreaterThan(0);
      for (const each of list) expect(each.name).not.toMatch(/^(Talent pool|Client|Project|Custom field) \d+$/);
    }
    expect((await fn.customFields()).map((each) => each.name)).toContain('ConnectWise Ticket #');
  });

  it('list recent work orders, newest first, unmoved by filters somebody left behind', async () => {
    const running = await start();
    const { fn, sandbox } = running;
    const older = await fn.createWorkOrder([{ target: 'title', value: 'Older' }]);
    const gone = await fn.createWorkOrder([{ target: 'title', value: 'Gone' }]);
    const newest = sandbox.people.buyer.create({ body: { title: 'Made by hand' } });
    await fn.cancel(gone.id, 'Duplicate');
    await leaveFilter(running, 'f_client=999999');
    const ids = (await fn.recentWorkOrders(3)).map((each) => each.id);
    expect(ids[0]).toBe(newest.id);
    expect(ids).toContain(older.id);
    expect(ids).not.toContain(gone.id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    const workOrder = await fn.workOrder(newest.id);
    const managers = await fn.managers();
    const manager = fn.manager(workOrder);
    if (manager !== null) expect(managers.map((each) => each.id)).toContain(manager.id);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../fakes/failure.ts';
import { type Clients, startClients } from './setup.ts';

let clients: Clients | undefined;
afterEach(async () => {
  await clients?.stop();
  clients = undefined;
});
async function start(options?: Parameters<typeof startClients>[0]): Promise<Clients> {
  clients = await startClients(options);
  return clients;
}

describe('both clients against the sandbox', () => {
  it('pass the connection test', async () => {
    const { psa, fn } = await start();
    for (const steps of [await psa.probe(() => {}), await fn.probe(() => {})]) {
      expect(steps.filter((step) => step.state !== 'ok')).toEqual([]);
    }
  });

  it('name a wrong key and a wrong password', async () => {
    const { psa, fn } = await start({ privateKey: 'wrong', password: 'wrong' });
    expect((await psa.probe(() => {})).at(-1)).toMatchObject({
      id: 'sign-in',
      state: 'failed',
      error: { kind: 'auth' },
    });
    const signIn = (await fn.probe(() => {})).at(-1);
    expect(signIn).toMatchObject({ id: 'sign-in', state: 'failed', error: { kind: 'auth' } });
    expect(signIn?.message).toContain('Invalid username and password combination');
  });

  it('move a ticket into a work order and its status back, finding it again by its marker', async () => {
    const { psa, fn, sandbox, clock } = await start();
    const { boardId, triggerStatusId, ticketIds } = sandbox.info.demo;
    const ticketId = ticketIds[0] ?? 0;
    sandbox.people.dispatcher.moveTicket({ ticketId });
    const waiting = await psa.ticketsInStatus(boardId, triggerStatusId);
    expect(waiting.map((ticket) => ticket.id)).toContain(ticketId);
    const ticket = await psa.ticket(ticketId);
    expect(psa.readField(ticket, 'status')).toBe(triggerStatusId);

    const marker = `DBR-test-${ticketId}-1`;
    const made = await fn.createWorkOrder([
      { target: 'title', value: ticket.summary },
      { target: 'description.html', value: `<p>${marker}</p>` },
    ]);
    expect(made.status.name).toBe('Draft');
    expect(Object.keys(made.milestones)).toContain('created');
    expect(await fn.findByMarker(marker)).toEqual([]);
    await clock.advance(10_000);
    expect((await fn.findByMarker(marker)).map((each) => each.id)).toEqual([made.id]);
    expect((await fn.workOrders([made.id, 999_999])).map((each) => each.id)).toEqual([made.id]);

    const statuses = await psa.statuses(boardId);
    const next = statuses.find((status) => status.id !== triggerStatusId && !status.closed && !status.inactive);
    const updated = await psa.updateTicket(ticketId, [
      { target: 'status', value: { id: next?.id ?? 0 } },
      { target: 'externalXRef', value: `FN-${made.id}` },
    ]);
    expect(updated).toMatchObject({ status: { id: next?.id }, externalRef: `FN-${made.id}` });
    expect(updated.document.initialDescription).toBe(ticket.document.initialDescription);
    expect((await psa.ticketsUpdatedSince([boardId], updated.updatedAt)).map((each) => each.id)).toContain(ticketId);
  });

  it('read every ticket of a board with a description or none, and a site or none', async () => {
    const { psa } = await start();
    const boards = (await psa.boards()).filter((board) => !board.inactive && !board.project);
    expect(boards.length).toBeGreaterThanOrEqual(2);
    const tickets = await psa.ticketsUpdatedSince(
      boards.map((board) => board.id),
      0,
    );
    expect(tickets.length).toBeGreaterThanOrEqual(30);
    for (const { id } of tickets.slice(0, 10)) {
      const ticket = await psa.ticket(id);
      expect(typeof ticket.document.initialDescription).toBe('string');
      expect(ticket.updatedAt).toBeGreaterThan(0);
    }
  });

  it('keep ConnectWise from e-mailing anybody about a ticket they change or make', async () => {
    const { psa, sandbox } = await start();
    const { ticketIds, boardId } = sandbox.info.demo;
    const company = sandbox.ticket(ticketIds[0] ?? 0)?.company as { readonly id: number };
    const [status] = (await psa.statuses(boardId)).filter((one) => one.name === 'Scheduled');
    for (const id of ticketIds) await psa.updateTicket(id, [{ target: 'status', value: { id: status?.id ?? 0 } }]);
    await psa.createTicket([
      { target: 'summary', value: 'Made by a work order' },
      { target: 'company', value: company.id },
      { target: 'board', value: boardId },
    ]);
    expect(sandbox.journal().filter((entry) => entry.kind === 'notification-asked')).toEqual([]);
  });

  it('write every kind of field they can', async () => {
    const { psa, fn, sandbox } = await start();
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    const before = await psa.ticket(ticketId);
    const fields = before.document.customFields as readonly { readonly id: number; readonly type?: string }[];
    const text = fields.find((field) => field.type === 'Text');
    const changes = [
      { target: 'summary', value: 'Changed summary' },
      { target: 'requiredDate', value: '2026-12-24T10:00:00.000Z' },
      { target: `customFields.${text?.id}`, value: 'gate 7' },
      { target: 'city', value: 'Tempe' },
    ];
    const after = await psa.updateTicket(ticketId, changes);
    expect(psa.readField(after, `customFields.${text?.id}`)).toBe('gate 7');
    expect(psa.readField(await psa.ticket(ticketId), 'city')).toBe('Tempe');

    const draft = await fn.createWorkOrder([{ target: 'title', value: 'x' }]);
    const address = { address1: '1 Way', city: 'Phoenix', state: 'AZ', zip: '85001', country: 'US' };
    await fn.updateWorkOrder(
      draft.id,
      Object.entries(address).map(([key, value]) => ({ target: `location.${key}`, value })),
    );
    await fn.updateWorkOrder(draft.id, [{ target: 'schedule.service_window.start.utc', value: '2026-12-24 15:00:00' }]);
    const moved = await fn.updateWorkOrder(draft.id, [{ target: 'location.city', value: 'Tempe' }]);
    expect(fn.readField(moved, 'location.address1')).toBe('1 Way');
    expect(fn.readField(moved, 'location.city')).toBe('Tempe');
    expect(fn.readField(moved, 'schedule.service_window.start.utc')).toBe('2026-12-24 15:00:00');
  });

  it('register, adopt and delete callback and webhook', async () => {
    const { psa, fn, sandbox } = await start();
    const input = {
      existingId: null,
      description: 'Dispatch Bridge 7f3a2c',
      url: 'http://127.0.0.1:9/cw?recordId=',
      boardId: sandbox.info.demo.boardId,
    };
    const ids = async () => (await psa.subscriptions()).map((each) => each.id);
    const foreign = await ids();
    const made = await psa.saveSubscription(input);
    expect((await psa.saveSubscription(input)).id).toBe(made.id);
    expect(
      (await psa.saveSubscription({ ...input, existingId: made.id, url: 'http://127.0.0.1:9/new?recordId=' })).url,
    ).toContain('/new');
    expect(await ids()).toEqual([...foreign, made.id]);
    await psa.deleteSubscription(made.id);
    await psa.deleteSubscription(made.id);
    expect(await ids()).toEqual(foreign);

    const webhook = {
      existingId: null,
      url: 'http://127.0.0.1:9/fn',
      events: ['workorder.status.assigned'],
      secret: crypto.randomUUID(),
    };
    const hook = await fn.saveWebhook(webhook);
    const again = await fn.saveWebhook({
      ...webhook,
      existingId: hook.webhookId,
      events: ['workorder.created', 'workorder.status.assigned'],
    });
    expect(again).toMatchObject({ webhookId: hook.webhookId, status: 'active' });
    expect([...again.events].sort()).toEqual(['workorder.created', 'workorder.status.assigned']);
    expect((await fn.webhooks()).map((each) => each.webhookId)).toEqual([hook.webhookId]);
    await fn.deleteWebhook(hook.webhookId);
    await fn.deleteWebhook(hook.webhookId);
  });

  it('sign in again when Field Nation ends the token early, in both forms of the refusal', async () => {
    const { fn, sandbox } = await start();
    const draft = await fn.createWorkOrder([{ target: 'title', value: 'x' }]);
    for (const old of [false, true]) {
      sandbox.setSwitch('fieldnation.expiredTokenIs400', old);
      sandbox.expireTokens();
      expect((await fn.workOrder(draft.id)).id).toBe(draft.id);
    }
  });

  it('notice the false 200 of a nested path', async () => {
    const { psa, sandbox } = await start();
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    expect(
      await failure(psa.updateTicket(ticketId, [{ target: 'company.identifier', value: 'Somebody' }])),
    ).toMatchObject({
      code: 'connectwise.false-200',
    });
  });
});

describe('faults', () => {
  it('of ConnectWise mean what they should', async () => {
    const { psa, sandbox, during, lanes } = await start();
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    await psa.ticket(ticketId);
    const read = () => failure(during(psa.ticket(ticketId)));
    const on = { vendor: 'connectwise', on: 'request', path: `/service/tickets/${ticketId}$` } as const;
    sandbox.addFault({ ...on, kind: '500' });
    expect((await read()).kind).toBe('transient');
    sandbox.addFault({ ...on, kind: 'drop-connection' });
    expect((await read()).kind).toBe('transient');
    sandbox.addFault({ ...on, kind: 'timeout-before' });
    expect((await read()).kind).toBe('transient');
    sandbox.addFault({ ...on, kind: '429', retryAfterSeconds: 30 });
    expect(await read()).toMatchObject({ kind: 'rate-limited', retryAfterMs: 30_000 });
    expect(lanes.connectwise.blockedUntil()).not.toBeNull();
    expect((await read()).kind).toBe('rate-limited');
  });

  it.each(['timeout-after-commit', 'drop-after-commit'] as const)(
    'a create hit by %s is ambiguous, and the work order exists',
    async (kind) => {
      const { fn, sandbox, during } = await start();
      await fn.probe(() => {});
      sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'POST', path: '/workorders$', kind });
      const before = sandbox.workOrders().length;
      expect((await failure(during(fn.createWorkOrder([{ target: 'title', value: 'x' }])))).kind).toBe('ambiguous');
      expect(sandbox.workOrders().length).toBe(before + 1);
    },
  );
});

describe('certificates', () => {
  it('that are not trusted are refused with the name of their issuer', async () => {
    const { psa } = await start({ tls: true });
    const error = await failure(psa.boards());
    expect(error).toMatchObject({ kind: 'offline', code: 'connectwise.certificate' });
    expect(error.message).toContain('Dispatch Bridge sandbox');
  });

  it('are trusted when the configured file holds their authority', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'bridge-ca-'));
    try {
      const caFile = join(dir, 'ca.pem');
      writeFileSync(caFile, '');
      const { sandbox } = await start({ tls: true, caFile });
      writeFileSync(caFile, sandbox.info.certificate ?? '');
      const { psa, fn } = clients as Clients;
      expect((await psa.boards()).length).toBeGreaterThan(0);
      expect((await fn.probe(() => {})).every((step) => step.state === 'ok')).toBe(true);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

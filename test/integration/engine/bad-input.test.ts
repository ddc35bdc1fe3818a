import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { request } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { connectWiseSignature, fieldNationSignature } from '../../../src/core/intake/signatures.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

async function address(): Promise<{ readonly base: string; readonly token: string; readonly webhookSecret: string }> {
  return {
    base: `http://127.0.0.1:${bridge.engine.status().intake.port}`,
    token: (await bridge.secrets.get('intake.pathToken')) ?? '',
    webhookSecret: (await bridge.secrets.get('fieldnation.webhookSecret')) ?? '',
  };
}

async function post(path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<number> {
  const { base } = await address();
  const { statusCode, body: answer } = await request(`${base}${path}`, { method: 'POST', body, headers });
  expect(await answer.text()).toBe('');
  return statusCode;
}

function callback(changes: Record<string, unknown> = {}): string {
  const { connectwise } = bridge.sandbox.info;
  return JSON.stringify({
    MessageId: '11111111-2222-3333-4444-555555555555',
    FromUrl: new URL(connectwise.url).host,
    CompanyId: connectwise.company,
    MemberId: 'jdoe',
    Action: 'updated',
    Type: 'ticket',
    ID: bridge.sandbox.info.demo.ticketIds[0],
    Entity: null,
    Metadata: {
      key_url: `${connectwise.url}/v2025_1//system/callbackkey/index.rails?companyName=${connectwise.company}&id=e17e6674-42f6-4105-9cff-4cd6cb4e62e8`,
    },
    ...changes,
  });
}

async function told(text: string | RegExp): Promise<void> {
  await bridge.until(`the log says ${text}`, async () =>
    (await bridge.messages()).some((message) => message.match(text) !== null),
  );
}

describe('callbacks that must not count', () => {
  it('refuses unsigned, malformed, oversized and misaddressed ones, each with a line in the log and no queued job', async () => {
    bridge = await startBridge();
    const { token } = await address();
    expect(await post(`/callbacks/${token}?recordId=1&action=updated`, callback())).toBe(401);
    expect(await post(`/callbacks/${token}`, '{ not json', { 'x-content-signature': 'x' })).toBe(400);
    expect(await post(`/callbacks/${token}`, Buffer.alloc(1_048_577, 32), { 'x-content-signature': 'x' })).toBe(413);
    expect(await post('/callbacks/00000000000000000000000000000000', callback(), { 'x-content-signature': 'x' })).toBe(
      404,
    );
    expect(await post(`/callbacks/${token}`, callback(), { 'x-content-signature': 'x', host: 'evil.example' })).toBe(
      421,
    );
    expect(
      await post(`/callbacks/${token}`, callback({ CompanyId: 'SomebodyElse' }), { 'x-content-signature': 'x' }),
    ).toBe(403);
    expect(await post(`/webhooks/${token}`, '{}', { 'x-fn-signature': 'sha256=00' })).toBe(401);
    await told(/carries no signature/);
    await told(/cannot be read/);
    await told(/another ConnectWise company/);
    await told(/unknown address/);
    await told(/does not fit the secret/);
    expect(bridge.engine.status().intake.refused).toBeGreaterThanOrEqual(7);
    expect(bridge.engine.status().queue).toMatchObject({ waiting: 0, running: 0, dead: 0 });
  });

  it('stores a wrongly signed callback as unverified, then refuses it, naming the ticket', async () => {
    bridge = await startBridge();
    const { token } = await address();
    expect(
      await post(`/callbacks/${token}`, callback(), {
        'x-content-signature': connectWiseSignature('wrong key', Buffer.from(callback())),
      }),
    ).toBe(202);
    await told(new RegExp(`A callback for ticket ${bridge.sandbox.info.demo.ticketIds[0]} was refused`));
    expect(bridge.engine.status().queue.inbox).toBe(0);
  });

  it('never asks a foreign host for a signing key', async () => {
    bridge = await startBridge();
    const { token } = await address();
    let asked = 0;
    const foreign = createServer((socket) => {
      asked += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const { port } = foreign.address() as AddressInfo;
    const body = callback({
      Metadata: { key_url: `http://127.0.0.1:${port}/system/callbackkey/index.rails?companyName=x&id=y` },
    });
    const signature = connectWiseSignature('a key of its own', Buffer.from(body));
    expect(await post(`/callbacks/${token}`, body, { 'x-content-signature': signature })).toBe(403);
    await told(/signing key that is not at your ConnectWise site/);
    await bridge.clock.advance(30_000);
    expect(asked).toBe(0);
    await new Promise((resolve) => foreign.close(resolve));
  });

  it('answers a repeated webhook delivery without acting twice', async () => {
    bridge = await startBridge();
    const { token, webhookSecret } = await address();
    const body = JSON.stringify({
      event: { name: 'workorder.message_posted', params: { work_order_id: 424242 } },
      workorder: { id: 424242 },
    });
    const headers = (attempt: number) => ({
      'x-fn-signature': fieldNationSignature(webhookSecret, Buffer.from(body)),
      'x-fn-delivery-id': `0190aaaa-0000-7000-8000-000000000001:${attempt}`,
    });
    expect(await post(`/webhooks/${token}`, body, headers(1))).toBe(202);
    expect(await post(`/webhooks/${token}`, body, headers(2))).toBe(202);
    await told(/Work order 424242 no longer exists/);
    const lines = (await bridge.messages()).filter((message) => message.includes('Field Nation reports'));
    expect(lines).toHaveLength(1);
  });
});

describe('a set-up that cannot work', () => {
  it('goes on polling and says so when its port is in use', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    bridge = await startBridge({ config: (config) => ({ ...config, intake: { ...config.intake, port } }) });
    expect(bridge.engine.status().intake).toMatchObject({ state: 'failed', port: null });
    await told(new RegExp(`Port ${port} is used by another program`));
    const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('a linked work order', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
    await new Promise((resolve) => blocker.close(resolve));
  });

  it.each([
    [
      'a wrong private key',
      'connectwise',
      async () => bridge.secrets.set('connectwise.privateKey', 'wrong'),
      /ConnectWise/,
    ],
    [
      'a wrong password',
      'fieldnation',
      async () => bridge.secrets.set('fieldnation.password', 'wrong'),
      /Field Nation/,
    ],
  ] as const)(
    'asks to sign in after %s, keeps the ticket waiting, and goes on once it is right',
    async (_what, remote, spoil, words) => {
      bridge = await startBridge();
      const { engine, sandbox } = bridge;
      const right = {
        connectwise: sandbox.info.connectwise.privateKey,
        fieldnation: sandbox.info.fieldnation.password,
      }[remote];
      await spoil();
      await engine.credentialsChanged(remote);
      sandbox.expireTokens();
      const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
      sandbox.people.dispatcher.moveTicket({ ticketId });
      await bridge.until('sign-in needed', () => engine.status()[remote].state === 'sign-in');
      expect(engine.status().headline).toMatch(words);
      expect(await engine.attention()).toEqual([]);
      await bridge.secrets.set(remote === 'connectwise' ? 'connectwise.privateKey' : 'fieldnation.password', right);
      await engine.credentialsChanged(remote);
      await bridge.until('a linked work order', () => sandbox.ticket(ticketId)?.externalXRef !== undefined, 300_000);
    },
  );

  it('names a wrong company and an unreachable host in the connection test', async () => {
    bridge = await startBridge({ begin: false });
    const { engine } = bridge;
    const { config } = { config: engine.config() };
    const connectwise = config.connectwise ?? { site: '', company: '', publicKey: '' };
    await engine.saveConfig((current) => ({ ...current, connectwise: { ...connectwise, company: 'nobody' } }));
    const wrong = await bridge.during(engine.probe('connectwise', () => {}));
    expect(wrong.find((step) => step.state === 'failed')?.message).toMatch(/nobody/);
    await engine.saveConfig((current) => ({ ...current, connectwise: { ...connectwise, site: 'http://127.0.0.1:1' } }));
    const unreachable = await bridge.during(engine.probe('connectwise', () => {}));
    expect(unreachable.find((step) => step.state === 'failed')?.message).toMatch(/127\.0\.0\.1/);
  });

  it('holds back a flood of creates until a person approves', async () => {
    bridge = await startBridge({ limits: { createsPerTenMinutes: 2 } });
    const { engine, sandbox } = bridge;
    const ids = sandbox.info.demo.ticketIds.slice(0, 4);
    for (const ticketId of ids) sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until(
      'two held',
      async () => (await engine.attention()).filter((item) => item.state === 'held').length === ids.length - 2,
    );
    const made = () => sandbox.workOrders().filter((workOrder) => /DBR-/.test(workOrder.descriptionHtml)).length;
    expect(made()).toBe(2);
    await engine.approve((await engine.attention()).map((item) => item.jobId));
    await bridge.until('all made', () => made() === ids.length);
    expect(await engine.attention()).toEqual([]);
  });

  it('puts a ticket that cannot be mapped into Attention with its reason, and sends it after the fix', async () => {
    bridge = await startBridge();
    const { engine, sandbox } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    const workOrderStatus = 'Assigned';
    sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('a linked work order', () => sandbox.ticket(ticketId)?.externalXRef !== undefined);
    const map = engine.config().statusMap;
    await engine.saveConfig((current) => ({
      ...current,
      statusMap: map.filter((entry) => entry.workOrderStatus !== workOrderStatus),
    }));
    const workOrderId = Number(String(sandbox.ticket(ticketId)?.externalXRef).slice(3));
    sandbox.people.buyer.assign({ workOrderId });
    await bridge.until('attention', async () => (await engine.attention()).length === 1);
    const [item] = await engine.attention();
    expect(item?.error.message).toMatch(
      /Work order \d+ has no value for Status: status.name is "Assigned", which is not in the map/,
    );
    await engine.saveConfig((current) => ({ ...current, statusMap: map }));
    await engine.retry([item?.jobId ?? 0]);
    await bridge.until(
      'scheduled',
      () => (sandbox.ticket(ticketId)?.status as { name?: string } | undefined)?.name === 'Scheduled',
    );
    expect(await engine.attention()).toEqual([]);
  });
});

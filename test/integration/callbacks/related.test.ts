import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { connectWiseSignature } from '../../../src/core/intake/signatures.ts';
import type { Json } from '../../../src/shared/json.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* Callbacks about something beside a ticket, signed as ConnectWise signs, through the real listener. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

const ticketIds = () => bridge.sandbox.info.demo.ticketIds;
const logged = async (text: string) => (await bridge.messages()).some((message) => message.includes(text));
const told = (text: string) => bridge.until(`the log says ${text}`, () => logged(text));
const linkOf = async (ticketId: number) => (await bridge.engine.searchLinks(String(ticketId), 5))[0];
const syncedAt = async (ticketId: number) => (await linkOf(ticketId))?.lastSyncedAt ?? 0;

/** With polls out of the way; the given tickets are linked. */
async function start(linked: number): Promise<void> {
  bridge = await startBridge({ limits: { pollSeconds: 3600, relaxedPollSeconds: 3600 } });
  for (const ticketId of ticketIds().slice(0, linked)) {
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('a link', async () => (await syncedAt(ticketId)) > 0);
  }
  await bridge.clock.advance(60_000);
}

async function post(Type: string, ID: number, Entity: Json, Action = 'updated'): Promise<number> {
  const { connectwise } = bridge.sandbox.info;
  const signing = bridge.sandbox.callbacks.signingKeys().at(-1);
  const body = JSON.stringify({
    MessageId: randomUUID(),
    FromUrl: new URL(connectwise.url).host,
    CompanyId: connectwise.company,
    MemberId: 'jdoe',
    Action,
    Type,
    ID,
    Entity: Entity === null ? null : JSON.stringify(Entity),
    Metadata: { key_url: signing?.keyUrl },
  });
  const token = await bridge.secrets.get('intake.pathToken');
  const target = `http://127.0.0.1:${bridge.engine.status().intake.port}/callbacks/${token}?recordId=${ID}&action=${Action}`;
  const headers = { 'x-content-signature': connectWiseSignature(signing?.key ?? '', Buffer.from(body)) };
  const answer = await request(target, { method: 'POST', body, headers });
  await answer.body.dump();
  return answer.statusCode;
}

const requests = (path: string) =>
  bridge.sandbox.journal().filter((entry) => JSON.stringify(entry).includes(path)).length;

/** Runs of a link, by its kept synced time. */
async function convergedAgain(ticketId: number, act: () => Promise<unknown>): Promise<void> {
  const before = await syncedAt(ticketId);
  await act();
  await bridge.until('another look at the pair', async () => (await syncedAt(ticketId)) > before);
}

describe('a time entry', () => {
  it('brings its linked ticket into step: by the summary, and without one by asking ConnectWise', async () => {
    await start(1);
    const [ticketId = 0] = ticketIds();
    await convergedAgain(ticketId, () =>
      post('time', 4711, { id: 4711, chargeToId: ticketId, chargeToType: 'ServiceTicket' }),
    );
    await told(`ConnectWise reports time entry 4711 of ticket ${ticketId} updated by jdoe`);
    expect(requests('/time/entries/')).toBe(0);
    const { id } = bridge.sandbox.people.dispatcher.addTime({ ticketId, minutes: 60, text: 'On site' });
    await bridge.clock.advance(60_000);
    await convergedAgain(ticketId, () => post('time', Number(id), { id: Number(id) }));
    await told(`ConnectWise reports time entry ${id} of ticket ${ticketId} updated`);
    expect(requests('/time/entries/')).toBeGreaterThan(0);
  });

  it('that is gone, or whose ticket has no link, only leaves a line', async () => {
    await start(0);
    const [ticketId = 0] = ticketIds();
    await post('time', 4711, { chargeToId: ticketId, chargeToType: 'ServiceTicket' });
    await told(`time entry 4711 of ticket ${ticketId} updated by jdoe; that ticket is not linked`);
    // The key was not known before: asked for once, although the callback then waited for its ticket.
    expect(requests('callbackkey')).toBe(1);
    await post('time', 99_999_999, null, 'deleted');
    await told('time entry 99999999 deleted by jdoe; it is not for a service ticket, or is gone');
    expect(bridge.engine.status().queue).toMatchObject({ waiting: 0, running: 0, dead: 0, inbox: 0 });
  });

  it('waits in the inbox while ConnectWise cannot be asked, and holds up no ticket meanwhile', async () => {
    await start(1);
    const [ticketId = 0] = ticketIds();
    const { id } = bridge.sandbox.people.dispatcher.addTime({ ticketId, minutes: 60, text: 'On site' });
    await bridge.clock.advance(60_000);
    bridge.sandbox.addFault({ vendor: 'connectwise', on: 'request', path: '/time/entries/', kind: '500', times: 4 });
    await post('time', Number(id), { id: Number(id) });
    await post('ticket', ticketId, null);
    await told(`ConnectWise reports ticket ${ticketId} updated by jdoe`);
    await told(`ConnectWise reports time entry ${id} of ticket ${ticketId} updated`);
    await bridge.until('an empty inbox', () => bridge.engine.status().queue.inbox === 0);
  });
});

describe('a schedule entry', () => {
  it('brings its linked ticket into step', async () => {
    await start(1);
    const [ticketId = 0] = ticketIds();
    await convergedAgain(ticketId, () =>
      post('schedule', 77, { objectId: ticketId, type: { id: 4, identifier: 'S' } }),
    );
    await told(`ConnectWise reports schedule entry 77 of ticket ${ticketId}`);
    await post('schedule', 78, { objectId: ticketId, type: { id: 2, identifier: 'A' } });
    await told('schedule entry 78 updated by jdoe; it is not for a service ticket, or is gone');
  });
});

describe('a company, a contact and a site', () => {
  it.each(['company', 'contact', 'site'] as const)('%s: the open links that name it are looked at', async (type) => {
    await start(2);
    const [ticketId = 0] = ticketIds();
    const id = (bridge.sandbox.ticket(ticketId)?.[type] as { id?: number } | undefined)?.id ?? 0;
    await convergedAgain(ticketId, () => post(type, id, null));
    await told(`ConnectWise reports ${type} ${id} updated by jdoe; `);
    await post(type, 99_999_999, null);
    await told(`${type} 99999999 updated by jdoe; no open link names it`);
  });
});

describe('other records', () => {
  it('are only written to the log', async () => {
    await start(0);
    await post('purchaseorder', 12, null, 'added');
    await told(
      'ConnectWise reports purchase order 12 added by jdoe; callbacks of this type are only written to the log',
    );
    await post('something', 12, null);
    await told('ConnectWise reports something 12 updated by jdoe; callbacks of this type');
  });

  it('project tickets are recognised, shown and not synced', async () => {
    await start(0);
    await post('ticket', 5501, { id: 5501, recordType: 'ProjectTicket' });
    await told('ConnectWise reports project ticket 5501 updated by jdoe; project tickets are not synced');
    await post('ticket', 5502, { id: 5502, recordType: 'ProjectIssue' });
    await told('project ticket 5502');
    await bridge.clock.advance(30_000);
    expect((await bridge.messages()).some((message) => message.includes('5501 no longer exists'))).toBe(false);
  });
});

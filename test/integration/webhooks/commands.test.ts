import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wantedWebhookEvents } from '../../../src/core/sync/events/milestones.ts';
import { type Station, startStation, token, webhookApi } from './setup.ts';

/* What a person does with webhooks, against the sandbox: beside one that another integration made. */

const untold = { told: false };
const told = { told: true };
const all = { events: [...wantedWebhookEvents] };

let station: Station;
let foreignId: string;
beforeEach(async () => {
  station = await startStation();
  const foreign = await station.clients.fn.createWebhook({
    url: 'https://erp.example/fieldnation?key=K3Y9911',
    events: ['workorder.status.approved'],
    secret: '01999f51-5c66-4449-b441-6b4a053fee6a',
    notificationEmail: 'erp@northwindmsp.example',
  });
  foreignId = foreign.webhookId;
});
afterEach(() => station.clients.stop());

const shown = async (webhookId: string) =>
  (await station.commands.list()).webhooks.find((hook) => hook.webhookId === webhookId);
const flags = async (webhookId: string) => (await shown(webhookId))?.flags.map(({ flag }) => flag);
const asSomebodyElse = (method: string, path: string, body?: object) =>
  webhookApi(station.clients.sandbox, method, path, body);

describe('The list', () => {
  it('tells ours from foreign ones and shows no secret of either', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    const { webhooks, address } = await station.commands.list();
    expect(webhooks.map((hook) => [hook.webhookId, hook.relation, hook.flags])).toEqual([
      [webhookId, 'ours', []],
      [foreignId, 'foreign', []],
    ]);
    expect(address).toBe('http://127.0.0.1:9');
    const secret = station.stored(webhookId)?.secret ?? '';
    expect(secret).toBe(station.secrets.webhookSecret);
    for (const each of [token, secret, 'K3Y9911', '01999f51'])
      expect(JSON.stringify([webhooks, station.said])).not.toContain(each);
  });

  it("has Field Nation's events in its words, and says which the engine acts on", async () => {
    const { events } = await station.commands.list();
    expect(events).toHaveLength(33);
    const wanted = events.filter((event) => event.wanted).map(({ name }) => name);
    expect(new Set(wanted)).toEqual(new Set(wantedWebhookEvents));
    for (const { label, description } of events) expect(Math.min(label.length, description.length)).toBeGreaterThan(0);
  });
});

describe('Making ours', () => {
  it('registers it with what was chosen, and the engine takes it for its own', async () => {
    const choice = { ...all, notificationEmail: ' it@northwindmsp.example ' };
    const made = await station.commands.save(null, choice, untold);
    expect(made).toMatchObject({ relation: 'ours', flags: [], notificationEmail: 'it@northwindmsp.example' });
    await station.register();
    expect(station.clients.sandbox.webhooks()).toHaveLength(2);
    expect([station.said.length, station.changes]).toEqual([1, 1]);
  });

  it('does not make a second one where there is one already', async () => {
    await station.register();
    const [ours] = (await station.commands.list()).webhooks;
    const saved = await station.commands.save(null, { events: ['workorder.created'] }, untold);
    expect(saved.webhookId).toBe(ours?.webhookId);
    expect(saved.events).toEqual(['workorder.created']);
  });

  it('needs an address', async () => {
    station.baseUrl = null;
    await expect(station.commands.save(null, all, untold)).rejects.toThrow(
      'No webhook was made. This workstation has no public address a webhook could lead to.',
    );
  });

  it('finds the one whose making was answered too late', async () => {
    const { sandbox } = station.clients;
    sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      kind: 'drop-after-commit',
      method: 'POST',
      path: '/webhooks$',
    });
    await expect(station.commands.save(null, all, untold)).rejects.toMatchObject({ kind: 'ambiguous' });
    const saved = await station.commands.save(null, all, untold);
    expect(saved.relation).toBe('ours');
    expect(sandbox.webhooks()).toHaveLength(2);
  });
});

describe('Changing ours', () => {
  it('sends what differs and nothing else; what somebody added stays', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    await asSomebodyElse('PUT', `/${webhookId}`, { webhookAttribute: { header: { 'X-Kept': '1' } }, method: 'put' });
    const before = station.sent('PUT');
    await station.commands.save(webhookId, all, untold);
    expect(station.sent('PUT')).toBe(before);
    await station.commands.save(webhookId, { ...all, notificationEmail: 'it@northwindmsp.example' }, untold);
    await station.register();
    expect(await asSomebodyElse('GET', `/${webhookId}?webhookAttribute=header`)).toMatchObject({
      webhookAttribute: { header: { 'X-Kept': '1' } },
      method: 'put',
      notificationEmail: 'it@northwindmsp.example',
    });
    const [last] = (await asSomebodyElse('GET', `/${webhookId}/history`)) as unknown as { changes: object }[];
    expect(Object.keys(last?.changes ?? {}).sort()).toEqual(['events', 'secret', 'status', 'url']);
  });

  it('points it at the address of today', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    station.baseUrl = 'http://127.0.0.1:10';
    expect(await flags(webhookId)).toEqual(['elsewhere']);
    expect((await station.commands.save(webhookId, all, untold)).flags).toEqual([]);
    expect(station.stored(webhookId)?.url).toBe(`http://127.0.0.1:10/webhooks/${token}`);
  });

  it('leaves its address alone while there is none today', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    station.baseUrl = null;
    await station.commands.save(webhookId, { events: ['workorder.created'] }, untold);
    expect(station.stored(webhookId)?.url).toContain('127.0.0.1:9/');
  });

  it('may leave out what the engine wants: it is flagged, and the next start does not put it back', async () => {
    const [left, ...rest] = wantedWebhookEvents;
    const { webhookId, flags } = await station.commands.save(
      null,
      { events: [...rest, 'workorder.tag_added'] },
      untold,
    );
    expect(flags).toMatchObject([{ flag: 'events-missing', message: expect.stringContaining(left ?? '?') }]);
    await station.register();
    expect(new Set(station.stored(webhookId)?.events)).toEqual(new Set([...rest, 'workorder.tag_added']));
  });

  it('switches it off until it is switched on again: no start does so', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    await station.commands.save(webhookId, { ...all, active: false }, untold);
    expect(await flags(webhookId)).toEqual(['inactive']);
    await expect(station.register()).rejects.toMatchObject({ code: 'webhook.switched-off' });
    expect(station.stored(webhookId)?.status).toBe('inactive');
    await station.commands.save(webhookId, all, untold);
    await station.register();
    expect(station.stored(webhookId)?.status).toBe('active');
  });

  it('one that Field Nation switched off is switched on by the next start, since nobody wanted that', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    station.clients.sandbox.deactivateWebhook(webhookId);
    expect(await flags(webhookId)).toEqual(['inactive']);
    await station.register();
    expect(station.stored(webhookId)?.status).toBe('active');
  });

  it('one that Field Nation switched off is not taken for switched off by whoever changes its events meanwhile', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    station.clients.sandbox.deactivateWebhook(webhookId);
    const [, ...rest] = wantedWebhookEvents;
    await station.commands.save(webhookId, { events: rest, active: false }, untold);
    await station.register();
    expect(station.stored(webhookId)).toMatchObject({ status: 'active', events: rest });
    await station.commands.save(webhookId, { events: rest, active: false }, untold);
    await station.commands.save(webhookId, { ...all, active: false }, untold);
    await expect(station.register()).rejects.toMatchObject({ code: 'webhook.switched-off' });
  });

  it("says that Field Nation's API cannot take a mail address away", async () => {
    const { webhookId } = await station.commands.save(null, { ...all, notificationEmail: 'it@msp.example' }, untold);
    await expect(station.commands.save(webhookId, all, untold)).rejects.toThrow(
      'no way to take the address it@msp.example',
    );
  });

  it('an address that is none is refused in the words of Field Nation', async () => {
    await expect(station.commands.save(null, { ...all, notificationEmail: 'nobody' }, untold)).rejects.toThrow(
      'notificationEmail must be an email',
    );
  });

  it.each(['archived', 'deleted'])(
    'makes a new one of the one that is %s by now, with what was decided before',
    async (how) => {
      const choice = { events: ['workorder.created'], notificationEmail: 'it@msp.example' };
      const { webhookId } = await station.commands.save(null, choice, untold);
      if (how === 'archived') await asSomebodyElse('PUT', `/${webhookId}`, { status: 'archived' });
      else await asSomebodyElse('DELETE', `/${webhookId}`);
      if (how === 'archived') expect(await flags(webhookId)).toEqual(['archived']);
      const saved = await station.commands.save(webhookId, choice, untold);
      expect(saved).toMatchObject({ ...choice, relation: 'ours', status: 'active' });
      expect(saved.webhookId).not.toBe(webhookId);

      await asSomebodyElse('DELETE', `/${saved.webhookId}`);
      await station.register();
      const [again] = (await station.commands.list()).webhooks.filter(({ status }) => status === 'active');
      expect(again).toMatchObject({ ...choice, relation: 'ours' });
    },
  );
});

describe('A rotation beside a registration', () => {
  it('ends with the same secret on both sides, whatever came first', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    await Promise.all([station.register(), station.commands.rotate(webhookId), station.register()]);
    expect(station.stored(webhookId)?.secret).toBe(station.secrets.webhookSecret);
    expect(station.secrets.isRotating).toBe(false);
  });

  it('reaches whatever else leads here', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    const url = `https://old.example/webhooks/${token}`;
    const second = await station.clients.fn.createWebhook({ ...all, url, secret: station.secrets.webhookSecret });
    await station.commands.rotate(webhookId);
    expect(station.stored(second.webhookId)?.secret).toBe(station.secrets.webhookSecret);
  });

  it('that was cut off between two of them is finished for both by the next registration', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    const url = `https://old.example/webhooks/${token}`;
    const second = await station.clients.fn.createWebhook({ ...all, url, secret: station.secrets.webhookSecret });
    const path = `/webhooks/${second.webhookId}$`;
    const fault = { vendor: 'fieldnation', on: 'request', method: 'PUT', kind: '500', path } as const;
    station.clients.sandbox.addFault(fault);
    await expect(station.commands.rotate(webhookId)).rejects.toThrow('both taken until');
    expect(station.secrets.isRotating).toBe(true);
    await station.register();
    expect(station.secrets.isRotating).toBe(false);
    for (const id of [webhookId, second.webhookId])
      expect(station.stored(id)?.secret).toBe(station.secrets.webhookSecret);
  });
});

describe('Deleting ours', () => {
  it('is for good until a person makes one again', async () => {
    const { webhookId } = await station.commands.save(null, all, untold);
    await station.commands.remove(webhookId, untold);
    await expect(station.register()).rejects.toThrow('It was switched off on the Callbacks page.');
    expect(station.clients.sandbox.webhooks()).toHaveLength(1);
    await expect(station.commands.remove(webhookId, untold)).rejects.toMatchObject({ code: 'webhook.gone' });
    await station.commands.save(null, all, untold);
    await station.register();
    expect(station.clients.sandbox.webhooks()).toHaveLength(2);
  });

  it('of a second one leaves the other in use', async () => {
    await station.register();
    const kept = (await station.commands.list()).webhooks.find(({ relation }) => relation === 'ours');
    const second = await station.clients.fn.createWebhook({
      url: `http://127.0.0.1:9/webhooks/${token}`,
      events: [...wantedWebhookEvents],
      secret: station.secrets.webhookSecret,
    });
    expect(await flags(second.webhookId)).toEqual(['duplicate']);
    expect(await flags(kept?.webhookId ?? '')).toEqual([]);
    await station.commands.remove(second.webhookId, untold);
    await station.register();
    expect(station.stored(kept?.webhookId ?? '')?.status).toBe('active');
    expect(station.clients.sandbox.webhooks()).toHaveLength(2);
  });
});

describe("Somebody else's webhook", () => {
  it('is not touched unless a person confirmed it, and its secret never', async () => {
    const before = JSON.stringify(station.clients.sandbox.webhooks());
    const { commands } = station;
    for (const act of [
      () => commands.save(foreignId, { events: ['workorder.created'] }, untold),
      () => commands.remove(foreignId, untold),
      () => commands.rotate(foreignId),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'webhook.not-ours' });
    await expect(commands.remove(foreignId, untold)).rejects.toThrow(
      `Webhook ${foreignId} was left as it is. It belongs to somebody else: it sends to erp.example. Confirm that you mean it.`,
    );
    expect(JSON.stringify(station.clients.sandbox.webhooks())).toBe(before);
    expect([station.said, station.changes]).toEqual([[], 0]);
  });

  it('can be changed by who confirmed it: its events and status, not its address or secret', async () => {
    const before = station.stored(foreignId);
    const choice = { events: ['workorder.created'], active: false, notificationEmail: 'erp@northwindmsp.example' };
    expect(await station.commands.save(foreignId, choice, told)).toMatchObject({
      relation: 'foreign',
      status: 'inactive',
      events: ['workorder.created'],
    });
    expect(station.stored(foreignId)).toMatchObject({ url: before?.url, secret: before?.secret });
    // What was decided about it is not taken for a decision about ours.
    await station.register();
    expect(station.clients.sandbox.webhooks()).toHaveLength(2);
    await station.commands.remove(foreignId, told);
    expect(station.stored(foreignId)).toBeUndefined();
  });

  it('that is archived cannot be changed by anybody', async () => {
    await asSomebodyElse('PUT', `/${foreignId}`, { status: 'archived' });
    await expect(station.commands.save(foreignId, { events: ['workorder.created'] }, told)).rejects.toMatchObject({
      code: 'webhook.archived',
    });
  });
});

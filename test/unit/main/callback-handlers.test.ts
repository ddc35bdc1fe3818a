import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/core/engine-port.ts';
import { type Config, emptyConfig, plainTrigger } from '../../../src/shared/config.ts';
import type { RegisteredCallback } from '../../../src/shared/domain/callbacks.ts';
import { AppError } from '../../../src/shared/errors.ts';
import type { Channel } from '../../../src/shared/ipc/contract.ts';
import { gated } from './gated.ts';

const trigger = { ...plainTrigger, boardId: 11, boardName: 'Field Services', statusId: 502, statusName: 'Dispatch' };
const entry: RegisteredCallback = {
  id: 12,
  description: 'Field Nation dispatch',
  shownUrl: 'https://micro.fieldnation.com/v1/broker/inbound?client_token=…&external_id=',
  host: 'micro.fieldnation.com',
  type: 'Ticket',
  level: 'Status',
  objectId: 502,
  objectName: null,
  active: true,
  updatedAt: null,
  updatedBy: '',
  relation: 'broker',
  broker: 'production',
  flags: [],
};

/** An engine that writes down what it is asked. */
function setUp(start: Partial<Config> = {}, entries: readonly RegisteredCallback[] = [entry]) {
  let config: Config = { ...emptyConfig, trigger, ...start };
  const asked: unknown[] = [];
  let statusesAsked = 0;
  const noted =
    (what: string) =>
    async (...args: unknown[]) => {
      asked.push([what, ...args]);
      return entry;
    };
  const engine = {
    config: () => config,
    saveConfig: async (change: (config: Config) => Config) => {
      config = change(config);
      return config;
    },
    statuses: async (boardId: number) => {
      statusesAsked += 1;
      return [{ id: 502, name: 'Dispatch', boardId, closed: false, inactive: false, sortOrder: 1 }];
    },
    callbacks: {
      list: async () => entries,
      address: () => 'https://bridge.example.com',
      objects: async (query: unknown) => {
        asked.push(query);
        return [{ id: 1, name: 'One' }];
      },
      register: noted('register'),
      edit: noted('edit'),
      pause: noted('pause'),
      enable: noted('enable'),
      adopt: noted('adopt'),
      remove: noted('remove'),
    },
    webhooks: {
      save: noted('save'),
      remove: noted('remove webhook'),
      deliveries: async (query: unknown) => {
        asked.push(query);
        return { deliveries: [], more: false };
      },
    },
  } as unknown as Engine;
  return { ...gated(engine), asked, config: () => config, statusesAsked: () => statusesAsked };
}

const list = async (window: ReturnType<typeof setUp>) => {
  const answer = await window.ask('callbacks:list', undefined);
  return answer.ok ? (answer.value as { brokerCovers: unknown }) : answer.error;
};

describe('the list of callbacks', () => {
  it('names the board, the address, and the broker callback that gives away the same tickets', async () => {
    expect(await list(setUp())).toEqual({
      entries: [entry],
      address: 'https://bridge.example.com',
      triggerBoard: { id: 11, name: 'Field Services' },
      brokerCovers: { callbackId: 12, createdBy: null },
    });
  });

  it.each<[string, Partial<RegisteredCallback>]>([
    ['is switched off', { active: false }],
    ['is for a status of another board', { objectId: 777 }],
    ['is for another board', { level: 'Board', objectId: 12 }],
    ['is not for tickets', { type: 'Company', level: 'Owner' }],
    ['goes elsewhere', { relation: 'foreign', broker: null }],
  ])('shows no coverage by a callback that %s', async (_which, change) => {
    expect(await list(setUp({}, [{ ...entry, ...change }]))).toMatchObject({ brokerCovers: null });
  });

  it.each<[string, Partial<RegisteredCallback>]>([
    ['for all tickets', { level: 'Owner', objectId: 1 }],
    ['for the board', { level: 'Board', objectId: 11 }],
  ])('shows the coverage by one %s', async (_which, change) => {
    expect(await list(setUp({}, [{ ...entry, ...change }]))).toMatchObject({
      brokerCovers: { callbackId: 12, createdBy: null },
    });
  });

  it('asks for the statuses of the board only when a callback goes to the broker', async () => {
    const window = setUp({}, [{ ...entry, broker: null, relation: 'foreign' }]);
    await list(window);
    expect(window.statusesAsked()).toBe(0);
  });

  it('still says that the board is left to the broker when its callback is gone', async () => {
    const brokerBoards = [{ boardId: 11, createdBy: 'broker' as const }];
    const intake = { ...emptyConfig.intake, brokerBoards };
    expect(await list(setUp({ intake }, []))).toMatchObject({
      brokerCovers: { callbackId: null, createdBy: 'broker' },
    });
    const other = { ...intake, brokerBoards: [{ boardId: 12, createdBy: 'broker' as const }] };
    expect(await list(setUp({ intake: other }, []))).toMatchObject({ brokerCovers: null });
  });
});

describe('who makes the work orders of a board', () => {
  it('is kept for the board of the trigger, and what was chosen for others stays', async () => {
    const brokerBoards = [
      { boardId: 11, createdBy: 'broker' as const },
      { boardId: 12, createdBy: 'broker' as const },
    ];
    const window = setUp({ intake: { ...emptyConfig.intake, port: 4000, brokerBoards } });
    await window.ask('callbacks:choose-creator', { createdBy: 'workstation' });
    expect(window.config().intake).toEqual({
      port: 4000,
      tunnel: { kind: 'none' },
      brokerBoards: [
        { boardId: 12, createdBy: 'broker' },
        { boardId: 11, createdBy: 'workstation' },
      ],
    });
    expect(window.topics).toEqual(['setup', 'reach']);
    expect(await list(window)).toMatchObject({ brokerCovers: { callbackId: 12, createdBy: 'workstation' } });
  });

  it('is not asked before a board was chosen', async () => {
    const window = setUp({ trigger: null });
    expect(await window.ask('callbacks:choose-creator', { createdBy: 'broker' })).toMatchObject({
      ok: false,
      error: { code: 'callback.no-board', action: { do: 'open-setup', step: 'trigger' } },
    });
    expect(window.topics).toEqual([]);
  });
});

const choice = { destination: { to: 'workstation' as const }, type: 'Ticket' as const, level: 'Board', objectId: 11 };
const whole = { ...choice, description: '' };

describe('commands on callbacks and webhooks', () => {
  it('reach the engine with what the person was told, which is nothing unless said', async () => {
    const window = setUp();
    await window.ask('callbacks:register', choice);
    await window.ask('callbacks:edit', { id: 12, choice });
    await window.ask('callbacks:switch', { id: 12, active: false, told: true });
    await window.ask('callbacks:switch', { id: 12, active: true });
    await window.ask('callbacks:adopt', { id: 12 });
    await window.ask('callbacks:remove', { id: 12, told: true });
    await window.ask('webhooks:save', { webhookId: null, choice: { events: ['workorder.created'] } });
    await window.ask('webhooks:remove', { webhookId: 'w', told: true });
    expect(window.asked).toEqual([
      ['register', whole],
      ['edit', 12, whole, { told: false }],
      ['pause', 12, { told: true }],
      ['enable', 12, { told: false }],
      ['adopt', 12],
      ['remove', 12, { told: true }],
      ['save', null, { events: ['workorder.created'], notificationEmail: '', active: true }, { told: false }],
      ['remove webhook', 'w', { told: true }],
    ]);
    // Each tells the pages; the fake webhook commands answer with a callback, which the gate does not let through, after the push.
    expect(window.topics).toHaveLength(8);
  });

  it('tell no page when they were refused', async () => {
    const window = setUp();
    const refused = async () => {
      throw new AppError({ code: 'callback.not-ours', kind: 'permanent', message: 'Not ours.' });
    };
    const engine = { callbacks: { remove: refused }, webhooks: { rotate: refused } } as unknown as Engine;
    const { ask, topics } = gated(engine);
    expect(await ask('callbacks:remove', { id: 12 })).toMatchObject({
      ok: false,
      error: { code: 'callback.not-ours' },
    });
    expect(await ask('webhooks:rotate', { webhookId: 'w' })).toMatchObject({ ok: false });
    expect([...topics, ...window.topics]).toEqual([]);
  });

  it('find boards, projects and companies through the level that is for one of them', async () => {
    const window = setUp();
    for (const what of ['board', 'project', 'company'] as const)
      await window.ask('callbacks:within', { what, text: 'x' });
    await window.ask('callbacks:objects', { type: 'Ticket', level: 'Status', text: '', withinId: 11 });
    expect(window.asked).toEqual([
      { type: 'Ticket', level: 'Board', text: 'x' },
      { type: 'Project', level: 'Project', text: 'x' },
      { type: 'Company', level: 'Company', text: 'x' },
      { type: 'Ticket', level: 'Status', text: '', withinId: 11 },
    ]);
  });

  it('read the delivery log from its first page, whole, unless said otherwise', async () => {
    const window = setUp();
    await window.ask('webhooks:deliveries', { webhookId: 'w' });
    expect(window.asked).toEqual([{ webhookId: 'w', failedOnly: false, workOrderId: null, page: 1 }]);
  });

  it.each<[Channel, unknown]>([
    ['callbacks:register', { ...choice, type: 'Weather' }],
    ['callbacks:register', { ...choice, level: 'x'.repeat(31) }],
    ['callbacks:register', { ...choice, objectId: 1.5 }],
    ['callbacks:register', { ...choice, destination: { to: 'broker', triggerUrl: 'x'.repeat(1001) } }],
    ['callbacks:register', { ...choice, destination: { to: 'elsewhere', url: 'https://evil.example' } }],
    ['callbacks:edit', { id: 0, choice }],
    ['callbacks:switch', { id: 12, active: 'yes' }],
    ['callbacks:remove', { id: '12' }],
    ['callbacks:objects', { type: 'Ticket', level: 'Board', text: 'x'.repeat(101) }],
    ['callbacks:within', { what: 'member', text: '' }],
    ['callbacks:choose-creator', { createdBy: 'both' }],
    ['webhooks:save', { webhookId: null, choice: { events: [] } }],
    ['webhooks:save', { webhookId: '', choice: { events: ['e'] } }],
    ['webhooks:deliveries', { webhookId: 'w', page: 0 }],
    ['webhooks:retry', { deliveryIds: Array.from({ length: 101 }, () => 'd') }],
  ])('%s with %j never reach the engine', async (channel, input) => {
    const window = setUp();
    expect(await window.askWrong(channel, input)).toMatchObject({ ok: false, error: { code: 'ipc.input' } });
    expect(window.asked).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/core/sync/decide.ts';
import { effectiveMapping, statusRuleId } from '../../../src/core/sync/effective-mapping.ts';
import { statusActions } from '../../../src/core/sync/parts/status-actions.ts';
import { fitOf } from '../../../src/core/sync/parts/status-actions-plan.ts';
import { noteSent } from '../../../src/core/sync/sent.ts';
import { configSchema } from '../../../src/shared/config.ts';
import type { StatusAction } from '../../../src/shared/config-sync.ts';
import { type Fault, World } from './harness.ts';

const actions: readonly StatusAction[] = [
  { ticketStatusId: 510, ticketStatusName: 'Publish it', action: { do: 'publish' } },
  {
    ticketStatusId: 511,
    ticketStatusName: 'Ask Ana',
    action: { do: 'route-provider', providerId: 31, providerName: 'Ana Ruiz' },
  },
  { ticketStatusId: 512, ticketStatusName: 'Ask all', action: { do: 'route-pool', poolId: 5, poolName: 'Phoenix' } },
  { ticketStatusId: 513, ticketStatusName: 'Cancel it', action: { do: 'cancel', reason: 'Customer cancelled' } },
];

function world(status = 'Draft', limits: object = {}): World {
  const w = new World({ sync: { inbound: { statusActions: actions } }, limits });
  w.workOrder = { ...w.workOrder, status, provider: null };
  return w;
}

async function settled(status?: string, limits?: object): Promise<World> {
  const w = world(status, limits);
  await w.turn(statusActions);
  return w;
}

function move(w: World, id: number): void {
  const known = actions.find((one) => one.ticketStatusId === id);
  w.ticketStatus = { id, name: known?.ticketStatusName ?? 'New' };
  w.ticketSavedAt += 1_000;
}

/** A run is about to let the status map set this status. */
async function statusSent(w: World, id: number): Promise<void> {
  const { rules } = effectiveMapping({ formatVersion: 1, name: 'Test', rules: [], statusMaps: [] }, w.config, null);
  const decided = rules
    .filter((rule) => rule.id === statusRuleId)
    .flatMap((rule) =>
      decide([{ evaluated: { rule, outcome: { kind: 'value', value: id } }, wanted: id, present: null }], {}),
    );
  const changes = decided.flatMap(({ decision }) => (decision.kind === 'write' ? [decision.change] : []));
  expect(changes).toEqual([{ target: 'status', value: id }]);
  await noteSent(w.context(), w.link, decided, changes);
}

describe('a ticket that enters a configured status', () => {
  it.each([
    [510, 'Draft', 'Published', 'Ticket 1042 entered Publish it: work order 91422 published'],
    [511, 'Published', 'Routed', 'Ticket 1042 entered Ask Ana: work order 91422 routed to Ana Ruiz'],
    [512, 'Draft', 'Routed', 'Ticket 1042 entered Ask all: work order 91422 routed to the talent pool Phoenix'],
    [513, 'Routed', 'Cancelled', 'Ticket 1042 entered Cancel it: work order 91422 cancelled (Customer cancelled)'],
  ])('%i does it once, and says so', async (id, from, to, words) => {
    const w = await settled(from);
    move(w, id);
    await w.turn(statusActions);
    w.ticketSavedAt += 1_000;
    await w.turn(statusActions);
    expect(w.requests).toEqual([to]);
    expect(w.lines).toEqual([words]);
  });

  it('does it again when the status is entered again', async () => {
    const w = await settled('Published');
    for (const id of [512, 500, 512]) {
      move(w, id);
      await w.turn(statusActions);
      await w.turn(statusActions);
    }
    expect(w.requests).toEqual(['Routed', 'Routed']);
  });

  it('is the triggered ticket itself, which may publish and route but not cancel', async () => {
    const triggered = (statusId: number) => {
      const w = world();
      const trigger = { boardId: 1, boardName: 'Dispatch', statusId, statusName: 'Dispatch to FN' };
      w.config = configSchema.parse({ ...w.config, trigger });
      move(w, statusId);
      w.link = { ...w.link, ticketStatus: w.ticketStatus.name };
      return w;
    };
    const routed = triggered(512);
    await routed.turn(statusActions);
    expect(routed.requests).toEqual(['Routed']);
    const cancelled = triggered(513);
    await cancelled.turn(statusActions);
    await cancelled.turn(statusActions);
    expect(cancelled.requests).toEqual([]);
  });

  it('is not a ticket that was sent by hand from where it stood', async () => {
    const w = world();
    move(w, 512);
    w.link = { ...w.link, ticketStatus: 'Ask all' };
    await w.turn(statusActions);
    await w.turn(statusActions);
    expect(w.requests).toEqual([]);
  });

  it.each([
    [512, 'Routed'],
    [513, 'Cancelled'],
  ])('is one that moved on before the first run came to its end (%i), whatever cut that off', async (id, to) => {
    const w = world('Published');
    // The link was opened in another status, and no run has ended since.
    w.link = { ...w.link, ticketStatus: 'Dispatch to FN' };
    move(w, id);
    await w.turn(statusActions, { killAt: 1 });
    await w.rest(statusActions);
    expect(w.requests).toEqual([to]);
  });

  it('is not one that the first run itself set, when that was cut off', async () => {
    const w = world('Published');
    w.link = { ...w.link, ticketStatus: 'Dispatch to FN' };
    await statusSent(w, 512);
    move(w, 512);
    await w.rest(statusActions);
    expect(w.requests).toEqual([]);
  });

  it('does nothing when it stood there before this was switched on', async () => {
    const w = world();
    const { config } = w;
    w.config = { ...config, sync: { ...config.sync, inbound: { ...config.sync.inbound, statusActions: [] } } };
    await w.turn(statusActions);
    move(w, 513);
    await w.turn(statusActions);
    w.config = config;
    await w.turn(statusActions);
    expect(w.requests).toEqual([]);
  });
});

describe('a status that the status map set', () => {
  it('asks for nothing in the run after it', async () => {
    const w = await settled();
    move(w, 512);
    // The run that wrote it settled with it.
    w.link = { ...w.link, ticketStatus: 'Ask all' };
    await w.turn(statusActions);
    expect(w.requests).toEqual([]);
  });

  it('asks for nothing when the run that wrote it never came to its end', async () => {
    const w = await settled();
    w.now += 1_000;
    await statusSent(w, 512);
    move(w, 512);
    await w.turn(statusActions);
    await w.turn(statusActions);
    expect(w.requests).toEqual([]);
    // A person who leaves it and comes back asks.
    move(w, 500);
    await w.turn(statusActions);
    w.now += 1_000;
    move(w, 512);
    await w.turn(statusActions);
    expect(w.requests).toEqual(['Routed']);
  });
});

describe('above the limit', () => {
  it('it waits for approval, also when the ten minutes are over, and is done once approved', async () => {
    const w = await settled('Published', { cancelsPerTenMinutes: 1 });
    w.store.setValue('guard.cancels', [w.now], w.now);
    move(w, 513);
    const held = await w.turn(statusActions);
    expect(held?.held).toMatchObject({ code: 'guard.bulk-cancel', action: { do: 'approve' } });
    expect(held?.held?.message).toContain('Work order 91422 waits for your approval before it is cancelled');
    w.now += 700_000;
    w.ticketSavedAt += 700_000;
    expect((await w.turn(statusActions))?.held?.code).toBe('guard.bulk-cancel');
    expect(w.requests).toEqual([]);
    w.approved = true;
    await w.turn(statusActions);
    expect(w.requests).toEqual(['Cancelled']);
  });

  it('it is withdrawn when the ticket leaves the status, and the log says so', async () => {
    const w = await settled('Published', { publishesPerTenMinutes: 1 });
    w.store.setValue('guard.publishes', [w.now], w.now);
    move(w, 512);
    expect((await w.turn(statusActions))?.held?.message).toContain('before it is routed');
    move(w, 500);
    expect((await w.turn(statusActions))?.held).toBeUndefined();
    w.approved = true;
    await w.turn(statusActions);
    expect(w.requests).toEqual([]);
    expect(w.lines).toEqual(['Ticket 1042 is no longer in Ask all; work order 91422 is left as it is (Published)']);
  });
});

describe('what cannot be done', () => {
  it('is a problem in words, and nothing is sent', async () => {
    const w = await settled('Assigned');
    w.workOrder = { ...w.workOrder, provider: { id: 31, name: 'Ana Ruiz', phone: '' } };
    move(w, 512);
    expect((await w.turn(statusActions))?.problems[0]?.message).toBe(
      'Work order 91422 was not routed to the talent pool Phoenix, which the status of ticket 1042 asks for: it is Assigned to Ana Ruiz. Settle it in Field Nation, or move the ticket to another status.',
    );
    expect(w.requests).toEqual([]);
  });

  it('that Field Nation refuses is asked for again when something changed or a person wants it', async () => {
    const w = await settled();
    w.faults = ['refused'];
    move(w, 510);
    const refused = await w.turn(statusActions);
    expect(refused?.problems[0]?.message).toContain('Field Nation refused (Not allowed here).');
    expect((await w.turn(statusActions))?.problems).toEqual(refused?.problems);
    expect(w.requests).toHaveLength(1);
    w.workOrder.document = { ...w.workOrder.document, location: { city: 'Phoenix' } };
    expect((await w.turn(statusActions))?.problems).toEqual([]);
    expect(w.workOrder.status).toBe('Published');
    expect(w.store.value('guard.publishes')).toHaveLength(1);
  });

  it('is not counted against the limit when nothing was sent', async () => {
    const w = await settled();
    w.faults = ['never-sent'];
    move(w, 510);
    await w.turn(statusActions);
    expect(w.store.value('guard.publishes')).toEqual([]);
    await w.turn(statusActions);
    expect(w.workOrder.status).toBe('Published');
    expect(w.store.value('guard.publishes')).toHaveLength(1);
  });

  it('is a second routing when nobody can tell whether the first one took place', async () => {
    const w = await settled('Routed');
    w.faults = ['lost-answer'];
    move(w, 512);
    await w.turn(statusActions);
    expect((await w.turn(statusActions))?.problems[0]?.message).toContain(
      'it was routed before, and it cannot be told whether the last try added to it',
    );
    expect(w.requests).toEqual(['Routed']);
  });

  it.each([
    ['publish', 'Cancelled', 'refused'],
    ['publish', 'Assigned', 'done'],
    ['cancel', 'Canceled', 'done'],
    ['cancel', 'Work Done', 'refused'],
    ['cancel', 'Postponed', 'possible'],
  ] as const)('%s of a work order that is %s: %s', (what, status, kind) => {
    const action = what === 'cancel' ? ({ do: 'cancel', reason: 'x' } as const) : ({ do: 'publish' } as const);
    expect(fitOf(action, { status: { id: 1, name: status }, provider: null }, null).kind).toBe(kind);
  });
});

describe('whatever ends the app or loses an answer', () => {
  it('one entering of a status routes, publishes or cancels exactly once', async () => {
    const story = fc.record({
      action: fc.constantFrom(510, 511, 512, 513),
      kills: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
      faults: fc.array(fc.constantFrom<Fault>('lost-answer', 'never-sent'), { maxLength: 3 }),
      saves: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ action, kills, faults, saves }) => {
        const w = await settled('Draft', { publishesPerTenMinutes: 100, cancelsPerTenMinutes: 100 });
        move(w, action);
        let effects = 0;
        w.onBecome = () => {
          effects += 1;
        };
        w.faults = [...faults];
        for (const killAt of kills) {
          await w.turn(statusActions, { killAt });
          w.now += 7_000;
          if (saves) w.ticketSavedAt += 1_000;
        }
        await w.rest(statusActions);
        expect(effects).toBe(1);
      }),
      { numRuns: 60 },
    );
  });
});

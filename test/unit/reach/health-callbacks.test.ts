import { describe, expect, it } from 'vitest';
import type { Psa, Subscription } from '../../../src/core/psa/port.ts';
import { checkCallbacks } from '../../../src/core/reach/health/health-callbacks.ts';
import { keepCallback } from '../../../src/core/reach/health/own-callback.ts';
import { RegisteredMemory } from '../../../src/core/reach/health/registered.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { promised } from './health-rig.ts';

const token = '0123456789abcdef0123456789abcdef';
const here = `https://here.example/callbacks/${token}?recordId=`;
const broker = 'https://micro.fieldnation.com/v1/broker/inbound?client_token=secret';
const dayMs = 86_400_000;

const entry = (id: number, more: Partial<Subscription> = {}): Subscription => ({
  id,
  description: 'Somebody else',
  url: 'https://else.example/?recordId=',
  type: 'ticket',
  level: 'board',
  objectId: 20,
  active: true,
  selfSuppressed: false,
  updatedAt: null,
  updatedBy: '',
  ...more,
});

/** Entries at ConnectWise, and what was asked of it. */
function rig(entries: readonly Subscription[]) {
  const clock = new VirtualClock();
  const store = promised();
  const memory = new RegisteredMemory(store, clock);
  const calls: string[] = [];
  const standing = { entries };
  const psa = {
    subscriptions: async () => standing.entries,
    async switchCallback(id: number, active: boolean) {
      if (id === 66) throw new AppError({ code: 'connectwise.forbidden', kind: 'permanent', message: 'No right.' });
      calls.push(`${active ? 'on' : 'off'} ${id}`);
      return { ...(entries.find((one) => one.id === id) ?? entry(id)), active };
    },
    async saveCallback(draft: { type: string; url: string; description: string }, existingId: number | null) {
      calls.push(`save ${existingId ?? 'new'} ${draft.type} "${draft.description}" ${draft.url.slice(0, 24)}`);
      return entry(existingId ?? 99);
    },
    async saveSubscription(input: { existingId: number | null }) {
      if (input.existingId === 66)
        throw new AppError({ code: 'connectwise.forbidden', kind: 'permanent', message: 'No right.' });
      calls.push(`own ${input.existingId ?? 'new'}`);
      return entry(input.existingId ?? 99, { url: here, description: 'Dispatch Bridge 7f3a' });
    },
    async deleteSubscription(id: number) {
      calls.push(`delete ${id}`);
    },
  } as unknown as Psa;
  const workstation = {
    installation: '7f3a',
    pathToken: token,
    baseUrl: 'https://here.example',
    triggerBoardId: 20,
  };
  const context = {
    psa: () => psa,
    clock,
    installation: () => '7f3a',
    config: () => ({ trigger: { boardId: 20, boardName: 'Dispatch' } }),
  } as unknown as SyncContext;
  const health = {
    psa: () => psa,
    memory,
    workstation,
    now: () => clock.now(),
    mended: async (_entry: Subscription, why: string, what: string) => `${why} ${what}`,
  };
  return {
    clock,
    memory,
    calls,
    /** What ConnectWise has from now on. */
    becomes(now: readonly Subscription[]) {
      standing.entries = now;
    },
    check: (now: readonly Subscription[] = entries) => checkCallbacks(health, now, 1),
    keep: () => keepCallback(context, memory, workstation),
  };
}

describe('what does not belong to this workstation', () => {
  it('is spoken of and never touched', async () => {
    const { check, calls } = rig([
      entry(2, { active: false }),
      entry(3, { url: 'https://else.example/?tenant=17', objectId: 21 }),
      entry(4, { description: 'Dispatch Bridge 9999', url: 'https://there.example/callbacks/x?recordId=' }),
      entry(5, { objectId: 22 }),
    ]);
    const findings = await check();
    expect(findings.map(({ id, state, offer }) => [id, state, offer])).toEqual([
      ['callback:2', 'ok', null],
      ['callback:3', 'ok', null],
    ]);
    expect(findings[0]?.message).toMatch(
      /^Callback 2 \(Ticket, Board 20\), "Somebody else", belongs to somebody else\./,
    );
    expect(calls).toEqual([]);
  });

  it('is offered where it feeds the Integration Broker and is switched off, unless that was done here', async () => {
    const off = entry(6, { description: 'FN', url: `${broker}&external_id=`, active: false });
    const { check, calls, memory } = rig([off, entry(7, { url: broker })]);
    const [disabled, malformed] = await check();
    expect(disabled).toMatchObject({ id: 'callback:6', state: 'offered', offer: 'Switch it on again' });
    expect(malformed).toMatchObject({ id: 'callback:7', state: 'offered', offer: null });
    await disabled?.act?.();
    expect(calls).toEqual(['on 6']);
    await memory.paused(6);
    expect((await check())[0]).toMatchObject({ id: 'callback:6', state: 'ok' });
  });

  it('can be adopted when it leads here, made from the command by an administrator', async () => {
    const { check, calls } = rig([entry(8, { type: 'company', level: 'owner', objectId: 1, url: here })]);
    const [finding] = await check();
    expect(finding).toMatchObject({ id: 'callback:8', state: 'offered', offer: 'Adopt it' });
    await finding?.act?.();
    expect(calls).toEqual(['save 8 company "Dispatch Bridge/7f3a company, owner" https://here.example/cal']);
  });
});

describe('what a person registered here', () => {
  const mine = (id: number, more: Partial<Subscription> = {}) =>
    entry(id, {
      description: 'Dispatch Bridge/7f3a Time, Owner',
      type: 'time',
      level: 'owner',
      objectId: 1,
      url: here,
      ...more,
    });

  it('is offered for deletion when it doubles another one of ours', async () => {
    const { check, calls } = rig([mine(3), mine(4)]);
    const findings = await check();
    expect(findings.map(({ id, state }) => [id, state])).toEqual([
      ['callback:3', 'ok'],
      ['callback:4', 'ok'],
      ['double:4', 'offered'],
    ]);
    await findings[2]?.act?.();
    expect(calls).toEqual(['delete 4']);
  });

  it('is no longer missed a week after it is gone', async () => {
    const { check, clock } = rig([mine(3)]);
    await check();
    expect(await check([])).toMatchObject([{ id: 'gone:3', state: 'offered' }]);
    await clock.advance(6 * dayMs);
    expect(await check([])).toHaveLength(1);
    await clock.advance(dayMs);
    expect(await check([])).toEqual([]);
  });

  it('is mended, and said to be out of order when ConnectWise refuses that', async () => {
    const off = [mine(3, { active: false }), mine(66, { active: false, objectId: 2 })];
    const [mended, refused] = await rig(off).check();
    expect(mended).toMatchObject({ state: 'repaired', message: expect.stringContaining('after three days') });
    expect(refused).toMatchObject({ state: 'failed', message: expect.stringContaining('No right.') });
  });
});

describe('an offer whose ground is gone when it is taken', () => {
  const mine = (id: number, more: Partial<Subscription> = {}) =>
    entry(id, { description: 'Dispatch Bridge/7f3a Time, Owner', type: 'time', level: 'owner', url: here, ...more });
  const gone = { code: 'health.finding-gone' };

  it('deletes no callback that is the last one of its kind by now', async () => {
    for (const now of [[mine(9)], [mine(7, { active: false }), mine(9)], [mine(7)]]) {
      const { check, calls, becomes } = rig([mine(7), mine(9)]);
      const offer = (await check()).find(({ id }) => id === 'double:9');
      becomes(now);
      await expect(offer?.act?.()).rejects.toMatchObject(gone);
      expect(calls).toEqual([]);
    }
  });

  it('registers nothing again beside one that does the same, and does not offer that either', async () => {
    const { check, calls, becomes } = rig([mine(3)]);
    await check();
    const [offer] = await check([]);
    becomes([mine(12)]);
    await expect(offer?.act?.()).rejects.toMatchObject(gone);
    expect(calls).toEqual([]);
    expect((await check([mine(12)])).map(({ id }) => id)).toEqual(['callback:12']);
  });

  it('registers nothing twice', async () => {
    const { check, calls, becomes } = rig([mine(3)]);
    await check();
    becomes([]);
    const [offer] = await check([]);
    await offer?.act?.();
    await expect(offer?.act?.()).rejects.toMatchObject(gone);
    expect(calls).toHaveLength(1);
  });

  it('switches on no callback of the broker that is on, gone, another one, or was paused here by now', async () => {
    const off = entry(6, { description: 'FN', url: `${broker}&external_id=`, active: false });
    for (const now of [[{ ...off, active: true }], [], [{ ...off, url: 'https://else.example/?recordId=' }]]) {
      const { check, calls, becomes } = rig([off]);
      const [offer] = await check();
      becomes(now);
      await expect(offer?.act?.()).rejects.toMatchObject(gone);
      expect(calls).toEqual([]);
    }
    const { check, calls, memory } = rig([off]);
    const [offer] = await check();
    await memory.paused(6);
    await expect(offer?.act?.()).rejects.toMatchObject(gone);
    expect(calls).toEqual([]);
  });
});

describe("the engine's own callback", () => {
  const own = (id: number, more: Partial<Subscription> = {}) =>
    entry(id, { description: 'Dispatch Bridge 7f3a', url: here, ...more });

  it('is left as it is when it is in order, and second ones are deleted', async () => {
    const { keep, calls } = rig([own(5), own(3)]);
    const found = await keep();
    expect(found).toMatchObject({ drift: [], doubles: [5], entry: { id: 3 }, error: null });
    expect(found?.entries.map(({ id }) => id)).toEqual([3]);
    expect(calls).toEqual(['delete 5']);
  });

  it('is brought in order before second ones are deleted, which stay when ConnectWise refuses that', async () => {
    const mended = rig([own(3, { active: false }), own(5)]);
    expect(await mended.keep()).toMatchObject({ doubles: [5], entry: { id: 3 }, error: null });
    expect(mended.calls).toEqual(['own 3', 'delete 5']);
    const refused = rig([own(66, { active: false }), own(67)]);
    const found = await refused.keep();
    expect(found).toMatchObject({ doubles: [], error: { code: 'connectwise.forbidden' } });
    expect(found?.entries.map(({ id }) => id)).toEqual([66, 67]);
    expect(refused.calls).toEqual([]);
  });

  it('is not made again beside the one of an installation that took over', async () => {
    const { keep, calls } = rig([entry(9, { description: 'Dispatch Bridge 9999' })]);
    const found = await keep();
    expect(found?.error).toMatchObject({ code: 'dispatch.other-installation' });
    expect(calls).toEqual([]);
  });

  it('is the one an administrator made with our address, under whatever name', async () => {
    const { keep, calls } = rig([entry(4, { url: here, description: 'From the command' })]);
    expect(await keep()).toMatchObject({ drift: [], entry: { id: 4 } });
    expect(calls).toEqual(['own 4']);
  });

  it('is told apart from drift when only our own address changed', async () => {
    const moved = rig([own(3, { url: here.replace('here', 'before') })]);
    expect(await moved.keep()).toMatchObject({ drift: ['address-changed'] });
    const away = rig([own(3, { url: 'https://else.example/?recordId=' })]);
    expect(await away.keep()).toMatchObject({ drift: ['moved'] });
  });
});

import { describe, expect, it } from 'vitest';
import { CallbackCommands } from '../../../src/core/callbacks/commands.ts';
import type { CallbackDraft, Psa, Subscription } from '../../../src/core/psa/port.ts';
import { checkCallbacks } from '../../../src/core/reach/health/health-callbacks.ts';
import { keepCallback } from '../../../src/core/reach/health/own-callback.ts';
import { RegisteredMemory } from '../../../src/core/reach/health/registered.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { promised } from './health-rig.ts';

/* A person's commands and the checks act on the same entries, at the same time: what the person decided stands. */

const token = '0123456789abcdef0123456789abcdef';
const url = `https://here.example/callbacks/${token}?recordId=`;

/** Entries at ConnectWise that change as they are told to, and whatever is to happen while it answers. */
function rig(first: readonly Pick<Subscription, 'id' | 'description' | 'type' | 'level' | 'objectId'>[]) {
  const clock = new VirtualClock();
  const memory = new RegisteredMemory(promised(), clock);
  const entries = new Map<number, Subscription>(
    first.map((one) => [one.id, { ...one, url, active: true, selfSuppressed: true, updatedAt: null, updatedBy: '' }]),
  );
  const during = { list: async () => {}, switch: async () => {} };
  const put = (id: number, change: Partial<Subscription>): Subscription => {
    const before = entries.get(id);
    if (before === undefined) throw new Error(`There is no entry ${id}`);
    const after = { ...before, ...change };
    entries.set(id, after);
    return after;
  };
  const psa = {
    async subscriptions() {
      const read = [...entries.values()];
      await during.list();
      return read;
    },
    async switchCallback(id: number, active: boolean) {
      await during.switch();
      return put(id, { active });
    },
    async saveCallback(draft: CallbackDraft, existingId: number | null) {
      if (existingId !== null && entries.has(existingId)) return put(existingId, { ...draft, active: true });
      const made = { ...draft, id: 99, active: true, updatedAt: null, updatedBy: '' };
      entries.set(99, made);
      return made;
    },
    async saveSubscription({ existingId }: { existingId: number | null }) {
      return put(existingId ?? 0, { url, active: true });
    },
    async deleteSubscription(id: number) {
      entries.delete(id);
    },
  } as unknown as Psa;
  const station = { installation: '7f3a', pathToken: token, baseUrl: 'https://here.example', triggerBoardId: 20 };
  const commands = new CallbackCommands({
    psa: () => psa,
    company: () => 'cobalt',
    workstation: () => station,
    say: async () => {},
    memory,
    onChange() {},
  });
  const context = {
    psa: () => psa,
    clock,
    installation: () => '7f3a',
    config: () => ({ trigger: { boardId: 20, boardName: 'Dispatch' } }),
  } as unknown as SyncContext;
  const health = {
    psa: () => psa,
    memory,
    workstation: station,
    now: () => clock.now(),
    mended: async (_entry: Subscription, why: string) => why,
  };
  let findings: Awaited<ReturnType<typeof checkCallbacks>> = [];
  return {
    commands,
    during,
    put,
    active: (id: number) => entries.get(id)?.active,
    findings: () => findings,
    async check() {
      const found = await keepCallback(context, memory, station);
      findings = await checkCallbacks(health, found?.entries ?? [], found?.entry?.id ?? null);
      return found;
    },
  };
}

const own = { id: 1, description: 'Dispatch Bridge 7f3a', type: 'ticket', level: 'board', objectId: 20 };
const companies = {
  id: 2,
  description: 'Dispatch Bridge/7f3a Companies',
  type: 'company',
  level: 'owner',
  objectId: 1,
};
const told = { told: false };

describe('what a person pauses', () => {
  it('stays paused when a check had read it a moment before', async () => {
    const { commands, during, check, active } = rig([own, companies]);
    for (const id of [1, 2]) {
      during.list = async () => {
        during.list = async () => {};
        await commands.pause(id, told);
      };
      await check();
      await check();
      expect(active(id)).toBe(false);
    }
  });

  it('stays paused when a check was about to point it at a new address', async () => {
    const { commands, during, put, check, active } = rig([own, companies]);
    for (const id of [1, 2]) {
      put(id, { url: url.replace('here', 'before') });
      during.list = async () => {
        during.list = async () => {};
        await commands.pause(id, told);
      };
      await check();
      expect(active(id)).toBe(false);
      await check();
      expect(active(id)).toBe(false);
    }
  });

  it('stays paused when a check runs while ConnectWise is being told', async () => {
    const { commands, during, check, active } = rig([own, companies]);
    for (const id of [1, 2]) {
      during.switch = async () => {
        during.switch = async () => {};
        await check();
      };
      await commands.pause(id, told);
      await check();
      expect(active(id)).toBe(false);
    }
  });

  it('is not remembered as paused once it is on again, by whoever: what ConnectWise switches off later is switched on', async () => {
    const { commands, put, check, active } = rig([own, companies]);
    for (const id of [1, 2]) {
      await commands.pause(id, told);
      put(id, { active: true });
      await check();
      put(id, { active: false });
      await check();
      expect(active(id)).toBe(true);
    }
  });

  it('is not remembered as paused when ConnectWise refused that', async () => {
    const { commands, during, put, check, active } = rig([own, companies]);
    during.switch = async () => {
      throw new AppError({ code: 'connectwise.forbidden', kind: 'permanent', message: 'No right.' });
    };
    for (const id of [1, 2]) await expect(commands.pause(id, told)).rejects.toThrow('No right.');
    during.switch = async () => {};
    await check();
    for (const id of [1, 2]) put(id, { active: false });
    await check();
    expect([active(1), active(2)]).toEqual([true, true]);
  });
});

describe('what a person deletes', () => {
  it('is not missed, nor made again, by a check that had read it a moment before', async () => {
    for (const address of [url, url.replace('here', 'before')]) {
      const { commands, during, put, check, active, findings } = rig([own, companies]);
      await check();
      put(2, { url: address });
      during.list = async () => {
        during.list = async () => {};
        await commands.remove(2, told);
      };
      await check();
      await check();
      expect([active(2), active(99)]).toEqual([undefined, undefined]);
      expect(findings().map(({ id }) => id)).toEqual([]);
    }
  });
});

describe('an entry ConnectWise switched off', () => {
  const change = {
    type: 'Company' as const,
    level: 'Owner',
    objectId: 1,
    description: 'All companies',
    destination: { to: 'workstation' as const },
  };

  it('is not taken for paused because a person gave it another label', async () => {
    const { commands, put, check, active } = rig([own, companies]);
    put(2, { active: false });
    await commands.edit(2, change, told);
    await check();
    expect(active(2)).toBe(true);
  });

  it('stays paused through such a change when a person paused it', async () => {
    const { commands, check, active } = rig([own, companies]);
    await commands.pause(2, told);
    await commands.edit(2, change, told);
    await check();
    expect(active(2)).toBe(false);
    await commands.edit(2, { ...change, type: 'Time' as const }, told);
    await check();
    expect([active(2), active(99)]).toEqual([undefined, false]);
  });
});

import { describe, expect, it } from 'vitest';
import { owner } from '../../../src/core/sync/parts/owner.ts';
import { World } from './harness.ts';

const mia = { id: 12, first_name: 'Mia', last_name: 'Stone' };

function world(setOwner: 'assigned' | 'done' = 'assigned', origin: 'ticket' | 'person' = 'ticket'): World {
  const w = new World({ origin, sync: { outbound: { setOwner } }, workOrder: { manager: mia } });
  w.managers = [{ id: 12, name: 'Mia Stone', email: 'mia@msp.example' }];
  w.members = [{ id: 9, identifier: 'mstone', name: 'Mia Stone', emails: ['Mia@msp.example'], inactive: false }];
  return w;
}

describe("the ticket's owner", () => {
  it('becomes the manager when a provider is assigned', async () => {
    const w = world();
    await w.turn(owner);
    expect(w.requests).toEqual([]);
    w.milestones = { assigned: w.now };
    await w.turn(owner);
    expect(w.ownerId).toBe(9);
    expect(w.lines).toEqual(['Ticket 1042: owner set to Mia Stone, the manager of work order 91422']);
  });

  it('becomes the manager when the work is done, and not before', async () => {
    const w = world('done');
    w.milestones = { assigned: w.now };
    await w.turn(owner);
    expect(w.ownerId).toBe(7);
    w.milestones = { assigned: w.now, workdone: w.now + 1 };
    await w.turn(owner);
    expect(w.ownerId).toBe(9);
  });

  it('stays whom a person set afterwards, until the next assignment', async () => {
    const w = world();
    w.milestones = { assigned: w.now };
    await w.turn(owner);
    w.ownerId = 3;
    await w.turn(owner);
    expect(w.ownerId).toBe(3);
    w.milestones = { assigned: w.now + 60_000 };
    await w.turn(owner);
    expect(w.ownerId).toBe(9);
  });

  it('is set again after an interruption, and only once when the first write had arrived', async () => {
    const w = world();
    w.milestones = { assigned: w.now };
    expect(await w.turn(owner, { killAt: 2 })).toBeNull();
    await w.turn(owner);
    expect(w.requests).toEqual(['owner']);
    expect(w.ownerId).toBe(9);
  });

  it('stays as it is while nobody fits, with a problem in words, and is set once somebody does', async () => {
    const w = world();
    const { members } = w;
    w.members = [];
    w.milestones = { assigned: w.now };
    expect((await w.turn(owner))?.problems[0]?.message).toBe(
      'Ticket 1042 keeps its owner: no ConnectWise member has the e-mail address of Mia Stone, the manager of work order 91422. Pair the two in the member map, then retry; or set the owner in ConnectWise.',
    );
    w.members = members;
    w.now += 700_000;
    expect((await w.turn(owner))?.problems).toEqual([]);
    expect(w.ownerId).toBe(9);
  });

  it('that a person set while nobody fitted is theirs', async () => {
    const w = world();
    w.members = [];
    w.milestones = { assigned: w.now };
    await w.turn(owner);
    w.ownerId = 3;
    expect((await w.turn(owner))?.problems).toEqual([]);
    expect(w.ownerId).toBe(3);
  });

  it('that ConnectWise refuses is not asked for again until a person wants it', async () => {
    const w = world();
    w.milestones = { assigned: w.now };
    w.faults = ['refused'];
    expect((await w.turn(owner))?.problems).toHaveLength(1);
    expect((await w.turn(owner))?.problems).toHaveLength(1);
    expect(w.requests).toEqual(['owner']);
    expect((await w.turn(owner, { asked: true }))?.problems).toEqual([]);
    expect(w.ownerId).toBe(9);
  });

  it('is left alone for an assignment from before the two were linked, or before this was switched on', async () => {
    const linked = world('assigned', 'person');
    linked.milestones = { assigned: linked.now - 1 };
    await linked.turn(owner);
    await linked.turn(owner);
    expect(linked.ownerId).toBe(7);

    const later = world();
    const { config } = later;
    later.config = { ...config, sync: { ...config.sync, outbound: { ...config.sync.outbound, setOwner: 'never' } } };
    later.milestones = { assigned: later.now };
    await later.turn(owner);
    later.config = config;
    await later.turn(owner);
    expect(later.ownerId).toBe(7);
  });
});

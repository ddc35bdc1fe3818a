import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schedule } from '../../../src/core/sync/parts/schedule.ts';
import { type Fault, fnTime, World } from './harness.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 11, 1, 15);

function world(memberId = 9): World {
  const made = new World({
    sync: { outbound: { schedule: { on: true, memberId, memberIdentifier: memberId === 0 ? '' : 'jdoe' } } },
  });
  plan(made, start, start + 2 * hour);
  return made;
}

function plan(w: World, from: number, to: number | null): void {
  const window = {
    mode: to === null ? 'exact' : 'between',
    start: fnTime(from),
    ...(to === null ? {} : { end: fnTime(to) }),
  };
  w.workOrder.document = { ...w.workOrder.document, schedule: { service_window: window } };
}

describe('the schedule entry of a work order', () => {
  it('holds the service window for the configured member and names the work order', async () => {
    const w = world();
    await w.turn(schedule);
    expect(w.schedule).toMatchObject([
      {
        ticketId: 1042,
        memberIdentifier: 'jdoe',
        startAt: start,
        endAt: start + 2 * hour,
        name: 'Field Nation 91422 [FN#s91422]',
      },
    ]);
  });

  it('is an hour long when the work order names only a start', async () => {
    const w = world();
    plan(w, start, null);
    await w.turn(schedule);
    expect(w.schedule[0]?.endAt).toBe(start + hour);
  });

  it('is made once the work order is offered, not for a draft', async () => {
    const w = world();
    w.workOrder.status = 'Draft';
    await w.turn(schedule);
    expect(w.schedule).toEqual([]);
    w.workOrder.status = 'Published';
    await w.turn(schedule);
    expect(w.schedule).toHaveLength(1);
  });

  it('moves with the window, and costs no request while nothing moves', async () => {
    const w = world();
    await w.turn(schedule);
    await w.turn(schedule);
    plan(w, start + hour, start + 3 * hour);
    await w.turn(schedule);
    await w.turn(schedule);
    expect(w.requests).toEqual(['schedule', 'move']);
    expect(w.schedule).toMatchObject([{ startAt: start + hour, endAt: start + 3 * hour }]);
  });

  it.each([
    ['moved', (w: World) => w.schedule.map((entry) => ({ ...entry, startAt: entry.startAt + 600_000 }))],
    ['finished', (w: World) => w.schedule.map((entry) => ({ ...entry, done: true }))],
    ['deleted', () => []],
  ])('that a person %s is left alone from then on, and the log says so', async (_, change) => {
    const w = world();
    await w.turn(schedule);
    w.schedule = change(w);
    const left = w.schedule;
    for (const by of [1, 2, 3]) {
      plan(w, start + by * hour, start + (by + 2) * hour);
      await w.turn(schedule);
    }
    w.workOrder.status = 'Cancelled';
    await w.turn(schedule);
    expect(w.schedule).toEqual(left);
    expect(w.requests).toEqual(['schedule']);
    expect(w.lines.filter((line) => line.includes('although'))).toHaveLength(1);
  });

  it('is taken away when the work order is cancelled, and made anew when it is offered again', async () => {
    const w = world();
    await w.turn(schedule);
    w.workOrder.status = 'Cancelled';
    await w.turn(schedule);
    await w.turn(schedule);
    expect(w.requests).toEqual(['schedule', 'delete']);
    w.workOrder.status = 'Published';
    await w.turn(schedule);
    expect(w.schedule.map((entry) => entry.name)).toEqual(['Field Nation 91422 [FN#s91422-2]']);
  });

  it('goes to the member who is the manager, and asks a person when there is none', async () => {
    const w = world(0);
    w.workOrder.document = { ...w.workOrder.document, manager: { id: 12, first_name: 'Mia', last_name: 'Stone' } };
    w.managers = [{ id: 12, name: 'Mia Stone', email: 'MIA@msp.example' }];
    expect((await w.turn(schedule))?.problems[0]?.message).toContain(
      'no ConnectWise member has the e-mail address of Mia Stone',
    );
    w.members = [{ id: 9, identifier: 'mstone', name: 'Mia Stone', emails: ['mia@msp.example'], inactive: false }];
    w.now += 700_000;
    await w.turn(schedule);
    expect(w.schedule).toMatchObject([{ memberIdentifier: 'mstone' }]);
  });

  it('that ConnectWise refuses is named, and asked for again when the window moved or a person wants it', async () => {
    const w = world();
    w.faults = ['refused'];
    const refused = await w.turn(schedule);
    expect(refused?.problems[0]?.message).toContain('was not scheduled on ticket 1042 for jdoe, 1 Dec 2026 15:00 UTC');
    expect((await w.turn(schedule))?.problems).toEqual(refused?.problems);
    expect(w.requests).toEqual(['schedule']);
    expect((await w.turn(schedule, { asked: true }))?.problems).toEqual([]);
    expect(w.schedule).toHaveLength(1);
    expect((await w.turn(schedule))?.problems).toEqual([]);
  });

  it('is exactly one, as the window is, whatever ends the app or loses an answer', async () => {
    const story = fc.array(
      fc.record({
        by: fc.integer({ min: 0, max: 3 }),
        killAt: fc.integer({ min: 0, max: 6 }),
        fault: fc.constantFrom<Fault | null>(null, 'lost-answer', 'never-sent'),
      }),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(story, async (chapters) => {
        const w = world();
        for (const { by, killAt, fault } of chapters) {
          plan(w, start + by * hour, start + (by + 1) * hour);
          w.faults = fault === null ? [] : [fault];
          await w.turn(schedule, { killAt });
          w.now += 9_000;
        }
        w.faults = [];
        const last = chapters.at(-1)?.by ?? 0;
        await w.rest(schedule);
        await w.rest(schedule);
        expect(w.schedule.map(({ startAt, endAt }) => [startAt, endAt])).toEqual([
          [start + last * hour, start + (last + 1) * hour],
        ]);
        expect(w.lines.filter((line) => line.includes('although'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

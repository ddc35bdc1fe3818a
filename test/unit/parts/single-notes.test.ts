import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closingNotes } from '../../../src/core/sync/parts/closing-notes.ts';
import { money } from '../../../src/core/sync/parts/money.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { type Fault, World } from './harness.ts';

function expense(id: number, amount: number, status: string): JsonObject {
  return { id, amount, status, description: `Item ${id}` };
}

describe('closing notes', () => {
  const world = (tab: 'resolution' | 'internal' = 'resolution') =>
    new World({
      sync: { outbound: { closingNotes: tab } },
      workOrder: { closing_notes: '<p>Replaced the router.</p>' },
    });

  it('go to the Resolution tab once the work is done, without markup', async () => {
    const w = world();
    await w.turn(closingNotes);
    expect(w.notes).toEqual([]);
    w.workOrder.status = 'Work Done';
    await w.turn(closingNotes);
    await w.turn(closingNotes);
    expect(w.notes).toHaveLength(1);
    expect(w.notes[0]).toMatchObject({ resolution: true, internal: false, discussion: false });
    expect(w.notes[0]?.text).toMatch(
      /^Closing notes of Field Nation work order 91422 by Ana Ruiz:\nReplaced the router\.\n \[FN#c91422-[0-9a-f]{12}\]$/,
    );
  });

  it('go to Internal when that was chosen', async () => {
    const w = world('internal');
    w.workOrder.status = 'Approved';
    await w.turn(closingNotes);
    expect(w.notes[0]).toMatchObject({ resolution: false, internal: true });
  });

  it('are written once for each text, also when an older text comes back', async () => {
    const w = world();
    w.workOrder.status = 'Work Done';
    for (const text of ['A', 'A', 'B', 'A']) {
      w.workOrder.document = { ...w.workOrder.document, closing_notes: text };
      await w.turn(closingNotes);
    }
    expect(w.notes).toHaveLength(2);
  });

  it('of work that was done before two records were linked stay where they are', async () => {
    const w = new World({
      origin: 'person',
      sync: { outbound: { closingNotes: 'resolution' } },
      workOrder: { closing_notes: 'Done long ago' },
    });
    w.workOrder.status = 'Approved';
    w.milestones = { workdone: w.now - 1 };
    await w.turn(closingNotes);
    await w.turn(closingNotes);
    expect(w.notes).toEqual([]);
  });
});

describe('the money of a work order', () => {
  const world = () => new World({ sync: { outbound: { money: { note: true } } } });

  it('is an internal note once an expense is approved, without the total that still moves', async () => {
    const w = world();
    w.workOrder.document = { pay: { total: 255, expenses: [expense(1, 15, 'approved'), expense(2, 99, 'pending')] } };
    await w.turn(money);
    await w.turn(money);
    expect(
      w.notes.map(({ text, internal, discussion, resolution }) => [
        text.replace(/ \[.*/, ''),
        internal,
        discussion,
        resolution,
      ]),
    ).toEqual([['Field Nation work order 91422: approved expenses 15.00 (Item 1 15.00).', true, false, false]]);
  });

  it('tells the total pay when the work order is approved, and nothing new when it is paid', async () => {
    const w = world();
    w.workOrder.document = { pay: { total: 255.5, expenses: [] } };
    for (const status of ['Work Done', 'Approved', 'Paid']) {
      w.workOrder.status = status;
      await w.turn(money);
    }
    expect(w.notes.map((note) => note.text.replace(/ \[.*/, ''))).toEqual([
      'Field Nation work order 91422: total pay 255.50.',
    ]);
  });

  it('is told anew when it changed, and only then', async () => {
    const w = world();
    w.workOrder.status = 'Approved';
    for (const total of [255, 255, 300]) {
      w.workOrder.document = { pay: { total, expenses: [] } };
      await w.turn(money);
    }
    expect(w.notes).toHaveLength(2);
  });

  it('that stood there before two records were linked is not told, what comes then is', async () => {
    const w = new World({ origin: 'person', sync: { outbound: { money: { note: true } } } });
    w.workOrder.document = { pay: { total: 255, expenses: [expense(1, 15, 'approved')] } };
    await w.turn(money);
    await w.turn(money);
    expect(w.notes).toEqual([]);
    w.workOrder.document = { pay: { total: 255, expenses: [expense(1, 15, 'approved'), expense(2, 9, 'approved')] } };
    await w.turn(money);
    expect(w.notes).toHaveLength(1);
  });
});

describe('whatever ends the app or loses an answer', () => {
  it('closing notes and money are written exactly once each', async () => {
    const story = fc.record({
      kills: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }),
      faults: fc.array(fc.constantFrom<Fault>('lost-answer', 'never-sent'), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ kills, faults }) => {
        for (const part of [closingNotes, money]) {
          const w = new World({
            sync: { outbound: { closingNotes: 'internal', money: { note: true } } },
            workOrder: { closing_notes: 'Replaced the router.', pay: { total: 255, expenses: [] } },
          });
          w.workOrder.status = 'Approved';
          w.faults = [...faults];
          for (const killAt of kills) {
            await w.turn(part, { killAt });
            w.now += 7_000;
          }
          await w.rest(part);
          expect(w.notes).toHaveLength(1);
        }
      }),
      { numRuns: 25 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visits } from '../../../src/core/sync/parts/visits.ts';
import { type Fault, timeLog, World } from './harness.ts';

const hour = 3_600_000;
const inAt = Date.UTC(2026, 10, 22, 9);
const outAt = inAt + 2.5 * hour;

function world(as: 'note' | 'time-entry', more: object = {}): World {
  const made = new World({
    sync: { outbound: { visits: { as, memberId: 9, memberIdentifier: 'jdoe', ...more } } },
  });
  made.workOrder.document = { time_logs: { results: [timeLog(77, inAt, outAt)] } };
  return made;
}

describe('a finished visit as a note', () => {
  it('says who, when and how long, on the tab that was chosen', async () => {
    const w = world('note');
    await w.turn(visits);
    expect(w.notes.map(({ text, internal }) => [text, internal])).toEqual([
      [
        'Visit of Ana Ruiz, Field Nation work order 91422: in 22 Nov 2026 09:00 UTC, out 22 Nov 2026 11:30 UTC, 2.5 hours. [FN#v77]',
        true,
      ],
    ]);
  });

  it('waits until the provider checked out', async () => {
    const w = world('note');
    w.workOrder.document = { time_logs: { results: [timeLog(77, inAt, null)] } };
    await w.turn(visits);
    expect(w.notes).toEqual([]);
  });

  it('is corrected by another note when the time log was, also back to what it was', async () => {
    const w = world('note');
    await w.turn(visits);
    for (const out of [outAt + hour, outAt]) {
      w.workOrder.document = { time_logs: { results: [timeLog(77, inAt, out)] } };
      await w.turn(visits);
      await w.turn(visits);
    }
    expect(w.notes.map((note) => note.text.slice(0, 40))).toEqual([
      'Visit of Ana Ruiz, Field Nation work ord',
      'Correction of the visit [FN#v77] of Fiel',
      'Correction of the visit [FN#v77] of Fiel',
    ]);
    expect(w.notes[1]?.text).toContain('out 22 Nov 2026 12:30 UTC, 3.5 hours');
    expect(w.notes[2]?.text).toContain('out 22 Nov 2026 11:30 UTC, 2.5 hours');
  });

  it('is told once when the visit is gone, and not because an answer left the time logs out', async () => {
    const w = world('note');
    await w.turn(visits);
    w.workOrder.document = {};
    await w.turn(visits);
    expect(w.notes).toHaveLength(1);
    w.workOrder.document = { time_logs: { results: [] } };
    await w.turn(visits);
    await w.turn(visits);
    expect(w.notes.map((note) => note.text)[1]).toContain('does not show it as finished any more');
    expect(w.notes).toHaveLength(2);
  });
});

describe('a finished visit as a time entry', () => {
  it('is made for the member, from check-in to check-out', async () => {
    const w = world('time-entry', { workType: 'Onsite', billable: 'NoCharge' });
    await w.turn(visits);
    expect(w.time).toMatchObject([
      { memberIdentifier: 'jdoe', startAt: inAt, endAt: outAt, workType: 'Onsite', billable: 'NoCharge' },
    ]);
  });

  it('is never made twice: a corrected time log asks a person until the entry says the same', async () => {
    const w = world('time-entry');
    await w.turn(visits);
    const later = outAt + hour;
    w.workOrder.document = { time_logs: { results: [timeLog(77, inAt, later)] } };
    const asked = await w.turn(visits);
    expect(asked?.problems.map((problem) => problem.message)).toEqual([
      expect.stringContaining(
        'the visit behind time entry 101 was changed in Field Nation. It is now in 22 Nov 2026 09:00 UTC, out 22 Nov 2026 12:30 UTC, 3.5 hours',
      ),
    ]);
    expect(w.time).toHaveLength(1);
    w.time = w.time.map((entry) => ({ ...entry, endAt: later }));
    expect((await w.turn(visits, { asked: true }))?.problems).toEqual([]);
    expect((await w.turn(visits))?.problems).toEqual([]);
  });

  it('asks a person when the visit is gone, until the entry is gone too', async () => {
    const w = world('time-entry');
    await w.turn(visits);
    w.workOrder.document = { time_logs: { results: [] } };
    expect((await w.turn(visits))?.problems).toHaveLength(1);
    w.time = [];
    expect((await w.turn(visits))?.problems).toEqual([]);
  });

  it('that ConnectWise refuses is named with its words, and asked for again when the status changed or a person wants it', async () => {
    const w = world('time-entry');
    w.faults = ['refused'];
    const refused = await w.turn(visits);
    expect(refused?.problems[0]?.message).toContain(
      'was not entered as time on ticket 1042, which is New: ConnectWise said "Not allowed here"',
    );
    expect((await w.turn(visits))?.problems).toEqual(refused?.problems);
    expect(w.requests).toEqual(['time']);
    w.ticketStatus = { id: 501, name: 'In progress' };
    expect((await w.turn(visits))?.problems).toEqual([]);
    expect(w.time).toHaveLength(1);
  });

  it('without a fitting member is a problem in words, and nothing is sent', async () => {
    const w = world('time-entry', { memberId: 0, memberIdentifier: '' });
    expect((await w.turn(visits))?.problems[0]?.message).toContain('work order 91422 has no manager in Field Nation');
    expect(w.requests).toEqual([]);
  });
});

describe('visits from before', () => {
  it('are left alone when two records are linked by hand, and later ones are not', async () => {
    const w = new World({ origin: 'person', sync: { outbound: { visits: { as: 'note' } } } });
    const before = w.now - 3 * hour;
    w.workOrder.document = { time_logs: { results: [timeLog(77, before, before + hour)] } };
    await w.turn(visits);
    const after = w.now + hour;
    w.workOrder.document = {
      time_logs: { results: [timeLog(77, before, before + hour), timeLog(78, after, after + hour)] },
    };
    w.now = after + 2 * hour;
    await w.turn(visits);
    expect(w.notes.map((note) => note.text.slice(-8))).toEqual(['[FN#v78]']);
  });

  it('are left alone when visits are switched on later', async () => {
    const w = world('note');
    w.config = {
      ...w.config,
      sync: {
        ...w.config.sync,
        outbound: { ...w.config.sync.outbound, visits: { ...w.config.sync.outbound.visits, as: 'off' } },
      },
    };
    w.now = outAt + hour;
    await w.turn(visits);
    const on = world('note').config;
    w.config = on;
    await w.turn(visits);
    await w.turn(visits);
    expect(w.notes).toEqual([]);
  });
});

describe('whatever ends the app or loses an answer', () => {
  const story = fc.record({
    as: fc.constantFrom('note' as const, 'time-entry' as const),
    kills: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
    faults: fc.array(fc.constantFrom<Fault>('lost-answer', 'never-sent'), { maxLength: 3 }),
  });

  it('each visit is written exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ as, kills, faults }) => {
        const w = world(as);
        w.workOrder.document = {
          time_logs: { results: [timeLog(77, inAt, outAt), timeLog(78, outAt + hour, outAt + 2 * hour)] },
        };
        w.faults = [...faults];
        for (const killAt of kills) {
          await w.turn(visits, { killAt });
          w.now += 7_000;
        }
        await w.rest(visits);
        const written = as === 'note' ? w.notes.map((note) => note.text) : w.time.map((entry) => entry.notes);
        expect(written.map((text) => text.slice(-8)).sort()).toEqual(['[FN#v77]', '[FN#v78]']);
      }),
      { numRuns: 40 },
    );
  });
});

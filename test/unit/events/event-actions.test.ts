import { describe, expect, test } from 'vitest';
import type { FieldChange } from '../../../src/core/psa/port.ts';
import type { NewPsaNote } from '../../../src/core/psa/records-port.ts';
import type { ClaimedJob } from '../../../src/core/store/port.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import type { ActingEvent } from '../../../src/core/sync/events/acting.ts';
import { eventActions } from '../../../src/core/sync/parts/event-actions.ts';
import type { PartInput, PartResult } from '../../../src/core/sync/parts/port.ts';
import { Run } from '../../../src/core/sync/run.ts';
import type { EventAction } from '../../../src/shared/config-sync.ts';
import type { Ticket } from '../../../src/shared/domain/records.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { type Json, jsonEqual } from '../../../src/shared/json.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { CopyStore } from '../notes/pair.ts';
import { configWith, linkOf, startMs, ticket, workOrder } from './work-order.ts';

/* The part against a ticket that keeps what it is sent, with the process ending at any step and the run repeated. */

class Killed extends Error {}

class Bench {
  readonly clock = new VirtualClock({ startMs });
  readonly store = new CopyStore();
  readonly notes: { id: string; text: string; tab: string }[] = [];
  readonly writes: FieldChange[][] = [];
  record: Ticket = { ...ticket, document: { ...ticket.document, count: 1 } };
  asked = 0;
  seen: Json | undefined = undefined;
  killAt: string | null = null;
  answer: Json = null;
  failure: AppError | null = null;
  /** What the PSA answers to every write. */
  refusal: AppError | null = null;
  sent = 0;
  readonly action: EventAction;

  constructor(action: EventAction) {
    this.action = action;
  }

  readonly event: ActingEvent['event'] = {
    recordType: 'workorder',
    recordId: 91422,
    name: 'FN_WO_PROVIDER_CHECKED_IN',
    occurrence: 'time-log:5',
    at: startMs,
  };

  async run(change: Partial<PartInput> = {}, interruptions = 0): Promise<PartResult> {
    const config = configWith({ rules: { FN_WO_PROVIDER_CHECKED_IN: { on: true, action: this.action } } });
    const context = {
      store: { ...bound(this.store), value: async () => undefined },
      clock: this.clock,
      config: () => config,
      psa: () => ({
        notes: async () => this.notes,
        createNote: async (_: number, note: NewPsaNote) => {
          this.sent += 1;
          if (this.refusal !== null) throw this.refusal;
          const made = { id: `note:${this.notes.length + 1}`, text: note.text, tab: note.tab };
          this.notes.push(made);
          return made;
        },
        readField: ({ document }: Ticket, target: string) => document[target],
        sameValue: (_: Ticket, __: string, a: Json | undefined, b: Json | undefined) => jsonEqual(a, b),
        updateTicket: async (_: number, changes: FieldChange[]) => {
          if (this.refusal !== null) throw this.refusal;
          this.writes.push(changes);
          const values = Object.fromEntries(changes.map(({ target, value }) => [target, value]));
          this.record = { ...this.record, document: { ...this.record.document, ...values } };
          return this.record;
        },
      }),
      boardStatuses: async () => [],
      scripts: {
        evaluate: async () => {
          this.asked += 1;
          if (this.failure !== null) throw this.failure;
          return this.answer;
        },
        stop: async () => {},
      },
      step: async (name: string) => {
        if (name !== this.killAt) return;
        this.killAt = null;
        throw new Killed(name);
      },
    } as unknown as SyncContext;
    const job = { id: 1, target: { kind: 'link', linkId: 7 }, events: [], interruptions, firstReceivedAt: null };
    const acting: ActingEvent = {
      event: this.event,
      words: 'The provider checked in',
      action: this.action,
      params: {},
    };
    const result = await eventActions.run({
      context,
      run: new Run(job as unknown as ClaimedJob, this.clock),
      link: linkOf(),
      ticket: this.record,
      workOrder: workOrder(),
      fresh: false,
      events: { all: [acting], observed: [], seen: {}, updateDue: false, allows: () => true, filteredOut: null },
      seen: this.seen,
      copies: () => this.store.copies(),
      asked: false,
      signal: new AbortController().signal,
      ...change,
    });
    this.seen = result.seen;
    return result;
  }

  /** Ends the process at a step, then repeats the run until nothing waits. */
  async killedAt(step: string): Promise<void> {
    this.killAt = step;
    await expect(this.run()).rejects.toThrow(step);
    for (let n = 0; n < 50; n += 1) {
      const { waitUntil } = await this.run({}, n === 0 ? 1 : 0);
      if (waitUntil === undefined) return;
      await this.clock.advance(Math.max(1, waitUntil - this.clock.now()));
    }
    throw new Error('It waits for ever');
  }
}

function bound(store: CopyStore) {
  return {
    copies: () => store.copies(),
    intendCopy: store.intendCopy.bind(store),
    markCopySent: store.markCopySent.bind(store),
    recordCopy: store.recordCopy.bind(store),
    skipCopies: store.skipCopies.bind(store),
    forgetSkipped: store.forgetSkipped.bind(store),
  };
}

const noteSteps = ['intended', 'before-send', 'answered', 'recorded'].map((step) => `event-note.${step}`);
const scriptSteps = ['intended', 'before-write', 'written', 'recorded'].map((step) => `event-script.${step}`);
const script = { do: 'script', language: 'jsonata', script: '...' } as const;

describe('an event whose run is killed', () => {
  test.each(noteSteps)('at %s has its note once', async (step) => {
    const bench = new Bench({ do: 'note', tab: 'internal', text: '' });
    await bench.killedAt(step);
    expect(bench.notes).toHaveLength(1);
    await bench.run();
    expect(bench.notes).toHaveLength(1);
  });

  test.each([...noteSteps, ...scriptSteps])('at %s applies one answer of its script', async (step) => {
    const bench = new Bench(script);
    bench.answer = { ticket: { count: 2 }, note: { text: 'Counted' } };
    await bench.killedAt(step);
    bench.answer = { ticket: { count: 3 }, note: { text: 'Counted again' } };
    await bench.run();
    expect(bench.notes.map(({ text }) => text.split(' [')[0])).toEqual(['Counted']);
    expect(bench.record.document.count).toBe(2);
    expect(bench.writes).toHaveLength(1);
    expect(bench.asked).toBe(1);
  });
});

describe('a script that failed', () => {
  const broken = new AppError({ code: 'script.failed', kind: 'permanent', message: 'It failed in line 2.' });

  test('stays a problem without running again, until a person asks', async () => {
    const bench = new Bench(script);
    bench.failure = broken;
    expect((await bench.run()).problems.map(({ code }) => code)).toEqual(['script.failed']);
    const later = { events: { all: [], observed: [], seen: {}, updateDue: false, allows: () => true } };
    expect((await bench.run(later)).problems.map(({ message }) => message)).toEqual(['It failed in line 2.']);
    expect(bench.asked).toBe(1);
    bench.failure = null;
    bench.answer = { note: { text: 'Fine now' } };
    expect((await bench.run({ ...later, asked: true })).problems).toEqual([]);
    expect(bench.notes).toHaveLength(1);
    await bench.run({ ...later, asked: true });
    expect(bench.notes).toHaveLength(1);
  });

  test('does not keep the other events from acting', async () => {
    const bench = new Bench(script);
    bench.failure = broken;
    const note = { do: 'note', tab: 'internal', text: 'Written' } as const;
    const events = {
      all: [
        { event: bench.event, words: '', action: script, params: {} },
        { event: { ...bench.event, name: 'FN_WO_DONE' }, words: '', action: note, params: {} },
      ],
      observed: [],
      seen: {},
      updateDue: false,
      allows: () => true,
    };
    expect((await bench.run({ events })).problems).toHaveLength(1);
    expect(bench.notes).toHaveLength(1);
  });
});

describe('what the PSA refuses', () => {
  const refusal = new AppError({ code: 'connectwise.refused', kind: 'permanent', message: 'Refused.' });
  const nothing = { events: { all: [], observed: [], seen: {}, updateDue: false, allows: () => true } };

  test('a note is not sent again until a person asks, and then once', async () => {
    const bench = new Bench({ do: 'note', tab: 'internal', text: '' });
    bench.refusal = refusal;
    expect((await bench.run()).problems).toHaveLength(1);
    expect((await bench.run(nothing)).problems).toHaveLength(1);
    expect(bench.sent).toBe(1);
    bench.refusal = null;
    expect((await bench.run({ ...nothing, asked: true })).problems).toEqual([]);
    expect((await bench.run(nothing)).problems).toEqual([]);
    expect(bench.notes).toHaveLength(1);
  });

  test('fields of a script are asked of the script anew when a person retries', async () => {
    const bench = new Bench(script);
    bench.answer = { ticket: { count: 'many' } };
    bench.refusal = refusal;
    expect((await bench.run()).problems).toHaveLength(1);
    expect((await bench.run(nothing)).problems).toHaveLength(1);
    expect(bench.asked).toBe(1);
    bench.refusal = null;
    bench.answer = { ticket: { count: 2 } };
    expect((await bench.run({ ...nothing, asked: true })).problems).toEqual([]);
    expect(bench.record.document.count).toBe(2);
    expect(bench.writes).toHaveLength(1);
  });
});

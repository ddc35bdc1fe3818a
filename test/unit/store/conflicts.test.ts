import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conflict, ConflictChoice, Evidence, NewConflict } from '../../../src/core/store/pairs-port.ts';
import { jsonEqual } from '../../../src/shared/json.ts';
import { aConflict, anError, aPair, inMemoryStore, settleLink, t0 } from './in-memory.ts';

const evidence: Evidence = { from: t0 - 60_000, to: t0, by: '', source: 'between-reads' };

function withLink() {
  const store = inMemoryStore();
  const { id } = store.openPair(aPair(1042, 91422));
  settleLink(store, id, {});
  return { store, id };
}

describe('conflicts', () => {
  it('open with both values and their evidence, and wait with their link', () => {
    const { store, id } = withLink();
    const found = aConflict('title', { ticketChange: evidence, workOrderValue: { lines: ['a', null] } });
    settleLink(store, id, { conflicts: [found, aConflict('priority', { ticketValue: null })] }, t0 + 5);
    const open: Conflict = {
      ...found,
      id: 1,
      linkId: id,
      state: 'open',
      choice: null,
      chosenBy: '',
      openedAt: t0 + 5,
      settledAt: null,
    };
    expect(store.conflict(1)).toEqual(open);
    expect(store.conflictsOf(id).map((one) => one.ruleId)).toEqual(['priority', 'title']);
    expect(store.openConflicts(10).map((one) => [one.id, one.link.ticketId])).toEqual([
      [2, 1042],
      [1, 1042],
    ]);
    expect(store.openConflicts(1).map((one) => one.id)).toEqual([2]);
    expect(store.countConflicts()).toBe(2);
  });

  it('are settled when a run finds them no longer, and left alone by one that did not look', () => {
    const { store, id } = withLink();
    settleLink(store, id, { conflicts: [aConflict('title'), aConflict('priority')] });
    settleLink(store, id, { conflicts: null }, t0 + 1);
    expect(store.countConflicts()).toBe(2);
    settleLink(store, id, { conflicts: [aConflict('priority')] }, t0 + 2);
    expect(store.conflictsOf(id).map((one) => one.ruleId)).toEqual(['priority']);
    expect(store.conflict(1)).toMatchObject({ state: 'settled', settledAt: t0 + 2 });
    expect(store.chooseConflict(1, 'connectwise', 'jdoe', t0 + 3)).toBe(false);
    settleLink(store, id, { conflicts: [] }, t0 + 4);
    expect([store.countConflicts(), store.openConflicts(5), store.conflict(77)]).toEqual([0, [], null]);
  });

  it('take a choice, and the link runs at once, out of a backoff and past a dead letter too', () => {
    for (const outcome of [
      { kind: 'done' },
      { kind: 'retry', runAt: t0 + 90_000, countAttempt: true, error: anError },
      { kind: 'dead', error: anError },
    ] as const) {
      const { store, id } = withLink();
      settleLink(store, id, { conflicts: [aConflict('title')], outcome });
      expect(store.claimJob(t0 + 1)).toBeNull();
      expect(store.chooseConflict(1, 'fieldnation', 'jdoe', t0 + 1)).toBe(true);
      expect(store.conflictsOf(id)).toMatchObject([{ state: 'chosen', choice: 'fieldnation', chosenBy: 'jdoe' }]);
      expect(store.claimJob(t0 + 1)?.entityKey).toBe(`link:${id}`);
      expect(store.chooseConflict(1, 'connectwise', 'asmith', t0 + 2)).toBe(true);
      expect(store.conflict(1)).toMatchObject({ state: 'chosen', choice: 'connectwise', chosenBy: 'asmith' });
    }
  });

  it('keep a choice while the values are the ones it was made on, whatever the evidence says now', () => {
    const { store, id } = withLink();
    settleLink(store, id, { conflicts: [aConflict('title', { ticketValue: { a: 1, b: 2 } })] });
    store.chooseConflict(1, 'connectwise', 'jdoe', t0);
    settleLink(store, id, { conflicts: [aConflict('title', { ticketValue: { b: 2, a: 1 }, ticketChange: evidence })] });
    expect(store.conflictsOf(id)).toMatchObject([{ id: 1, state: 'chosen', ticketChange: evidence }]);
  });

  it('void a choice when a value changes, and a screen with the old values finds nothing to choose', () => {
    const changes: Partial<NewConflict>[] = [
      { ticketValue: 'Scanner' },
      { workOrderValue: 'Scanner' },
      { target: 'description' },
      { direction: 'outbound' },
    ];
    for (const change of changes) {
      const { store, id } = withLink();
      settleLink(store, id, { conflicts: [aConflict('title')] });
      store.chooseConflict(1, 'connectwise', 'jdoe', t0);
      settleLink(store, id, { conflicts: [aConflict('title', change)] }, t0 + 10);
      expect(store.conflictsOf(id)).toMatchObject([
        { ...change, id: 2, state: 'open', choice: null, chosenBy: '', openedAt: t0 },
      ]);
      expect(store.chooseConflict(1, 'connectwise', 'jdoe', t0 + 11)).toBe(false);
      expect(store.countConflicts()).toBe(1);
    }
  });

  it('end with their link, and none are taken in for a closed one', () => {
    const { store, id } = withLink();
    settleLink(store, id, { conflicts: [aConflict('title')] });
    store.closeLink(id, 'unlinked', t0 + 1);
    expect(store.conflict(1)).toMatchObject({ state: 'settled', settledAt: t0 + 1 });
    settleLink(store, id, { conflicts: [aConflict('title')] }, t0 + 2);
    expect(store.countConflicts()).toBe(0);
  });

  it('of a run that has no link are a mistake; finding none is not', () => {
    const store = inMemoryStore();
    store.enqueue({ target: { kind: 'ticket', ticketId: 5 }, cause: 'poll', runAt: t0 }, { now: t0 });
    const job = store.claimJob(t0);
    if (job === null) throw new Error('Nothing to claim');
    const settlement = {
      job,
      now: t0,
      outcome: { kind: 'done' },
      eventsDone: [],
      eventsIgnored: [],
      eventsObserved: [],
      link: null,
      activities: [],
      records: { ticket: null, workOrder: null },
      plan: null,
      followUps: [],
    } as const;
    expect(() => store.settleJob({ ...settlement, conflicts: [aConflict('title')] })).toThrow(/conflicts of no link/);
    store.settleJob({ ...settlement, conflicts: [] });
    expect(store.queueCounts().running).toBe(0);
  });
});

type Step =
  | { readonly do: 'change'; readonly rule: number; readonly side: 'ticket' | 'workOrder'; readonly value: number }
  | { readonly do: 'run'; readonly rules: readonly number[] }
  | { readonly do: 'look' }
  | { readonly do: 'choose'; readonly seen: number; readonly choice: ConflictChoice };

const rule = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('change' as const),
    rule,
    side: fc.constantFrom('ticket', 'workOrder'),
    value: fc.nat(2),
  }),
  fc.record({ do: fc.constant('run' as const), rules: fc.uniqueArray(rule) }),
  fc.constant({ do: 'look' } as const),
  fc.record({
    do: fc.constant('choose' as const),
    seen: fc.nat(8),
    choice: fc.constantFrom('connectwise', 'fieldnation'),
  }),
);
const runs = process.env.PROOF === '1' ? 3000 : 60;

describe('over any history of changes, runs, screens and choices', () => {
  it('a choice is only ever there for the values its person saw, and stays while they hold', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), (steps) => {
        const { store, id } = withLink();
        try {
          const values = [
            { ticket: 0, workOrder: 1 },
            { ticket: 0, workOrder: 1 },
          ];
          /** Everything any screen ever showed; a person may act on it much later. */
          const screens: Conflict[] = [];
          const chosen = new Map<string, { readonly seen: Conflict; readonly choice: ConflictChoice }>();
          let at = t0;
          for (const move of steps) {
            at += 1;
            switch (move.do) {
              case 'change': {
                const one = values[move.rule];
                if (one) one[move.side] = move.value;
                break;
              }
              case 'run': {
                const found = move.rules.map((n) =>
                  aConflict(`r${n}`, {
                    ticketValue: values[n]?.ticket ?? 0,
                    workOrderValue: values[n]?.workOrder ?? 0,
                  }),
                );
                const before = store.conflictsOf(id);
                settleLink(store, id, { conflicts: found }, at);
                const after = store.conflictsOf(id);
                expect(
                  after.map(({ ruleId, ticketValue, workOrderValue }) => [ruleId, ticketValue, workOrderValue]),
                ).toEqual(found.map((one) => [one.ruleId, one.ticketValue, one.workOrderValue]).sort());
                for (const one of before) {
                  const same = after.find(
                    (other) =>
                      other.ruleId === one.ruleId &&
                      jsonEqual(other.ticketValue, one.ticketValue) &&
                      jsonEqual(other.workOrderValue, one.workOrderValue),
                  );
                  if (same) expect(same).toEqual(one);
                  else chosen.delete(one.ruleId);
                }
                break;
              }
              case 'look':
                screens.push(...store.openConflicts(10));
                break;
              case 'choose': {
                const seen = screens[move.seen % Math.max(1, screens.length)];
                if (seen === undefined) break;
                const present = store.conflictsOf(id).find((one) => one.id === seen.id);
                const taken = store.chooseConflict(seen.id, move.choice, 'jdoe', at);
                expect(taken).toBe(present !== undefined);
                if (taken) chosen.set(seen.ruleId, { seen, choice: move.choice });
                break;
              }
            }
            // What a run would act on now.
            for (const one of store.conflictsOf(id)) {
              const by = chosen.get(one.ruleId);
              expect([one.state, one.choice]).toEqual(by ? ['chosen', by.choice] : ['open', null]);
              if (by) {
                expect([one.ticketValue, one.workOrderValue]).toEqual([by.seen.ticketValue, by.seen.workOrderValue]);
              }
            }
            expect(store.countConflicts()).toBe(store.conflictsOf(id).filter((one) => one.state === 'open').length);
          }
        } finally {
          store.db.close();
        }
      }),
      { numRuns: runs },
    );
  }, 600_000);
});

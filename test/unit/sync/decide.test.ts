import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, decide, type Judge, lastWriter, nextBase } from '../../../src/core/sync/decide.ts';
import type { MappingRule } from '../../../src/shared/domain/mapping.ts';
import type { Base } from '../../../src/shared/domain/records.ts';
import type { Json } from '../../../src/shared/json.ts';

type Policy = MappingRule['onConflict'];

function candidate(wanted: Json | undefined, present: Json | undefined, onConflict: Policy = 'ask'): Candidate {
  return {
    wanted,
    present,
    evaluated: {
      rule: {
        id: 'r',
        direction: 'inbound',
        action: 'SYNC',
        source: 's',
        target: 't',
        when: 'always',
        onMissing: 'skip',
        onConflict,
      },
      outcome: wanted === undefined ? { kind: 'none' } : { kind: 'value', value: wanted },
    },
  };
}

function decision(wanted: Json | undefined, present: Json | undefined, base: Base, onConflict?: Policy) {
  return decide([candidate(wanted, present, onConflict)], base)[0]?.decision;
}

/** The same rule with another field to write. */
function toward(target: string, wanted: Json, present: Json | undefined, onConflict: Policy = 'ask'): Candidate {
  const one = candidate(wanted, present, onConflict);
  return { ...one, evaluated: { ...one.evaluated, rule: { ...one.evaluated.rule, target } } };
}

describe('a rule that was given another target', () => {
  const agreed = () => nextBase(decide([candidate('a', '')], {}), () => 'a', {});
  const kindOf = (one: Candidate, base: Base) => decide([one], base)[0]?.decision.kind;

  it('begins anew there: an empty one is filled although the source stood still', () => {
    expect(kindOf(toward('elsewhere', 'a', ''), agreed())).toBe('write');
  });

  it("takes what stands there for a person's", () => {
    expect(kindOf(toward('elsewhere', 'a', 'by hand'), agreed())).toBe('conflict');
    expect(kindOf(toward('elsewhere', 'a', 'by hand', 'target'), agreed())).toBe('accept');
  });

  it('goes on where it was when nothing but its values changed', () => {
    expect(kindOf(toward('t', 'a', 'edited'), agreed())).toBe('keep');
    expect(kindOf(toward('t', 'b', 'a'), agreed())).toBe('write');
  });
});

describe('decide', () => {
  it('writes when only the source moved since they last agreed', () => {
    expect(decision('new', 'old', { r: { source: 'old', target: 'old' } })).toEqual({
      kind: 'write',
      change: { target: 't', value: 'new' },
    });
  });

  it('leaves a target alone that a person changed while the source stood still', () => {
    expect(decision('old', 'edited', { r: { source: 'old', target: 'old' } })).toEqual({ kind: 'keep' });
  });

  it('asks when both moved, unless the rule names a winner', () => {
    const base = { r: { source: 'old', target: 'old' } };
    expect(decision('a', 'b', base)).toMatchObject({ kind: 'conflict' });
    expect(decision('a', 'b', base, 'source')).toMatchObject({ kind: 'write' });
    expect(decision('a', 'b', base, 'target')).toEqual({ kind: 'accept' });
  });

  it('lets the named side win, and takes the value that stays as agreed from then on', () => {
    const base = { r: { source: 'old', target: 'old' } };
    expect(decision('a', 'b', base, 'connectwise')).toMatchObject({ kind: 'write' });
    expect(decision('a', 'b', base, 'fieldnation')).toEqual({ kind: 'accept' });
    const after = nextBase(decide([candidate('a', 'b', 'fieldnation')], base), () => 'b', base);
    expect(decision('a', 'b', after, 'fieldnation')).toEqual({ kind: 'keep' });
    expect(decision('c', 'b', after, 'fieldnation')).toMatchObject({ kind: 'write' });
  });

  it('follows what a person chose before any rule', () => {
    const base = { r: { source: 'old', target: 'old' } };
    const judge = (choice: 'connectwise' | 'fieldnation'): Judge => ({
      choice: () => choice,
      evidence: () => ({ ticket: null, workOrder: null }),
    });
    expect(decide([candidate('a', 'b', 'fieldnation')], base, judge('connectwise'))[0]?.decision.kind).toBe('write');
    expect(decide([candidate('a', 'b')], base, judge('fieldnation'))[0]?.decision.kind).toBe('accept');
  });

  it('lets the last write win only when the times cannot overlap, clocks a minute apart', () => {
    const at = (from: number, to: number) => ({ from, to, by: '', source: 'record' as const });
    const between = (ticket: ReturnType<typeof at> | null, workOrder: ReturnType<typeof at> | null) =>
      lastWriter({ ticket, workOrder });
    expect(between(at(500_000, 500_000), at(100_000, 400_000))).toBe('connectwise');
    expect(between(at(100_000, 100_000), at(200_000, 300_000))).toBe('fieldnation');
    expect(between(at(100_000, 300_000), at(200_000, 400_000))).toBeNull();
    expect(between(at(100_000, 100_000), at(130_000, 130_000))).toBeNull();
    expect(between(null, at(1, 2))).toBeNull();
  });

  it('never names a last writer for overlapping intervals', () => {
    const interval = fc.tuple(fc.nat(10_000_000), fc.nat(1_000_000)).map(([from, length]) => ({
      from,
      to: from + length,
      by: '',
      source: 'between-reads' as const,
    }));
    fc.assert(
      fc.property(interval, interval, (ticket, workOrder) => {
        const overlap = ticket.from <= workOrder.to && workOrder.from <= ticket.to;
        const winner = lastWriter({ ticket, workOrder });
        if (overlap) expect(winner).toBeNull();
        else if (winner !== null) expect(winner).toBe(ticket.from > workOrder.to ? 'connectwise' : 'fieldnation');
      }),
    );
  });

  it('sees no change when both hold the same value, whoever wrote it', () => {
    expect(decision('same', 'same', { r: { source: 'old', target: 'old' } })).toEqual({ kind: 'agree' });
  });

  it('fills an empty target and asks about a filled one when there is no base yet', () => {
    expect(decision('x', undefined, {})).toMatchObject({ kind: 'write' });
    expect(decision('x', '', {})).toMatchObject({ kind: 'write' });
    expect(decision('x', 'y', {})).toMatchObject({ kind: 'conflict' });
  });

  it('wants nothing where the rule gives nothing', () => {
    expect(decision(undefined, 'anything', { r: { source: 'a', target: 'b' } })).toEqual({ kind: 'agree' });
  });

  it('takes what the remote read back as base, even when it normalised the value', () => {
    const decided = decide([candidate('<p>a</p>', '<p>old</p>')], {
      r: { source: '<p>old</p>', target: '<p>old</p>' },
    });
    const base = nextBase(decided, () => '<p>a</p>\n', {});
    expect(decision('<p>a</p>', '<p>a</p>\n', base)).toEqual({ kind: 'keep' });
    expect(decision('<p>b</p>', '<p>a</p>\n', base)).toMatchObject({ kind: 'write' });
  });

  it('writes once and then stops, for any values and any earlier base', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(undefined), fc.constant(null));
    fc.assert(
      fc.property(
        value,
        value,
        value,
        value,
        fc.constantFrom('source' as const, 'target' as const, 'ask' as const),
        (wanted, present, baseSource, baseTarget, who) => {
          const base: Base = { r: { source: baseSource, target: baseTarget } };
          const decided = decide([candidate(wanted, present, who)], base);
          const first = decided[0]?.decision;
          if (first?.kind !== 'write') return;
          const after = nextBase(decided, () => first.change.value, base);
          const second = decide([candidate(wanted, first.change.value, who)], after)[0]?.decision;
          expect(second?.kind).not.toBe('write');
        },
      ),
    );
  });

  it('never writes to a target whose source stood still', () => {
    const value = fc.oneof(fc.string(), fc.integer());
    fc.assert(
      fc.property(
        value,
        value,
        value,
        fc.constantFrom('source' as const, 'target' as const, 'ask' as const),
        (source, present, target, who) => {
          expect(decision(source, present, { r: { source, target } }, who)?.kind).not.toBe('write');
        },
      ),
    );
  });
});

describe('a value that the target keeps in its own type', () => {
  const typed = (wanted: Json, present: Json): Candidate => ({
    ...candidate(wanted, present),
    same: (a, b) => String(a ?? '') === String(b ?? ''),
  });
  const kindOf = (one: Candidate, base: Base) => decide([one], base)[0]?.decision.kind;

  it('is agreed on, whatever was agreed before', () => {
    for (const base of [{}, { r: { source: 36, target: '36' } }] satisfies Base[])
      expect(kindOf(typed(274, '274'), base)).toBe('agree');
  });

  it('has not changed while it was kept that way', () => {
    expect(kindOf(typed(275, '274'), { r: { source: 274, target: 274 } })).toBe('write');
    expect(kindOf(typed(275, '36'), { r: { source: 274, target: 274 } })).toBe('conflict');
  });
});

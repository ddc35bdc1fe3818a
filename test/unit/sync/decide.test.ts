import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, decide, nextBase } from '../../../src/core/sync/decide.ts';
import type { Base } from '../../../src/shared/domain/records.ts';
import type { Json } from '../../../src/shared/json.ts';

function candidate(
  wanted: Json | undefined,
  present: Json | undefined,
  onConflict: 'source' | 'target' | 'ask' = 'ask',
): Candidate {
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

function decision(
  wanted: Json | undefined,
  present: Json | undefined,
  base: Base,
  onConflict?: 'source' | 'target' | 'ask',
) {
  return decide([candidate(wanted, present, onConflict)], base)[0]?.decision;
}

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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewCopy } from '../../../src/core/store/pairs-port.ts';
import { aPair, type InMemoryStore, inMemoryStore, t0 } from './in-memory.ts';

function aCopy(linkId: number | null, change: Partial<NewCopy> = {}): NewCopy {
  return {
    linkId,
    kind: linkId === null ? 'ticket' : 'note',
    sourceId: '8812',
    sourceHash: 'h1',
    marker: '[CW#8812]',
    detail: {},
    ...change,
  };
}

function withLink(): { store: InMemoryStore; linkId: number } {
  const store = inMemoryStore();
  return { store, linkId: store.openPair(aPair(1042, 91422)).id };
}

describe('a copy', () => {
  it('is intended once and found again by its link, kind and source', () => {
    const { store, linkId } = withLink();
    const first = store.intendCopy(aCopy(linkId, { detail: { part: 1 } }), t0);
    expect(first).toEqual({
      added: true,
      copy: {
        id: 1,
        linkId,
        kind: 'note',
        sourceId: '8812',
        sourceHash: 'h1',
        marker: '[CW#8812]',
        detail: { part: 1 },
        state: 'intended',
        targetId: null,
        createdAt: t0,
        sentAt: t0,
        settledAt: null,
      },
    });
    const second = store.intendCopy(aCopy(linkId, { sourceHash: 'h2', marker: 'other' }), t0 + 5);
    expect(second).toEqual({ added: false, copy: first.copy });
    expect(store.intendCopy(aCopy(linkId, { kind: 'message' }), t0).added).toBe(true);
    expect(store.intendCopy(aCopy(linkId, { sourceId: '8813' }), t0).added).toBe(true);
    expect(store.copies(linkId).map((copy) => [copy.kind, copy.sourceId])).toEqual([
      ['note', '8812'],
      ['message', '8812'],
      ['note', '8813'],
    ]);
  });

  it('keeps when it was last about to be sent, and what the other side made of it', () => {
    const { store, linkId } = withLink();
    const { copy } = store.intendCopy(aCopy(linkId, { detail: { a: 1 } }), t0);
    store.markCopySent(copy.id, t0 + 10);
    expect(store.copies(linkId)).toMatchObject([{ state: 'intended', sentAt: t0 + 10, createdAt: t0 }]);
    store.recordCopy(copy.id, { targetId: '55' }, t0 + 20);
    expect(store.copies(linkId)).toMatchObject([
      { state: 'done', targetId: '55', settledAt: t0 + 20, detail: { a: 1 }, sourceHash: 'h1' },
    ]);
    store.recordCopy(copy.id, { targetId: '56', detail: { b: 2 }, sourceHash: 'h9' }, t0 + 30);
    expect(store.copies(linkId)).toMatchObject([
      { state: 'done', targetId: '56', settledAt: t0 + 30, detail: { b: 2 }, sourceHash: 'h9' },
    ]);
  });

  it('without a link is found by kind and source until it is given to one', () => {
    const { store, linkId } = withLink();
    expect(store.looseCopy('ticket', '91500')).toBeNull();
    const { copy } = store.intendCopy(aCopy(null, { sourceId: '91500' }), t0);
    expect(store.intendCopy(aCopy(null, { sourceId: '91500' }), t0)).toEqual({ added: false, copy });
    expect(store.looseCopy('ticket', '91500')).toEqual(copy);
    store.recordCopy(copy.id, { targetId: '1077', linkId }, t0 + 1);
    expect(store.looseCopy('ticket', '91500')).toBeNull();
    expect(store.copies(linkId)).toMatchObject([{ id: copy.id, linkId, state: 'done', targetId: '1077' }]);
  });

  it('that is deliberately not made says why, and a later decision does not touch one that was made', () => {
    const { store, linkId } = withLink();
    const { copy } = store.intendCopy(aCopy(linkId, { sourceId: 'made' }), t0);
    store.recordCopy(copy.id, { targetId: '9' }, t0);
    store.intendCopy(aCopy(linkId, { sourceId: 'intended' }), t0);
    const why = { detail: { reason: 'internal' } };
    store.skipCopies(
      ['made', 'intended', 'new'].map((sourceId) => aCopy(linkId, { sourceId, ...why })),
      t0 + 1,
    );
    store.skipCopies([aCopy(linkId, { sourceId: 'new', detail: { reason: 'too large' } })], t0 + 2);
    expect(store.copies(linkId).map((one) => [one.sourceId, one.state, one.detail, one.sentAt])).toEqual([
      ['made', 'done', {}, t0],
      ['intended', 'skipped', { reason: 'internal' }, t0],
      ['new', 'skipped', { reason: 'too large' }, 0],
    ]);
    expect(store.intendCopy(aCopy(linkId, { sourceId: 'new' }), t0 + 3)).toMatchObject({
      added: false,
      copy: { state: 'skipped' },
    });
  });

  it('is decided again after its skip was taken back, but looked for when it may have been sent before', () => {
    const { store, linkId } = withLink();
    store.intendCopy(aCopy(linkId, { sourceId: 'sent' }), t0);
    store.skipCopies([aCopy(linkId, { sourceId: 'sent' }), aCopy(linkId, { sourceId: 'never' })], t0 + 1);
    const made = store.intendCopy(aCopy(linkId, { sourceId: 'made' }), t0).copy;
    store.recordCopy(made.id, { targetId: '1' }, t0);
    for (const copy of store.copies(linkId)) store.forgetSkipped(copy.id);
    store.forgetSkipped(99);
    expect(store.copies(linkId).map((copy) => [copy.sourceId, copy.state])).toEqual([
      ['sent', 'intended'],
      ['made', 'done'],
    ]);
  });

  it('is refused without its link, for a link that is not there, and twice for one link', () => {
    const { store, linkId } = withLink();
    const code = (work: () => unknown): unknown => {
      try {
        work();
      } catch (error) {
        return (error as { code: string }).code;
      }
      return null;
    };
    expect(code(() => store.intendCopy(aCopy(null, { kind: 'note' }), t0))).toBe('store.copy-without-link');
    expect(code(() => store.intendCopy(aCopy(77), t0))).toBe('store.unknown-link');
    expect(code(() => store.skipCopies([aCopy(linkId), aCopy(77)], t0))).toBe('store.unknown-link');
    expect(store.copies(linkId)).toEqual([]);
    expect(code(() => store.markCopySent(5, t0))).toBe('store.unknown-copy');
    expect(code(() => store.recordCopy(5, { targetId: '1' }, t0))).toBe('store.unknown-copy');
    const loose = store.intendCopy(aCopy(null), t0).copy;
    store.intendCopy(aCopy(linkId, { kind: 'ticket' }), t0);
    expect(code(() => store.recordCopy(loose.id, { targetId: '1', linkId }, t0))).toBe('store.copy-exists');
    expect(code(() => store.recordCopy(loose.id, { targetId: '1', linkId: 77 }, t0))).toBe('store.unknown-link');
    expect(store.looseCopy('ticket', '8812')).toMatchObject({ state: 'intended' });
  });
});

type Step =
  | { readonly do: 'intend' | 'skip'; readonly source: string; readonly link: number }
  | { readonly do: 'record' | 'sent' | 'forget'; readonly n: number }
  | { readonly do: 'close' | 'reopen'; readonly link: number };

const source = fc.constantFrom('a', 'b');
const link = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('intend' as const, 'skip' as const), source, link }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('record' as const, 'sent' as const, 'forget' as const),
      n: fc.nat(5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'reopen' as const), link }) },
);
const runs = process.env.PROOF === '1' ? 3000 : 60;

describe('over any history', () => {
  it('one source has one row, doing a thing twice is doing it once, and what was made or may have been sent is never forgotten, a closed link sends nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), (steps) => {
        const store = inMemoryStore();
        try {
          const links = [store.openPair(aPair(1, 91)).id, store.openPair(aPair(2, 92)).id];
          const all = () => links.flatMap((id) => store.copies(id));
          const made = new Map<number, string | null>();
          const sent = new Set<number>();
          const play = (move: Step, at: number): void => {
            const rows = all();
            const linkId = ('link' in move ? links[move.link] : undefined) ?? 0;
            const row = 'n' in move ? rows[move.n % Math.max(1, rows.length)] : undefined;
            switch (move.do) {
              case 'intend':
                try {
                  store.intendCopy(aCopy(linkId, { sourceId: move.source }), at);
                } catch (error) {
                  expect(error).toMatchObject({ code: 'store.link-closed' });
                  expect(store.link(linkId)?.state).toBe('closed');
                }
                return;
              case 'skip':
                store.skipCopies([aCopy(linkId, { sourceId: move.source, detail: { reason: 'off' } })], at);
                return;
              case 'record':
                if (row?.state === 'intended') store.recordCopy(row.id, { targetId: `t${row.id}` }, at);
                return;
              case 'sent':
                if (row?.state === 'intended') store.markCopySent(row.id, at);
                return;
              case 'forget':
                if (row !== undefined) store.forgetSkipped(row.id);
                return;
              case 'close':
                store.closeLink(linkId, 'unlinked', at);
                return;
              case 'reopen':
                store.reopenLink(linkId, at);
                return;
            }
          };
          let at = t0;
          for (const move of steps) {
            at += 10;
            play(move, at);
            const once = all();
            // The choice among rows depends on them, so only steps that name their row can be repeated as they are.
            if (!('n' in move)) {
              play(move, at);
              expect(all()).toEqual(once);
            }
            const keys = once.map((copy) => `${copy.linkId}/${copy.kind}/${copy.sourceId}`);
            expect(new Set(keys).size).toBe(keys.length);
            const ids = new Set(once.map((copy) => copy.id));
            for (const id of sent) expect(ids).toContain(id);
            for (const copy of once) {
              if (made.has(copy.id)) expect([copy.state, copy.targetId]).toEqual(['done', made.get(copy.id)]);
              if (copy.state === 'done') made.set(copy.id, copy.targetId);
              if (copy.sentAt > 0) sent.add(copy.id);
            }
            for (const linkId of links) {
              if (store.link(linkId)?.state !== 'closed') continue;
              expect(store.copies(linkId).filter((copy) => copy.state === 'intended')).toEqual([]);
            }
          }
        } finally {
          store.db.close();
        }
      }),
      { numRuns: runs },
    );
  }, 600_000);
});

import { describe, expect, it } from 'vitest';
import { applyPatch, PatchError, parsePatch } from '../../../src/sandbox/connectwise/json-patch.ts';
import type { Json } from '../../../src/shared/json.ts';

const before = {
  summary: 'Old',
  items: [
    { id: 1, value: 'a' },
    { id: 2, value: 'b' },
  ],
};

function patch(operations: Json): Json {
  return applyPatch(before, parsePatch(operations));
}

describe('a ConnectWise patch', () => {
  it('takes paths with and without a leading slash', () => {
    expect(patch([{ op: 'replace', path: 'summary', value: 'New' }])).toMatchObject({ summary: 'New' });
    expect(patch([{ op: 'replace', path: '/summary', value: 'New' }])).toMatchObject({ summary: 'New' });
  });

  it('applies operations in order, with array indexes as positions at that moment', () => {
    const after = patch([
      { op: 'replace', path: '/items/1/value', value: 'B' },
      { op: 'add', path: '/items/2', value: { id: 3, value: 'c' } },
      { op: 'remove', path: '/items/0' },
    ]);
    expect(after).toEqual({
      summary: 'Old',
      items: [
        { id: 2, value: 'B' },
        { id: 3, value: 'c' },
      ],
    });
  });

  it('inserts before an element when it adds in the middle', () => {
    expect(patch([{ op: 'add', path: 'items/1', value: 'x' }])).toMatchObject({ items: [{ id: 1 }, 'x', { id: 2 }] });
  });

  it('leaves the document it was given untouched, also when an operation fails', () => {
    expect(() =>
      patch([
        { op: 'replace', path: 'summary', value: 'New' },
        { op: 'remove', path: 'items/9' },
      ]),
    ).toThrow(PatchError);
    expect(before.summary).toBe('Old');
  });

  it.each([
    ['an object', { summary: 'New' }],
    ['an unknown operation', [{ op: 'move', from: 'a', path: 'b' }]],
    ['no path', [{ op: 'replace', value: 1 }]],
    ['an index beyond the end', [{ op: 'replace', path: 'items/2', value: 1 }]],
    ['a word as an index', [{ op: 'add', path: 'items/first', value: 1 }]],
    ['a path into a prototype', [{ op: 'add', path: 'items/constructor/x', value: 1 }]],
    ['a prototype', [{ op: 'replace', path: '__proto__/polluted', value: 1 }]],
    ['a path through a text', [{ op: 'add', path: 'summary/x/y', value: 1 }]],
  ])('refuses %s', (_what, operations) => {
    expect(() => patch(operations as Json)).toThrow(PatchError);
  });
});

import { describe, expect, it } from 'vitest';
import { linkCopies } from '../../../src/core/link-copies.ts';
import type { Copy } from '../../../src/core/store/pairs-port.ts';
import { groupOf, kindWords, reasonWords, sourceNumber } from '../../../src/renderer/features/links/copy-words.ts';
import { changedBy, changeSource, changeTime } from '../../../src/renderer/features/links/history-words.ts';
import { placeOf } from '../../../src/renderer/stores/place.ts';

const at = (time: string): number => new Date(`2026-11-22T${time}`).getTime();

describe('a change of a field', () => {
  it('is dated no more exactly than is known', () => {
    const now = at('14:00:00');
    expect(changeTime({ from: at('13:02:11'), to: at('13:02:11') }, now)).toBe('13:02:11');
    expect(changeTime({ from: at('13:02:11'), to: at('13:05:40') }, now)).toBe('13:02 to 13:05');
    expect(changeTime({ from: at('13:02:11'), to: at('13:02:41') }, now)).toBe('13:02:11 to 13:02:41');
  });

  it('names who made it, and nobody who is not known', () => {
    expect(changedBy({ own: true, by: '', side: 'connectwise' })).toBe('Dispatch Bridge');
    expect(changedBy({ own: false, by: 'amiller', side: 'connectwise' })).toBe('amiller');
    expect(changedBy({ own: false, by: '48214', side: 'fieldnation' })).toBe('Field Nation user 48214');
    expect(changedBy({ own: false, by: '', side: 'fieldnation' })).toBeNull();
    expect(changeSource({ source: 'run' })).toBe('');
  });
});

describe('a copy', () => {
  const copy = (more: Partial<Copy>): Copy => ({
    id: 1,
    linkId: 7,
    kind: 'note',
    sourceId: 'note:311',
    sourceHash: '',
    marker: '[CW#note:311]',
    detail: {},
    state: 'done',
    targetId: '9021',
    createdAt: 10,
    sentAt: 20,
    settledAt: 30,
    ...more,
  });
  const only = (more: Partial<Copy>) => linkCopies([copy(more)])[0];

  it('is said in words: what it became, from which side, since when', () => {
    expect(only({})).toMatchObject({ from: 'connectwise', targetId: '9021', at: 30, reason: '' });
    expect(only({ kind: 'message' })).toMatchObject({ from: 'fieldnation' });
    expect(only({ kind: 'correction' })).toMatchObject({ from: 'connectwise' });
    expect(only({ kind: 'correction', sourceId: '8812@ab' })).toMatchObject({ from: 'fieldnation' });
    expect(only({ state: 'intended', settledAt: null })).toMatchObject({ at: 20 });
    expect(only({ state: 'intended', settledAt: null, sentAt: 0 })).toMatchObject({ at: 10 });
    expect(kindWords({ kind: 'visit', as: 'time-entry' })).toBe('Visit to time entry');
    expect(kindWords({ kind: 'visit', as: 'note' })).toBe('Visit to ticket note');
    expect(groupOf({ kind: 'file' })).toBe('documents');
    expect(sourceNumber('note:311@4be1')).toBe('311');
  });

  it('that was left says why, whether its part kept a code or a sentence', () => {
    const left = (reason: string) => only({ state: 'skipped', detail: { reason } })?.reason ?? '';
    expect(reasonWords(left('private'))).toBe('Private, and a provider could read it in Field Nation.');
    expect(reasonWords(left('The link was closed while this was under way.'))).toBe(
      'The link was closed while this was under way.',
    );
    expect(reasonWords(only({ state: 'skipped' })?.reason ?? '')).toBe('No reason was kept.');
    expect(reasonWords('constructor')).toBe('constructor');
  });

  it('is not what only remembers that a part has looked', () => {
    expect(linkCopies([copy({ kind: 'visit', sourceId: 'first-look', state: 'skipped' })])).toEqual([]);
  });
});

describe("the place of a link's page", () => {
  it('keeps its tab', () => {
    expect(placeOf('links/history', 7)).toEqual({ page: 'links', linkId: 7, tab: 'history' });
    expect(placeOf('links/elsewhere', 7)).toEqual({ page: 'links', linkId: 7 });
    expect(placeOf('dashboard', 7)).toEqual({ page: 'links', linkId: 7 });
  });
});

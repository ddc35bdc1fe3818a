import { describe, expect, it } from 'vitest';
import { askedTicket, filterParts, without } from '../../../src/renderer/features/events/filter-words.ts';
import { kindGroupNames, kindGroupOf, kindGroups } from '../../../src/renderer/features/events/kind-groups.ts';
import { fromFieldValue, timePresets, toFieldValue } from '../../../src/renderer/features/events/local-time.ts';
import { mostSaved, renamed, savedOf, withSaved } from '../../../src/renderer/features/events/saved-list.ts';
import { type ActivityFilter, activityFilterSchema } from '../../../src/shared/domain/activity.ts';
import { type SavedFilter, savedFilterSchema } from '../../../src/shared/domain/log-details.ts';

const now = new Date(2026, 10, 22, 9, 30).getTime();

describe('the filters of the log', () => {
  it('say in words what is on, each part to be taken off alone', () => {
    const filter: ActivityFilter = {
      text: 'priority',
      side: 'fieldnation',
      result: ['attention', 'error'],
      kinds: [...kindGroups.notes],
      ticketId: 1042,
      from: new Date(2026, 10, 22, 6, 0).getTime(),
    };
    const parts = filterParts(filter, now);
    expect(parts.map((part) => part.words)).toEqual([
      '"priority"',
      'Field Nation',
      'Needs you, Failed',
      'Notes',
      'Ticket 1042',
      'From 06:00',
    ]);
    expect(without({ ticketId: 1042, text: 'a' }, 'ticketId')).toEqual({ text: 'a' });
    expect(filterParts({ text: '', result: [], kinds: [] }, now)).toEqual([]);
  });

  it('every group of kinds is one the log accepts, and is known again by its kinds', () => {
    for (const name of kindGroupNames) {
      const kinds = [...kindGroups[name]];
      expect(activityFilterSchema.safeParse({ kinds }).success, name).toBe(true);
      expect(kindGroupOf(kinds)).toBe(name);
    }
    expect(kindGroupOf(['ticket.status'])).toBeNull();
    expect(kindGroupOf(undefined)).toBeNull();
  });

  it('a number typed alone, or the ticket the log is narrowed to, can be asked about', () => {
    expect(askedTicket(' 1042 ', {})).toBe(1042);
    expect(askedTicket('#1042', {})).toBe(1042);
    expect(askedTicket('', { ticketId: 7 })).toBe(7);
    expect(askedTicket('1042 priority', { ticketId: 7 })).toBeNull();
    expect(askedTicket('0', {})).toBeNull();
    expect(askedTicket('1234567890', {})).toBeNull();
  });

  it('date and time fields give back the minute they were given, and nothing for half a date', () => {
    expect(fromFieldValue(toFieldValue(now))).toBe(now);
    expect(fromFieldValue('2026-11-22T')).toBeNull();
    expect(fromFieldValue('2026-13-40T10:00')).toBeNull();
  });

  it('offers no moment that is still to come', () => {
    const early = new Date(2026, 10, 22, 5, 30).getTime();
    expect(timePresets(early).map((preset) => preset.key)).toEqual(['hour', 'yesterday']);
    expect(timePresets(now).map((preset) => toFieldValue(preset.at))).toEqual([
      '2026-11-22T08:30',
      '2026-11-22T06:00',
      '2026-11-21T09:30',
    ]);
  });
});

describe('saved filters', () => {
  const one: SavedFilter = { id: 'f1', name: 'Failed', filter: { result: ['error'], side: 'app' } };

  it('are kept in order, under names of their own', () => {
    const list = withSaved([one], ' About notes ', { kinds: ['note.'] }, 'f2');
    expect(list?.map(({ name }) => name)).toEqual(['About notes', 'Failed']);
    expect(list?.every((saved) => savedFilterSchema.safeParse(saved).success)).toBe(true);
    expect(withSaved([one], 'failed', {}, 'f3')).toBeNull();
    expect(renamed([one], 'f1', 'FAILED')?.[0]?.name).toBe('FAILED');
    expect(renamed(list ?? [], 'f2', 'Failed')).toBeNull();
    expect(renamed([one], 'f1', '  ')).toBeNull();
  });

  it('are fifty at most', () => {
    const many = Array.from({ length: mostSaved }, (_, n) => ({ ...one, id: String(n), name: `Filter ${String(n)}` }));
    expect(withSaved(many, 'One more', {}, 'x')).toBeNull();
    expect(withSaved(many.slice(1), 'One more', {}, 'x')).toHaveLength(mostSaved);
  });

  it('are known to be on whatever order their parts were chosen in', () => {
    expect(savedOf([one], { side: 'app', text: undefined, result: ['error'] })).toBe(one);
    expect(savedOf([one], { side: 'app' })).toBeNull();
  });
});

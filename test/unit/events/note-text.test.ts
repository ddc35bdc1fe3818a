import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsInternal, noteOf, tabFor } from '../../../src/core/sync/parts/event-actions-text.ts';
import { type WorkOrderEventName, workOrderEventNames } from '../../../src/shared/domain/work-order-events.ts';
import { startMs, workOrder } from './work-order.ts';

const occasion = (name: WorkOrderEventName, words = 'Work order 91422 happened', params = {}) => ({
  event: { recordType: 'workorder', recordId: 91422, name, occurrence: 'x', at: startMs } as const,
  words,
  params,
});
const note = (text: string, tab: 'discussion' | 'internal' = 'discussion') => ({ do: 'note', tab, text }) as const;
const record = workOrder({
  title: 'Replace <b>switch</b>',
  more: {
    description: { html: '<p>Swap the unit.</p>' },
    confidential: { html: '<p>Door code 4711</p>' },
    pay: { base: { amount: '45' } },
    schedule: { service_window: { start: { utc: '2026-11-23 09:00:00' } } },
    problems: { results: [{ id: 1, comments: 'Provider was rude' }] },
    custom_fields: { results: [{ results: [{ id: 9, name: 'Asset', value: 'A-1' }] }] },
  },
});

describe('the note of an event', () => {
  test('is the event in plain words when no text is given', () => {
    expect(noteOf(note(''), occasion('FN_WO_DONE', 'Work order 91422 is work done'), record)).toEqual({
      text: 'Work order 91422 is work done',
      tab: 'discussion',
      keptInternal: null,
    });
  });

  test('takes values of the work order, of the event and of its occurrence', () => {
    const text = 'Visit {params.visit} of {title}: {event.words}, {schedule.service_window.start}; {no.such.path}';
    expect(noteOf(note(text), occasion('FN_WO_PROVIDER_CHECKED_IN', 'came', { visit: 5 }), record)?.text).toBe(
      'Visit 5 of Replace switch: came, 2026-11-23 09:00:00 UTC;',
    );
    expect(noteOf(note('{custom_fields.9}', 'internal'), occasion('FN_WO_DONE'), record)?.text).toBe('A-1');
  });

  test('is none for messages, which become notes elsewhere, and for a text that comes out empty', () => {
    expect(noteOf(note('New message'), occasion('FN_WO_MESSAGE_ADDED'), record)).toBeNull();
    expect(noteOf(note('{nothing}'), occasion('FN_WO_DONE'), record)).toBeNull();
  });

  test.each([
    '{pay.base.amount}',
    '{confidential.html}',
    '{problems.results[0].comments}',
    '{manager.email}',
    '{custom_fields.9}',
  ])('stays internal when its text may hold %s', (path) => {
    expect(noteOf(note(`About ${path}`), occasion('FN_WO_DONE'), record)?.tab).toBe('internal');
  });

  test.each(['FN_WO_PROBLEM_REPORTED', 'FN_WO_EXPENSE_ADDED', 'FN_WO_MESSAGE_ADDED'] as const)(
    'stays internal for %s',
    (name) => {
      expect(tabFor('discussion', 'harmless', occasion(name), record.document).tab).toBe('internal');
    },
  );

  test('never goes to Discussion with internal text in it, whatever surrounds it', () => {
    const internal = fc.constantFrom('Provider was rude', 'Door code 4711', 'PROVIDER  was\nrude');
    const text = fc.tuple(fc.string(), internal, fc.string()).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(text, fc.constantFrom(...workOrderEventNames), (said, name) => {
        expect(holdsInternal(said, record.document)).toBe(true);
        expect(tabFor('discussion', said, occasion(name), record.document).tab).toBe('internal');
        expect(noteOf(note(''), occasion(name, said), record)?.tab ?? 'internal').toBe('internal');
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBody, needsPresent } from '../../../src/core/fieldnation/body.ts';
import { fromFieldNationTime } from '../../../src/core/fieldnation/dates.ts';
import { readWorkOrderField } from '../../../src/core/fieldnation/fields.ts';
import { workOrder } from './fake-fieldnation.ts';

const present = workOrder as never;
const texts = [
  'title',
  'description.html',
  'location.city',
  'location.zip',
  'contacts.0.name',
  'custom_fields.129',
  'incident_id',
];
const numbers = ['types_of_work.0.id', 'client.id', 'pay.base.amount'];

describe('a body built from mapping targets', () => {
  it('reads back as what was put in, in any order and any selection', () => {
    const change = fc.oneof(
      fc.record({ target: fc.constantFrom(...texts), value: fc.string() }),
      fc.record({ target: fc.constantFrom(...numbers), value: fc.integer({ min: 1 }) }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: (each) => each.target }), fc.boolean(), (changes, update) => {
        const body = buildBody(changes, update ? present : null);
        for (const { target, value } of changes) expect(readWorkOrderField(body, target)).toEqual(value);
      }),
    );
  });

  it('never changes the record it is completed from', () => {
    const before = JSON.stringify(workOrder);
    buildBody(
      [
        { target: 'location.city', value: 'Tempe' },
        { target: 'contacts.0.name', value: 'Bea' },
      ],
      present,
    );
    expect(JSON.stringify(workOrder)).toBe(before);
  });

  it('needs the record only for parts that Field Nation wants whole', () => {
    expect(
      needsPresent([
        { target: 'title', value: 'x' },
        { target: 'custom_fields.1', value: 'x' },
      ]),
    ).toBe(false);
    for (const target of [
      'location.city',
      'schedule.service_window.start.utc',
      'pay.base.amount',
      'contacts[0].name',
    ]) {
      expect(needsPresent([{ target, value: 'x' }])).toBe(true);
    }
  });

  it('drops the end of a window that becomes exact, and keeps a saved location only in its mode', () => {
    const exact = buildBody([{ target: 'schedule.service_window.mode', value: 'exact' }], present);
    expect(exact).toEqual({ schedule: { service_window: { mode: 'exact', start: { utc: '2026-12-01 15:00:00' } } } });
    const saved = {
      ...workOrder,
      location: { mode: 'location', saved_location: { id: 7, name: 'Store' }, city: 'Phoenix' },
    } as never;
    expect(buildBody([{ target: 'location.display_name', value: 'Store 12' }], saved)).toMatchObject({
      location: { mode: 'location', saved_location: { id: 7 } },
    });
    expect(buildBody([{ target: 'location.mode', value: 'custom' }], present)).not.toHaveProperty(
      'location.saved_location',
    );
  });
});

describe('times of Field Nation', () => {
  it.each([
    ['2026-11-22 07:00:00', Date.UTC(2026, 10, 22, 7)],
    ['2026-11-22T07:00:00Z', Date.UTC(2026, 10, 22, 7)],
    ['2026-01-15T10:30:00-06:00', Date.UTC(2026, 0, 15, 16, 30)],
    ['', null],
    ['soon', null],
    [null, null],
  ])('%s', (text, ms) => {
    expect(fromFieldNationTime(text)).toBe(ms);
  });
});

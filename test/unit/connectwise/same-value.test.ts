import { describe, expect, it } from 'vitest';
import { holds, sameTicketValue } from '../../../src/core/psa/connectwise/fields.ts';
import type { Json } from '../../../src/shared/json.ts';

const types = ['Text', 'Number', 'Currency', 'Percent', 'Checkbox', 'Date'] as const;
const ticket = {
  summary: 'Printer offline',
  poNumber: '12',
  budgetHours: 4,
  requiredDate: '2026-12-24T10:00:00Z',
  owner: { id: 5, identifier: 'mlopez', name: 'María López' },
  customFields: types.map((type, index) => ({ id: index + 1, caption: type, type })),
};
const field = (type: (typeof types)[number]) => `customFields.${types.indexOf(type) + 1}`;
const same = (target: string, a: Json | undefined, b: Json | undefined) => sameTicketValue(ticket, target, a, b);

describe('two values of a custom field of a ticket', () => {
  it('are one number in a field of numbers, however it is written', () => {
    for (const type of ['Number', 'Currency', 'Percent'] as const) {
      expect(same(field(type), '12.00', 12)).toBe(true);
      expect(same(field(type), '012', 12)).toBe(true);
      expect(same(field(type), '12.01', 12)).toBe(false);
      expect(same(field(type), '', 0)).toBe(false);
    }
  });

  it('are two texts in a field of text when they differ, also where they would be one number', () => {
    expect(same(field('Text'), '007', 7)).toBe(false);
    expect(same(field('Text'), '1.0', '1')).toBe(false);
    expect(same(field('Text'), '274', 274)).toBe(true);
    expect(same(field('Text'), '2026-12-01', '2026-12-01T00:00:00Z')).toBe(false);
  });

  it('are one yes or no in a check box, and one day in a date', () => {
    expect(same(field('Checkbox'), 'True', true)).toBe(true);
    expect(same(field('Checkbox'), 'false', true)).toBe(false);
    expect(same(field('Date'), '2026-12-01', '2026-12-01T00:00:00Z')).toBe(true);
    expect(same(field('Date'), '2026-12-02', '2026-12-01T00:00:00Z')).toBe(false);
  });

  it('are one when both are nothing', () => {
    for (const type of types) expect(same(field(type), null, undefined)).toBe(true);
  });
});

describe('two values of another field of a ticket', () => {
  it('are one number only where the record holds a number', () => {
    expect(same('budgetHours', '4.00', 4)).toBe(true);
    expect(same('poNumber', '12.00', 12)).toBe(false);
    expect(same('poNumber', '12', 12)).toBe(true);
  });

  it('are one reference by its id, and by a name or an identifier that the record holds', () => {
    for (const asked of [5, '5', 'María López', { id: 5 }, { identifier: 'mlopez' }])
      expect(same('owner', asked, 5)).toBe(true);
    for (const asked of [6, 'jharper', { identifier: 'jharper' }, null, ''])
      expect(same('owner', asked, 5)).toBe(false);
    expect(same('agreement', null, undefined)).toBe(true);
  });

  it('are one moment in any zone', () => {
    expect(same('requiredDate', '2026-12-24T12:00:00+02:00', '2026-12-24T10:00:00Z')).toBe(true);
    expect(same('summary', '2026-12-24T12:00:00+02:00', '2026-12-24T10:00:00Z')).toBe(false);
  });
});

describe('the check of a written custom field', () => {
  it('accepts the number a text became, and refuses another', () => {
    const written = (value: Json) => ({ customFields: [{ id: 9, caption: 'Drops', type: 'Number', value }] });
    expect(holds(written(12), 'customFields.9', '12.00')).toBe(true);
    expect(holds(written(13), 'customFields.9', '12.00')).toBe(false);
  });
});

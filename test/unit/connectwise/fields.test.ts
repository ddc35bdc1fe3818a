import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseTime, toConnectWiseTime } from '../../../src/core/psa/connectwise/dates.ts';
import { holds, readTicketField, toWireValue } from '../../../src/core/psa/connectwise/fields.ts';

describe('the check of a written field', () => {
  it('accepts what was asked, for any text', () => {
    fc.assert(fc.property(fc.string(), (text) => holds({ summary: text }, 'summary', text)));
  });

  it('accepts a reference by what it was given as, and refuses another', () => {
    const record = { status: { id: 18, name: 'Scheduled' } };
    for (const asked of [18, '18', { id: 18 }, { name: 'Scheduled' }, 'Scheduled'])
      expect(holds(record, 'status', asked)).toBe(true);
    for (const asked of [17, { id: 17 }, { name: 'New' }]) expect(holds(record, 'status', asked)).toBe(false);
    expect(holds({}, 'owner', null)).toBe(true);
    expect(holds({ owner: { id: 1 } }, 'owner', null)).toBe(false);
  });

  it('compares times as times', () => {
    expect(holds({ requiredDate: '2026-12-24T10:00:00Z' }, 'requiredDate', '2026-12-24T12:00:00.000+02:00')).toBe(true);
    expect(holds({ requiredDate: '2026-12-24T10:00:01Z' }, 'requiredDate', '2026-12-24T10:00:00Z')).toBe(false);
  });
});

describe('values on their way to ConnectWise', () => {
  it('are whole references, and times without milliseconds', () => {
    expect(toWireValue('status', 17)).toEqual({ id: 17 });
    expect(toWireValue('company', { identifier: 'ACME' })).toEqual({ identifier: 'ACME' });
    expect(toWireValue('requiredDate', '2026-12-24T10:00:00.123Z')).toBe('2026-12-24T10:00:00Z');
    expect(toWireValue('summary', '2026-12-24T10:00:00.123Z')).toBe('2026-12-24T10:00:00.123Z');
  });

  it('hold no milliseconds for any moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (ms) => {
        expect(toConnectWiseTime(ms)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        expect(normaliseTime(toConnectWiseTime(ms))).toBe(toConnectWiseTime(ms));
      }),
    );
  });

  it('are never read from what a record only inherits', () => {
    for (const target of ['constructor', '__proto__', 'toString.name'])
      expect(readTicketField({}, target)).toBeUndefined();
  });
});

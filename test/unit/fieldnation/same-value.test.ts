import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWorkOrderField } from '../../../src/core/fieldnation/fields.ts';
import { sameWorkOrderValue, toWireValue } from '../../../src/core/fieldnation/same-value.ts';
import type { Json } from '../../../src/shared/json.ts';

/** A work order with one custom field of each type asked about; 130 is numeric, 129 a text, 131 a date. */
function holding(value: string) {
  const fields = [
    { id: 129, type: 'text', value },
    { id: 130, type: 'numeric', value },
    { id: 131, type: 'date', value },
  ];
  return { custom_fields: { results: [{ role: 'buyer', results: fields }] } };
}
const same = (target: string, a: Json | undefined, b: Json | undefined) =>
  sameWorkOrderValue(holding(''), target, a, b);

describe('two values of a custom field of a work order', () => {
  it('are one when one is a number, a yes or no, or a list, and the other its text', () => {
    for (const target of ['custom_fields.129', 'custom_fields.130', 'custom_fields.999']) {
      expect(same(target, 274, '274')).toBe(true);
      expect(same(target, true, 'true')).toBe(true);
      expect(same(target, ['a'], '["a"]')).toBe(true);
      expect(same(target, 274, '275')).toBe(false);
    }
  });

  it('are two when the texts differ, also where they would be one number', () => {
    for (const target of ['custom_fields.129', 'custom_fields.131', 'custom_fields.999']) {
      expect(same(target, '007', 7)).toBe(false);
      expect(same(target, '1.0', '1')).toBe(false);
      expect(same(target, 'true', 'True')).toBe(false);
    }
  });

  it('are one number in a numeric field however it is written, to the last digit', () => {
    expect(same('custom_fields.130', 12, '12.00')).toBe(true);
    expect(same('custom_fields.130', '007', '7')).toBe(true);
    expect(same('custom_fields.130', '-0.50', '-.5')).toBe(false);
    expect(same('custom_fields.130', '-0.50', -0.5)).toBe(true);
    expect(same('custom_fields.130', '9007199254740992', '9007199254740993')).toBe(false);
    expect(same('custom_fields.130', 'about 7', '7')).toBe(false);
  });

  it('are one when both are nothing, and nothing is not zero', () => {
    expect(same('custom_fields.130', null, '')).toBe(true);
    expect(same('custom_fields.130', undefined, '')).toBe(true);
    expect(same('custom_fields.130', '', 0)).toBe(false);
  });

  it('are one for whatever is sent and what is read back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean()), (value) => {
        for (const target of ['custom_fields.129', 'custom_fields.130']) {
          const document = holding(toWireValue(target, value) as string);
          expect(sameWorkOrderValue(document, target, value, readWorkOrderField(document, target))).toBe(true);
        }
      }),
    );
  });
});

describe('two values of another field of a work order', () => {
  it('are one when they are sent as one', () => {
    expect(same('pay.base.amount', '45.50', 45.5)).toBe(true);
    expect(same('types_of_work.0.id', '62', 62)).toBe(true);
    expect(same('location.zip', 85281, '85281')).toBe(true);
    expect(same('location.zip', '02134', 2134)).toBe(false);
    expect(same('title', 'Printer', 'printer')).toBe(false);
  });
});

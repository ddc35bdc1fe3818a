import { describe, expect, it } from 'vitest';
import standard from '../../../resources/mappings/standard.json' with { type: 'json' };
import { checkMapping } from '../../../src/core/mapping/validate/check.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { readCatalog } from './known-catalog.ts';

/* Rules that would fail on every record, or change what nobody meant to change, do not pass the check. */

const base = mappingSchema.parse(standard);
const given = ['types_of_work.0.id', 'pay.type', 'pay.base.amount', 'pay.base.units'];

/** The standard mapping with this rule in the place of any for the same field. */
function found(rule: { readonly target: string; readonly [part: string]: unknown }) {
  const rules = [...base.rules.filter(({ target }) => target !== rule.target), { id: 'own', ...rule }];
  const mapping = mappingSchema.parse({ ...base, rules });
  return checkMapping({ mapping, catalog: readCatalog, boards: [], scripts: new Map(), given });
}
const errors = (rule: Parameters<typeof found>[0]) =>
  found(rule).flatMap(({ severity, code }) => (severity === 'error' ? [code] : []));

describe('a fixed value', () => {
  it.each([null, '', ' '])('that is none leaves a required field without one: %j', (value) => {
    expect(errors({ direction: 'inbound', action: 'SET_STATIC', value, target: 'title' })).toContain(
      'required.missing',
    );
    expect(errors({ direction: 'inbound', action: 'SET_STATIC', value: 'Visit', target: 'title' })).toEqual([]);
  });
});

describe('a date for both directions', () => {
  const date = { direction: 'both', action: 'DATE_CONVERT', source: 'requiredDate', target: 'custom_fields.129' };
  it('comes back as it went', () => {
    expect(errors({ ...date, outputFormat: 'YYYY-MM-DD' })).toEqual(['both.loses-time']);
    expect(errors({ ...date, outputFormat: 'YYYY-MM-DD HH' })).toEqual(['both.loses-time']);
    for (const outputFormat of ['YYYY-MM-DD HH:mm', 'MM/DD/YYYY hh:mm A', 'X', 'iso'])
      expect(errors({ ...date, outputFormat, timezoneOut: 'America/Chicago' })).toEqual([]);
    expect(errors({ ...date, direction: 'inbound', outputFormat: 'YYYY-MM-DD' })).toEqual([]);
  });
});

describe('a rule for a status', () => {
  it('is never used, whichever side it is meant for', () => {
    const rule = { direction: 'inbound', action: 'SET_STATIC', value: 'Done', target: 'status' };
    expect(found(rule).find(({ code }) => code === 'status.by-rule')?.message).toBe(
      'This rule is never used: the status of a work order follows from what is done with it.',
    );
  });
});

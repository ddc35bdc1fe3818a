import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/core/mapping/evaluate.ts';
import { effectiveMapping } from '../../../src/core/sync/effective-mapping.ts';
import { type Config, configSchema, emptyConfig } from '../../../src/shared/config.ts';
import { type Mapping, mappingSchema } from '../../../src/shared/domain/mapping.ts';

const create: Config['create'] = {
  publish: true,
  typeOfWork: { id: 63, name: 'Networking' },
  pay: { type: 'hourly', amount: 55.5, units: 2 },
};
const bare = mappingSchema.parse({ formatVersion: 1, name: 'Test', rules: [] });

function given(mapping: Mapping, config: Config['create'], occasion: 'create' | 'update') {
  const rules = evaluate(
    effectiveMapping(mapping, { ...emptyConfig, create: config }),
    'inbound',
    occasion,
    {},
    'Ticket 1',
  );
  return rules.map(({ rule, outcome }) => [rule.target, outcome.kind === 'value' ? outcome.value : null]);
}

describe('type of work and pay of the configuration', () => {
  it('are given to a new work order', () => {
    expect(given(bare, create, 'create')).toEqual([
      ['types_of_work.0.id', 63],
      ['pay.type', 'hourly'],
      ['pay.base.amount', 55.5],
      ['pay.base.units', 2],
    ]);
  });

  it('are never written later', () => {
    expect(given(bare, create, 'update')).toEqual([]);
  });

  it('are left out while they are not set', () => {
    expect(given(bare, { publish: true, typeOfWork: null, pay: null }, 'create')).toEqual([]);
  });

  it('give way to a rule of the mapping for the same field', () => {
    const mapping = mappingSchema.parse({
      formatVersion: 1,
      name: 'Test',
      rules: [
        { id: 'mine', direction: 'inbound', action: 'SET_STATIC', value: 'fixed', target: 'pay.type' },
        { id: 'kind', direction: 'inbound', action: 'SET_STATIC', value: 62, target: 'types_of_work.0.id' },
      ],
    });
    expect(given(mapping, create, 'create')).toEqual([
      ['pay.type', 'fixed'],
      ['types_of_work.0.id', 62],
      ['pay.base.amount', 55.5],
      ['pay.base.units', 2],
    ]);
  });
});

describe('a configuration saved before they existed', () => {
  it('is still read', () => {
    expect(configSchema.parse({ formatVersion: 1, create: { publish: true } }).create).toEqual({
      publish: true,
      typeOfWork: null,
      pay: null,
    });
    expect(emptyConfig.create).toEqual({ publish: false, typeOfWork: null, pay: null });
  });

  it.each([
    { type: 'hourly', amount: 0, units: 2 },
    { type: 'fixed', amount: 100, units: 0 },
    { type: 'weekly', amount: 100, units: 1 },
  ])('and pay that makes no sense is refused: %o', (pay) => {
    expect(configSchema.safeParse({ formatVersion: 1, create: { publish: true, pay } }).success).toBe(false);
  });
});

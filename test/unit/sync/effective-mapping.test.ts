import { describe, expect, it } from 'vitest';
import { noScripts } from '../../../src/core/scripts/create-host.ts';
import { decide } from '../../../src/core/sync/decide.ts';
import { effectiveMapping } from '../../../src/core/sync/effective-mapping.ts';
import { evaluateTicket, evaluateWorkOrder } from '../../../src/core/sync/evaluate-link.ts';
import { type Config, configSchema, emptyConfig } from '../../../src/shared/config.ts';
import { type Mapping, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type { Base } from '../../../src/shared/domain/records.ts';
import type { Json, JsonObject } from '../../../src/shared/json.ts';

const create: Config['create'] = {
  publish: true,
  typeOfWork: { id: 63, name: 'Networking' },
  pay: { type: 'hourly', amount: 55.5, units: 2 },
};
const bare = mappingSchema.parse({ formatVersion: 1, name: 'Test', rules: [] });

async function given(mapping: Mapping, create: Config['create'], occasion: 'create' | 'update') {
  const effective = effectiveMapping(mapping, { ...emptyConfig, create }, null);
  const rules = await evaluateTicket({ mapping: effective, scripts: noScripts }, { id: 1, document: {} }, occasion);
  return rules.map(({ rule, outcome }) => [rule.target, outcome.kind === 'value' ? outcome.value : null]);
}

describe('type of work and pay of the configuration', () => {
  it('are given to a new work order', async () => {
    expect(await given(bare, create, 'create')).toEqual([
      ['types_of_work.0.id', 63],
      ['pay.type', 'hourly'],
      ['pay.base.amount', 55.5],
      ['pay.base.units', 2],
    ]);
  });

  it('are never written later', async () => {
    expect(await given(bare, create, 'update')).toEqual([]);
  });

  it('are left out while they are not set', async () => {
    expect(await given(bare, { publish: true, typeOfWork: null, pay: null }, 'create')).toEqual([]);
  });

  it('give way to a rule of the mapping for the same field', async () => {
    const mapping = mappingSchema.parse({
      formatVersion: 1,
      name: 'Test',
      rules: [
        { id: 'mine', direction: 'inbound', action: 'SET_STATIC', value: 'fixed', target: 'pay.type' },
        { id: 'kind', direction: 'inbound', action: 'SET_STATIC', value: 62, target: 'types_of_work.0.id' },
      ],
    });
    expect(await given(mapping, create, 'create')).toEqual([
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

describe('ticket fields that the configuration keeps', () => {
  const config = configSchema.parse({
    formatVersion: 1,
    trigger: { boardId: 1, boardName: 'Dispatch', statusId: 2, statusName: 'Dispatch to FN', sentFieldId: 14 },
    sync: {
      outbound: {
        providerNameField: 'customFields.11',
        providerPhoneField: 'customFields.12',
        money: { expensesField: 'customFields.13', payField: 'poNumber' },
      },
    },
  });
  const assigned = {
    status: { name: 'approved' },
    assignee: { user: { id: 31, first_name: 'Ana', last_name: 'Ruiz', cell: '602-555-0101', phone: '602-555-0100' } },
    pay: {
      total: 300.1,
      expenses: [
        { id: 1, amount: 10.1, status: 'approved' },
        { id: 2, amount: 20.2, status: 'approved' },
        { id: 3, amount: 99, status: 'pending' },
      ],
    },
  };

  async function wished(document: JsonObject, mapping: Mapping = bare) {
    const rules = { mapping: effectiveMapping(mapping, config, null), scripts: noScripts };
    const evaluated = await evaluateWorkOrder(rules, { id: 1, document });
    return Object.fromEntries(
      evaluated.flatMap(({ rule, outcome }) => (outcome.kind === 'value' ? [[rule.target, outcome.value]] : [])),
    );
  }

  it('hold the provider, approved expenses, total pay and Sent', async () => {
    expect(await wished(assigned)).toEqual({
      'customFields.11': 'Ana Ruiz',
      'customFields.12': '602-555-0101',
      'customFields.13': 30.3,
      poNumber: 300.1,
      'customFields.14': 'Sent',
    });
  });

  it('are emptied when the provider is taken off', async () => {
    expect(await wished({ status: { name: 'Published' } })).toMatchObject({
      'customFields.11': null,
      'customFields.12': null,
    });
  });

  it('give way to a rule of the mapping for the same field', async () => {
    const mapping = mappingSchema.parse({
      formatVersion: 1,
      name: 'Test',
      rules: [{ id: 'mine', direction: 'outbound', action: 'SET_STATIC', value: 'x', target: 'customFields.14' }],
    });
    expect((await wished(assigned, mapping))['customFields.14']).toBe('x');
  });

  it('are none while nothing is configured', () => {
    expect(effectiveMapping(bare, emptyConfig, null).rules.map((rule) => rule.id)).toEqual(['status-map']);
  });
});

describe('a wish for an empty field', () => {
  const named = {
    ...emptyConfig,
    sync: { ...emptyConfig.sync, outbound: { ...emptyConfig.sync.outbound, providerNameField: 'customFields.11' } },
  };
  const rule = effectiveMapping(bare, named, null).rules[0];
  if (rule === undefined) throw new Error('no rule');
  const wish = (present: Json | undefined, base?: Base[string]) =>
    decide(
      [{ evaluated: { rule, outcome: { kind: 'value', value: null } }, wanted: null, present }],
      base === undefined ? {} : { [rule.id]: base },
    )[0]?.decision.kind;

  it('writes nothing where there is nothing', () => {
    expect([wish(undefined), wish(null), wish('')]).toEqual(['agree', 'agree', 'agree']);
  });

  it('never takes away what stood there before', () => {
    expect(wish('Call Bob first')).toBe('agree');
  });

  it('takes back what it wrote', () => {
    expect(wish('Ana Ruiz', { source: 'Ana Ruiz', target: 'Ana Ruiz' })).toBe('write');
  });
});

describe('a custom field of a work order', () => {
  const field = { id: 136, value: 'SN-77' };
  const mapping = mappingSchema.parse({
    formatVersion: 1,
    name: 'Test',
    rules: [
      {
        id: 'serial',
        direction: 'outbound',
        action: 'SYNC',
        source: 'custom_fields.136',
        target: 'customFields.12',
        onMissing: 'skip',
      },
    ],
  });
  it.each([
    ['in groups, as Field Nation lists them', { results: [{ id: 1 }, { id: 2, results: [{ id: 130 }, field] }] }],
    ['without groups', { results: [field] }],
  ])('is read by its number %s', async (_, custom_fields) => {
    const rules = { mapping: effectiveMapping(mapping, emptyConfig, null), scripts: noScripts };
    const document = { id: 9, custom_fields } as JsonObject;
    const [rule] = await evaluateWorkOrder(rules, { id: 9, document });
    expect(rule?.outcome).toEqual({ kind: 'value', value: 'SN-77' });
  });
});

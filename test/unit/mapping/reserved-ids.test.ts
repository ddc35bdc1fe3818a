import { expect, it } from 'vitest';
import standard from '../../../resources/mappings/standard.json' with { type: 'json' };
import { importMapping } from '../../../src/core/mapping/field-nation-import.ts';
import { isReservedId } from '../../../src/core/mapping/reserved-ids.ts';
import { checkMapping } from '../../../src/core/mapping/validate/check.ts';
import { effectiveMapping } from '../../../src/core/sync/effective-mapping.ts';
import { extrasBaseKey } from '../../../src/core/sync/extras.ts';
import { publishBaseKey } from '../../../src/core/sync/publish.ts';
import { emptyConfig } from '../../../src/shared/config.ts';
import { type Mapping, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { applyEdit } from '../../../src/shared/domain/mapping-edits.ts';
import { readCatalog } from './known-catalog.ts';

it('every id that the app itself keeps agreed values under is kept from rules', () => {
  const { sync } = emptyConfig;
  const config = {
    ...emptyConfig,
    create: { publish: true, typeOfWork: { id: 63, name: 'x' }, pay: { type: 'fixed' as const, amount: 1, units: 1 } },
    trigger: { boardId: 1, boardName: 'x', statusId: 2, statusName: 'x', sentFieldId: 5 } as typeof emptyConfig.trigger,
    sync: {
      ...sync,
      outbound: {
        ...sync.outbound,
        providerNameField: 'customFields.1',
        providerPhoneField: 'customFields.2',
        money: { ...sync.outbound.money, expensesField: 'customFields.3', payField: 'customFields.4' },
      },
    },
  };
  const { rules } = effectiveMapping(mappingSchema.parse({ formatVersion: 1, name: 'x', rules: [] }), config, null);
  const ids = [...rules.map(({ id }) => id), extrasBaseKey, publishBaseKey];
  expect(ids).toHaveLength(12);
  expect(ids.filter((id) => !isReservedId(id))).toEqual([]);
});

it.each(['status-map', 'create.extras', 'title~'])('a rule of a mapping cannot have one: %s', (id) => {
  const taken = (mapping: Mapping) =>
    checkMapping({ mapping, catalog: readCatalog, boards: [], scripts: new Map(), given: [] }).filter(
      ({ code }) => code === 'id.reserved',
    );
  const added = { id, direction: 'inbound', action: 'SYNC', source: 'poNumber', target: 'custom_fields.129' };
  const mapping = mappingSchema.parse({ ...standard, rules: [...standard.rules, added] });
  const [problem, ...more] = taken(mapping);
  expect(problem).toMatchObject({ severity: 'error', ruleId: id });
  expect(more).toEqual([]);
  const after = problem?.fix?.edits.reduce(applyEdit, mapping) ?? mapping;
  expect(taken(after)).toEqual([]);
  expect(after.rules.at(-1)).toMatchObject({ target: 'custom_fields.129' });
  expect(after.rules).toHaveLength(mapping.rules.length);
});

it('a rule from Field Nation gets an id of its own, whatever its target is called', () => {
  const { mapping } = importMapping(
    JSON.stringify({ outbound: [{ action: 'SYNC', source: 'assignee.user.first_name', target: 'provider_name' }] }),
  );
  expect(mapping.rules.map(({ id }) => id)).toEqual(['provider-name-2']);
});

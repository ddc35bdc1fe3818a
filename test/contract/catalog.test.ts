import { afterAll, describe, expect, it } from 'vitest';
import { workOrderCatalogFields } from '../../src/core/fieldnation/catalog-fields.ts';
import { ticketCatalogFields } from '../../src/core/psa/connectwise/catalog-fields.ts';
import { isReference } from '../../src/core/psa/connectwise/fields.ts';
import type { CatalogField } from '../../src/shared/domain/catalog.ts';
import type { Excuse } from './excuses.ts';
import { Spec, type SpecOperation, specsPresent } from './openapi.ts';
import type { FactType } from './statement.ts';

/* The fields that the catalog says every account has, against the OpenAPI files: types, lengths, fixed lists, what a create requires. */

const excuses: readonly Excuse[] = [
  {
    name: 'ConnectWise siteName takes 156 characters in the file of 2026.4 and 50 in 2025.1; 50 fits both',
    where: /^ticket siteName \| 156 characters, not 50$/,
  },
  {
    name: 'Field Nation pay.type is fixed, hourly, device or blended; the empty one of the file is a work order without pay',
    where: /^work order pay\.type \| the file has ,/,
  },
];
const used = new Set<string>();
const unexcused = (problems: readonly string[]): readonly string[] =>
  problems.filter((problem) => {
    const excuse = excuses.find(({ where }) => where.test(problem));
    if (excuse !== undefined) used.add(excuse.name);
    return excuse === undefined;
  });

/** What a value of the field is on the wire. */
function wireTypes(field: CatalogField, reference: boolean): readonly FactType[] {
  if (reference) return ['object'];
  switch (field.type) {
    case 'number':
      return ['number'];
    case 'boolean':
      return ['boolean'];
    case 'picklist':
      return ['string', 'number'];
    case 'list':
      return ['array'];
    default:
      return ['string'];
  }
}

const inFile = (path: string): string => path.replace(/\.\d+(?=\.|$)/g, '[]');

/** How one field differs from a schema. `reference`: it is written as `{id}`. */
function differences(
  spec: Spec,
  schema: SpecOperation['response'],
  field: CatalogField,
  reference: boolean,
): readonly string[] {
  const path = inFile(field.path);
  const types = spec.typesAt(schema, path);
  const limits = spec.limitsAt(schema, path);
  if (types.length === 0) return ['is not in the file'];
  const found: string[] = [];
  const wanted = wireTypes(field, reference);
  if (!types.includes('any') && !types.some((type) => wanted.includes(type)))
    found.push(`${types.join('|')}, not ${wanted.join('|')}`);
  if (limits !== null && limits.maxLength !== null && limits.maxLength !== field.maxLength)
    found.push(`${limits.maxLength} characters, not ${field.maxLength}`);
  const choices = (limits?.choices ?? []).map(String);
  const options = (field.options ?? []).map(({ value }) => String(value));
  const more = choices.filter((choice) => !options.includes(choice));
  if (choices.length > 0 && more.length > 0) found.push(`the file has ${more.join(', ')},`);
  const unknown = options.filter((option) => choices.length > 0 && !choices.includes(option));
  if (unknown.length > 0) found.push(`the file does not have ${unknown.join(', ')}`);
  return found;
}

afterAll(() => {
  process.stdout.write(
    specsPresent
      ? 'note: catalog: compared the fields of both sides with the OpenAPI files in ../shared/specs.\n'
      : 'note: catalog: no OpenAPI files are present, so the fields were not compared with them.\n',
  );
});

describe.runIf(specsPresent)('the fields of the catalog', () => {
  it('of a ticket are those of the ConnectWise file: types, lengths, lists, and what a create requires', () => {
    const spec = new Spec('connectwise');
    const read = spec.operation('GET', '/service/tickets/1')?.response ?? null;
    const create = spec.operation('POST', '/service/tickets')?.request ?? null;
    // `site.*` is the address of the ticket or its site under one name; `_info` is a free form in the file.
    const ours = /^(site\.(addressLine[12]|city|state|zip|country)|_info\..*)$/;
    const problems = ticketCatalogFields
      .filter(({ path }) => !ours.test(path))
      .flatMap((field) => {
        const reference = field.write && isReference(field.path);
        const required = spec.limitsAt(create, field.path)?.required ?? false;
        return [
          ...differences(spec, read, field, reference),
          ...(required === (field.required === 'create') ? [] : ['required of a create in one of the two']),
        ].map((each) => `ticket ${field.path} | ${each}`);
      });
    expect(unexcused(problems)).toEqual([]);
  });

  it('of a work order are those of the Field Nation file, sources as it answers them and targets as it takes them', () => {
    const spec = new Spec('fieldnation');
    const read = spec.operation('GET', '/api/rest/v2/workorders/1')?.response ?? null;
    const create = spec.operation('POST', '/api/rest/v2/workorders')?.request ?? null;
    const update = spec.operation('PUT', '/api/rest/v2/workorders/1')?.request ?? null;
    // Made from the record for mappings (sync/effective-mapping.ts).
    const ours = /^(provider|totals)\./;
    const problems = workOrderCatalogFields
      .filter(({ path }) => !ours.test(path))
      .flatMap((field) => [
        ...(field.read
          ? differences(spec, read, field, false).map((each) => `work order ${field.path} | ${each}`)
          : []),
        ...(field.write
          ? [...differences(spec, create, field, false), ...differences(spec, update, field, false)].map(
              (each) => `work order target ${field.path} | ${each}`,
            )
          : []),
      ]);
    expect(unexcused([...new Set(problems)])).toEqual([]);
    expect(spec.limitsAt(create, 'title')?.required).toBe(true);
  });

  it('still have every disagreement that is excused', () => {
    expect(excuses.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });
});

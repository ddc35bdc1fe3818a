import fc from 'fast-check';
import { type Mapping, type MappingRule, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type { Json } from '../../../src/shared/json.ts';

/* Mappings as fast-check makes them up: every action, odd paths, doubles, empty lists. */

export const arbitraryPath = fc.constantFrom(
  'summary',
  'title',
  'company.name',
  'company',
  'priority',
  'priority.name',
  'status',
  'status.name',
  'site.zip',
  'requiredDate',
  'budgetHours',
  'poNumber',
  'externalXRef',
  'description.html',
  'location.zip',
  'location.country',
  'schedule.service_window.start.utc',
  'types_of_work.0.id',
  'pay.type',
  'pay.base.amount',
  'contacts.results',
  'incident_id',
  'customFields.7',
  'custom_fields.129',
  'Summary',
  'no.such.path',
  '__proto__.x',
);

const scalar = fc.oneof(
  fc.constantFrom<Json>('US', 'us', 'High', 'High ', '', null, true, false, 0, 1, 2, 3.5, 'iso'),
  fc.string({ maxLength: 130 }),
);
export const arbitraryValue: fc.Arbitrary<Json> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) as fc.Arbitrary<Json> },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('id', 'name'), scalar) as fc.Arbitrary<Json> },
);
const format = fc.constantFrom('iso', 'X', 'x', 'YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD', 'mm/dd/yyyy', 'DD/MM/YYYY', '');
const zone = fc.constantFrom('UTC', 'America/New_York', 'Mars/Olympus', 'EST5EDT', '');

const base = {
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'a~'),
  direction: fc.constantFrom('inbound', 'outbound', 'both'),
  target: arbitraryPath,
  when: fc.constantFrom('always', 'create', 'update'),
  onMissing: fc.constantFrom('skip', 'default', 'fail'),
  default: fc.option(arbitraryValue, { nil: undefined }),
  onConflict: fc.constantFrom('source', 'target', 'connectwise', 'fieldnation', 'last-write', 'ask'),
};
const source = arbitraryPath;

export const arbitraryRule: fc.Arbitrary<MappingRule> = fc
  .oneof(
    fc.record({ ...base, action: fc.constant('SYNC'), source }),
    fc.record({ ...base, action: fc.constant('SET_STATIC'), value: arbitraryValue }),
    fc.record({
      ...base,
      action: fc.constant('ARRAY_MAP'),
      source,
      mappings: fc.array(fc.record({ compare: arbitraryValue, value: arbitraryValue }), { maxLength: 5 }),
    }),
    fc.record({
      ...base,
      action: fc.constant('RANGE_MAP'),
      source,
      ranges: fc.array(fc.record({ compare: fc.integer({ min: -3, max: 3 }), value: arbitraryValue }), {
        maxLength: 4,
      }),
    }),
    fc.record({
      ...base,
      action: fc.constant('CONCAT'),
      format: fc.constantFrom('text', 'html'),
      parts: fc.array(
        fc.oneof(
          fc.record({ type: fc.constant('field'), value: source }),
          fc.record({ type: fc.constant('static'), value: fc.string({ maxLength: 130 }) }),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    fc.record({
      ...base,
      action: fc.constant('DATE_CONVERT'),
      source,
      inputFormat: format,
      outputFormat: format,
      timezoneIn: zone,
      timezoneOut: zone,
    }),
    fc.record({
      ...base,
      action: fc.constant('CUSTOM'),
      language: fc.constantFrom('jsonnet', 'jsonata'),
      script: fc.constantFrom('', 'summary', '$.input.summary', '}'),
    }),
  )
  .map((rule) => {
    const { default: fallback, ...rest } = rule as { default?: Json };
    return (fallback === undefined ? rest : { ...rest, default: fallback }) as MappingRule;
  });

const statusName = fc.constantFrom('Draft', 'published', 'Assigned', 'Work Done', 'Paid', 'Nonsense', ' draft ');
const statusMap = fc.record({
  boardId: fc.constantFrom(1, 2, 3),
  boardName: fc.constantFrom('Service Desk', 'Projects'),
  toTicket: fc.array(
    fc.record({
      workOrderStatus: statusName,
      ticketStatusId: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
      ticketStatusName: fc.constantFrom('New', 'Scheduled', 'Closed'),
    }),
    { maxLength: 6 },
  ),
  toWorkOrder: fc.array(
    fc.record({
      ticketStatusId: fc.integer({ min: 1, max: 9 }),
      ticketStatusName: fc.constantFrom('New', 'Cancelled'),
      action: fc.oneof(
        fc.constant({ do: 'publish' } as const),
        fc.record({ do: fc.constant('cancel' as const), reason: fc.constant('Not needed') }),
      ),
    }),
    { maxLength: 3 },
  ),
});

const mappingOf = (most: number): fc.Arbitrary<Mapping> =>
  fc
    .record({
      name: fc.constantFrom('Standard', 'Mine'),
      rules: fc.array(arbitraryRule, { maxLength: most }),
      statusMaps: fc.array(statusMap, { maxLength: Math.ceil(most / 4) }),
    })
    .map((mapping) => mappingSchema.parse({ formatVersion: 1, ...mapping }));
export const arbitraryMapping = mappingOf(8);
export const smallMapping = mappingOf(3);

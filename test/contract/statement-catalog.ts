import type { Excuse } from './excuses.ts';
import type { Fact, Operation } from './statement.ts';

/* The statement's part about the lists that the catalog of fields is made of. */

const entry = (more: readonly Fact[] = []): readonly Fact[] => [
  ['[].id', 'number', 'required'],
  ['[].name', 'string'],
  ...more,
];
const inactive: Fact = ['[].inactiveFlag', 'boolean'];

const table = (path: string, reads: readonly Fact[]): Operation => ({
  vendor: 'connectwise',
  method: 'GET',
  path,
  query: ['page', 'pageSize'],
  success: 200,
  reads,
});

export const catalogTicketOperations: readonly Operation[] = [
  table('/service/boards/{}/types', entry([inactive])),
  table('/service/boards/{}/subtypes', entry([inactive])),
  table('/service/boards/{}/items', entry([inactive])),
  table('/service/boards/{}/teams', entry()),
  table('/service/priorities', entry()),
  table('/service/sources', entry()),
  table('/service/locations', entry()),
  table('/system/locations', entry()),
  table('/system/departments', entry([['[].identifier', 'string']])),
  table('/time/workRoles', entry([inactive])),
  table('/time/workTypes', entry([inactive])),
];

const lookUp = (path: string, more: readonly Fact[] = []): Operation => ({
  vendor: 'fieldnation',
  method: 'GET',
  path: `/api/rest/v2${path}`,
  query: ['page', 'per_page', 'access_token'],
  success: 200,
  reads: [['metadata.total', 'number'], ['metadata.pages', 'number'], ['results[].id', 'number', 'required'], ...more],
});

export const catalogWorkOrderOperations: readonly Operation[] = [
  lookUp('/types-of-work', [['results[].name', 'string', 'required']]),
  lookUp('/templates', [['results[].name', 'string']]),
  lookUp('/locations', [
    ['results[].name', 'string'],
    ['results[].address1', 'string'],
    ['results[].city', 'string'],
    ['results[].state', 'string'],
  ]),
];

export const catalogExcuses: readonly Excuse[] = [
  {
    name: 'Field Nation types of work and templates have pages in their answers and no parameters for them; those of the work order list are sent',
    where: /^fieldnation GET .*\/(types-of-work|templates) \| statement \| query (page|per_page): not declared/,
  },
  {
    name: 'Field Nation lists of templates declare only ids; names are needed',
    where: /^fieldnation GET .*\/templates \| (statement \| reads |received \| \.)results\[\]\.\w+: not declared/,
  },
  {
    name: 'Field Nation types of work and locations have lists, search_text, correlation_id and metadata.list by convention',
    where:
      /^fieldnation GET .*\/(types-of-work|locations) \| received \| \.(lists|search_text|correlation_id|metadata\.list): not declared/,
  },
];

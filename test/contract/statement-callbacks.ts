import type { Fact, Operation } from './statement.ts';

/* The statement's part about what callbacks are registered for, and what those that arrive belong to. */

const read = (path: string, query: readonly string[], reads: readonly Fact[]): Operation => ({
  vendor: 'connectwise',
  method: 'GET',
  path,
  success: 200,
  query,
  reads,
});
const named: readonly Fact[] = [
  ['[].id', 'number', 'required'],
  ['[].name', 'string'],
];
const table = ['page', 'pageSize'];

export const callbackOperations: readonly Operation[] = [
  read('/schedule/statuses', table, named),
  read('/schedule/types', table, named),
  read('/company/companies/{}/sites', table, named),
  read(
    '/company/contacts',
    ['conditions', 'orderBy', 'pageSize'],
    [
      ['[].id', 'number', 'required'],
      ['[].firstName', 'string'],
      ['[].lastName', 'string'],
    ],
  ),
  read(
    '/service/boards/{}',
    [],
    [
      ['id', 'number', 'required'],
      ['name', 'string'],
    ],
  ),
  read(
    '/time/entries/{}',
    [],
    [
      ['chargeToId', 'number'],
      ['chargeToType', 'string'],
    ],
  ),
  read(
    '/schedule/entries/{}',
    [],
    [
      ['objectId', 'number', 'required'],
      ['type.identifier', 'string'],
    ],
  ),
];

/** connectwise.md 2.2: named there, not in the file. */
export const callbackOutside: readonly Operation[] = [
  read('/system/integratorTags', table, [['[].id', 'number', 'required']]),
];

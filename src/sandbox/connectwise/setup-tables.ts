import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { callerOf, may, needs } from './access.ts';
import * as boards from './board-fields.ts';
import { noPermission, recordNotFound } from './errors.ts';
import type { FieldMap } from './fields.ts';
import { listResponse } from './query.ts';
import { refId, type StoredRecord, type TableName, textOf } from './records.ts';
import type { Kind } from './render.ts';
import { api, readRoutes } from './routes.ts';
import * as system from './system-fields.ts';
import { switchOf, type World } from './world.ts';

/* Boards and what hangs on them, priorities, sources, service locations, locations, departments, members: read only. */

const kindOf = (table: TableName, fields: FieldMap, label: string, resource: string): Kind => ({
  table,
  fields,
  label,
  resource,
});

const boardKind = kindOf('boards', boards.boardFields, 'Service Board', 'board');
export const memberKind = kindOf('members', system.memberFields, 'Member', 'member');

const boardParts: readonly (readonly [path: string, kind: Kind])[] = [
  ['statuses', kindOf('statuses', boards.statusFields, 'Service Status', 'boardStatus')],
  ['types', kindOf('types', boards.typeFields, 'Service Type', 'boardType')],
  ['subtypes', kindOf('subTypes', boards.subTypeFields, 'Service SubType', 'boardSubType')],
  ['items', kindOf('items', boards.itemFields, 'Service Item', 'boardItem')],
  [
    'typeSubTypeItemAssociations',
    kindOf('associations', boards.associationFields, 'Association', 'boardTypeSubTypeItemAssociation'),
  ],
];

const teamKind = kindOf('teams', boards.teamFields, 'Service Team', 'boardTeam');

/** Reading a setup table needs no right of its own (reference section 3.4), or does where the switch says so (section 3.12). */
export function setupTableRead(world: World, routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => ({
    ...route,
    handler: (request) =>
      switchOf(world, 'connectwise.setupTablesNeedRight') &&
      !may(world, callerOf(world, request), 'System/Table Setup', 'inquire')
        ? noPermission
        : route.handler(request),
  }));
}

export function setupTableRoutes(world: World): readonly Route[] {
  const { store } = world;
  const boardOf = (request: SandboxRequest): number => {
    const id = Number(request.params.boardId);
    if (store.table('boards').get(id) === null) throw recordNotFound('Service Board', request.params.boardId ?? '');
    return id;
  };
  const ofBoard =
    (kind: Kind) =>
    (request: SandboxRequest): readonly StoredRecord[] => {
      const board = boardOf(request);
      return store
        .table(kind.table)
        .all()
        .filter((row) => refId(row, 'board') === board);
    };
  const memberRight = needs('System/Member Maintenance', 'inquire');
  const companyRight = needs('System/My Company', 'inquire');
  const listedMembers = (): readonly StoredRecord[] => store.table('members').all();
  const tables: readonly Route[] = [
    ...readRoutes(world, '/service/boards', boardKind, null),
    ...readRoutes(world, '/service/info/boards', boardKind, null),
    ...boardParts.flatMap(([path, kind]) =>
      readRoutes(world, `/service/boards/:boardId/${path}`, kind, null, ofBoard(kind)),
    ),
    ...readRoutes(world, '/service/boards/:boardId/teams', teamKind, null, (request) => {
      const board = boardOf(request);
      return store
        .table('teams')
        .all()
        .filter((team) => team.boardId === board);
    }),
    ...readRoutes(
      world,
      '/service/priorities',
      kindOf('priorities', boards.priorityFields, 'Priority', 'priority'),
      null,
    ),
    ...readRoutes(world, '/service/sources', kindOf('sources', boards.sourceFields, 'Source', 'source'), null),
    ...readRoutes(
      world,
      '/service/locations',
      kindOf('serviceLocations', boards.serviceLocationFields, 'Service Location', 'serviceLocation'),
      null,
    ),
  ];
  return [
    ...setupTableRead(world, tables),
    ...readRoutes(
      world,
      '/system/locations',
      kindOf('locations', system.locationFields, 'Location', 'location'),
      companyRight,
    ),
    ...readRoutes(
      world,
      '/system/departments',
      kindOf('departments', system.departmentFields, 'Department', 'department'),
      companyRight,
    ),
    ...readRoutes(world, '/system/info/members', memberKind, null, listedMembers),
    ...memberRoutes(world, memberRight),
  ];
}

/** `/system/members/{identifier}` works beside the id (reference section 3.7). */
function memberRoutes(world: World, right: string): readonly Route[] {
  const members = world.store.table('members');
  const routes = readRoutes(world, '/system/members', memberKind, right).filter(
    ({ pattern }) => !pattern.endsWith(':id'),
  );
  return [
    ...routes,
    api('GET', '/system/members/:id', right, (request) => {
      const wanted = request.params.id ?? '';
      const found = members
        .all()
        .filter((one) => String(one.id) === wanted || textOf(one, 'identifier').toLowerCase() === wanted.toLowerCase());
      if (found.length === 0) throw recordNotFound(memberKind.label, wanted);
      const answer = listResponse(world, memberKind, request, found);
      return { status: 200, body: (answer.body as readonly unknown[])[0] };
    }),
  ];
}

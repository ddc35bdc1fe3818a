import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { callerOf, needs } from './access.ts';
import { recordResponse } from './query.ts';
import type { StoredRecord } from './records.ts';
import type { Kind } from './render.ts';
import { api, readRoutes, recordAt } from './routes.ts';
import { createTimeEntry, deleteTimeEntry, timeEntryKind, updateTimeEntry } from './time-entries.ts';
import { workRoleFields, workTypeFields } from './work-fields.ts';
import type { World } from './world.ts';
import { bodyOf, givenByPatch, objectBodyOf } from './write.ts';

/* /time/entries, /time/workTypes, /time/workRoles (reference section 3.9). */

const right = (kind: 'add' | 'edit' | 'delete' | 'inquire'): string => needs('Time & Expense/Time Entry', kind);

const workTypeKind: Kind = { table: 'workTypes', fields: workTypeFields, label: 'Work Type', resource: 'workType' };
const workRoleKind: Kind = { table: 'workRoles', fields: workRoleFields, label: 'Work Role', resource: 'workRole' };

export function timeRoutes(world: World): readonly Route[] {
  const entries = world.store.table('timeEntries');
  const entryOf = (request: SandboxRequest): StoredRecord => recordAt(entries.all(), timeEntryKind, request.params.id);
  return [
    ...readRoutes(world, '/time/entries', timeEntryKind, right('inquire')),
    api('POST', '/time/entries', right('add'), (request) => {
      const entry = createTimeEntry(world, objectBodyOf(request), callerOf(world, request));
      return recordResponse(world, timeEntryKind, request, entry, 201);
    }),
    api('PATCH', '/time/entries/:id', right('edit'), (request) => {
      const entry = entryOf(request);
      const given = givenByPatch(world, timeEntryKind, entry, bodyOf(request));
      const saved = updateTimeEntry(world, entry, given, callerOf(world, request), { whole: false });
      return recordResponse(world, timeEntryKind, request, saved);
    }),
    api('PUT', '/time/entries/:id', right('edit'), (request) => {
      const given = objectBodyOf(request);
      const saved = updateTimeEntry(world, entryOf(request), given, callerOf(world, request), { whole: true });
      return recordResponse(world, timeEntryKind, request, saved);
    }),
    api('DELETE', '/time/entries/:id', right('delete'), (request) => {
      deleteTimeEntry(world, entryOf(request), callerOf(world, request));
      return { status: 204 };
    }),
    ...readRoutes(world, '/time/workTypes', workTypeKind, null),
    ...readRoutes(world, '/time/workRoles', workRoleKind, null),
  ];
}

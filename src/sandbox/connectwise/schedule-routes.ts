import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { callerOf, needs } from './access.ts';
import { countResponse, listResponse, recordResponse } from './query.ts';
import type { StoredRecord } from './records.ts';
import type { Kind } from './render.ts';
import { api, readRoutes, recordAt } from './routes.ts';
import {
  createScheduleEntry,
  deleteScheduleEntry,
  scheduleEntryKind,
  updateScheduleEntry,
} from './schedule-entries.ts';
import { scheduleStatusFields, scheduleTypeFields } from './work-fields.ts';
import type { World } from './world.ts';
import { bodyOf, givenByPatch, objectBodyOf } from './write.ts';

/* /schedule/entries, /schedule/types, /schedule/statuses (reference section 3.8). */

const right = (kind: 'add' | 'edit' | 'delete' | 'inquire'): string => needs('Service Desk/Resource Scheduling', kind);

/** Lists leave `where` out (reference section 3.8). */
const { where: _, ...listFields } = scheduleEntryKind.fields;
const listKind: Kind = { ...scheduleEntryKind, fields: listFields };

const typeKind: Kind = {
  table: 'scheduleTypes',
  fields: scheduleTypeFields,
  label: 'Schedule Type',
  resource: 'scheduleType',
};
const statusKind: Kind = {
  table: 'scheduleStatuses',
  fields: scheduleStatusFields,
  label: 'Schedule Status',
  resource: 'scheduleStatus',
};

export function scheduleRoutes(world: World): readonly Route[] {
  const entries = world.store.table('scheduleEntries');
  const entryOf = (request: SandboxRequest): StoredRecord =>
    recordAt(entries.all(), scheduleEntryKind, request.params.id);
  return [
    api('GET', '/schedule/entries', right('inquire'), (request) =>
      listResponse(world, listKind, request, entries.all()),
    ),
    api('GET', '/schedule/entries/count', right('inquire'), (request) =>
      countResponse(world, listKind, request, entries.all()),
    ),
    api('GET', '/schedule/entries/:id', right('inquire'), (request) =>
      recordResponse(world, scheduleEntryKind, request, entryOf(request)),
    ),
    api('POST', '/schedule/entries', right('add'), (request) => {
      const entry = createScheduleEntry(world, objectBodyOf(request), callerOf(world, request));
      return recordResponse(world, scheduleEntryKind, request, entry, 201);
    }),
    api('PATCH', '/schedule/entries/:id', right('edit'), (request) => {
      const entry = entryOf(request);
      const given = givenByPatch(world, scheduleEntryKind, entry, bodyOf(request));
      const saved = updateScheduleEntry(world, entry, given, callerOf(world, request), { whole: false });
      return recordResponse(world, scheduleEntryKind, request, saved);
    }),
    api('PUT', '/schedule/entries/:id', right('edit'), (request) => {
      const saved = updateScheduleEntry(world, entryOf(request), objectBodyOf(request), callerOf(world, request), {
        whole: true,
      });
      return recordResponse(world, scheduleEntryKind, request, saved);
    }),
    api('DELETE', '/schedule/entries/:id', right('delete'), (request) => {
      deleteScheduleEntry(world, entryOf(request), callerOf(world, request), false);
      return { status: 204 };
    }),
    api('DELETE', '/schedule/entries/:id/:notifyResource', right('delete'), (request) => {
      const notify = request.params.notifyResource?.toLowerCase() === 'true';
      deleteScheduleEntry(world, entryOf(request), callerOf(world, request), notify);
      return { status: 204 };
    }),
    ...readRoutes(world, '/schedule/types', typeKind, null),
    ...readRoutes(world, '/schedule/statuses', statusKind, null),
  ];
}

import type { Json } from '../../shared/json.ts';
import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { callerOf, needs } from './access.ts';
import { allNoteKind, allNotesOf, projectAllNoteKind } from './all-notes.ts';
import { documentsOf } from './documents.ts';
import { type FieldError, invalidObject } from './errors.ts';
import { type FieldMap, int, readOnly, text } from './fields.ts';
import { countResponse, listResponse, recordResponse } from './query.ts';
import { type StoredRecord, textOf } from './records.ts';
import type { Kind } from './render.ts';
import { api, type Method, readRoutes, recordAt } from './routes.ts';
import { scheduleEntriesOf } from './schedule-entries.ts';
import { touchTicket } from './ticket-touch.ts';
import { timeEntriesOf } from './time-entries.ts';
import { taskFields } from './work-fields.ts';
import { now, type World } from './world.ts';
import { bodyOf, type Given, givenByPatch, objectBodyOf, writeFields } from './write.ts';

/* What is below a ticket, of the service desk or of a project: allNotes, tasks, devices, and lists that hold references only. */

export const taskKind: Kind = { table: 'tasks', fields: taskFields, label: 'Task', resource: 'ticketTask' };

/** A list that answers ids, a word and a link (reference section 3.8: "references only"). */
function referenceKind(table: Kind['table'], fields: FieldMap, link: string, path: (id: number) => string): Kind {
  return {
    table,
    fields: { id: readOnly(int), ...fields },
    label: 'Reference',
    resource: 'reference',
    links: ({ id }) => ({ [link]: path(id) }),
  };
}
const timeReference = referenceKind('timeEntries', {}, 'timeEntry_href', (id) => `/time/entries/${id}`);
const scheduleReference = referenceKind(
  'scheduleEntries',
  { description: readOnly(text()) },
  'schedule_href',
  (id) => `/schedule/entries/${id}`,
);
const documentReference = referenceKind(
  'documents',
  { name: readOnly(text()) },
  'document_href',
  (id) => `/system/documents/${id}`,
);
const configurationReference = referenceKind(
  'configurations',
  { deviceIdentifier: text(100) },
  'configuration_href',
  (id) => `/company/configurations/${id}`,
);

/** `_info` of a reference has its link alone. */
const bare = (row: StoredRecord, more: Readonly<Record<string, Json | undefined>> = {}): StoredRecord => ({
  id: row.id,
  ...more,
});

function idsOf(ticket: StoredRecord): readonly number[] {
  const ids = ticket.configurationIds;
  return Array.isArray(ids) ? (ids as readonly Json[]).filter((id) => typeof id === 'number') : [];
}

function saveTask(world: World, draft: StoredRecord, given: Given, by: string): void {
  const errors = writeFields(world, taskKind, draft, given);
  if (textOf(draft, 'notes') === '') {
    const message = 'The notes field is required.';
    errors.push({ code: 'MissingRequiredField', message, resource: taskKind.resource, field: 'notes' });
  }
  if (errors.length > 0) throw invalidObject(taskKind.resource, errors);
  draft._info = { lastUpdated: now(world), updatedBy: by };
}

/** Attaches a device named by id or identifier. */
function attachConfiguration(world: World, ticket: StoredRecord, given: Given): StoredRecord {
  const { id, deviceIdentifier } = given;
  const resource = 'configuration';
  const refuse = (error: FieldError): never => {
    throw invalidObject(resource, [{ ...error, resource }]);
  };
  if ((id ?? null) === null && (deviceIdentifier ?? null) === null) {
    refuse({ code: 'MissingRequiredField', message: 'id or deviceIdentifier is required.', field: 'id' });
  }
  const found = world.store
    .table('configurations')
    .all()
    .find((one) =>
      (id ?? null) === null ? textOf(one, 'deviceIdentifier') === deviceIdentifier : one.id === Number(id),
    );
  if (found === undefined) {
    return refuse({
      code: 'NotFound',
      message: `Configuration ${String(id ?? deviceIdentifier)} not found`,
      field: 'id',
    });
  }
  ticket.configurationIds = [...new Set([...idsOf(ticket), found.id])];
  return found;
}

/**
 * The parts of tickets below `path` (`/service/tickets`, `/project/tickets`). `ticketOf` finds the ticket of the request
 * or throws its 404.
 */
export function ticketPartRoutes(
  world: World,
  path: string,
  functionName: string,
  ticketOf: (request: SandboxRequest) => StoredRecord,
): readonly Route[] {
  const { store } = world;
  const right = (kind: 'edit' | 'inquire'): string => needs(functionName, kind);
  const below = (part: string): string => `${path}/:parentId/${part}`;
  const listed = (part: string, kind: Kind, rows: (ticketId: number) => readonly StoredRecord[]): readonly Route[] => [
    api('GET', below(part), right('inquire'), (request) =>
      listResponse(world, kind, request, rows(ticketOf(request).id)),
    ),
    api('GET', below(`${part}/count`), right('inquire'), (request) =>
      countResponse(world, kind, request, rows(ticketOf(request).id)),
    ),
  ];
  const tasksOf = (request: SandboxRequest): readonly StoredRecord[] => {
    const { id } = ticketOf(request);
    return store
      .table('tasks')
      .all()
      .filter((task) => task.ticketId === id);
  };
  const taskOf = (request: SandboxRequest): StoredRecord => recordAt(tasksOf(request), taskKind, request.params.id);
  const configurationsOf = (request: SandboxRequest): readonly StoredRecord[] => {
    const ids = idsOf(ticketOf(request));
    return store
      .table('configurations')
      .all()
      .filter(({ id }) => ids.includes(id))
      .map((one) => bare(one, { deviceIdentifier: one.deviceIdentifier }));
  };
  const touched = (request: SandboxRequest): void =>
    touchTicket(world, ticketOf(request).id, callerOf(world, request), true);
  const changeTask = (method: Method, given: (request: SandboxRequest, task: StoredRecord) => Given): Route =>
    api(method, below('tasks/:id'), right('edit'), (request) => {
      const task = taskOf(request);
      const draft: StoredRecord = method === 'PUT' ? { id: task.id, ticketId: task.ticketId } : { ...task };
      saveTask(world, draft, given(request, task), callerOf(world, request));
      store.table('tasks').replace(draft);
      touched(request);
      return recordResponse(world, taskKind, request, draft);
    });

  return [
    ...listed('allNotes', path.startsWith('/project') ? projectAllNoteKind : allNoteKind, (ticketId) =>
      allNotesOf(world, ticketId),
    ),
    ...listed('timeentries', timeReference, (ticketId) => timeEntriesOf(world, ticketId).map((one) => bare(one))),
    ...listed('scheduleentries', scheduleReference, (ticketId) =>
      scheduleEntriesOf(world, ticketId).map((one) => bare(one, { description: one.name })),
    ),
    ...listed('documents', documentReference, (ticketId) =>
      documentsOf(world, 'Ticket', ticketId).map((one) => bare(one, { name: one.title })),
    ),
    ...readRoutes(world, below('tasks'), taskKind, right('inquire'), tasksOf),
    api('POST', below('tasks'), right('edit'), (request) => {
      const draft: StoredRecord = { id: 0, ticketId: ticketOf(request).id, closedFlag: false, priority: 1 };
      saveTask(world, draft, objectBodyOf(request), callerOf(world, request));
      const task = store.table('tasks').insert(draft);
      touched(request);
      return recordResponse(world, taskKind, request, task, 201);
    }),
    changeTask('PATCH', (request, task) => givenByPatch(world, taskKind, task, bodyOf(request))),
    changeTask('PUT', (request) => objectBodyOf(request)),
    api('DELETE', below('tasks/:id'), right('edit'), (request) => {
      store.table('tasks').remove(taskOf(request).id);
      touched(request);
      return { status: 204 };
    }),
    ...readRoutes(world, below('configurations'), configurationReference, right('inquire'), configurationsOf),
    api('POST', below('configurations'), right('edit'), (request) => {
      const found = attachConfiguration(world, ticketOf(request), objectBodyOf(request));
      touched(request);
      const shown = bare(found, { deviceIdentifier: found.deviceIdentifier });
      return recordResponse(world, configurationReference, request, shown, 201);
    }),
    api('DELETE', below('configurations/:id'), right('edit'), (request) => {
      const { id } = recordAt(configurationsOf(request), configurationReference, request.params.id);
      const ticket = ticketOf(request);
      ticket.configurationIds = idsOf(ticket).filter((one) => one !== id);
      touched(request);
      return { status: 204 };
    }),
  ];
}

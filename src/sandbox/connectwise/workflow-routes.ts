import { randomGuid } from '../kernel/random.ts';
import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { callerOf, needs } from './access.ts';
import { type FieldError, invalidObject } from './errors.ts';
import { recordResponse } from './query.ts';
import { refId, type StoredRecord, textOf } from './records.ts';
import type { Kind } from './render.ts';
import { api, type Method, readRoutes, recordAt } from './routes.ts';
import { changeStatusType, ticketTableType } from './workflow.ts';
import { workflowCondition } from './workflow-condition.ts';
import { ruleTypeFields, workflowActionFields, workflowEventFields, workflowFields } from './workflow-fields.ts';
import { triggerRoutes } from './workflow-triggers.ts';
import { now, type World } from './world.ts';
import { bodyOf, type Given, givenByPatch, objectBodyOf, writeFields } from './write.ts';

/* /system/workflows with events and actions as records (reference section 3.13). */

const right = (kind: 'add' | 'edit' | 'delete' | 'inquire'): string => needs('System/Table Setup', kind);

type Check = (world: World, draft: StoredRecord, errors: FieldError[], isNew: boolean) => void;

interface Part {
  readonly kind: Kind;
  readonly defaults: Readonly<Record<string, string | boolean>>;
  readonly check: Check;
}

const required = (kind: Kind, field: string): FieldError => ({
  code: 'MissingRequiredField',
  message: `The ${field} field is required.`,
  resource: kind.resource,
  field,
});
const invalid = (kind: Kind, field: string, message: string): FieldError => ({
  code: 'InvalidField',
  message,
  resource: kind.resource,
  field,
});

const ruleKind: Kind = { table: 'workflows', fields: workflowFields, label: 'Workflow', resource: 'workflow' };
const eventKind: Kind = {
  table: 'workflowEvents',
  fields: workflowEventFields,
  label: 'Workflow Event',
  resource: 'workflowEvent',
};
const actionKind: Kind = {
  table: 'workflowActions',
  fields: workflowActionFields,
  label: 'Workflow Action',
  resource: 'workflowAction',
};

/** A rule cannot be made active before it has an event, and needs a schedule then (specification of `activateFlag`). */
const rulePart: Part = {
  kind: ruleKind,
  defaults: { activateFlag: false, batchFrequencyUnit: 'Minutes' },
  check(world, draft, errors, isNew) {
    if (textOf(draft, 'name') === '') errors.push(required(ruleKind, 'name'));
    if (refId(draft, 'tableType') === null && !errors.some(({ field }) => field?.startsWith('tableType'))) {
      errors.push(required(ruleKind, 'tableType'));
    }
    if (draft.activateFlag !== true) return;
    const events = world.store.table('workflowEvents').all();
    if (isNew || !events.some((event) => event.parentId === draft.id)) {
      const message = 'The workflow cannot be activated until it has at least one event.';
      errors.push(invalid(ruleKind, 'activateFlag', message));
    }
    if (textOf(draft, 'batchSchedule') === '') errors.push(required(ruleKind, 'batchSchedule'));
  },
};

const eventPart: Part = {
  kind: eventKind,
  defaults: { executionTime: 'Once' },
  check(world, draft, errors) {
    const text = textOf(draft, 'eventCondition');
    if (text === '') errors.push(required(eventKind, 'eventCondition'));
    else {
      const condition = workflowCondition(world, text);
      if ('refused' in condition) errors.push(invalid(eventKind, 'eventCondition', condition.refused));
    }
    const times = textOf(draft, 'executionTime');
    if (times === 'Once') return;
    for (const field of ['frequencyUnit', 'frequencyOfExecution', 'maxNumberOfExecution']) {
      if (field === 'maxNumberOfExecution' && times === 'Continuously') continue;
      if ((draft[field] ?? null) === null) errors.push(required(eventKind, field));
    }
  },
};

const actionPart: Part = {
  kind: actionKind,
  defaults: {},
  check(world, draft, errors) {
    const type = refId(draft, 'notifyType');
    if (type === null && !errors.some(({ field }) => field?.startsWith('notifyType'))) {
      errors.push(required(actionKind, 'notifyType'));
    }
    if (type !== changeStatusType) return;
    const status = world.store.table('statuses').get(refId(draft, 'boardStatus') ?? 0);
    const board = refId(draft, 'board');
    if (status === null) errors.push(required(actionKind, 'boardStatus'));
    else if (board !== null && refId(status, 'board') !== board) {
      const message = `Service Status ${status.id} not found for Service Board ${board}`;
      errors.push({ code: 'NotFound', message, resource: actionKind.resource, field: 'boardStatus/id' });
    }
  },
};

function save(world: World, part: Part, draft: StoredRecord, given: Given, by: string, isNew: boolean): void {
  const errors = writeFields(world, part.kind, draft, given);
  part.check(world, draft, errors, isNew);
  if (errors.length > 0) throw invalidObject(part.kind.resource, errors);
  draft._info = { lastUpdated: now(world), updatedBy: by };
}

/** List, count, get, create, PATCH, PUT and DELETE of one kind below `path`; `place` says under what a new one goes. */
function crud(
  world: World,
  path: string,
  part: Part,
  place: (request: SandboxRequest) => Readonly<Record<string, number>>,
  onRemove: (id: number) => void,
): readonly Route[] {
  const { kind } = part;
  const table = world.store.table(kind.table);
  const rows = (request: SandboxRequest): readonly StoredRecord[] => {
    const wanted = Object.entries(place(request));
    return table.all().filter((row) => wanted.every(([field, id]) => row[field] === id));
  };
  const change = (method: Method, given: (request: SandboxRequest, row: StoredRecord) => Given): Route =>
    api(method, `${path}/:id`, right('edit'), (request) => {
      const row = recordAt(rows(request), kind, request.params.id);
      const fresh = { ...part.defaults, ...place(request), id: row.id, connectWiseID: row.connectWiseID };
      const draft: StoredRecord = method === 'PUT' ? fresh : { ...row };
      save(world, part, draft, given(request, row), callerOf(world, request), false);
      table.replace(draft);
      return recordResponse(world, kind, request, draft);
    });
  return [
    ...readRoutes(world, path, kind, right('inquire'), rows),
    api('POST', path, right('add'), (request) => {
      const connectWiseID = randomGuid(world.context.random);
      const draft: StoredRecord = { ...part.defaults, ...place(request), id: 0, connectWiseID };
      save(world, part, draft, objectBodyOf(request), callerOf(world, request), true);
      return recordResponse(world, kind, request, table.insert(draft), 201);
    }),
    change('PATCH', (request, row) => givenByPatch(world, kind, row, bodyOf(request))),
    change('PUT', (request) => objectBodyOf(request)),
    api('DELETE', `${path}/:id`, right('delete'), (request) => {
      const { id } = recordAt(rows(request), kind, request.params.id);
      table.remove(id);
      onRemove(id);
      return { status: 204 };
    }),
  ];
}

export function workflowRoutes(world: World): readonly Route[] {
  const { store } = world;
  const ruleAt = (id: string | undefined): StoredRecord => recordAt(store.table('workflows').all(), ruleKind, id);
  const eventAt = (rule: number, id: string | undefined): StoredRecord =>
    recordAt(
      store
        .table('workflowEvents')
        .all()
        .filter((event) => event.parentId === rule),
      eventKind,
      id,
    );
  const removeBelow = (table: 'workflowEvents' | 'workflowActions', field: string, id: number): void => {
    const rows = store.table(table);
    for (const row of rows.all().filter((one) => one[field] === id)) rows.remove(row.id);
  };
  return [
    ...crud(
      world,
      '/system/workflows',
      rulePart,
      () => ({}),
      (id) => {
        removeBelow('workflowEvents', 'parentId', id);
        removeBelow('workflowActions', 'grandParentId', id);
      },
    ),
    ...crud(
      world,
      '/system/workflows/:parentId/events',
      eventPart,
      (request) => ({ parentId: ruleAt(request.params.parentId).id }),
      (id) => removeBelow('workflowActions', 'parentId', id),
    ),
    ...crud(
      world,
      '/system/workflows/:grandparentId/events/:parentId/actions',
      actionPart,
      (request) => {
        const rule = ruleAt(request.params.grandparentId).id;
        return { grandParentId: rule, parentId: eventAt(rule, request.params.parentId).id };
      },
      () => {},
    ),
    // Which records an event's condition fits now; works for inactive rules too, and is used as a filter (section 3.13).
    api('GET', '/system/workflows/:parentId/events/:id/test', right('inquire'), (request) => {
      const rule = ruleAt(request.params.parentId);
      const event = eventAt(rule.id, request.params.id);
      const condition = workflowCondition(world, textOf(event, 'eventCondition'));
      const tickets = refId(rule, 'tableType') === ticketTableType ? store.table('tickets').all() : [];
      const board = refId(rule, 'board');
      const found = tickets.filter(
        (ticket) =>
          !('refused' in condition) && (board === null || refId(ticket, 'board') === board) && condition.meets(ticket),
      );
      Object.assign(event, { dateTestedUTC: now(world), testRecordsMatched: found.length });
      return { status: 200, body: found.map(({ id, summary }) => ({ id, summary })) };
    }),
    ...readRoutes(
      world,
      '/system/workflows/tableTypes',
      { table: 'workflowTableTypes', fields: ruleTypeFields, label: 'Table Type', resource: 'workflowTableType' },
      null,
    ),
    ...readRoutes(
      world,
      '/system/workflows/:parentId/notifyTypes',
      { table: 'workflowNotifyTypes', fields: ruleTypeFields, label: 'Notify Type', resource: 'workflowNotifyType' },
      null,
    ),
    ...triggerRoutes(world, (request, name) => ruleAt(request.params[name]).id),
  ];
}

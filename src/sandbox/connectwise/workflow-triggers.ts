import type { Json, JsonObject } from '../../shared/json.ts';
import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { definitionsOf } from './custom-fields.ts';
import { recordNotFound } from './errors.ts';
import { countResponse, listResponse } from './query.ts';
import { refId, type StoredRecord, type TableName, textOf } from './records.ts';
import type { Kind } from './render.ts';
import { api } from './routes.ts';
import { ticketKind } from './ticket-kinds.ts';
import { triggerFields, triggerOptionFields } from './workflow-fields.ts';
import type { World } from './world.ts';

/* What a workflow's condition may speak of: a catalogue made from the ticket's fields, the custom ones included. */

interface Trigger {
  readonly id: number;
  /** As it stands in `eventCondition`. */
  readonly name: string;
  readonly description: string;
  readonly expectedType: string;
  readonly customField?: { readonly id: number };
  readonly options: (board: number | null) => readonly { readonly value: string; readonly name: string }[];
}

const plain: readonly (readonly [name: string, description: string, type: string, table: TableName | null])[] = [
  ['board/id', 'Service Board', 'Integer', 'boards'],
  ['status/id', 'Status', 'Integer', 'statuses'],
  ['type/id', 'Type', 'Integer', 'types'],
  ['priority/id', 'Priority', 'Integer', 'priorities'],
  ['source/id', 'Source', 'Integer', 'sources'],
  ['company/id', 'Company', 'Integer', null],
  ['summary', 'Summary', 'String', null],
  ['closedFlag', 'Closed', 'Boolean', null],
  ['dateEntered', 'Date Entered', 'DateTime', null],
  ['lastUpdated', 'Last Updated', 'DateTime', null],
];

/** Custom fields follow after the plain ones. */
const firstCustomId = 1000;

function triggersOf(world: World): readonly Trigger[] {
  const { store } = world;
  const { screen } = ticketKind;
  const fields = plain.map(
    ([name, description, expectedType, table], index): Trigger => ({
      id: index + 1,
      name,
      description,
      expectedType,
      options: (board) =>
        table === null
          ? []
          : store
              .table(table)
              .all()
              .filter((row) => row.board === undefined || board === null || refId(row, 'board') === board)
              .map((row) => ({ value: String(row.id), name: textOf(row, 'name') })),
    }),
  );
  const custom = (screen === undefined ? [] : definitionsOf(store, screen)).map(
    (definition): Trigger => ({
      id: firstCustomId + definition.id,
      name: `customField_${definition.id}`,
      description: textOf(definition, 'caption'),
      expectedType: 'String',
      customField: { id: definition.id },
      options: () =>
        (Array.isArray(definition.options) ? (definition.options as readonly Json[]) : []).map((option) => {
          const value = String((option as JsonObject).optionValue);
          return { value, name: value };
        }),
    }),
  );
  return [...fields, ...custom];
}

const triggerKind: Kind = {
  table: 'workflows',
  fields: triggerFields,
  label: 'Workflow Trigger',
  resource: 'workflowTrigger',
};
const optionKind: Kind = { ...triggerKind, fields: triggerOptionFields, resource: 'workflowTriggerOption' };

/** `ruleOf` finds the workflow a path parameter names. */
export function triggerRoutes(
  world: World,
  ruleOf: (request: SandboxRequest, parameter: 'parentId' | 'grandparentId') => number,
): readonly Route[] {
  const triggers = (request: SandboxRequest): readonly StoredRecord[] => {
    const parentId = ruleOf(request, 'parentId');
    return triggersOf(world).map(({ options, ...trigger }) => ({
      ...trigger,
      hasOptionsFlag: options(null).length > 0,
      hasOperatorFlag: true,
      parentId,
    }));
  };
  const options = (request: SandboxRequest): readonly StoredRecord[] => {
    const grandParentId = ruleOf(request, 'grandparentId');
    const trigger = triggersOf(world).find(({ id }) => id === Number(request.params.parentId));
    if (trigger === undefined) throw recordNotFound(triggerKind.label, request.params.parentId ?? '');
    const rule = world.store.table('workflows').get(grandParentId);
    return trigger
      .options(rule === null ? null : refId(rule, 'board'))
      .map((option, index) => ({ ...option, id: index + 1, parentId: trigger.id, grandParentId }));
  };
  const path = '/system/workflows/:parentId/triggers';
  const optionPath = '/system/workflows/:grandparentId/triggers/:parentId/options';
  return [
    api('GET', path, null, (request) => listResponse(world, triggerKind, request, triggers(request))),
    api('GET', `${path}/count`, null, (request) => countResponse(world, triggerKind, request, triggers(request))),
    api('GET', optionPath, null, (request) => listResponse(world, optionKind, request, options(request))),
    api('GET', `${optionPath}/count`, null, (request) => countResponse(world, optionKind, request, options(request))),
  ];
}

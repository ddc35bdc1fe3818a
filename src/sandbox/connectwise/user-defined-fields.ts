import type { Json, JsonObject } from '../../shared/json.ts';
import { randomGuid } from '../kernel/random.ts';
import type { Route } from '../kernel/router.ts';
import { callerOf, needs } from './access.ts';
import { type FieldError, invalidObject } from './errors.ts';
import { recordResponse } from './query.ts';
import { type StoredRecord, textOf } from './records.ts';
import type { Kind } from './render.ts';
import { api, type Method, readRoutes, recordAt } from './routes.ts';
import { seedScreens } from './seed/custom-fields.ts';
import { setupTableRead } from './setup-tables.ts';
import { userDefinedFieldFields } from './system-fields.ts';
import { now, type World } from './world.ts';
import { bodyOf, type Given, givenByPatch, objectBodyOf, writeFields } from './write.ts';

/* /system/userDefinedFields (reference section 3.11). A new field is empty on every record of its screen at once. */

const kind: Kind = {
  table: 'userDefinedFields',
  fields: userDefinedFieldFields,
  label: 'User Defined Field',
  resource: 'userDefinedField',
};

const right = (name: 'add' | 'edit' | 'delete'): string => needs('System/Table Setup', name);
const maxSequence = 50;

function error(code: string, field: string, message: string): FieldError {
  return { code, message, resource: kind.resource, field };
}

function check(world: World, draft: StoredRecord, errors: FieldError[]): void {
  for (const field of ['podId', 'caption', 'sequenceNumber', 'fieldTypeIdentifier']) {
    if ((draft[field] ?? '') === '' && !errors.some((one) => one.field === field)) {
      errors.push(error('MissingRequiredField', field, `The ${field} field is required.`));
    }
  }
  const sequence = draft.sequenceNumber;
  if (typeof sequence === 'number' && (sequence < 1 || sequence > maxSequence)) {
    errors.push(error('OutOfRange', 'sequenceNumber', `The sequenceNumber must be between 1 and ${maxSequence}.`));
  }
  const pod = Object.values(seedScreens).find(({ podId }) => podId === draft.podId);
  if (pod !== undefined) Object.assign(draft, pod);
  else if (typeof draft.podId === 'number') errors.push(error('NotFound', 'podId', `Pod ${draft.podId} not found`));
  const type = textOf(draft, 'fieldTypeIdentifier');
  const entry = textOf(draft, 'entryTypeIdentifier');
  const options = Array.isArray(draft.options) ? (draft.options as readonly Json[]) : [];
  if ((entry === 'List' || entry === 'Option') && options.length === 0) {
    errors.push(error('MissingRequiredField', 'options', 'The options field is required.'));
  }
  if (type === 'Button' && textOf(draft, 'buttonUrl') === '') {
    errors.push(error('MissingRequiredField', 'buttonUrl', 'The buttonUrl field is required.'));
  }
  const twin = world.store
    .table('userDefinedFields')
    .all()
    .find(
      (one) =>
        one.id !== draft.id &&
        one.podId === draft.podId &&
        textOf(one, 'caption').toLowerCase() === textOf(draft, 'caption').toLowerCase(),
    );
  if (twin !== undefined)
    errors.push(error('ObjectExists', 'caption', 'A custom field with this caption already exists'));
}

/** Options get ids of their own; ids count through all fields. */
function numberOptions(world: World, given: Json | undefined): Json {
  const known = world.store
    .table('userDefinedFields')
    .all()
    .flatMap(({ options }) => (Array.isArray(options) ? (options as readonly Json[]) : []))
    .map((option) => Number((option as JsonObject).id ?? 0));
  let last = Math.max(0, ...known);
  return (Array.isArray(given) ? (given as readonly Json[]) : []).map((option, index) => {
    const source = (typeof option === 'object' && option !== null ? option : {}) as JsonObject;
    const id = typeof source.id === 'number' && source.id > 0 ? source.id : ++last;
    return {
      id,
      optionValue: String(source.optionValue ?? ''),
      defaultFlag: source.defaultFlag === true,
      inactiveFlag: source.inactiveFlag === true,
      sortOrder: typeof source.sortOrder === 'number' ? source.sortOrder : index,
    };
  });
}

function save(world: World, draft: StoredRecord, given: Given, by: string): void {
  const errors = writeFields(world, kind, draft, given);
  if (given.options !== undefined) draft.options = numberOptions(world, given.options);
  if (textOf(draft, 'entryTypeIdentifier') === '') {
    draft.entryTypeIdentifier = draft.fieldTypeIdentifier === 'Date' ? 'Date' : 'EntryField';
  }
  check(world, draft, errors);
  if (errors.length > 0) throw invalidObject(kind.resource, errors);
  draft._info = { lastUpdated: now(world), updatedBy: by };
}

const defaults = {
  numberDecimals: 0,
  requiredFlag: false,
  displayOnScreenFlag: false,
  readOnlyFlag: false,
  listViewFlag: false,
  businessUnitIds: [],
  locationIds: [],
};

export function userDefinedFieldRoutes(world: World): readonly Route[] {
  const fields = world.store.table('userDefinedFields');
  const change = (method: Method): Route =>
    api(method, '/system/userDefinedFields/:id', right('edit'), (request) => {
      const field = recordAt(fields.all(), kind, request.params.id);
      const { id, connectWiseID, dateCreated } = field;
      const draft: StoredRecord = method === 'PUT' ? { ...defaults, id, connectWiseID, dateCreated } : { ...field };
      const given = method === 'PUT' ? objectBodyOf(request) : givenByPatch(world, kind, field, bodyOf(request));
      save(world, draft, given, callerOf(world, request));
      fields.replace(draft);
      return recordResponse(world, kind, request, draft);
    });
  return [
    ...setupTableRead(world, readRoutes(world, '/system/userDefinedFields', kind, null)),
    api('POST', '/system/userDefinedFields', right('add'), (request) => {
      const draft: StoredRecord = {
        ...defaults,
        id: 0,
        connectWiseID: randomGuid(world.context.random),
        dateCreated: now(world),
      };
      save(world, draft, objectBodyOf(request), callerOf(world, request));
      return recordResponse(world, kind, request, fields.insert(draft), 201);
    }),
    change('PATCH'),
    change('PUT'),
    api('DELETE', '/system/userDefinedFields/:id', right('delete'), (request) => {
      fields.remove(recordAt(fields.all(), kind, request.params.id).id);
      return { status: 204 };
    }),
  ];
}

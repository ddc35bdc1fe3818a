import { randomGuid } from '../kernel/random.ts';
import type { Route } from '../kernel/router.ts';
import { VendorFailure } from '../kernel/vendor-failure.ts';
import { callerOf, needs } from './access.ts';
import { type FieldError, invalidObject, notSimulated } from './errors.ts';
import { recordResponse } from './query.ts';
import { type StoredRecord, textOf } from './records.ts';
import type { Kind } from './render.ts';
import { api, readRoutes, recordAt } from './routes.ts';
import { callbackFields } from './system-fields.ts';
import { now, switchOf, type World } from './world.ts';
import { bodyOf, type Given, givenByPatch, objectBodyOf, writeFields } from './write.ts';

/* /system/callbacks (reference sections 2.1 and 2.2). */

const callbackKind: Kind = {
  table: 'callbacks',
  fields: callbackFields,
  label: 'Callback',
  resource: 'callbackEntry',
};

const levels: Readonly<Record<string, readonly string[]>> = {
  activity: ['Owner', 'Status', 'Type', 'Company', 'Activity'],
  agreement: ['Owner', 'Type', 'Company', 'Agreement'],
  company: ['Owner', 'Status', 'Type', 'Territory', 'Company', 'IntegratorTag'],
  contact: ['Owner', 'Type', 'Territory', 'Company', 'Contact'],
  configuration: ['Owner', 'Type', 'Status', 'Configuration'],
  invoice: ['Owner', 'Status', 'Company', 'Invoice'],
  expense: ['Owner', 'ChargeToType', 'Type', 'Class', 'Company', 'Expense'],
  member: ['Owner', 'Location', 'SecurityRole', 'Member'],
  opportunity: ['Owner', 'StatusId', 'Company', 'Opportunity'],
  productcatalog: ['Owner'],
  project: ['Owner', 'Status', 'Board', 'Project'],
  purchaseorder: ['Owner', 'Status', 'Vendor', 'Company', 'PurchaseOrder'],
  schedule: ['Owner', 'Status', 'Type', 'Location', 'Member', 'Schedule'],
  site: ['Owner', 'Territory', 'Company', 'Site'],
  ticket: ['Owner', 'Board', 'Project', 'Phase', 'Status', 'Ticket', 'IntegratorTag'],
  time: ['Owner', 'Company', 'Time'],
};

const unrecognizedLevel = 'Unrecognized level for type, see documentation for supported levels for each type';

function isAllowedUrl(world: World, url: string): boolean {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return false;
  }
  if (parsed.protocol === 'https:') return true;
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
  return parsed.protocol === 'http:' && loopback && world.context.switches.allowHttpLoopbackTargets;
}

function matches(world: World, one: StoredRecord, other: StoredRecord): boolean {
  const mode = switchOf(world, 'connectwise.callbackUniqueness');
  const same = (field: string): boolean => textOf(one, field).toLowerCase() === textOf(other, field).toLowerCase();
  return (
    mode !== 'none' &&
    same('type') &&
    same('level') &&
    one.objectId === other.objectId &&
    (mode === 'target' || textOf(one, 'url') === textOf(other, 'url'))
  );
}

function check(world: World, draft: StoredRecord, errors: FieldError[]): void {
  const { resource } = callbackKind;
  const push = (code: string, field: string, message: string): void => {
    errors.push({ code, message, resource, field });
  };
  for (const field of ['url', 'type', 'level']) {
    if (textOf(draft, field) === '') push('MissingRequiredField', field, `The ${field} field is required.`);
  }
  if (textOf(draft, 'url') !== '' && !isAllowedUrl(world, textOf(draft, 'url')))
    push('InvalidField', 'url', 'Invalid URL');
  const type = textOf(draft, 'type').toLowerCase();
  const allowed = Object.hasOwn(levels, type) ? levels[type] : undefined;
  const level = allowed?.find((one) => one.toLowerCase() === textOf(draft, 'level').toLowerCase());
  if (textOf(draft, 'type') !== '' && textOf(draft, 'level') !== '' && level === undefined) {
    push('InvalidObject', allowed === undefined ? 'type' : 'level', unrecognizedLevel);
  }
  if (errors.length > 0) return;
  if (type !== 'ticket') throw new VendorFailure(notSimulated(`callbacks of type ${textOf(draft, 'type')}`));
  if (level === 'Project' || level === 'Phase' || level === 'IntegratorTag') {
    throw new VendorFailure(notSimulated(`ticket callbacks of level ${level}`));
  }
  if (level === 'Owner') draft.objectId = 1;
  const { state } = world.store;
  const nowMs = world.context.clock.now();
  const standing = [
    ...world.store.table('callbacks').all(),
    ...state.lingeringCallbacks.filter(({ untilMs }) => untilMs > nowMs).map(({ record }) => record),
  ];
  if (standing.some((entry) => entry.id !== draft.id && matches(world, entry, draft))) {
    push('ObjectExists', 'objectId', 'A matching callback entry already exists');
  }
}

function save(world: World, draft: StoredRecord, given: Given, by: string): void {
  const errors = writeFields(world, callbackKind, draft, given);
  check(world, draft, errors);
  if (errors.length > 0) throw invalidObject(callbackKind.resource, errors);
  draft.failingSinceMs = null;
  draft._info = { lastUpdated: now(world), updatedBy: by };
}

/** Type and level are echoed in the case they were sent in. */
export function callbackRoutes(world: World): readonly Route[] {
  const callbacks = world.store.table('callbacks');
  // The right for this call is unknown (reference section 3.12); "Manage Hosted API" is the one a vendor's table lists.
  const right = (kind: 'add' | 'edit' | 'delete' | 'inquire'): string => needs('System/Manage Hosted API', kind);
  const entryAt = (id: string | undefined): StoredRecord => recordAt(callbacks.all(), callbackKind, id);
  return [
    ...readRoutes(world, '/system/callbacks', callbackKind, right('inquire')),
    api('POST', '/system/callbacks', right('add'), (request) => {
      const by = callerOf(world, request);
      const member = world.store
        .table('members')
        .all()
        .find((one) => textOf(one, 'identifier') === by);
      const draft: StoredRecord = {
        id: 0,
        objectId: 0,
        memberId: member?.id ?? 0,
        payloadVersion: '3.0.0',
        inactiveFlag: false,
        isSoapCallbackFlag: false,
        isSelfSuppressedFlag: false,
        connectWiseID: randomGuid(world.context.random),
      };
      save(world, draft, objectBodyOf(request), by);
      return recordResponse(world, callbackKind, request, callbacks.insert(draft), 201);
    }),
    api('PUT', '/system/callbacks/:id', right('edit'), (request) => {
      const entry = entryAt(request.params.id);
      const { id, memberId, connectWiseID } = entry;
      const draft: StoredRecord = {
        id,
        memberId,
        connectWiseID,
        payloadVersion: '3.0.0',
        inactiveFlag: false,
        isSoapCallbackFlag: false,
        isSelfSuppressedFlag: false,
      };
      save(world, draft, objectBodyOf(request), callerOf(world, request));
      callbacks.replace(draft);
      return recordResponse(world, callbackKind, request, draft);
    }),
    api('PATCH', '/system/callbacks/:id', right('edit'), (request) => {
      const entry = entryAt(request.params.id);
      const draft: StoredRecord = { ...entry };
      save(world, draft, givenByPatch(world, callbackKind, entry, bodyOf(request)), callerOf(world, request));
      callbacks.replace(draft);
      return recordResponse(world, callbackKind, request, draft);
    }),
    api('DELETE', '/system/callbacks/:id', right('delete'), (request) => {
      const entry = entryAt(request.params.id);
      callbacks.remove(entry.id);
      const lagMs = switchOf(world, 'connectwise.callbackDeleteLagMs');
      if (lagMs > 0) {
        world.store.state.lingeringCallbacks.push({ untilMs: world.context.clock.now() + lagMs, record: entry });
      }
      return { status: 204 };
    }),
  ];
}

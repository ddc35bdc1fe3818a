import { randomGuid } from '../kernel/random.ts';
import type { Route } from '../kernel/router.ts';
import { callbackFunction, callerOf, needs } from './access.ts';
import { forgetFailures, settleHealth } from './callback-health.ts';
import { callbackLevelOf, callbackTypeOf } from './callback-matrix.ts';
import { type FieldError, invalidObject } from './errors.ts';
import { recordResponse } from './query.ts';
import { type StoredRecord, textOf } from './records.ts';
import type { Kind } from './render.ts';
import { api, readRoutes, recordAt } from './routes.ts';
import { callbackFields } from './system-fields.ts';
import { now, switchOf, type World } from './world.ts';
import { bodyOf, type Given, givenByPatch, objectBodyOf, writeFields } from './write.ts';

/* /system/callbacks (reference sections 2.1 and 2.2). */

export const callbackKind: Kind = {
  table: 'callbacks',
  fields: callbackFields,
  label: 'Callback',
  resource: 'callbackEntry',
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
  const type = callbackTypeOf(textOf(draft, 'type'));
  const level = type === null ? null : callbackLevelOf(type, textOf(draft, 'level'));
  if (textOf(draft, 'type') !== '' && textOf(draft, 'level') !== '' && level === null) {
    push('InvalidObject', type === null ? 'type' : 'level', unrecognizedLevel);
  }
  if (level === 'Owner') draft.objectId = 1;
  else if ((draft.objectId ?? null) === null) {
    push('MissingRequiredField', 'objectId', 'The objectId field is required.');
  }
  if (errors.length > 0) return;
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
  forgetFailures(draft);
  draft._info = { lastUpdated: now(world), updatedBy: by };
}

/** Type and level are echoed in the case they were sent in. */
export function callbackRoutes(world: World): readonly Route[] {
  const callbacks = world.store.table('callbacks');
  const right = (kind: 'add' | 'edit' | 'delete' | 'inquire'): string => needs(callbackFunction, kind);
  const present = (): readonly StoredRecord[] => {
    settleHealth(world);
    return callbacks.all();
  };
  const entryAt = (id: string | undefined): StoredRecord => recordAt(present(), callbackKind, id);
  return [
    ...readRoutes(world, '/system/callbacks', callbackKind, right('inquire'), present),
    api('POST', '/system/callbacks', right('add'), (request) => {
      const by = callerOf(world, request);
      const member = world.store
        .table('members')
        .all()
        .find((one) => textOf(one, 'identifier') === by);
      const draft: StoredRecord = {
        id: 0,
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

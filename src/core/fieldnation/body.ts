import type { Json, JsonObject } from '../../shared/json.ts';
import type { FieldChange } from '../psa/port.ts';
import { asObject, customFieldId, segments } from './fields.ts';
import { toWireValue } from './same-value.ts';

type Container = { [key: string]: Json | Container } | (Json | Container)[];

/** Parts that Field Nation wants whole: a change of one of their fields carries the others along (contradictions.md, PUT location and schedule). */
const wholeParts = ['location', 'schedule', 'pay', 'contacts'] as const;

/** Fields of a read work order that may be written back with a part. */
const writable: Readonly<Record<string, readonly string[]>> = {
  location: [
    'mode',
    'address1',
    'address2',
    'city',
    'state',
    'zip',
    'country',
    'display_name',
    'type',
    'saved_location',
  ],
  schedule: ['service_window', 'require_ontime'],
  pay: ['type', 'base', 'additional'],
  contacts: ['results'],
};

/** True when one of the changes lies in a part that must be completed from the present record. */
export function needsPresent(changes: readonly FieldChange[]): boolean {
  return changes.some(({ target }) =>
    wholeParts.some((part) => target.startsWith(`${part}.`) || target.startsWith(`${part}[`)),
  );
}

/**
 * The body of a create or a partial PUT from mapping targets: `description.html`, `location.city`, `types_of_work.0.id`,
 * `custom_fields.129` (doubly nested, reference/fieldnation.md 1.7), `schedule.service_window.start.utc`. `present` is the work order
 * as it is now, for updates.
 */
export function buildBody(changes: readonly FieldChange[], present: JsonObject | null): JsonObject {
  const body: { [key: string]: Json | Container } = {};
  const custom: Json[] = [];
  for (const { target, value } of changes) {
    const id = customFieldId(target);
    if (id !== null) {
      custom.push({ id, value: toWireValue(target, value) });
      continue;
    }
    const path = segments(target);
    const part = path[0] ?? '';
    if (path.length > 1 && !Object.hasOwn(body, part) && present !== null) {
      const before = presentPart(part, present);
      if (before !== null) body[part] = structuredClone(before) as Container;
    }
    put(body, path, toWireValue(target, value));
  }
  if (custom.length > 0) body.custom_fields = { results: [{ results: custom }] };
  complete(body);
  return body as JsonObject;
}

function presentPart(part: string, present: JsonObject): JsonObject | null {
  const keys = writable[part];
  const holder = asObject(present[part]);
  if (keys === undefined || holder === null) return null;
  const kept = Object.fromEntries(
    keys.filter((key) => holder[key] !== undefined && holder[key] !== null).map((key) => [key, holder[key] as Json]),
  );
  for (const key of ['type', 'saved_location']) {
    const id = part === 'location' ? asObject(kept[key])?.id : undefined;
    if (id !== undefined) kept[key] = { id };
  }
  if (part === 'schedule') kept.service_window = withoutLocal(kept.service_window);
  if (part === 'location' && kept.mode !== 'location') delete kept.saved_location;
  for (const key of Object.keys(kept)) if (kept[key] === undefined) delete kept[key];
  return kept as JsonObject;
}

/** `utc` alone is sent; a kept `local` would contradict a changed `utc`. */
function withoutLocal(window: Json | undefined): Json {
  const holder = asObject(window);
  if (holder === null) return {};
  const kept: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(holder)) {
    const moment = asObject(value);
    if (moment === null) kept[key] = value;
    else if (typeof moment.utc === 'string' && moment.utc !== '') kept[key] = { utc: moment.utc };
  }
  return kept;
}

/** What a target implies: an address is `custom`, a window with an end is `between`, the first type of work is the primary one. */
function complete(body: { [key: string]: Json | Container }): void {
  const location = asObject(body.location as Json) as { [key: string]: Json } | null;
  if (location !== null && location.mode === undefined)
    location.mode = location.saved_location === undefined ? 'custom' : 'location';
  const schedule = asObject(body.schedule as Json);
  const window = asObject(schedule?.service_window) as { [key: string]: Json } | null;
  if (window !== null && window.mode === undefined) window.mode = window.end === undefined ? 'exact' : 'between';
  if (window !== null && window.mode === 'exact') delete window.end;
  const types = body.types_of_work;
  if (Array.isArray(types)) {
    const first = asObject(types[0] as Json) as { [key: string]: Json } | null;
    if (first !== null && first.isPrimary === undefined) first.isPrimary = true;
  }
}

function put(root: Container, path: readonly string[], value: Json): void {
  let current: Container = root;
  for (const [index, segment] of path.entries()) {
    const last = index === path.length - 1;
    const next = path[index + 1] ?? '';
    const holder = current as { [key: string]: Json | Container };
    if (last) {
      own(holder, segment, value);
      return;
    }
    // A mapping is a document from outside: `__proto__.x` names a field of the work order, never one of every object here.
    const below = Object.hasOwn(holder, segment) ? holder[segment] : undefined;
    const inner: Container =
      typeof below === 'object' && below !== null ? (below as Container) : /^\d+$/.test(next) ? [] : {};
    if (inner !== below) own(holder, segment, inner);
    current = inner;
  }
}

function own(holder: { [key: string]: Json | Container }, key: string, value: Json | Container): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

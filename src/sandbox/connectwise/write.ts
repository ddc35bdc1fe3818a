import type { Json, JsonObject } from '../../shared/json.ts';
import { parseJsonBody } from '../kernel/vendor-failure.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { writeCustomFields } from './custom-fields.ts';
import { badRequest, errorResponse, type FieldError, invalidObject } from './errors.ts';
import type { FieldSpec } from './fields.ts';
import { applyPatch, PatchError, parsePatch } from './json-patch.ts';
import type { StoredRecord } from './records.ts';
import { labelOf, resolveReference } from './references.ts';
import { type Kind, render } from './render.ts';
import { switchOf, type World } from './world.ts';

/** The values a request gives, by field; null empties a field. */
export type Given = Readonly<Record<string, Json>>;

export function bodyOf(request: SandboxRequest): unknown {
  return parseJsonBody(request, (message) => errorResponse(400, 'ConnectWiseApi', message));
}

export function objectBodyOf(request: SandboxRequest): Given {
  const body = bodyOf(request);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('The body must be an object.');
  return body as Given;
}

const vendorTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

type Accepted = { readonly value: Json } | { readonly error: FieldError };

/** One value other than a reference, checked against its field. */
function acceptValue(spec: FieldSpec, field: string, value: Json, resource: string): Accepted {
  if (value === null) return { value: null };
  const refuse = (code: string, message: string): Accepted => ({ error: { code, message, resource, field } });
  const invalid = refuse('InvalidField', `The value of ${field} is not valid.`);
  switch (spec.type) {
    case 'text': {
      if (typeof value === 'object') return invalid;
      const text = String(value);
      return spec.max !== undefined && text.length > spec.max
        ? refuse('MaxLengthField', `The field ${field} must be a string with a maximum length of ${spec.max}.`)
        : { value: text };
    }
    case 'int':
    case 'number': {
      const number =
        typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
      return Number.isFinite(number) && (spec.type === 'number' || Number.isInteger(number))
        ? { value: number }
        : invalid;
    }
    case 'flag':
      if (typeof value === 'boolean') return { value };
      return value === 'true' || value === 'false' ? { value: value === 'true' } : invalid;
    case 'time':
      return typeof value === 'string' && vendorTime.test(value)
        ? { value }
        : refuse('InvalidField', `Unsupported format applied to ${field}`);
    case 'choice': {
      const match = spec.choices.find((one) => one.toLowerCase() === String(value).toLowerCase());
      return match === undefined ? invalid : { value: match };
    }
    default:
      return { value };
  }
}

export interface RefRule {
  /** Which records a reference may point to, given the record as it will be. */
  readonly among?: (candidate: StoredRecord, draft: StoredRecord) => boolean;
  /** Tail of the message: ` for Service Board 21`. */
  readonly tail?: (draft: StoredRecord) => string;
}

/**
 * Writes `given` into `draft` (a copy the caller saves or drops), field by field in the order of the kind's list so that
 * a board is known before its status. Read-only fields are passed over; unknown ones too, as in a POST body. Mistakes
 * are collected in the vendor's words.
 */
export function writeFields(
  world: World,
  kind: Kind,
  draft: StoredRecord,
  given: Given,
  rules: Readonly<Record<string, RefRule>> = {},
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [field, spec] of Object.entries(kind.fields)) {
    const value = given[field];
    if (value === undefined || spec.access === 'read') continue;
    if (field === 'customFields') {
      if (kind.screen === undefined) continue;
      const mode = switchOf(world, 'connectwise.customFieldsPatch') === 'replace' ? 'replace' : 'merge';
      draft.customValues = writeCustomFields(world.store, kind.screen, draft, value, mode, kind.resource, errors);
      continue;
    }
    if (spec.type === 'ref') {
      writeReference(world, kind, draft, field, spec.target, value, rules[field] ?? {}, errors);
      continue;
    }
    const outcome = acceptValue(spec, field, value, kind.resource);
    if ('error' in outcome) errors.push(outcome.error);
    else draft[field] = outcome.value;
  }
  return errors;
}

function writeReference(
  world: World,
  kind: Kind,
  draft: StoredRecord,
  field: string,
  target: string | null,
  value: Json,
  rule: RefRule,
  errors: FieldError[],
): void {
  if (value === null) {
    draft[field] = null;
    return;
  }
  const { resource } = kind;
  const wanted =
    target === null
      ? null
      : resolveReference(world.store, target, value, (candidate) => rule.among?.(candidate, draft) ?? true);
  if (target === null || wanted === null) {
    const message = target === null ? `${field} is not kept by the sandbox.` : `The value of ${field} is not valid.`;
    errors.push({ code: target === null ? 'NotFound' : 'InvalidField', message, resource, field });
    return;
  }
  if (wanted.record === null) {
    const message = `${labelOf(target)} ${wanted.value} not found${rule.tail?.(draft) ?? ''}`;
    errors.push({ code: 'NotFound', message, resource, field: `${field}/${wanted.by}` });
    return;
  }
  draft[field] = { id: wanted.record.id };
}

/**
 * A PATCH body as the values it changes. Paths below a reference (`company/identifier`) follow the switch
 * `connectwise.nestedReferencePatch`: ignored with a 200, or applied.
 */
export function givenByPatch(world: World, kind: Kind, record: StoredRecord, body: unknown): Given {
  const shown = render(world, kind, record);
  const refuse = (message: string, field: string): never => {
    throw invalidObject(kind.resource, [{ code: 'InvalidField', message, resource: kind.resource, field }]);
  };
  const { _info: _, ...document } = shown;
  try {
    const operations = parsePatch(body);
    if (
      kind.screen !== undefined &&
      switchOf(world, 'connectwise.patchNeedsCustomFields') &&
      !operations.some(({ path }) => path[0] === 'customFields')
    ) {
      refuse('customFields is required.', 'customFields');
    }
    const applied = operations.flatMap((operation) => {
      const [field = '', member] = operation.path;
      const spec = Object.hasOwn(kind.fields, field) ? kind.fields[field] : undefined;
      if (spec === undefined) return refuse(`The path ${operation.path.join('/')} does not exist.`, field);
      if (spec.type !== 'ref' || member === undefined) return [operation];
      if (switchOf(world, 'connectwise.nestedReferencePatch') !== 'apply') return [];
      return [{ ...operation, path: [field], value: { [member]: operation.value ?? null } }];
    });
    const patched = applyPatch(document as JsonObject, applied);
    const given: Record<string, Json> = {};
    for (const { path } of applied) {
      const [field = ''] = path;
      given[field] = patched[field] ?? null;
    }
    return given;
  } catch (error) {
    if (error instanceof PatchError) throw badRequest(error.message);
    throw error;
  }
}

import { type MappingRule, mappingRuleSchema } from '../../../shared/domain/mapping.ts';
import type { Json } from '../../../shared/json.ts';
import { isNoteTab, isTicketPath, isWorkOrderPath, workOrderPath } from './aliases.ts';
import { asObject } from './own.ts';
import { type Direction, type ForeignRule, shown, snake } from './read-rule.ts';

/** A rule in our form, or why there is none. Remarks are for a person, each a sentence. */
interface Translated {
  readonly rule: MappingRule | null;
  readonly remarks: readonly string[];
}

/** `number`: its place in the document, from 1, for remarks about a rule without an id. */
export function translate(foreign: ForeignRule, id: string, number: number): Translated {
  const which = `Rule ${number} (${foreign.source === '' ? '' : `${shown(foreign.source)} to `}${shown(foreign.target)})`;
  const remarks: string[] = [];
  const direction = foreign.direction ?? guessed(foreign);
  if (foreign.direction === null) remarks.push(`${which} names no direction; it was taken as ${direction}.`);
  if (direction === 'outbound' && isNoteTab(foreign.target))
    return without(
      `${which} was left out: ConnectWise keeps ${foreign.target} as notes of the ticket. Closing notes and messages are copied there by the settings for notes.`,
    );
  const { source, target, note } = paths(foreign, direction);
  remarks.push(...note.map((text) => `${which}: ${text}`), ...unknownPaths(which, source, target, direction));
  const how = action(foreign, source, target);
  if (typeof how === 'string') return without(`${which} was left out: ${how}`, remarks);
  const parsed = mappingRuleSchema.safeParse({ id, direction, target, ...missing(foreign), ...how });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return without(
      `${which} was left out: ${(issue?.path ?? []).map(String).join('.') || 'it'} cannot be read (${issue?.message ?? ''}).`,
      remarks,
    );
  }
  return { rule: parsed.data, remarks };
}

function without(remark: string, before: readonly string[] = []): Translated {
  return { rule: null, remarks: [...before, remark] };
}

/** Where nobody says it, the side whose fields they are decides. */
function guessed({ source, target }: ForeignRule): Direction {
  const outbound = (source === '' || !isTicketPath(source)) && isTicketPath(target) && !isWorkOrderPath(target);
  return outbound ? 'outbound' : 'inbound';
}

function paths({ source, target }: ForeignRule, direction: Direction) {
  const onWorkOrder = workOrderPath(direction === 'outbound' ? source : target);
  const note = onWorkOrder.remark === '' ? [] : [onWorkOrder.remark];
  return direction === 'outbound'
    ? { source: onWorkOrder.path, target, note }
    : { source, target: onWorkOrder.path, note };
}

/** Kept as they are: an account may have fields that no list of ours names. */
function unknownPaths(which: string, source: string, target: string, direction: Direction): readonly string[] {
  const [from, to] =
    direction === 'outbound'
      ? [isWorkOrderPath(source), isTicketPath(target)]
      : [isTicketPath(source), isWorkOrderPath(target)];
  const unknown = [...(source === '' || from ? [] : [source]), ...(to ? [] : [target])];
  return unknown.map((path) => `${which}: "${shown(path)}" is no field that every account has; it was kept as it is.`);
}

function missing({ parameters }: ForeignRule): object {
  const fallback = parameters.get('default') ?? parameters.get('default_value');
  if (fallback !== undefined && fallback !== null) return { onMissing: 'default', default: fallback };
  return { onMissing: parameters.get('required') === true ? 'fail' : 'skip' };
}

/** The parts of the action, or why it cannot be taken over. */
function action({ action: name, parameters }: ForeignRule, source: string, target: string): object | string {
  const kind = name === '' && source !== '' ? 'SYNC' : name;
  if (source === '' && !['SET_STATIC', 'CONCAT', 'CUSTOM'].includes(kind))
    return kind === '' ? 'it says neither where its value comes from nor what it does.' : 'it names no source.';
  switch (kind) {
    case 'SYNC':
      // A plain text in a field that is shown as HTML must not become markup.
      return target.endsWith('.html')
        ? { action: 'CONCAT', format: 'html', parts: [{ type: 'field', value: source }] }
        : { action: 'SYNC', source };
    case 'SET_STATIC': {
      const value = parameters.get('value') ?? parameters.get('static_value');
      return value === undefined ? 'it names no value.' : { action: 'SET_STATIC', value };
    }
    case 'ARRAY_MAP': {
      const mappings = entries(parameters.get('mappings') ?? parameters.get('map') ?? parameters.get('values'));
      return mappings === null ? 'its map cannot be read.' : { action: 'ARRAY_MAP', source, mappings };
    }
    case 'RANGE_MAP': {
      const ranges = entries(parameters.get('ranges') ?? parameters.get('mappings'))?.map(({ compare, value }) => ({
        compare: typeof compare === 'string' && compare.trim() !== '' ? Number(compare) : compare,
        value,
      }));
      return ranges === undefined ? 'its ranges cannot be read.' : { action: 'RANGE_MAP', source, ranges };
    }
    case 'DATE_CONVERT':
      return dateConvert(parameters, source);
    case 'CONCAT':
      return concat(parameters, target);
    case 'CUSTOM': {
      const script = parameters.get('script') ?? parameters.get('code') ?? parameters.get('value');
      const language = parameters.get('language') === 'jsonata' ? 'jsonata' : 'jsonnet';
      return typeof script === 'string' ? { action: 'CUSTOM', language, script } : 'it has no script.';
    }
    default:
      return `"${shown(kind)}" is no action that is known.`;
  }
}

/** `[{compare, value}]` under the names in use, `[[compare, value]]`, or `{compare: value}`. */
export function entries(value: Json | undefined): readonly { readonly compare: Json; readonly value: Json }[] | null {
  if (!Array.isArray(value)) {
    const object = asObject(value);
    return object === null ? null : Object.entries(object).map(([compare, to]) => ({ compare, value: to }));
  }
  const list = (value as readonly Json[]).map((item) => {
    if (Array.isArray(item)) return { compare: (item[0] ?? null) as Json, value: (item[1] ?? null) as Json };
    const named = new Map(Object.entries(asObject(item) ?? {}).map(([key, one]) => [snake(key), one]));
    const first = (...keys: readonly string[]) => keys.map((key) => named.get(key)).find((one) => one !== undefined);
    const compare = first('compare', 'cmp', 'key', 'from', 'source', 'source_value', 'max');
    return compare === undefined
      ? null
      : { compare, value: first('value', 'val', 'to', 'target', 'target_value') ?? null };
  });
  return list.every((entry) => entry !== null) ? list : null;
}

function dateConvert(parameters: ForeignRule['parameters'], source: string): object | string {
  const text = (...keys: readonly string[]) =>
    keys.map((key) => parameters.get(key)).find((one): one is string => typeof one === 'string' && one !== '');
  const outputFormat = text('output_format', 'format_out', 'format', 'to_format');
  if (outputFormat === undefined) return 'it names no format for the date.';
  return {
    action: 'DATE_CONVERT',
    source,
    inputFormat: isoOr(text('input_format', 'format_in', 'from_format') ?? 'iso'),
    outputFormat: isoOr(outputFormat),
    timezoneIn: text('timezone_in', 'tz_in', 'input_timezone') ?? 'UTC',
    timezoneOut: text('timezone_out', 'tz_out', 'output_timezone') ?? 'UTC',
  };
}

/** The long way of writing what is called `iso` here. */
function isoOr(format: string): string {
  return /^YYYY-MM-DD\[?T\]?HH:mm:ss(?:\.SSS)?(?:\[Z\]|ZZ?)$/.test(format) ? 'iso' : format;
}

function concat(parameters: ForeignRule['parameters'], target: string): object | string {
  const parts = parameters.get('parts') ?? parameters.get('fields') ?? parameters.get('values');
  if (!Array.isArray(parts)) return 'it names no parts.';
  const separator = parameters.get('separator') ?? parameters.get('delimiter');
  const between = typeof separator === 'string' && separator !== '' ? [{ type: 'static', value: separator }] : [];
  const read = (parts as readonly Json[]).map((item) => {
    const part = asObject(item);
    // A bare name is a field.
    if (part === null) return typeof item === 'string' ? { type: 'field', value: item } : null;
    const value = part.value ?? part.field ?? part.text;
    const kind = String(part.type ?? (part.field === undefined ? 'static' : 'field')).toLowerCase();
    return typeof value === 'string' || typeof value === 'number' ? { type: kind, value: String(value) } : null;
  });
  if (read.some((part) => part === null)) return 'a part of its text cannot be read.';
  const spaced = read.flatMap((part, index) => (index === 0 ? [part] : [...between, part]));
  return { action: 'CONCAT', format: target.endsWith('.html') ? 'html' : 'text', parts: spaced };
}

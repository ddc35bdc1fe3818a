import type { SandboxSwitches } from '../kernel-types.ts';
import { parseUtc } from './dates.ts';
import type { FieldNationData, WorkLocation, WorkOrderRecord, WorkPay, WorkSchedule } from './model.ts';
import type { ProblemDetail } from './problems.ts';
import { zoneById, zoneOfState } from './view-parts.ts';

/** A JSON object as it was sent. */
export type Body = Readonly<Record<string, unknown>>;

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What reading one body needs: the record as it is, and where to write down what is wrong. */
export interface ReadContext {
  readonly data: FieldNationData;
  readonly switches: SandboxSwitches;
  readonly record: WorkOrderRecord;
  readonly errors: ProblemDetail[];
}

export const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const object = (value: unknown): Body => (isBody(value) ? value : {});

/** LocationDto as sent: `custom` address, saved `location`, or `remote` (contradictions: `mode` selects one). */
export function readLocation(given: Body, context: ReadContext): WorkLocation | null {
  const { errors, record, data } = context;
  const before = errors.length;
  const typeId = Number(object(given.type).id ?? record.location?.typeId ?? 1);
  const mode = given.mode ?? record.location?.mode ?? 'custom';
  if (mode === 'location') {
    const id = object(given.saved_location).id;
    const saved = data.locations.find((candidate) => candidate.id === id);
    if (!saved) {
      errors.push({ pointer: '/location/saved_location/id', detail: `Saved location ${String(id)} does not exist.` });
      return null;
    }
    const { address1, address2, city, state, zip, country } = saved;
    return {
      mode,
      typeId: saved.typeId,
      displayName: saved.name,
      savedLocationId: saved.id,
      address1,
      address2,
      city,
      state,
      zip,
      country,
    };
  }
  if (mode === 'remote') {
    const none = { address1: '', address2: '', city: '', state: '', zip: '', country: '' };
    return { mode, typeId, displayName: 'Remote', savedLocationId: null, ...none };
  }
  if (mode !== 'custom') {
    errors.push({ pointer: '/location/mode', detail: 'location.mode must be custom, location or remote.' });
    return null;
  }
  const need = (key: 'address1' | 'city' | 'state' | 'zip' | 'country'): string => {
    const value = key in given ? given[key] : record.location?.[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
    errors.push({ pointer: `/location/${key}`, detail: `location.${key} must be a text and not empty.` });
    return '';
  };
  const location: WorkLocation = {
    mode,
    typeId,
    displayName: text(given.display_name) ?? record.location?.displayName ?? '',
    savedLocationId: null,
    address1: need('address1'),
    address2: text(given.address2) ?? record.location?.address2 ?? '',
    city: need('city'),
    state: need('state'),
    zip: need('zip'),
    country: need('country'),
  };
  if (errors.length === before && !/^[A-Z]{2}$/.test(location.country)) {
    errors.push({
      pointer: '/location/country',
      detail: `location.country "${location.country}" is not a country code.`,
    });
  }
  return errors.length === before ? location : null;
}

/** ScheduleDto as sent. Dates must be `{utc: "YYYY-MM-DD HH:mm:ss"}`; another spelling is refused (reference 1.5). */
export function readSchedule(given: Body, context: ReadContext, zone?: string): WorkSchedule | null {
  const { errors, record } = context;
  const before = errors.length;
  const present = record.schedule;
  const window = object(given.service_window);
  const mode = 'service_window' in given ? (window.mode ?? present?.mode) : present?.mode;
  if (mode !== 'exact' && mode !== 'between' && mode !== 'hours') {
    errors.push({
      pointer: '/schedule/service_window/mode',
      detail: 'service_window.mode must be exact, between or hours.',
    });
    return null;
  }
  const at = (key: 'start' | 'end', fallback: number | null | undefined): number | null => {
    if (!(key in window)) return fallback ?? null;
    const ms = parseUtc(object(window[key]).utc);
    if (ms === null) {
      errors.push({
        pointer: `/schedule/service_window/${key}/utc`,
        detail: `service_window.${key}.utc must be written YYYY-MM-DD HH:mm:ss.`,
      });
    }
    return ms;
  };
  const start = at('start', present?.start);
  const end = mode === 'exact' ? null : at('end', present?.end);
  if (errors.length > before) return null;
  if (start === null)
    errors.push({ pointer: '/schedule/service_window/start', detail: 'service_window.start is needed.' });
  else if (mode !== 'exact' && end === null) {
    errors.push({ pointer: '/schedule/service_window/end', detail: `service_window.end is needed with mode ${mode}.` });
  } else if (end !== null && end < start) {
    errors.push({ pointer: '/schedule/service_window/end', detail: 'service_window.end is before its start.' });
  }
  if (errors.length > before || start === null) return null;
  const zoneId = object(given.time_zone).id;
  return {
    mode,
    start,
    end,
    note: text(given.schedule_note) ?? present?.note ?? '',
    timeZone:
      (typeof zoneId === 'number' ? zoneById(zoneId) : null) ??
      zone ??
      present?.timeZone ??
      zoneOfState(record.location?.state ?? ''),
    requireOntime: typeof given.require_ontime === 'boolean' ? given.require_ontime : (present?.requireOntime ?? false),
  };
}

/** PayDto as sent. */
export function readPay(given: Body, context: ReadContext): WorkPay | null {
  const { errors, record } = context;
  const before = errors.length;
  const type = given.type ?? record.pay?.type;
  if (type !== 'fixed' && type !== 'hourly' && type !== 'device' && type !== 'blended') {
    errors.push({ pointer: '/pay/type', detail: 'pay.type must be fixed, hourly, device or blended.' });
    return null;
  }
  const rate = (key: 'base' | 'additional'): { units: number; amount: number } => {
    const part = object(given[key]);
    const fallback = record.pay?.[key] ?? { units: key === 'base' ? 1 : 0, amount: 0 };
    const number = (name: 'units' | 'amount'): number => {
      const value = part[name] ?? fallback[name];
      if (typeof value === 'number' && value >= 0) return value;
      errors.push({ pointer: `/pay/${key}/${name}`, detail: `pay.${key}.${name} must be a number of 0 or more.` });
      return 0;
    };
    return { units: number('units'), amount: number('amount') };
  };
  const pay: WorkPay = { type, base: rate('base'), additional: rate('additional') };
  return errors.length === before ? pay : null;
}

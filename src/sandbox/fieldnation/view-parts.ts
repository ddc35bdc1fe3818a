import { createHash } from 'node:crypto';
import type { SandboxSwitches } from '../kernel-types.ts';
import { moment, zoneOffsetMinutes } from './dates.ts';
import type { FieldNationData, User, WorkOrderRecord } from './model.ts';
import { statusFields, statusId } from './statuses.ts';

/** What a view needs to know besides the record. */
export interface ViewContext {
  readonly data: FieldNationData;
  readonly switches: SandboxSwitches;
  /** `http://127.0.0.1:port`, for links into the sandbox. */
  readonly baseUrl: string;
  readonly now: number;
}

export const companyTimeZone = 'America/Chicago';

const zones: Readonly<Record<string, { readonly id: number; readonly short: string }>> = {
  'America/New_York': { id: 1, short: 'EST' },
  'America/Chicago': { id: 2, short: 'CST' },
  'America/Denver': { id: 3, short: 'MST' },
  'America/Phoenix': { id: 4, short: 'MST' },
  'America/Los_Angeles': { id: 5, short: 'PST' },
};
const stateZones: Readonly<Record<string, string>> = {
  AZ: 'America/Phoenix',
  CA: 'America/Los_Angeles',
  CO: 'America/Denver',
  CT: 'America/New_York',
  FL: 'America/New_York',
  GA: 'America/New_York',
  MA: 'America/New_York',
  NJ: 'America/New_York',
  NY: 'America/New_York',
  OR: 'America/Los_Angeles',
  PA: 'America/New_York',
  UT: 'America/Denver',
  WA: 'America/Los_Angeles',
};

/** The wall clock of a US state, roughly: enough for practice data. */
export function zoneOfState(state: string): string {
  return stateZones[state] ?? companyTimeZone;
}

export function zoneById(id: number): string | null {
  return Object.entries(zones).find(([, zone]) => zone.id === id)?.[0] ?? null;
}

export function zoneOf(record: WorkOrderRecord): string {
  return record.schedule?.timeZone ?? (record.location ? zoneOfState(record.location.state) : companyTimeZone);
}

/** Field Nation's own revision hash of a sub-object; changes exactly when the sub-object does. */
export function correlationId(value: unknown): string {
  return createHash('md5').update(JSON.stringify(value)).digest('hex');
}

/** `metadata` of a collection that is answered whole. */
export function wholeList(total: number): { total: number; page: number; pages: number; per_page: number } {
  return { total, page: 1, pages: 1, per_page: Math.max(total, 25) };
}

export function userById(data: FieldNationData, id: number | null): User | null {
  return data.users.find((user) => user.id === id) ?? null;
}

/** StatusDto. */
export function statusView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const fields = statusFields(record, context.switches);
  return { ...fields, correlation_id: correlationId(fields) };
}

/** MilestonesDto: only those reached. */
export function milestonesView(record: WorkOrderRecord): Record<string, unknown> {
  const zone = zoneOf(record);
  return Object.fromEntries(
    Object.entries(record.milestones).flatMap(([key, at]) => (at === undefined ? [] : [[key, moment(at, zone)]])),
  );
}

/** ScheduleDto, or null when none was set. Exact mode answers its start as its end, because the shape wants one. */
export function scheduleView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> | null {
  const { schedule } = record;
  if (schedule === null) return null;
  const zone = zones[schedule.timeZone];
  const dayOf = (ms: number): string => moment(ms, schedule.timeZone).local.date;
  const startDay = dayOf(schedule.start);
  const body = {
    work_order_id: record.id,
    service_window: {
      mode: schedule.mode,
      start: moment(schedule.start, schedule.timeZone),
      end: moment(schedule.end ?? schedule.start, schedule.timeZone),
    },
    schedule_note: schedule.note,
    require_ontime: schedule.requireOntime,
    time_zone: {
      id: zone?.id ?? 0,
      name: schedule.timeZone,
      short: zone?.short ?? '',
      offset: zoneOffsetMinutes(schedule.start, schedule.timeZone) / 60,
    },
    status_id: statusId(record.status, context.switches),
    company_id: record.companyId,
    today_tomorrow:
      startDay === dayOf(context.now) ? 'today' : startDay === dayOf(context.now + 86_400_000) ? 'tomorrow' : '',
  };
  return { ...body, correlation_id: correlationId(body.service_window) };
}

/** EtaDto: the provider's planned arrival, apart from the service window. */
export function etaView(record: WorkOrderRecord): Record<string, unknown> {
  const zone = zoneOf(record);
  const start = record.eta?.start ?? record.schedule?.start ?? record.createdAt;
  return {
    user: { id: record.assigneeId ?? 0 },
    task: { id: record.tasks[0]?.id ?? 0 },
    start: moment(start, zone),
    end: moment(start, zone),
    hour_estimate: record.pay?.base.units ?? 0,
    notes: '',
    status: {
      name: record.eta?.status ?? 'unconfirmed',
      updated: moment(record.eta?.updatedAt ?? record.createdAt, zone),
    },
    mode: 'exact',
  };
}

const locationTypes = ['', 'Commercial', 'Government', 'Residential', 'Educational', 'Other'];

export function locationTypeName(id: number): string {
  return locationTypes[id] ?? 'Other';
}

/** LocationDto, or null when none was set. The zip is text here; the look-ups answer a number (contradictions). */
export function locationView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> | null {
  const { location } = record;
  if (location === null) return null;
  const saved = context.data.locations.find((candidate) => candidate.id === location.savedLocationId);
  const address = {
    mode: location.mode,
    address1: location.address1,
    address2: location.address2,
    city: location.city,
    state: location.state,
    zip: location.zip,
    country: location.country,
  };
  return {
    ...address,
    coordinates: { latitude: 0, longitude: 0, exact: false },
    work_order_id: record.id,
    notes: saved?.notes ? [saved.notes] : [],
    type: { id: location.typeId, name: locationTypeName(location.typeId) },
    saved_location: {
      id: saved?.id ?? 0,
      name: saved?.name ?? '',
      display_name: saved?.name ?? '',
      contact: { name: saved?.contactName ?? '', phone: saved?.contactPhone ?? '' },
      group: { id: 0, name: '' },
    },
    display_name: location.displayName,
    status_id: statusId(record.status, context.switches),
    correlation_id: correlationId(address),
    zoom: '14',
    map: { url: '', href: '' },
    actions: record.status === 'paid' ? [] : ['edit'],
  };
}

/** ContactsDto. */
export function contactsView(record: WorkOrderRecord): Record<string, unknown> {
  return {
    metadata: wholeList(record.contacts.length),
    results: record.contacts.map((contact) => ({ ...contact, actions: ['edit', 'delete'] })),
    correlation_id: correlationId(record.contacts),
    actions: ['add'],
  };
}

/** CustomFieldsDto: two groups by role, every definition of the company with its value. */
export function customFieldsView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const groups = [
    { id: 1, name: 'Buyer', role: 'buyer' as const },
    { id: 2, name: 'Assigned provider', role: 'assigned_provider' as const },
  ];
  const results = groups.map((group, order) => {
    const fields = context.data.customFields.filter((field) => field.role === group.role);
    return {
      ...group,
      order,
      metadata: wholeList(fields.length),
      results: fields.map((field, index) => customFieldView(record, field, index)),
    };
  });
  return {
    metadata: wholeList(results.length),
    results,
    actions: ['edit'],
    correlation_id: correlationId(record.customFields),
  };
}

/** One custom field of a work order. */
export function customFieldView(
  record: WorkOrderRecord,
  field: FieldNationData['customFields'][number],
  order: number,
): Record<string, unknown> {
  return {
    id: field.id,
    name: field.name,
    tip: field.tip,
    type: field.type,
    role: field.role,
    used_in_finance: false,
    options: field.options,
    flags: [
      ...(field.unique ? ['unique'] : []),
      ...(field.required ? ['required'] : []),
      ...(field.internal ? ['internal_id'] : []),
      ...(field.role === 'assigned_provider' ? ['seen_by_provider'] : []),
    ],
    value: record.customFields[String(field.id)] ?? '',
    category: '',
    order,
    actions: ['edit'],
  };
}

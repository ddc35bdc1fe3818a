import type { Json, JsonObject } from '../../shared/json.ts';
import { refId, type Store, type StoredRecord, type TableName, textOf } from './records.ts';
import { linkBase, type World } from './world.ts';

/** How one kind of record shows when another refers to it. */
interface Target {
  readonly table: TableName;
  /** As the vendor's messages call it: `Service Status 17 not found`. */
  readonly label: string;
  readonly name: (record: StoredRecord) => string;
  readonly identifier?: (record: StoredRecord) => string;
  readonly extra?: (record: StoredRecord) => JsonObject;
  /** Name of the `_info` link and the path after `/apis/3.0`; null when the vendor gives none. */
  readonly link: readonly [name: string, path: (record: StoredRecord) => string] | null;
}

const byName = (record: StoredRecord): string => textOf(record, 'name');
const fullName = (record: StoredRecord): string =>
  `${textOf(record, 'firstName')} ${textOf(record, 'lastName')}`.trim();
const below = (path: string) => (record: StoredRecord) => `${path}/${record.id}`;
const onBoard = (part: string) => (record: StoredRecord) =>
  `/service/boards/${refId(record, 'board')}/${part}/${record.id}`;

const targets: Readonly<Record<string, Target>> = {
  board: {
    table: 'boards',
    label: 'Service Board',
    name: byName,
    link: ['board_href', (r) => `/service/boards/${r.id}`],
  },
  status: {
    table: 'statuses',
    label: 'Service Status',
    name: byName,
    extra: (r) => ({ sort: r.sortOrder ?? null }),
    link: ['status_href', onBoard('statuses')],
  },
  type: { table: 'types', label: 'Service Type', name: byName, link: ['type_href', onBoard('types')] },
  subType: { table: 'subTypes', label: 'Service SubType', name: byName, link: ['subType_href', onBoard('subtypes')] },
  item: { table: 'items', label: 'Service Item', name: byName, link: ['item_href', onBoard('items')] },
  team: {
    table: 'teams',
    label: 'Service Team',
    name: byName,
    link: ['team_href', (r) => `/service/boards/${String(r.boardId)}/teams/${r.id}`],
  },
  priority: {
    table: 'priorities',
    label: 'Priority',
    name: byName,
    extra: (r) => ({ sort: r.sortOrder ?? null, level: r.level ?? null }),
    link: ['priority_href', (r) => `/service/priorities/${r.id}`],
  },
  source: { table: 'sources', label: 'Source', name: byName, link: ['source_href', (r) => `/service/sources/${r.id}`] },
  serviceLocation: {
    table: 'serviceLocations',
    label: 'Service Location',
    name: byName,
    link: ['location_href', (r) => `/service/locations/${r.id}`],
  },
  location: {
    table: 'locations',
    label: 'Location',
    name: byName,
    link: ['location_href', (r) => `/system/locations/${r.id}`],
  },
  department: {
    table: 'departments',
    label: 'Department',
    name: byName,
    identifier: (r) => textOf(r, 'identifier'),
    link: ['department_href', (r) => `/system/departments/${r.id}`],
  },
  member: {
    table: 'members',
    label: 'Member',
    name: fullName,
    identifier: (r) => textOf(r, 'identifier'),
    link: ['member_href', (r) => `/system/members/${r.id}`],
  },
  company: {
    table: 'companies',
    label: 'Company',
    name: byName,
    identifier: (r) => textOf(r, 'identifier'),
    link: ['company_href', (r) => `/company/companies/${r.id}`],
  },
  companyStatus: {
    table: 'companyStatuses',
    label: 'Company Status',
    name: byName,
    link: ['status_href', (r) => `/company/companies/statuses/${r.id}`],
  },
  site: {
    table: 'sites',
    label: 'Site',
    name: byName,
    link: ['site_href', (r) => `/company/companies/${refId(r, 'company')}/sites/${r.id}`],
  },
  contact: {
    table: 'contacts',
    label: 'Contact',
    name: fullName,
    link: ['contact_href', (r) => `/company/contacts/${r.id}`],
  },
  communicationType: {
    table: 'communicationTypes',
    label: 'Communication Type',
    name: byName,
    link: ['type_href', (r) => `/company/communicationTypes/${r.id}`],
  },
  configurationType: {
    table: 'configurationTypes',
    label: 'Configuration Type',
    name: byName,
    link: ['type_href', (r) => `/company/configurations/types/${r.id}`],
  },
  country: {
    table: 'countries',
    label: 'Country',
    name: byName,
    identifier: (r) => textOf(r, 'identifier'),
    link: ['country_href', (r) => `/company/countries/${r.id}`],
  },
  state: {
    table: 'states',
    label: 'State',
    name: byName,
    identifier: (r) => textOf(r, 'identifier'),
    link: ['state_href', (r) => `/company/states/${r.id}`],
  },
  ticket: {
    table: 'tickets',
    label: 'Ticket',
    name: () => '',
    extra: (r) => ({ summary: r.summary ?? null }),
    link: ['ticket_href', (r) => `/${r.recordType === 'ServiceTicket' ? 'service' : 'project'}/tickets/${r.id}`],
  },
  workType: { table: 'workTypes', label: 'Work Type', name: byName, link: ['workType_href', below('/time/workTypes')] },
  workRole: { table: 'workRoles', label: 'Work Role', name: byName, link: ['workRole_href', below('/time/workRoles')] },
  // References to schedule types carry the identifier and no name (reference section 3.8).
  scheduleType: {
    table: 'scheduleTypes',
    label: 'Schedule Type',
    name: () => '',
    identifier: (r) => textOf(r, 'identifier'),
    link: ['type_href', below('/schedule/types')],
  },
  scheduleStatus: {
    table: 'scheduleStatuses',
    label: 'Schedule Status',
    name: byName,
    link: ['status_href', below('/schedule/statuses')],
  },
  scheduleEntry: {
    table: 'scheduleEntries',
    label: 'Schedule Entry',
    name: () => '',
    link: ['schedule_href', below('/schedule/entries')],
  },
  project: { table: 'projects', label: 'Project', name: byName, link: ['project_href', below('/project/projects')] },
  phase: {
    table: 'phases',
    label: 'Project Phase',
    name: byName,
    link: ['phase_href', (r) => `/project/projects/${refId(r, 'project')}/phases/${r.id}`],
  },
  userDefinedField: {
    table: 'userDefinedFields',
    label: 'User Defined Field',
    name: (r) => textOf(r, 'caption'),
    link: ['customField_href', below('/system/userDefinedFields')],
  },
  workflowTableType: {
    table: 'workflowTableTypes',
    label: 'Table Type',
    name: byName,
    identifier: (r) => textOf(r, 'identifier'),
    link: ['tableType_href', below('/system/workflows/tableTypes')],
  },
  workflowNotifyType: {
    table: 'workflowNotifyTypes',
    label: 'Notify Type',
    name: byName,
    identifier: (r) => textOf(r, 'identifier'),
    link: ['notifyType_href', below('/system/workflows/notifyTypes')],
  },
};

function targetOf(name: string): Target {
  const target = targets[name];
  if (target === undefined) throw new Error(`No reference target ${name}.`);
  return target;
}

export function labelOf(target: string): string {
  return targetOf(target).label;
}

/** One member of what a reference points to (`name`, `identifier`, `id`), for conditions and sorting. */
export function readReference(store: Store, target: string, id: number, member: string): Json | undefined {
  if (member === 'id') return id;
  const { table, name, identifier, extra } = targetOf(target);
  const record = store.table(table).get(id);
  if (record === null) return undefined;
  if (member === 'name') return name(record);
  if (member === 'identifier') return identifier?.(record);
  return extra?.(record)[member];
}

/** The reference object as the API shows it; null when the record is gone. */
export function renderReference(world: World, target: string, id: number): JsonObject | null {
  const { table, name, identifier, extra, link } = targetOf(target);
  const record = world.store.table(table).get(id);
  if (record === null) return null;
  return {
    id,
    ...(identifier === undefined ? {} : { identifier: identifier(record) }),
    ...(name(record) === '' ? {} : { name: name(record) }),
    ...extra?.(record),
    ...(link === null ? {} : { _info: { [link[0]]: `${linkBase(world)}${link[1](record)}` } }),
  };
}

export interface Wanted {
  /** The record meant, or null when there is none. */
  readonly record: StoredRecord | null;
  /** What was asked for and by which member, for the message. */
  readonly by: 'id' | 'identifier' | 'name';
  readonly value: string;
}

/**
 * Finds what a written reference means: by `id`, else `identifier`, else `name` (reference section 1.10). `among`
 * limits the choice (statuses of one board). Null when the value is not a reference at all.
 */
export function resolveReference(
  store: Store,
  target: string,
  value: Json,
  among: (record: StoredRecord) => boolean = () => true,
): Wanted | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const given = value as JsonObject;
  const { table, name, identifier } = targetOf(target);
  const candidates = store.table(table).all();
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const id = given.id;
  if (typeof id === 'number' || (typeof id === 'string' && /^\d+$/.test(id))) {
    const record = store.table(table).get(Number(id));
    return { record: record !== null && among(record) ? record : null, by: 'id', value: String(id) };
  }
  const wantedIdentifier = given.identifier;
  if (typeof wantedIdentifier === 'string' && identifier !== undefined) {
    const record = candidates.find((one) => among(one) && same(identifier(one), wantedIdentifier)) ?? null;
    return { record, by: 'identifier', value: wantedIdentifier };
  }
  const wantedName = given.name;
  if (typeof wantedName === 'string') {
    const record = candidates.find((one) => among(one) && same(name(one), wantedName)) ?? null;
    return { record, by: 'name', value: wantedName };
  }
  return null;
}

import type { Json } from '../../shared/json.ts';

/** A record at rest: plain JSON, references as `{ id }`, times as `yyyy-MM-ddTHH:mm:ssZ`. */
export interface StoredRecord {
  id: number;
  [field: string]: Json | undefined;
}

export const tableNames = [
  'boards',
  'statuses',
  'types',
  'subTypes',
  'items',
  'associations',
  'teams',
  'priorities',
  'sources',
  'serviceLocations',
  'locations',
  'departments',
  'members',
  'companies',
  'companyStatuses',
  'sites',
  'contacts',
  'communicationTypes',
  'configurations',
  'configurationTypes',
  'countries',
  'states',
  'userDefinedFields',
  'tickets',
  'notes',
  'callbacks',
  'documents',
  'timeEntries',
  'workTypes',
  'workRoles',
  'scheduleEntries',
  'scheduleTypes',
  'scheduleStatuses',
  'tasks',
  'projects',
  'phases',
  'auditTrail',
  'workflows',
  'workflowEvents',
  'workflowActions',
  'workflowTableTypes',
  'workflowNotifyTypes',
  'integratorTags',
] as const;
export type TableName = (typeof tableNames)[number];

export type Right = 'add' | 'edit' | 'delete' | 'inquire';
export type RightLevel = 'None' | 'All';
/** A security role: function name (`Service Desk/Service Tickets`) to what it may do (reference section 3.12). */
export type SecurityRole = Record<string, Record<Right, RightLevel>>;

/** An e-mail the real system would have sent. */
export interface SentEmail {
  readonly at: string;
  /** Whose change caused it. */
  readonly causedBy: string;
  readonly to: readonly string[];
  readonly ticketId: number;
  readonly subject: string;
  readonly reason: 'ticket-created' | 'status-changed' | 'note-added' | 'time-entered' | 'scheduled';
}

export interface ApiKey {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly memberIdentifier: string;
}

/** Everything the simulated ConnectWise remembers; one plain JSON object. */
export interface ConnectWiseState {
  readonly company: { readonly loginId: string; readonly name: string };
  /** With the trailing slash, as companyinfo gives it: `v2025_1/`. */
  codebase: string;
  versionCode: string;
  versionNumber: string;
  readonly isCloud: boolean;
  readonly productInstanceId: string;
  readonly partnerId: string;
  readonly apiKeys: ApiKey[];
  readonly clientIds: string[];
  readonly roles: Record<string, SecurityRole>;
  readonly defaults: { readonly boardId: number };
  /** Callback signing keys by the guid in key_url; the last one signs. */
  readonly signingKeys: { readonly id: string; readonly key: string }[];
  /** Deleted callback entries that still count as existing until the time given (ms UTC). */
  readonly lingeringCallbacks: { readonly untilMs: number; readonly record: StoredRecord }[];
  readonly emails: SentEmail[];
  readonly lastIds: Partial<Record<TableName | 'communicationItems', number>>;
  readonly tables: Record<TableName, StoredRecord[]>;
}

/** One table with an index by id. */
export class Table {
  readonly #rows: StoredRecord[];
  readonly #byId: Map<number, StoredRecord>;
  readonly #takeId: () => number;

  constructor(rows: StoredRecord[], takeId: () => number) {
    this.#rows = rows;
    this.#byId = new Map(rows.map((row) => [row.id, row]));
    this.#takeId = takeId;
  }

  all(): readonly StoredRecord[] {
    return this.#rows;
  }

  get(id: number): StoredRecord | null {
    return this.#byId.get(id) ?? null;
  }

  /** Adds a record under the next id and gives it back. */
  insert(fields: { readonly [field: string]: Json | undefined }): StoredRecord {
    const row: StoredRecord = { ...fields, id: this.#takeId() };
    this.#rows.push(row);
    this.#byId.set(row.id, row);
    return row;
  }

  /** Puts `record` in place of the one with its id. */
  replace(record: StoredRecord): void {
    const index = this.#rows.findIndex((row) => row.id === record.id);
    if (index < 0) throw new Error(`No record ${record.id} to replace.`);
    this.#rows[index] = record;
    this.#byId.set(record.id, record);
  }

  remove(id: number): boolean {
    const index = this.#rows.findIndex((row) => row.id === id);
    if (index < 0) return false;
    this.#rows.splice(index, 1);
    this.#byId.delete(id);
    return true;
  }
}

/** The tables of a state, indexed. */
export class Store {
  readonly state: ConnectWiseState;
  readonly #tables: ReadonlyMap<TableName, Table>;

  constructor(state: ConnectWiseState) {
    this.state = state;
    this.#tables = new Map(
      tableNames.map((name) => [name, new Table(state.tables[name], () => this.takeId(name))] as const),
    );
  }

  table(name: TableName): Table {
    const table = this.#tables.get(name);
    if (table === undefined) throw new Error(`No table ${name}.`);
    return table;
  }

  takeId(name: TableName | 'communicationItems'): number {
    const id = (this.state.lastIds[name] ?? 0) + 1;
    this.state.lastIds[name] = id;
    return id;
  }
}

/** The member with this identifier, case ignored; null when there is none (a workflow's system member has no record). */
export function memberNamed(store: Store, identifier: string): StoredRecord | null {
  const wanted = identifier.toLowerCase();
  return (
    store
      .table('members')
      .all()
      .find((one) => textOf(one, 'identifier').toLowerCase() === wanted) ?? null
  );
}

/** The id a stored reference points to, or null. */
export function refId(record: StoredRecord, field: string): number | null {
  const value = record[field];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const id = (value as { readonly id?: Json }).id;
  return typeof id === 'number' ? id : null;
}

/** A stored text, or the empty string. */
export function textOf(record: StoredRecord, field: string): string {
  const value = record[field];
  return typeof value === 'string' ? value : '';
}

/** ConnectWise writes times to the second, in UTC (reference section 1.10). */
export function toVendorTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

import type { Json } from '../../../shared/json.ts';
import { type StoredRecord, type TableName, tableNames, toVendorTime } from '../records.ts';

const firstIds: Partial<Record<TableName, number>> = {
  boards: 20,
  statuses: 500,
  types: 40,
  subTypes: 60,
  items: 80,
  teams: 25,
  priorities: 1,
  members: 176,
  companies: 250,
  sites: 1000,
  contacts: 57900,
  userDefinedFields: 15,
  tickets: 7601,
  notes: 33000,
  configurations: 400,
  callbacks: 26552,
  documents: 2600,
  // Overlaps with the notes' ids on purpose: in allNotes only id and noteType together name a note.
  timeEntries: 33000,
  scheduleEntries: 9100,
  tasks: 700,
  auditTrail: 1,
};

/** The last id "taken" of a table nothing was put into yet. */
export function beforeFirstId(table: TableName): number {
  return (firstIds[table] ?? 1) - 1;
}

/** Tables whose numbers differ from one environment of a company to the next: what people make there. */
const ownNumbers: ReadonlySet<TableName> = new Set(['boards', 'statuses', 'members', 'companies', 'userDefinedFields']);

/** Collects the seed's records; ids follow each table's first id. */
export class SeedTables {
  readonly tables: Record<TableName, StoredRecord[]>;
  readonly lastIds: Partial<Record<TableName | 'communicationItems', number>> = { communicationItems: 99800 };
  readonly #info: { readonly lastUpdated: string; readonly updatedBy: string };

  /** `idsHigherBy`: how much higher these tables' numbers begin than in the plain seed. */
  constructor(nowMs: number, idsHigherBy = 0) {
    this.tables = Object.fromEntries(tableNames.map((name) => [name, [] as StoredRecord[]])) as Record<
      TableName,
      StoredRecord[]
    >;
    for (const name of tableNames) this.lastIds[name] = beforeFirstId(name) + (ownNumbers.has(name) ? idsHigherBy : 0);
    this.#info = { lastUpdated: toVendorTime(nowMs - 90 * dayMs), updatedBy: 'adavies' };
  }

  add(table: TableName, fields: Readonly<Record<string, Json | undefined>>): StoredRecord {
    const id = (this.lastIds[table] ?? 0) + 1;
    this.lastIds[table] = id;
    const record: StoredRecord = { _info: { ...this.#info }, ...fields, id };
    this.tables[table].push(record);
    return record;
  }
}

export const dayMs = 86_400_000;
/** A stored reference to a record. */
export const at = (record: StoredRecord): { readonly id: number } => ({ id: record.id });

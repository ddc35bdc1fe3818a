import { announce } from './callback-delivery.ts';
import type { CallbackType } from './callback-matrix.ts';
import { companyKind, configurationKind, siteKind } from './company-kinds.ts';
import { contactKind, createContact, deleteContact, updateContact } from './contacts.ts';
import { invalidObject } from './errors.ts';
import type { StoredRecord } from './records.ts';
import type { Kind } from './render.ts';
import { memberKind } from './setup-tables.ts';
import { now, type World } from './world.ts';
import { type Given, writeFields } from './write.ts';

/* Records that people save in their screens while the API here only reads them, with the callbacks that follow. */

export const recordLists = ['companies', 'sites', 'contacts', 'configurations', 'members'] as const;
export type RecordList = (typeof recordLists)[number];

const kinds: Readonly<Record<RecordList, { readonly type: CallbackType; readonly kind: Kind }>> = {
  companies: { type: 'company', kind: companyKind },
  sites: { type: 'site', kind: siteKind },
  contacts: { type: 'contact', kind: contactKind },
  configurations: { type: 'configuration', kind: configurationKind },
  members: { type: 'member', kind: memberKind },
};

export interface SavedRecord {
  readonly list: RecordList;
  /** Absent: a new record. */
  readonly id?: number;
  /** Fields as the API shows them. */
  readonly changes: Given;
  /** Who saves, default `saver`. */
  readonly member?: string;
}

export interface RemovedRecord {
  readonly list: RecordList;
  readonly id: number;
  readonly member?: string;
}

/** Who keeps master data in the seeded company. */
export const saver = 'adavies';

export function recordOf(world: World, list: RecordList, id: number): StoredRecord {
  const record = world.store.table(list).get(id);
  if (record === null) throw new Error(`The list ${list} has no record ${id}.`);
  return record;
}

export function saveRecord(world: World, { list, id, changes, member = saver }: SavedRecord): StoredRecord {
  const before = id === undefined ? null : recordOf(world, list, id);
  if (list === 'contacts') {
    return before === null ? createContact(world, changes, member) : updateContact(world, before, changes, member);
  }
  const { type, kind } = kinds[list];
  const draft: StoredRecord = before === null ? { id: 0, deletedFlag: false } : { ...before };
  const errors = writeFields(world, kind, draft, changes);
  if (errors.length > 0) throw invalidObject(kind.resource, errors);
  draft._info = { lastUpdated: now(world), updatedBy: member };
  const table = world.store.table(list);
  const record = before === null ? table.insert(draft) : draft;
  if (before !== null) table.replace(draft);
  announce(world, { action: before === null ? 'added' : 'updated', type, record, kind, memberIdentifier: member });
  return record;
}

/** A company stays, with `deletedFlag` (reference section 2.7); every other record is gone. */
export function deleteRecord(world: World, list: RecordList, record: StoredRecord, member: string): void {
  if (list === 'contacts') {
    deleteContact(world, record, member);
    return;
  }
  const { type, kind } = kinds[list];
  if (list === 'companies') {
    const at = now(world);
    Object.assign(record, { deletedFlag: true, dateDeleted: at, deletedBy: member });
    record._info = { lastUpdated: at, updatedBy: member };
  } else world.store.table(list).remove(record.id);
  announce(world, { action: 'deleted', type, record, kind, memberIdentifier: member });
}

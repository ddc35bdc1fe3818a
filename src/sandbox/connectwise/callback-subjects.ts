import type { CallbackType } from './callback-matrix.ts';
import { refId, type StoredRecord, textOf } from './records.ts';
import type { World } from './world.ts';

/**
 * Under which object of each level a record falls, levels in lower case: `{ board: [21], status: [509] }`. A callback
 * entry hears of the record when its `objectId` is among its level's.
 */
export type CallbackObjects = Readonly<Record<string, readonly number[]>>;

/** Levels that follow from one reference of the record. The level named like the type is the record itself. */
const references: Partial<Readonly<Record<CallbackType, Readonly<Record<string, string>>>>> = {
  ticket: { board: 'board', status: 'status', project: 'project', phase: 'phase' },
  time: { company: 'company' },
  schedule: { status: 'status', type: 'type', location: 'where', member: 'member' },
  company: { status: 'status', territory: 'territory' },
  contact: { company: 'company' },
  site: { company: 'company' },
  configuration: { type: 'type', status: 'status' },
  member: { location: 'defaultLocation', securityrole: 'securityRole' },
  project: { status: 'status', board: 'board' },
};

const present = (id: number | null): readonly number[] => (id === null ? [] : [id]);

/** Ids of the tags a record carries; it holds their names (reference section 2.2). */
function tagIds(world: World, record: StoredRecord): readonly number[] {
  const tags = Array.isArray(record.integratorTags) ? record.integratorTags : [];
  const names = new Set(tags.map((tag) => String(tag).toLowerCase()));
  return world.store
    .table('integratorTags')
    .all()
    .filter((tag) => names.has(textOf(tag, 'name').toLowerCase()))
    .map(({ id }) => id);
}

function idsIn(list: StoredRecord[string]): readonly number[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const id = typeof item === 'object' && item !== null ? (item as { readonly id?: unknown }).id : undefined;
    return typeof id === 'number' ? [id] : [];
  });
}

/** The objects a record falls under as it is now; of a deleted one, as it was last. */
export function callbackObjects(world: World, type: CallbackType, record: StoredRecord): CallbackObjects {
  const objects: Record<string, readonly number[]> = { [type]: [record.id] };
  for (const [level, field] of Object.entries(references[type] ?? {})) objects[level] = present(refId(record, field));
  if (type === 'ticket' || type === 'company') objects.integratortag = tagIds(world, record);
  if (type === 'company') objects.company = [record.id];
  if (type === 'company' || type === 'contact') objects.type = idsIn(record.types);
  if (type === 'contact' || type === 'site') {
    const company = world.store.table('companies').get(refId(record, 'company') ?? 0);
    objects.territory = company === null ? [] : present(refId(company, 'territory'));
  }
  return objects;
}

/** Whether an entry's level and object are among a record's. */
export function isUnder(entry: StoredRecord, objects: CallbackObjects): boolean {
  const level = textOf(entry, 'level').toLowerCase();
  if (level === 'owner') return true;
  return typeof entry.objectId === 'number' && (objects[level] ?? []).includes(entry.objectId);
}

import type { Json, JsonObject } from '../../shared/json.ts';
import { definitionsOf } from './custom-fields.ts';
import { memberNamed, type StoredRecord, textOf } from './records.ts';
import { readReference } from './references.ts';
import { ticketKind } from './ticket-kinds.ts';
import { now, type World } from './world.ts';

/*
 * Who changed which field of a ticket and when (`/system/audittrail`). The shape of an entry is the specification's; its
 * wording is not published and chosen here: `Status changed from "New" to "Triage".`
 */

/** Texts are cut here, as a line of a log is. */
const maxValueLength = 250;

/** `requiredDate` as `Required Date`. */
function labelOf(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1).replace(/([a-z])([A-Z])/g, '$1 $2');
}

/** The field as a person reads it: a reference by its name. */
function shown(world: World, record: StoredRecord | null, field: string): string {
  const value = record?.[field];
  if (value === undefined || value === null) return '';
  const spec = ticketKind.fields[field];
  if (spec?.type === 'ref') {
    const id = (value as { readonly id?: Json }).id;
    if (typeof id !== 'number') return '';
    if (spec.target === null) return String(id);
    const name = readReference(world.store, spec.target, id, 'name');
    return name === undefined || name === '' ? String(id) : String(name);
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function add(world: World, ticketId: number, by: string, subType: string, text: string): void {
  const isApi = memberNamed(world.store, by)?.licenseClass === 'A';
  world.store.table('auditTrail').insert({
    ticketId,
    text,
    enteredDate: now(world),
    enteredBy: by,
    auditType: 'Ticket',
    auditSubType: subType,
    auditSource: isApi ? 'API' : 'Client',
  });
}

const quoted = (text: string): string =>
  `"${text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text}"`;

/** Writes an entry for every field in which a saved ticket differs from what it was; a new ticket gets one line. */
export function recordChanges(world: World, before: StoredRecord | null, after: StoredRecord, by: string): void {
  if (before === null) {
    add(world, after.id, by, 'Record', `Ticket ${after.id} created.`);
    return;
  }
  for (const [field, spec] of Object.entries(ticketKind.fields)) {
    if (spec.access === 'write' || field === 'customFields') continue;
    const [old, next] = [shown(world, before, field), shown(world, after, field)];
    if (old !== next)
      add(world, after.id, by, 'Record', `${labelOf(field)} changed from ${quoted(old)} to ${quoted(next)}.`);
  }
  const [oldValues, nextValues] = [before.customValues ?? {}, after.customValues ?? {}] as JsonObject[];
  for (const definition of ticketKind.screen === undefined ? [] : definitionsOf(world.store, ticketKind.screen)) {
    const [old, next] = [oldValues?.[String(definition.id)], nextValues?.[String(definition.id)]].map((value) =>
      value === undefined || value === null ? '' : String(value),
    );
    if (old === next) continue;
    const caption = textOf(definition, 'caption');
    add(world, after.id, by, 'CustomField', `${caption} changed from ${quoted(old ?? '')} to ${quoted(next ?? '')}.`);
  }
}

/** One line that no field's change says: merged, converted, deleted. */
export function recordEvent(world: World, ticketId: number, by: string, text: string): void {
  add(world, ticketId, by, 'Record', text);
}

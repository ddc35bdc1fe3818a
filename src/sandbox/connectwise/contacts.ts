import type { Json, JsonObject } from '../../shared/json.ts';
import { randomGuid } from '../kernel/random.ts';
import { announce } from './callback-delivery.ts';
import { contactFields } from './company-fields.ts';
import { customFieldScreens } from './custom-fields.ts';
import { type FieldError, invalidObject } from './errors.ts';
import { type StoredRecord, textOf } from './records.ts';
import { resolveReference } from './references.ts';
import type { Kind } from './render.ts';
import { now, type World } from './world.ts';
import { type Given, writeFields } from './write.ts';

/* Contacts and their communication items, as the recorded patches show them (reference sections 1.10 and 3.6). */

export const contactKind: Kind = {
  table: 'contacts',
  fields: contactFields,
  label: 'Contact',
  resource: 'contact',
  screen: customFieldScreens.contact,
  links: ({ id }) => ({
    communications_href: `/company/contacts/${id}/communications`,
    notes_href: `/company/contacts/${id}/notes`,
    tickets_href: `/service/tickets?conditions=contact/id=${id}`,
  }),
};

interface Item {
  readonly id: number;
  readonly type: { readonly id: number };
  readonly value: string;
  readonly extension?: string;
  readonly defaultFlag: boolean;
  readonly domain?: string;
  readonly communicationType: string;
}

/**
 * Tidies written items: an id for new ones, the type by id even when sent as text, the domain of an e-mail address, and
 * one default per kind of communication: the last one given wins, the others lose their flag.
 */
function tidyItems(world: World, given: Json, errors: FieldError[]): Json {
  const items: Item[] = [];
  for (const entry of Array.isArray(given) ? (given as readonly Json[]) : []) {
    const source = (typeof entry === 'object' && entry !== null ? entry : {}) as JsonObject;
    const type = resolveReference(world.store, 'communicationType', source.type ?? null)?.record ?? null;
    if (type === null) {
      errors.push({
        code: 'NotFound',
        message: 'Communication Type not found',
        resource: 'contact',
        field: 'communicationItems/type',
      });
      continue;
    }
    const value = String(source.value ?? '');
    const communicationType = textOf(type, 'communicationType');
    const extension = source.extension;
    items.push({
      id: typeof source.id === 'number' ? source.id : world.store.takeId('communicationItems'),
      type: { id: type.id },
      value,
      ...(typeof extension === 'string' ? { extension } : {}),
      defaultFlag: source.defaultFlag === true,
      ...(communicationType === 'Email' && value.includes('@') ? { domain: value.slice(value.indexOf('@')) } : {}),
      communicationType,
    });
  }
  return items.map((item, index) => {
    const later = items
      .slice(index + 1)
      .some((one) => one.communicationType === item.communicationType && one.defaultFlag);
    return { ...item, defaultFlag: item.defaultFlag && !later } as unknown as Json;
  });
}

function save(world: World, draft: StoredRecord, given: Given, by: string): void {
  const errors = writeFields(world, contactKind, draft, given);
  if (given.communicationItems !== undefined) {
    draft.communicationItems = tidyItems(world, given.communicationItems, errors);
  }
  if (textOf(draft, 'firstName') === '') {
    const message = 'The firstName field is required.';
    errors.push({ code: 'MissingRequiredField', message, resource: 'contact', field: 'firstName' });
  }
  if (errors.length > 0) throw invalidObject('contact', errors);
  draft._info = { lastUpdated: now(world), updatedBy: by };
}

export function createContact(world: World, given: Given, by: string): StoredRecord {
  const draft: StoredRecord = {
    id: 0,
    inactiveFlag: false,
    marriedFlag: false,
    childrenFlag: false,
    portalSecurityLevel: 1,
    disablePortalLoginFlag: true,
    unsubscribeFlag: false,
    mobileGuid: randomGuid(world.context.random),
    defaultBillingFlag: false,
    defaultFlag: false,
    communicationItems: [],
    types: [],
  };
  save(world, draft, given, by);
  const contact = world.store.table('contacts').insert(draft);
  announce(world, { action: 'added', type: 'contact', record: contact, kind: contactKind, memberIdentifier: by });
  return contact;
}

export function updateContact(world: World, contact: StoredRecord, given: Given, by: string): StoredRecord {
  const draft: StoredRecord = { ...contact };
  save(world, draft, given, by);
  world.store.table('contacts').replace(draft);
  announce(world, { action: 'updated', type: 'contact', record: draft, kind: contactKind, memberIdentifier: by });
  return draft;
}

export function deleteContact(world: World, contact: StoredRecord, by: string): void {
  world.store.table('contacts').remove(contact.id);
  announce(world, { action: 'deleted', type: 'contact', record: contact, kind: contactKind, memberIdentifier: by });
}

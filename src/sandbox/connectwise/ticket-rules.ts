import type { Json } from '../../shared/json.ts';
import type { FieldError } from './errors.ts';
import { refId, type Store, type StoredRecord, textOf } from './records.ts';
import { labelOf } from './references.ts';
import type { RefRule } from './write.ts';

/* What makes a ticket valid (reference sections 1.7, 3.1 and 7.9). */

const sameBoard = (candidate: StoredRecord, draft: StoredRecord): boolean =>
  refId(candidate, 'board') === refId(draft, 'board');
const boardTail = (draft: StoredRecord): string => ` for Service Board ${refId(draft, 'board')}`;
const sameCompany = (candidate: StoredRecord, draft: StoredRecord): boolean =>
  refId(candidate, 'company') === refId(draft, 'company');

/** Limits on what a ticket's references may point to. Boards' own tables belong to the ticket's board. */
export const ticketRefRules: Readonly<Record<string, RefRule>> = {
  status: { among: sameBoard, tail: boardTail },
  type: { among: sameBoard, tail: boardTail },
  subType: { among: sameBoard, tail: boardTail },
  item: { among: sameBoard, tail: boardTail },
  team: { among: (candidate, draft) => candidate.boardId === refId(draft, 'board'), tail: boardTail },
  company: { among: (candidate) => candidate.deletedFlag !== true },
};

const resource = 'ticket';

export function required(field: string): FieldError {
  return { code: 'MissingRequiredField', message: `The ${field} field is required.`, resource, field };
}

/** Checks that hold for the ticket as a whole, whatever the write touched. */
export function checkTicket(store: Store, draft: StoredRecord): FieldError[] {
  const errors: FieldError[] = [];
  if (textOf(draft, 'summary').trim() === '') errors.push(required('summary'));
  if (refId(draft, 'company') === null) errors.push(required('company'));
  if (refId(draft, 'board') === null) errors.push(required('board'));
  for (const [field, target] of [
    ['status', 'status'],
    ['type', 'type'],
    ['subType', 'subType'],
    ['item', 'item'],
    ['team', 'team'],
  ] as const) {
    const id = refId(draft, field);
    if (id === null) continue;
    const table = ({ status: 'statuses', type: 'types', subType: 'subTypes', item: 'items', team: 'teams' } as const)[
      target
    ];
    const record = store.table(table).get(id);
    if (record !== null && ticketRefRules[field]?.among?.(record, draft) !== false) continue;
    const message = `${labelOf(target)} ${id} not found${boardTail(draft)}`;
    errors.push({ code: 'NotFound', message, resource, field: `${field}/id` });
  }
  const site = refId(draft, 'site');
  const siteRecord = site === null ? null : store.table('sites').get(site);
  if (siteRecord !== null && !sameCompany(siteRecord, draft)) {
    const message = `Site ${site} not found for Company ${refId(draft, 'company')}`;
    errors.push({ code: 'NotFound', message, resource, field: 'site/id' });
  }
  return errors;
}

function defaultId(rows: readonly StoredRecord[]): { readonly id: number } | null {
  const row = rows.find((one) => one.defaultFlag === true) ?? rows[0];
  return row === undefined ? null : { id: row.id };
}

/** The default status of a board: flagged, else the first by sort order. */
export function defaultStatus(store: Store, boardId: number): { readonly id: number } | null {
  const own = store
    .table('statuses')
    .all()
    .filter((status) => refId(status, 'board') === boardId && status.inactive !== true)
    .sort((a, b) => Number(a.sortOrder) - Number(b.sortOrder));
  return defaultId(own);
}

/** Required fields the server fills in on create when the body leaves them out (reference section 1.10). */
export function fillDefaults(store: Store, draft: StoredRecord): void {
  const board = refId(draft, 'board') ?? store.state.defaults.boardId;
  draft.board = { id: board };
  draft.status ??= defaultStatus(store, board);
  draft.priority ??= defaultId(store.table('priorities').all());
  draft.source ??= defaultId(store.table('sources').all());
  draft.serviceLocation ??= defaultId(store.table('serviceLocations').all());
  const boardRecord = store.table('boards').get(board);
  draft.location ??= boardRecord?.location ?? null;
  draft.department ??= boardRecord?.department ?? null;
  draft.severity ??= 'Medium';
  draft.impact ??= 'Medium';
}

/** Copies the site's address and the contact's details into the ticket, except members the write gave itself. */
export function copyDependents(
  store: Store,
  before: StoredRecord | null,
  draft: StoredRecord,
  given: Readonly<Record<string, Json>>,
): void {
  const company = refId(draft, 'company');
  const companyChanged = before === null || refId(before, 'company') !== company;
  if (companyChanged && given.site === undefined) {
    const sites = store
      .table('sites')
      .all()
      .filter((site) => refId(site, 'company') === company);
    const main = sites.find((site) => site.primaryAddressFlag === true) ?? sites[0];
    draft.site = main === undefined ? null : { id: main.id };
  }
  if (companyChanged && before !== null && given.contact === undefined) {
    Object.assign(draft, { contact: null, contactName: null, contactPhoneNumber: null, contactEmailAddress: null });
  }
  const site = store.table('sites').get(refId(draft, 'site') ?? 0);
  if (site !== null && (before === null || refId(before, 'site') !== site.id)) {
    const state = store.table('states').get(refId(site, 'stateReference') ?? 0);
    const copied: Record<string, Json | undefined> = {
      siteName: textOf(site, 'name').slice(0, 50),
      addressLine1: site.addressLine1,
      addressLine2: site.addressLine2,
      city: site.city,
      stateIdentifier: state === null ? null : textOf(state, 'identifier'),
      zip: site.zip,
      country: site.country,
    };
    for (const [field, value] of Object.entries(copied)) {
      if (given[field] === undefined) draft[field] = value ?? null;
    }
  }
  const contact = store.table('contacts').get(refId(draft, 'contact') ?? 0);
  if (contact !== null && (before === null || refId(before, 'contact') !== contact.id)) {
    const items = Array.isArray(contact.communicationItems) ? (contact.communicationItems as readonly Json[]) : [];
    const detailOf = (kind: string): Json => {
      const found = items.find((item) => (item as { communicationType?: Json }).communicationType === kind);
      return (found as { value?: Json } | undefined)?.value ?? null;
    };
    const copied: Record<string, Json> = {
      contactName: `${textOf(contact, 'firstName')} ${textOf(contact, 'lastName')}`.trim(),
      contactPhoneNumber: detailOf('Phone'),
      contactEmailAddress: detailOf('Email'),
    };
    for (const [field, value] of Object.entries(copied)) {
      if (given[field] === undefined) draft[field] = value;
    }
  }
}

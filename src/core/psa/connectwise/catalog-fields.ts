import type { CatalogField, FieldType } from '../../../shared/domain/catalog.ts';
import { describeField, type FieldTraits, optionsOf } from '../../catalog/field.ts';

/*
 * What every ConnectWise ticket has, as mappings read and write it: the ticket's own record, its first Discussion note and its site
 * (reference/connectwise.md 3.1). Limits are the vendor's; where versions differ, the shorter one, which all of them take.
 */

const group = {
  ticket: 'Ticket',
  company: 'Company',
  site: 'Site',
  contact: 'Contact',
  billing: 'Billing',
  history: 'History',
} as const;

const field = describeField;
const both = { write: true } as const;
const iso = { dateFormat: 'iso' } as const;

/** A record the ticket points to: written whole under its own name, read by id and by name. */
function reference(
  heading: string,
  path: string,
  label: string,
  type: Extract<FieldType, 'picklist' | 'reference'>,
  traits: FieldTraits = {},
): readonly CatalogField[] {
  return [
    field(heading, path, label, type, { ...traits, read: false, write: true }),
    ...referenceParts(heading, path, label),
  ];
}

function referenceParts(heading: string, path: string, label: string): readonly CatalogField[] {
  return [
    field(heading, `${path}.name`, `${label} name`, 'text'),
    field(heading, `${path}.id`, `${label} number`, 'number'),
  ];
}

const perBoard = 'The value must belong to the board of the ticket.';
const levels = optionsOf(['Low', 'Medium', 'High']);
const billing = optionsOf(['Billable', 'DoNotBill', 'NoCharge', 'NoDefault']);

const ticket: readonly CatalogField[] = [
  field(group.ticket, 'id', 'Ticket number', 'number'),
  field(group.ticket, 'summary', 'Summary', 'text', { write: true, max: 100, required: 'create' }),
  field(group.ticket, 'initialDescription', 'Description', 'text', {
    note: 'The first Discussion note. ConnectWise takes it when a ticket is created and never again, so no rule can write it.',
  }),
  ...reference(group.ticket, 'status', 'Status', 'picklist', { note: perBoard }),
  ...reference(group.ticket, 'board', 'Board', 'picklist', {
    note: 'A ticket that is moved needs a status of its new board in the same change.',
  }),
  ...reference(group.ticket, 'type', 'Type', 'picklist', { note: perBoard }),
  ...reference(group.ticket, 'subType', 'Subtype', 'picklist', {
    note: `${perBoard} It must go with the type of the ticket.`,
  }),
  ...reference(group.ticket, 'item', 'Item', 'picklist', {
    note: `${perBoard} It must go with the type and subtype of the ticket.`,
  }),
  ...reference(group.ticket, 'team', 'Team', 'picklist', { note: perBoard }),
  ...reference(group.ticket, 'priority', 'Priority', 'picklist'),
  ...reference(group.ticket, 'source', 'Source', 'picklist'),
  ...reference(group.ticket, 'serviceLocation', 'Service location', 'picklist'),
  field(group.ticket, 'severity', 'Severity', 'picklist', { write: true, options: levels }),
  field(group.ticket, 'impact', 'Impact', 'picklist', { write: true, options: levels }),
  field(group.ticket, 'owner', 'Owner', 'picklist', { read: false, write: true }),
  field(group.ticket, 'owner.identifier', 'Owner identifier', 'text'),
  field(group.ticket, 'owner.name', 'Owner name', 'text'),
  field(group.ticket, 'resources', 'Resources', 'text', {
    note: 'Identifiers of the scheduled members, with commas. It follows from schedule entries.',
  }),
  field(group.ticket, 'externalXRef', 'External reference', 'text', { write: true, max: 100 }),
  field(group.ticket, 'poNumber', 'Customer PO', 'text', { write: true, max: 50 }),
  field(group.ticket, 'requiredDate', 'Required date', 'date-time', { ...both, ...iso }),
  field(group.ticket, 'estimatedStartDate', 'Estimated start date', 'date-time', { ...both, ...iso }),
  field(group.ticket, 'budgetHours', 'Budget hours', 'number', both),
  field(group.ticket, 'actualHours', 'Actual hours', 'number', { note: 'The sum of the time entries.' }),
  field(group.ticket, 'customerUpdatedFlag', 'Customer updated', 'boolean', both),
  field(group.ticket, 'allowAllClientsPortalView', 'Visible to all of the customer in the portal', 'boolean', both),
  field(group.ticket, 'automaticEmailContactFlag', 'E-mail the contact', 'boolean', both),
  field(group.ticket, 'automaticEmailResourceFlag', 'E-mail the resources', 'boolean', both),
  field(group.ticket, 'automaticEmailCcFlag', 'E-mail the CC addresses', 'boolean', both),
  field(group.ticket, 'automaticEmailCc', 'CC addresses', 'text', { write: true, max: 1000 }),
  ...reference(group.ticket, 'location', 'Location', 'picklist'),
  ...reference(group.ticket, 'department', 'Department', 'picklist'),
  field(group.ticket, 'closedFlag', 'Closed', 'boolean', { note: 'Follows from the status.' }),
  field(group.ticket, 'recordType', 'Record type', 'picklist', {
    options: optionsOf(['ServiceTicket', 'ProjectTicket', 'ProjectIssue']),
  }),
  field(group.ticket, 'parentTicketId', 'Parent ticket number', 'number'),
];

const company: readonly CatalogField[] = [
  field(group.company, 'company', 'Company', 'reference', { read: false, write: true, required: 'create' }),
  field(group.company, 'company.name', 'Company name', 'text'),
  field(group.company, 'company.identifier', 'Company identifier', 'text'),
  field(group.company, 'company.id', 'Company number', 'number'),
];

const ownAddress = 'The address on the ticket itself. Read `site.*` instead: it falls back to the site of the company.';

const site: readonly CatalogField[] = [
  ...reference(group.site, 'site', 'Site', 'reference', { note: 'The site must belong to the company of the ticket.' }),
  field(group.site, 'site.addressLine1', 'Address line 1', 'text'),
  field(group.site, 'site.addressLine2', 'Address line 2', 'text'),
  field(group.site, 'site.city', 'City', 'text'),
  field(group.site, 'site.state', 'State', 'text', { note: 'As on envelopes, for example AZ.' }),
  field(group.site, 'site.zip', 'Zip', 'text'),
  field(group.site, 'site.country', 'Country name', 'text'),
  field(group.site, 'siteName', 'Site name on the ticket', 'text', {
    write: true,
    max: 50,
    note: 'Newer versions take 156 characters, 2025.1 takes 50.',
  }),
  field(group.site, 'addressLine1', 'Address line 1 on the ticket', 'text', { write: true, max: 50, note: ownAddress }),
  field(group.site, 'addressLine2', 'Address line 2 on the ticket', 'text', { write: true, max: 50, note: ownAddress }),
  field(group.site, 'city', 'City on the ticket', 'text', { write: true, max: 50, note: ownAddress }),
  field(group.site, 'stateIdentifier', 'State on the ticket', 'text', { write: true, max: 50, note: ownAddress }),
  field(group.site, 'zip', 'Zip on the ticket', 'text', { write: true, max: 12, note: ownAddress }),
  field(group.site, 'country', 'Country on the ticket', 'reference', { read: false, write: true, note: ownAddress }),
  field(group.site, 'country.name', 'Country name on the ticket', 'text', { note: ownAddress }),
];

const contact: readonly CatalogField[] = [
  ...reference(group.contact, 'contact', 'Contact', 'reference', {
    note: 'The contact must belong to the company of the ticket.',
  }),
  field(group.contact, 'contactName', 'Contact name on the ticket', 'text', { write: true, max: 62 }),
  field(group.contact, 'contactPhoneNumber', 'Contact phone', 'text', { write: true, max: 20 }),
  field(group.contact, 'contactPhoneExtension', 'Contact phone extension', 'text', { write: true, max: 15 }),
  field(group.contact, 'contactEmailAddress', 'Contact e-mail', 'text', { write: true, max: 250 }),
];

const money: readonly CatalogField[] = [
  field(group.billing, 'agreement', 'Agreement', 'reference', { read: false, write: true }),
  field(group.billing, 'agreement.name', 'Agreement name', 'text'),
  field(group.billing, 'billTime', 'Bill time', 'picklist', { write: true, options: billing }),
  field(group.billing, 'billExpenses', 'Bill expenses', 'picklist', { write: true, options: billing }),
  field(group.billing, 'billProducts', 'Bill products', 'picklist', { write: true, options: billing }),
  field(group.billing, 'workRole', 'Work role', 'picklist', { read: false, write: true }),
  field(group.billing, 'workRole.name', 'Work role name', 'text'),
  field(group.billing, 'workType', 'Work type', 'picklist', { read: false, write: true }),
  field(group.billing, 'workType.name', 'Work type name', 'text'),
];

const history: readonly CatalogField[] = [
  field(group.history, '_info.dateEntered', 'Entered', 'date-time', iso),
  field(group.history, '_info.enteredBy', 'Entered by', 'text'),
  field(group.history, '_info.lastUpdated', 'Last updated', 'date-time', iso),
  field(group.history, '_info.updatedBy', 'Updated by', 'text'),
  field(group.history, 'closedDate', 'Closed on', 'date-time', iso),
  field(group.history, 'closedBy', 'Closed by', 'text'),
  field(group.history, 'dateResponded', 'Responded on', 'date-time', iso),
  field(group.history, 'dateResolved', 'Resolved on', 'date-time', iso),
  field(group.history, 'slaStatus', 'SLA status', 'text'),
  field(group.history, 'isInSla', 'Within SLA', 'boolean'),
];

/** Fields that every ConnectWise has, without what only an account can tell: lists and custom fields. */
export const ticketCatalogFields: readonly CatalogField[] = [
  ...ticket,
  ...company,
  ...site,
  ...contact,
  ...money,
  ...history,
];

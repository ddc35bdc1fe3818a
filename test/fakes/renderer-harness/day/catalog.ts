import type { Catalog, CatalogChange, CatalogField, CatalogOption } from '../../../../src/shared/domain/catalog.ts';
import { boardStatuses, boards, typesOfWork } from './setup.ts';

/* The fields both sides have on the made-up day: enough of each kind to look at lists, limits, gaps and notes. */

type Kind = readonly [type: CatalogField['type'], extra?: Partial<CatalogField>];

const text = (maxLength: number | null = null): Kind => ['text', { maxLength }];
const readOnly: Partial<CatalogField> = { write: false };

function fields(group: string, list: readonly (readonly [path: string, label: string, kind: Kind])[]): CatalogField[] {
  return list.map(([path, label, [type, extra = {}]]) => ({
    path,
    label,
    group,
    type,
    maxLength: null,
    read: true,
    write: true,
    required: 'no',
    options: null,
    dateFormat: '',
    note: '',
    ...extra,
  }));
}

const helpDesk: readonly CatalogOption[] = ['New', 'Assigned', 'Waiting Parts', 'Closed'].map((label, index) => ({
  value: 601 + index,
  label,
  boardId: 12,
}));
const statuses: CatalogOption[] = [
  ...boardStatuses.map(({ id, name }) => ({ value: id, label: name, boardId: 11 })),
  ...helpDesk,
];
const choice = (labels: readonly string[], from: number, boardId?: number): CatalogOption[] =>
  labels.map((label, index) => ({ value: from + index, label, ...(boardId === undefined ? {} : { boardId }) }));
const plain = (labels: readonly string[]): CatalogOption[] => labels.map((label) => ({ value: label, label }));

const states = plain(['AZ', 'CA', 'IA', 'KS', 'NC', 'NY', 'TX', 'WA']);

const ticketFields: readonly CatalogField[] = [
  ...fields('Ticket', [
    ['id', 'Ticket number', ['number', readOnly]],
    ['summary', 'Summary', ['text', { maxLength: 100, required: 'create' }]],
    ['initialDescription', 'Initial description', ['text', { write: false, note: 'Only readable after the create.' }]],
    ['board.id', 'Board', ['reference', { options: boards.map(({ id, name }) => ({ value: id, label: name })) }]],
    [
      'status',
      'Status',
      ['picklist', { options: statuses, note: 'Written by the status map of the board, not by a rule.' }],
    ],
    ['type.id', 'Type', ['picklist', { options: [...choice(['Break/fix', 'Install', 'Survey'], 41, 11)] }]],
    ['subType.id', 'Subtype', ['picklist', { options: choice(['Printer', 'Network', 'POS', 'Cabling'], 71, 11) }]],
    ['item.id', 'Item', ['picklist', { options: choice(['Hardware', 'Software'], 81, 11) }]],
    ['team.id', 'Team', ['reference', { options: choice(['Dispatch', 'Field'], 21, 11) }]],
    [
      'priority.id',
      'Priority',
      ['picklist', { options: choice(['Priority 1 - Emergency', 'Priority 2 - High', 'Priority 3 - Medium'], 1) }],
    ],
    ['source.id', 'Source', ['picklist', { options: choice(['Phone', 'Email', 'Portal'], 2) }]],
    ['owner.identifier', 'Owner', ['reference', { options: plain(['JDoe', 'MSmith', 'ALee']) }]],
    ['requiredDate', 'Due date', ['date-time', { dateFormat: 'iso' }]],
    ['externalXRef', 'External reference', text(100)],
    ['poNumber', 'Purchase order', text(50)],
    ['budgetHours', 'Budget hours', ['number']],
    ['approved', 'Approved', ['boolean']],
  ]),
  ...fields('Company', [
    ['company.id', 'Company', ['reference']],
    ['company.name', 'Company name', ['text', readOnly]],
  ]),
  ...fields('Site', [
    ['site.name', 'Site name', ['text', readOnly]],
    ['site.addressLine1', 'Address', ['text', readOnly]],
    ['site.addressLine2', 'Address line 2', ['text', readOnly]],
    ['site.city', 'City', ['text', readOnly]],
    ['site.state', 'State', ['text', readOnly]],
    ['site.zip', 'ZIP', ['text', readOnly]],
    ['site.country', 'Country', ['text', readOnly]],
  ]),
  ...fields('Contact', [
    ['contactName', 'Contact name', text(62)],
    ['contactPhoneNumber', 'Contact phone', text(20)],
    ['contactEmailAddress', 'Contact e-mail', text(100)],
  ]),
  ...fields('Custom fields', [
    ['customFields.22', 'FN Provider', text(100)],
    ['customFields.23', 'FN Pay', ['number']],
    ['customFields.31', 'FN Sync Status', text(50)],
    ['customFields.34', 'Access', ['picklist', { options: plain(['Business hours', 'After hours', 'Any time']) }]],
  ]),
];

const workOrderFields: readonly CatalogField[] = [
  ...fields('Work order', [
    ['id', 'Work order number', ['number', readOnly]],
    ['title', 'Title', ['text', { maxLength: 256, required: 'create' }]],
    ['description.html', 'Description', ['html', { required: 'publish' }]],
    ['confidential.html', 'Confidential information', ['html', { note: 'Only the assigned provider reads it.' }]],
    ['status.name', 'Status', ['text', readOnly]],
    [
      'types_of_work.0.id',
      'Type of work',
      ['reference', { required: 'publish', options: typesOfWork.map(({ id, name }) => ({ value: id, label: name })) }],
    ],
    ['template.id', 'Template', ['reference', { options: choice(['Break/fix', 'Site survey'], 301) }]],
    ['client.id', 'Client', ['reference', { options: choice(['Northwind Dental', 'Harbor Freight'], 7) }]],
    ['project.id', 'Project', ['reference', { options: choice(['Refresh 2026', 'Cabling'], 51) }]],
    ['manager.id', 'Manager', ['reference', { options: choice(['Alex Reed', 'Dana Wu'], 900) }]],
    ['incident_id', 'Incident number', text(64)],
  ]),
  ...fields('Location', [
    ['location.display_name', 'Site name', text(255)],
    ['location.address1', 'Address', ['text', { maxLength: 255, required: 'publish' }]],
    ['location.address2', 'Address line 2', text(255)],
    ['location.city', 'City', ['text', { maxLength: 60, required: 'publish' }]],
    ['location.state', 'State', ['picklist', { required: 'publish', options: states }]],
    ['location.zip', 'ZIP', ['text', { maxLength: 10, required: 'publish' }]],
    ['location.country', 'Country', ['picklist', { required: 'publish', options: plain(['US', 'CA']) }]],
  ]),
  ...fields('Schedule', [
    [
      'schedule.service_window.start.utc',
      'Start (UTC)',
      ['date-time', { dateFormat: 'YYYY-MM-DD HH:mm:ss', required: 'publish' }],
    ],
    ['schedule.service_window.end.utc', 'End (UTC)', ['date-time', { dateFormat: 'YYYY-MM-DD HH:mm:ss' }]],
  ]),
  ...fields('Pay', [
    ['pay.type', 'Pay type', ['picklist', { options: plain(['fixed', 'hourly', 'device', 'blended']) }]],
    ['pay.base.amount', 'Pay', ['number', { required: 'publish' }]],
    ['pay.base.units', 'Hours or units', ['number']],
    ['totals.pay', 'Total pay', ['number', readOnly]],
    ['totals.approved_expenses', 'Approved expenses', ['number', readOnly]],
  ]),
  ...fields('Provider', [
    ['provider.name', 'Provider', ['text', readOnly]],
    ['provider.phone', 'Provider phone', ['text', readOnly]],
  ]),
  ...fields('Custom fields', [
    ['custom_fields.129', 'Asset tag', text(100)],
    ['custom_fields.131', 'Site access', ['picklist', { options: plain(['Business hours', 'After hours']) }]],
    ['custom_fields.136', 'Closing notes', text(null)],
  ]),
];

export function dayCatalog(scenario: string, now: number): Catalog {
  const never = scenario === 'first-use';
  const gap = {
    what: 'Types of Help Desk',
    message: 'ConnectWise refused the types of board Help Desk (403). Give the API member’s role Table Setup inquire.',
  };
  return {
    connectwise: {
      fields: [...ticketFields],
      readAt: never ? null : now - 5_400_000,
      gaps: scenario === 'offline' || scenario === 'failing' ? [gap] : [],
    },
    fieldnation: { fields: [...workOrderFields], readAt: never ? null : now - 5_400_000, gaps: [] },
  };
}

export const dayCatalogChanges: readonly CatalogChange[] = [
  {
    side: 'connectwise',
    kind: 'changed',
    path: 'status',
    label: 'Status',
    message: 'Status: Waiting Parts is new on Field Services',
  },
  {
    side: 'fieldnation',
    kind: 'added',
    path: 'custom_fields.131',
    label: 'Site access',
    message: 'Site access is a new custom field of work orders',
  },
  {
    side: 'fieldnation',
    kind: 'removed',
    path: 'custom_fields.118',
    label: 'Dock number',
    message: 'Dock number no longer exists; no rule uses it',
  },
];

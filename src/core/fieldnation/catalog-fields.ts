import type { CatalogField } from '../../shared/domain/catalog.ts';
import { workOrderStatuses } from '../../shared/domain/work-order-statuses.ts';
import { describeField, type FieldTraits, optionsOf } from '../catalog/field.ts';

/*
 * What every Field Nation work order has: sources as `workOrderSource` (sync/effective-mapping.ts) gives them to a mapping, targets as
 * body.ts sends them (reference/fieldnation.md 1.7, 1.13). Field Nation publishes no lengths of its texts.
 */

const group = {
  workOrder: 'Work order',
  location: 'Location',
  schedule: 'Schedule',
  pay: 'Pay',
  contact: 'Contact',
  provider: 'Provider',
  result: 'Results',
  history: 'History',
} as const;

const field = describeField;
const both = { write: true } as const;
const forPublishing = { write: true, required: 'publish' } as const;
/** `YYYY-MM-DD HH:mm:ss` in UTC; another spelling is refused (reference/fieldnation.md 1.5). */
const utc = { dateFormat: 'YYYY-MM-DD HH:mm:ss' } as const;

/** A record of the company: written by its id, read by id and name. */
function record(heading: string, path: string, label: string, traits: FieldTraits = {}): readonly CatalogField[] {
  return [
    field(heading, `${path}.id`, label, 'picklist', { ...traits, write: true }),
    field(heading, `${path}.name`, `${label} name`, 'text'),
  ];
}

const workOrder: readonly CatalogField[] = [
  field(group.workOrder, 'id', 'Work order number', 'number'),
  field(group.workOrder, 'title', 'Title', 'text', { write: true, required: 'create' }),
  field(group.workOrder, 'description.html', 'Description', 'html', both),
  field(group.workOrder, 'confidential.html', 'Confidential information', 'html', {
    write: true,
    note: 'Shown to the assigned provider only.',
  }),
  field(group.workOrder, 'status.name', 'Status', 'picklist', {
    options: optionsOf(workOrderStatuses),
    note: 'Changed by actions, never by a rule: see the status map.',
  }),
  ...record(group.workOrder, 'types_of_work.0', 'Type of work', { required: 'publish' }),
  ...record(group.workOrder, 'template', 'Template', {
    note: 'Fills type of work, pay, project and client that no rule gives.',
  }),
  ...record(group.workOrder, 'client', 'Client'),
  ...record(group.workOrder, 'project', 'Project'),
  ...record(group.workOrder, 'manager', 'Manager'),
  field(group.workOrder, 'manager.email', 'Manager e-mail', 'text'),
  field(group.workOrder, 'incident_id', 'Incident ID', 'text', both),
  field(group.workOrder, 'allow_counter_offers', 'Allow counter-offers', 'boolean', both),
  field(group.workOrder, 'require_gps', 'Require GPS', 'boolean', both),
  field(group.workOrder, 'policy_and_procedures.html', 'Policies and procedures', 'html'),
  field(group.workOrder, 'standard_instructions.html', 'Standard instructions', 'html'),
  field(group.workOrder, 'integration.name', 'Integration name', 'text'),
];

const location: readonly CatalogField[] = [
  field(group.location, 'location.mode', 'Location mode', 'picklist', {
    write: true,
    options: [
      { value: 'custom', label: 'Address' },
      { value: 'location', label: 'Saved location' },
      { value: 'remote', label: 'Remote work' },
    ],
    note: 'Follows from the other fields where no rule gives it: a saved location, else an address.',
  }),
  field(group.location, 'location.display_name', 'Location name', 'text', both),
  field(group.location, 'location.address1', 'Address line 1', 'text', forPublishing),
  field(group.location, 'location.address2', 'Address line 2', 'text', both),
  field(group.location, 'location.city', 'City', 'text', forPublishing),
  field(group.location, 'location.state', 'State', 'text', {
    ...forPublishing,
    note: 'Two letters, for example AZ.',
  }),
  field(group.location, 'location.zip', 'Zip', 'text', { ...forPublishing, note: 'A text: leading zeros count.' }),
  field(group.location, 'location.country', 'Country', 'text', {
    ...forPublishing,
    max: 2,
    note: 'Two capital letters (ISO 3166), for example US.',
  }),
  field(group.location, 'location.type.id', 'Location type', 'picklist', {
    write: true,
    options: [
      { value: 1, label: 'Commercial' },
      { value: 2, label: 'Government' },
      { value: 3, label: 'Residential' },
      { value: 4, label: 'Educational' },
      { value: 5, label: 'Other' },
    ],
  }),
  field(group.location, 'location.saved_location.id', 'Saved location', 'picklist', {
    write: true,
    note: 'Takes the place of the address; its mode is "location".',
  }),
  field(group.location, 'location.saved_location.name', 'Saved location name', 'text'),
];

const schedule: readonly CatalogField[] = [
  field(group.schedule, 'schedule.service_window.start.utc', 'Start', 'date-time', { ...forPublishing, ...utc }),
  field(group.schedule, 'schedule.service_window.end.utc', 'End', 'date-time', { ...both, ...utc }),
  field(group.schedule, 'schedule.service_window.mode', 'Schedule mode', 'picklist', {
    write: true,
    options: [
      { value: 'exact', label: 'Exact start' },
      { value: 'between', label: 'Between start and end' },
      { value: 'hours', label: 'Business hours between start and end' },
    ],
    note: 'Follows from the other fields where no rule gives it: with an end "between", else "exact".',
  }),
  field(group.schedule, 'require_ontime', 'Require on-time arrival', 'boolean', {
    read: false,
    write: true,
    note: 'A hard start.',
  }),
  field(group.schedule, 'schedule.time_zone.name', 'Time zone of the site', 'text'),
  field(group.schedule, 'schedule.schedule_note', 'Schedule note', 'text'),
  field(group.schedule, 'eta.start.utc', 'Estimated arrival', 'date-time', {
    ...utc,
    note: 'What the provider plans, apart from the schedule.',
  }),
  field(group.schedule, 'eta.status.name', 'Arrival status', 'text'),
];

const pay: readonly CatalogField[] = [
  field(group.pay, 'pay.type', 'Pay type', 'picklist', {
    ...forPublishing,
    options: [
      { value: 'fixed', label: 'Fixed' },
      { value: 'hourly', label: 'Hourly' },
      { value: 'device', label: 'Per device' },
      { value: 'blended', label: 'Blended' },
    ],
  }),
  field(group.pay, 'pay.base.amount', 'Base pay', 'number', forPublishing),
  field(group.pay, 'pay.base.units', 'Units of base pay', 'number', {
    ...forPublishing,
    note: 'Hours, devices, or 1 when fixed.',
  }),
  field(group.pay, 'pay.additional.amount', 'Additional pay', 'number', { write: true, note: 'For blended pay.' }),
  field(group.pay, 'pay.additional.units', 'Units of additional pay', 'number', {
    write: true,
    note: 'For blended pay.',
  }),
  field(group.pay, 'totals.pay', 'Total pay', 'number'),
  field(group.pay, 'totals.approved_expenses', 'Approved expenses', 'number', {
    note: 'Only approved ones; absent while there are none.',
  }),
];

const contact: readonly CatalogField[] = [
  field(group.contact, 'contacts.results', 'All contacts', 'list', {
    write: true,
    note: 'A list of {name, role, phone, ext, email, notes}, for scripts. It takes the place of all contacts.',
  }),
  field(group.contact, 'contacts.results.0.name', 'Contact name', 'text', both),
  field(group.contact, 'contacts.results.0.role', 'Contact role', 'picklist', {
    write: true,
    options: optionsOf([
      'Project manager',
      'Location Contact',
      'Resource coordinator',
      'Emergency contact',
      'Technical help',
      'Check-in / Check-out',
    ]),
  }),
  field(group.contact, 'contacts.results.0.phone', 'Contact phone', 'text', both),
  field(group.contact, 'contacts.results.0.ext', 'Contact phone extension', 'text', both),
  field(group.contact, 'contacts.results.0.email', 'Contact e-mail', 'text', both),
  field(group.contact, 'contacts.results.0.notes', 'Contact notes', 'text', both),
];

const provider: readonly CatalogField[] = [
  field(group.provider, 'provider.name', 'Provider name', 'text'),
  field(group.provider, 'provider.phone', 'Provider phone', 'text'),
  field(group.provider, 'assignee.user.id', 'Provider number', 'number'),
  field(group.provider, 'assignee.user.first_name', 'Provider first name', 'text'),
  field(group.provider, 'assignee.user.last_name', 'Provider last name', 'text'),
];

const results: readonly CatalogField[] = [
  field(group.result, 'closing_notes', 'Closing notes', 'text'),
  field(group.result, 'time_logs.hours', 'Hours worked', 'number'),
  field(group.result, 'time_logs.results.0.in.created.utc', 'First check-in', 'date-time', utc),
  field(group.result, 'time_logs.results.0.out.created.utc', 'First check-out', 'date-time', utc),
  field(group.result, 'progress.label', 'Task progress', 'text'),
  field(group.result, 'site_revisit.job_status', 'Job status', 'text'),
  field(group.result, 'site_revisit.is_revisit', 'Is a return visit', 'boolean'),
];

const milestones = {
  created: 'Created',
  published: 'Published',
  routed: 'Routed',
  assigned: 'Assigned',
  workdone: 'Work done',
  approved: 'Approved',
  paid: 'Paid',
  canceled: 'Cancelled',
} as const;

const history: readonly CatalogField[] = Object.entries(milestones).map(([name, label]) =>
  field(group.history, `milestones.${name}.utc`, `${label} on`, 'date-time', utc),
);

/** Fields that every Field Nation company has, without what only an account can tell: lists and custom fields. */
export const workOrderCatalogFields: readonly CatalogField[] = [
  ...workOrder,
  ...location,
  ...schedule,
  ...pay,
  ...contact,
  ...provider,
  ...results,
  ...history,
];

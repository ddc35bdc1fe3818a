import standard from '../../../../resources/mappings/standard.json' with { type: 'json' };
import { type Mapping, mappingSchema } from '../../../../src/shared/domain/mapping.ts';
import type { MappingPreset } from '../../../../src/shared/domain/mapping-work.ts';

/* The mapping of the made-up day: the standard one, with one rule more for each action, both directions and two boards. */

const more: readonly unknown[] = [
  {
    id: 'priority-access',
    direction: 'inbound',
    action: 'ARRAY_MAP',
    source: 'priority.name',
    target: 'custom_fields.131',
    mappings: [
      { compare: 'Priority 1 - Emergency', value: 'After hours' },
      { compare: 'Priority 2 - High', value: 'Business hours' },
      { compare: 'Priority 3 - Medium', value: 'Business hours' },
    ],
    note: 'Emergencies may be worked at night',
  },
  {
    id: 'hours',
    direction: 'inbound',
    action: 'RANGE_MAP',
    source: 'budgetHours',
    target: 'pay.base.units',
    when: 'create',
    ranges: [
      { compare: 2, value: 2 },
      { compare: 4, value: 4 },
      { compare: 8, value: 8 },
    ],
    onMissing: 'default',
    default: 2,
  },
  {
    id: 'asset',
    direction: 'both',
    action: 'SYNC',
    source: 'poNumber',
    target: 'custom_fields.129',
    onConflict: 'last-write',
  },
  { id: 'pay-type', direction: 'inbound', action: 'SET_STATIC', target: 'pay.type', value: 'hourly', when: 'create' },
  {
    id: 'instructions',
    direction: 'inbound',
    action: 'CUSTOM',
    language: 'jsonnet',
    target: 'confidential.html',
    script: `local ticket = $.input;
local lines = [
  'Site contact: ' + ticket.contactName,
  'Phone: ' + ticket.contactPhoneNumber,
];
'<p>' + std.join('<br>', lines) + '</p>'`,
  },
  {
    id: 'provider-line',
    direction: 'outbound',
    action: 'CUSTOM',
    language: 'jsonata',
    target: 'customFields.22',
    script: "provider.name & (provider.phone ? ' (' & provider.phone & ')' : '')",
    onConflict: 'source',
  },
  {
    id: 'total-pay',
    direction: 'outbound',
    action: 'SYNC',
    source: 'totals.pay',
    target: 'customFields.23',
    onConflict: 'source',
  },
];

const statusMap = (
  boardId: number,
  boardName: string,
  pairs: readonly (readonly [string, number | null, string])[],
) => ({
  boardId,
  boardName,
  toTicket: pairs.map(([workOrderStatus, ticketStatusId, ticketStatusName]) => ({
    workOrderStatus,
    ticketStatusId,
    ticketStatusName,
  })),
  toWorkOrder: [
    {
      ticketStatusId: 509,
      ticketStatusName: 'Cancelled',
      action: { do: 'cancel', reason: 'Cancelled by the customer' },
    },
  ],
});

export const dayMapping: Mapping = mappingSchema.parse({
  ...standard,
  name: 'Field services',
  rules: [...standard.rules, ...more],
  statusMaps: [
    statusMap(11, 'Field Services', [
      ['Draft', null, ''],
      ['Published', 503, 'Dispatched'],
      ['Assigned', 504, 'Scheduled'],
      ['Confirmed', 504, 'Scheduled'],
      ['Checked In', 505, 'In progress'],
      ['Checked Out', null, ''],
      ['Work Done', 506, 'Work complete'],
      ['Approved', 508, 'Completed'],
    ]),
    {
      ...statusMap(12, 'Help Desk', [
        ['Published', 602, 'Assigned'],
        ['Work Done', 604, 'Closed'],
      ]),
      toWorkOrder: [],
    },
  ],
});

/** As above with what a person has changed since: a summary cut by hand, a list value that does not exist, a script with a slip. */
export const dayDraft: Mapping = mappingSchema.parse({
  ...dayMapping,
  rules: [
    ...dayMapping.rules.map((rule) => {
      if (rule.id === 'priority-access' && rule.action === 'ARRAY_MAP')
        return { ...rule, mappings: rule.mappings.map((row, at) => (at === 0 ? { ...row, value: 'Anytime' } : row)) };
      if (rule.id === 'title') return { ...rule, onConflict: 'connectwise' };
      return rule;
    }),
    {
      id: 'site-contact',
      direction: 'outbound',
      action: 'SYNC',
      source: 'title',
      target: 'summary',
      note: 'Back to the ticket when the dispatcher retitles the work order',
    },
  ],
});

const named = (id: MappingPreset['id'], title: string, words: string, rules: readonly unknown[]): MappingPreset => ({
  id,
  title,
  text: words,
  mapping: mappingSchema.parse({ formatVersion: 1, name: title, rules }),
});
const keys = new Set(['title', 'description', 'address1', 'city', 'state', 'zip', 'country']);

export const dayPresets: readonly MappingPreset[] = [
  named('empty', 'Empty', 'No rules. For a mapping built from nothing.', []),
  named(
    'minimal',
    'Minimal',
    'Only what Field Nation needs to publish: title, description, location.',
    standard.rules.filter((rule) => keys.has(rule.id)),
  ),
  named(
    'standard',
    'Standard',
    'Title, description, location and time, and the work order’s number on the ticket.',
    standard.rules,
  ),
  named('full', 'Full', 'Everything the standard has, with custom fields, pay and contact.', [
    ...standard.rules,
    ...more,
  ]),
];

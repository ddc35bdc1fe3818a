import { type SyncConfig, syncConfigSchema } from '../../../../src/shared/config-sync.ts';
import type { ChannelInput, ChannelOutput } from '../../../../src/shared/ipc/contract.ts';

const clients = ['Acme Retail', 'Blue Harbor Clinics', 'Cedar Credit Union', 'Dunmore Logistics'];
const projects = ['POS refresh 2026', 'Clinic Wi-Fi', 'Branch cabling'];
const companies = [
  'Acme Retail Group',
  'Blue Harbor Clinics',
  'Cedar Credit Union',
  'Dunmore Logistics',
  'Evergreen Schools',
  'Falcon Manufacturing and Distribution Company of the Upper Midwest',
];

const numbered = (names: readonly string[], from: number) => names.map((name, index) => ({ id: from + index, name }));

export const lookUpLists: Readonly<Record<ChannelInput<'sync:look-up'>['what'], { id: number; name: string }[]>> = {
  clients: numbered(clients, 301),
  projects: numbered(projects, 401),
  'talent-pools': numbered(['POS certified, Midwest', 'Low voltage, West', 'Preferred'], 71),
  'psa-members': numbered(
    ['Dana Whitfield (dwhitfield)', 'Sam Okafor (sokafor)', 'Priya Nair (pnair)', 'Field Nation API (svc-fieldnation)'],
    151,
  ),
  'psa-companies': numbered(companies, 19_300),
  'psa-custom-fields': numbered(['FN Provider', 'FN Provider phone', 'FN Expenses', 'FN Pay', 'Site code'], 22),
  'fn-custom-fields': numbered(['Cost center', 'Store number', 'After hours'], 901),
};

export const memberRows: ChannelOutput<'sync:members'> = [
  {
    fieldNationUserId: 5101,
    fieldNationName: 'Dana Whitfield',
    email: 'dana@northwind-it.example',
    member: { id: 151, identifier: 'dwhitfield', name: 'Dana Whitfield' },
    how: 'email',
  },
  {
    fieldNationUserId: 5102,
    fieldNationName: 'S. Okafor',
    email: 'field-team@northwind-it.example',
    member: { id: 152, identifier: 'sokafor', name: 'Sam Okafor' },
    how: 'override',
  },
  {
    fieldNationUserId: 5103,
    fieldNationName: 'Marguerite Vandenberghe-Castellano',
    email: 'marguerite.vandenberghe-castellano@northwind-it.example',
    member: null,
    how: 'none',
  },
];

/** What a company has after a month: most of it on, two choices of its own. */
export function daySync(): SyncConfig {
  return syncConfigSchema.parse({
    events: {
      rules: {
        FN_WO_PROVIDER_CHECKED_IN: {
          on: true,
          action: { do: 'note', tab: 'discussion', text: '{assignee.user.first_name} arrived on site.' },
        },
        FN_WO_ROUTED: { on: true, action: { do: 'update' } },
        FN_WO_DECLINED: { on: true, action: { do: 'note', tab: 'internal', text: '' } },
        FN_WO_DRAFT: { on: false },
        FN_WO_DONE: {
          on: true,
          action: { do: 'script', language: 'jsonata', script: '{"ticket": {"customFields.24": workOrder.pay.total}}' },
        },
      },
      filters: { boards: [{ id: 11, name: 'Field Services' }], clients: [{ id: 301, name: 'Acme Retail' }] },
    },
    notes: { toWorkOrder: 'public', toTicket: 'internal' },
    outbound: {
      members: [{ fieldNationUserId: 5102, fieldNationName: 'S. Okafor', memberId: 152, memberIdentifier: 'sokafor' }],
      setOwner: 'assigned',
      providerNameField: 'customFields.22',
      visits: { as: 'time-entry', memberId: 151, memberIdentifier: 'dwhitfield', workType: 'Onsite' },
      createTickets: {
        on: true,
        boardId: 11,
        boardName: 'Field Services',
        statusId: 501,
        statusName: 'New',
        clients: [{ clientId: 301, clientName: 'Acme Retail', companyId: 19_300, companyName: 'Acme Retail Group' }],
      },
    },
    inbound: {
      extras: { notes: 2, contact: true },
      statusActions: [
        { ticketStatusId: 509, ticketStatusName: 'Cancelled', action: { do: 'cancel', reason: 'Customer cancelled' } },
      ],
    },
  });
}

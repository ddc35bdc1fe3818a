import type { LinkRow } from '../../../../src/shared/domain/views.ts';
import type { JsonObject } from '../../../../src/shared/json.ts';

/* Both records of a link of the made-up day as the rules read them. */

export function dayTicketDocument(link: LinkRow): JsonObject {
  return {
    id: link.ticketId,
    summary: link.ticketSummary,
    initialDescription: `${link.ticketSummary}. Caller reports it since this morning; door code with the front desk.`,
    board: { id: 11, name: 'Field Services' },
    status: { id: 504, name: link.ticketStatus },
    company: { id: 7, identifier: 'NORTHWIND', name: link.companyName },
    site: {
      id: 31,
      name: 'Main office',
      addressLine1: '418 Main Street',
      addressLine2: 'Suite 200',
      city: 'Cedar Falls',
      state: 'IA',
      zip: '50613',
      country: 'United States',
    },
    priority: { id: 2, name: 'Priority 2 - High' },
    contactName: 'Pat Morgan',
    contactPhoneNumber: '3195550142',
    contactEmailAddress: 'pat.morgan@example.com',
    requiredDate: '2026-11-24T14:00:00Z',
    budgetHours: 3,
    poNumber: 'PO-20418',
    externalXRef: link.workOrderId === null ? '' : `FN-${String(link.workOrderId)}`,
    customFields: [
      { id: 22, caption: 'FN Provider', type: 'Text', value: link.providerName },
      { id: 23, caption: 'FN Pay', type: 'Number', value: 140 },
      { id: 31, caption: 'FN Sync Status', type: 'Text', value: 'Sent' },
    ],
  };
}

export function dayWorkOrderDocument(link: LinkRow): JsonObject {
  return {
    id: link.workOrderId ?? 0,
    title: link.ticketSummary,
    status: { id: 3, name: link.workOrderStatus },
    description: { html: `<p>${link.ticketSummary}</p>` },
    location: {
      display_name: 'Main office',
      address1: '418 Main Street',
      address2: 'Suite 100',
      city: 'Cedar Falls',
      state: 'IA',
      zip: '50613',
      country: 'US',
    },
    schedule: { service_window: { start: { utc: '2026-11-24 14:00:00' } } },
    pay: { type: 'hourly', base: { amount: 35, units: 4 }, total: 140 },
    types_of_work: [{ id: 66, name: 'Printers' }],
    custom_fields: { '129': 'PO-20418', '131': 'After hours' },
    provider: { name: link.providerName, phone: '3195550177' },
    totals: { pay: 140, approved_expenses: 18.5 },
  };
}

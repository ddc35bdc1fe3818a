import { type FieldMap, flag, ref, text, time } from './fields.ts';
import type { Kind } from './render.ts';
import { ticketFields } from './ticket-fields.ts';
import { ticketKind } from './ticket-kinds.ts';

/* Tickets and issues of projects (reference section 3.2). They rest in the same table as service tickets. */

/** What service tickets have and project tickets lack. */
const serviceOnly = new Set([
  'recordType',
  'team',
  'severity',
  'impact',
  'externalXRef',
  'poNumber',
  'agreementType',
  'estimatedExpenseCost',
  'estimatedExpenseRevenue',
  'estimatedProductCost',
  'estimatedProductRevenue',
  'estimatedTimeCost',
  'estimatedTimeRevenue',
  'billingMethod',
  'billingAmount',
  'hourlyRate',
  'dateResolved',
  'dateResplan',
  'dateResponded',
  'resolveMinutes',
  'resPlanMinutes',
  'respondMinutes',
  'isInSla',
  'parentTicketId',
  'hasChildTicket',
  'hasMergedChildTicketFlag',
  'sla',
  'slaStatus',
  'requestForChangeFlag',
  'mergedParentTicket',
  'integratorTags',
]);

const projectTicketFields: FieldMap = {
  ...Object.fromEntries(Object.entries(ticketFields).filter(([field]) => !serviceOnly.has(field))),
  isIssueFlag: flag,
  project: ref('project'),
  phase: ref('phase'),
  wbsCode: text(50),
  scheduleStartDate: time,
  scheduleEndDate: time,
};

export const projectTicketKind: Kind = {
  ...ticketKind,
  fields: projectTicketFields,
  links: (ticket) =>
    Object.fromEntries(
      Object.entries(ticketKind.links?.(ticket) ?? {}).map(([name, path]) => [
        name,
        path.replace('/service/tickets', '/project/tickets').replace('recordType=Ticket', 'recordType=ProjectTicket'),
      ]),
    ),
};

/** As callbacks carry it: the API's own record has no `recordType`, the Entity has (reference section 2.4). */
export const projectEntityKind: Kind = {
  ...projectTicketKind,
  fields: { ...projectTicketFields, recordType: text() },
};

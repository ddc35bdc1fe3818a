import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { needs } from './access.ts';
import { recordNotFound } from './errors.ts';
import { type FieldMap, flag, ref, text, time } from './fields.ts';
import { notesOf } from './notes.ts';
import { countResponse, listResponse, recordResponse } from './query.ts';
import type { StoredRecord } from './records.ts';
import type { Kind } from './render.ts';
import { api, readRoutes } from './routes.ts';
import { ticketFields } from './ticket-fields.ts';
import { noteKind, ticketKind } from './ticket-kinds.ts';
import { ticketPartRoutes } from './ticket-parts.ts';
import { searchFilter } from './ticket-search.ts';
import type { World } from './world.ts';

/* /project/tickets, read only: where converted service tickets go on living (reference section 3.2). */

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

const projectTicketKind: Kind = {
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

const functionName = 'Project/Project Tickets';

export function projectTicketRoutes(world: World): readonly Route[] {
  const inquire = needs(functionName, 'inquire');
  const all = (): readonly StoredRecord[] =>
    world.store
      .table('tickets')
      .all()
      .filter(({ recordType }) => recordType !== 'ServiceTicket');
  const ticketAt = (id: string | undefined): StoredRecord => {
    const ticket = world.store.table('tickets').get(Number(id));
    if (ticket === null || ticket.recordType === 'ServiceTicket') throw recordNotFound(ticketKind.label, id ?? '');
    return ticket;
  };
  const parentOf = (request: SandboxRequest): StoredRecord => ticketAt(request.params.parentId);
  return [
    api('GET', '/project/tickets', inquire, (request) => listResponse(world, projectTicketKind, request, all())),
    api('GET', '/project/tickets/count', inquire, (request) => countResponse(world, projectTicketKind, request, all())),
    api('POST', '/project/tickets/search', inquire, (request) =>
      listResponse(world, projectTicketKind, request, all(), searchFilter(request)),
    ),
    api('GET', '/project/tickets/:id', inquire, (request) =>
      recordResponse(world, projectTicketKind, request, ticketAt(request.params.id)),
    ),
    ...readRoutes(world, '/project/tickets/:parentId/notes', noteKind, inquire, (request) =>
      notesOf(world, parentOf(request).id),
    ),
    ...ticketPartRoutes(world, '/project/tickets', functionName, parentOf).filter(({ method }) => method === 'GET'),
  ];
}

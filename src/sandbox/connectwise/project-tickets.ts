import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { needs } from './access.ts';
import { recordNotFound } from './errors.ts';
import { notesOf } from './notes.ts';
import { projectTicketKind } from './project-ticket-kind.ts';
import { countResponse, listResponse, recordResponse } from './query.ts';
import type { StoredRecord } from './records.ts';
import { api, readRoutes } from './routes.ts';
import { noteKind, ticketKind } from './ticket-kinds.ts';
import { ticketPartRoutes } from './ticket-parts.ts';
import { searchFilter } from './ticket-search.ts';
import type { World } from './world.ts';

/* /project/tickets, read only: where converted service tickets go on living (reference section 3.2). */

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

import type { Route } from '../kernel/router.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import { callerOf, closeTickets, may, needs } from './access.ts';
import { recordNotFound } from './errors.ts';
import { createNote, deleteNote, notesOf, updateNote } from './notes.ts';
import { countResponse, listResponse, recordResponse } from './query.ts';
import type { StoredRecord } from './records.ts';
import { api, readRoutes, recordAt } from './routes.ts';
import { noteKind, ticketKind } from './ticket-kinds.ts';
import { attachChildren, convertTicket, mergeTickets } from './ticket-lifecycle.ts';
import { ticketPartRoutes } from './ticket-parts.ts';
import { type Author, createTicket, deleteTicket, updateTicket } from './ticket-save.ts';
import { searchFilter } from './ticket-search.ts';
import { switchOf, type World } from './world.ts';
import { bodyOf, givenByPatch, objectBodyOf } from './write.ts';

/* /service/tickets with notes and allNotes (reference sections 3.1 and 3.3). */

const right = (kind: 'add' | 'edit' | 'delete' | 'inquire'): string => needs('Service Desk/Service Tickets', kind);

export function ticketRoutes(world: World): readonly Route[] {
  const tickets = world.store.table('tickets');
  const authorOf = (request: SandboxRequest): Author => {
    const memberIdentifier = callerOf(world, request);
    return { memberIdentifier, mayClose: may(world, memberIdentifier, closeTickets, 'edit') };
  };
  /** Converted tickets live on under /project/tickets (reference section 3.2). */
  const isShown = (ticket: StoredRecord): boolean =>
    ticket.recordType === 'ServiceTicket' || switchOf(world, 'connectwise.serviceReadsProjectTickets');
  const shown = (): readonly StoredRecord[] => tickets.all().filter(isShown);
  const done = (message: string): SandboxResponse => ({ status: 200, body: { success: true, message } });
  const ticketOf = (request: SandboxRequest, parameter: 'id' | 'parentId'): StoredRecord => {
    const id = request.params[parameter];
    const ticket = tickets.get(Number(id));
    if (ticket === null || !isShown(ticket)) throw recordNotFound(ticketKind.label, id ?? '');
    return ticket;
  };
  const ownNotes = (request: SandboxRequest): readonly StoredRecord[] =>
    notesOf(world, ticketOf(request, 'parentId').id);
  const noteOf = (request: SandboxRequest): StoredRecord => recordAt(ownNotes(request), noteKind, request.params.id);

  return [
    api('GET', '/service/tickets', right('inquire'), (request) => listResponse(world, ticketKind, request, shown())),
    api('GET', '/service/tickets/count', right('inquire'), (request) =>
      countResponse(world, ticketKind, request, shown()),
    ),
    api('POST', '/service/tickets/search', right('inquire'), (request) =>
      listResponse(world, ticketKind, request, shown(), searchFilter(request)),
    ),
    api('POST', '/service/tickets', right('add'), (request) =>
      recordResponse(world, ticketKind, request, createTicket(world, objectBodyOf(request), authorOf(request)), 201),
    ),
    api('GET', '/service/tickets/:id', right('inquire'), (request) =>
      recordResponse(world, ticketKind, request, ticketOf(request, 'id')),
    ),
    api('PATCH', '/service/tickets/:id', right('edit'), (request) => {
      const ticket = ticketOf(request, 'id');
      const given = givenByPatch(world, ticketKind, ticket, bodyOf(request));
      return recordResponse(world, ticketKind, request, updateTicket(world, ticket, given, authorOf(request)));
    }),
    api('PUT', '/service/tickets/:id', right('edit'), (request) => {
      const ticket = ticketOf(request, 'id');
      const saved = updateTicket(world, ticket, objectBodyOf(request), authorOf(request), { whole: true });
      return recordResponse(world, ticketKind, request, saved);
    }),
    api('DELETE', '/service/tickets/:id', right('delete'), (request) => {
      deleteTicket(world, ticketOf(request, 'id'), authorOf(request));
      return { status: 204 };
    }),
    ...readRoutes(world, '/service/tickets/:parentId/notes', noteKind, right('inquire'), ownNotes),
    api('POST', '/service/tickets/:parentId/notes', right('edit'), (request) => {
      const ticket = ticketOf(request, 'parentId');
      const note = createNote(world, ticket, objectBodyOf(request), callerOf(world, request));
      return recordResponse(world, noteKind, request, note, 201);
    }),
    api('PATCH', '/service/tickets/:parentId/notes/:id', right('edit'), (request) => {
      const note = noteOf(request);
      const given = givenByPatch(world, noteKind, note, bodyOf(request));
      const saved = updateNote(world, note, given, callerOf(world, request), { whole: false });
      return recordResponse(world, noteKind, request, saved);
    }),
    api('PUT', '/service/tickets/:parentId/notes/:id', right('edit'), (request) => {
      const saved = updateNote(world, noteOf(request), objectBodyOf(request), callerOf(world, request), {
        whole: true,
      });
      return recordResponse(world, noteKind, request, saved);
    }),
    api('DELETE', '/service/tickets/:parentId/notes/:id', right('edit'), (request) => {
      deleteNote(world, noteOf(request), callerOf(world, request));
      return { status: 204 };
    }),
    ...ticketPartRoutes(world, '/service/tickets', 'Service Desk/Service Tickets', (request) =>
      ticketOf(request, 'parentId'),
    ),
    api('POST', '/service/tickets/:parentId/merge', needs('Service Desk/Merge Tickets', 'edit'), (request) => {
      mergeTickets(world, ticketOf(request, 'parentId'), objectBodyOf(request), authorOf(request));
      return done('Tickets were merged.');
    }),
    api('POST', '/service/tickets/:parentId/attachChildren', right('edit'), (request) => {
      attachChildren(world, ticketOf(request, 'parentId'), objectBodyOf(request), callerOf(world, request));
      return done('Child tickets were attached.');
    }),
    api('POST', '/service/tickets/:parentId/convert', right('edit'), (request) => {
      convertTicket(world, ticketOf(request, 'parentId'), objectBodyOf(request), callerOf(world, request));
      return done('The ticket was converted.');
    }),
  ];
}

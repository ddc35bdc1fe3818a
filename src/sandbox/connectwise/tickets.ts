import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { callerOf, closeTickets, may, needs } from './access.ts';
import { badRequest, recordNotFound } from './errors.ts';
import { createNote, deleteNote, notesOf, updateNote } from './notes.ts';
import { countResponse, type Filter, listResponse, recordResponse } from './query.ts';
import type { StoredRecord } from './records.ts';
import type { Kind } from './render.ts';
import { api, readRoutes, recordAt } from './routes.ts';
import { allNoteFields } from './ticket-fields.ts';
import { noteKind, ticketKind } from './ticket-kinds.ts';
import { type Author, createTicket, deleteTicket, updateTicket } from './ticket-save.ts';
import type { World } from './world.ts';
import { bodyOf, givenByPatch, objectBodyOf } from './write.ts';

/* /service/tickets with notes and allNotes (reference sections 3.1 and 3.3). */

const right = (kind: 'add' | 'edit' | 'delete' | 'inquire'): string => needs('Service Desk/Service Tickets', kind);

const filterMembers = ['conditions', 'orderBy', 'childconditions', 'customfieldconditions'] as const;

/** POST /search takes exactly four members; any other is a 400 that names it (reference section 1.8). */
function searchFilter(request: SandboxRequest): Filter {
  const body = objectBodyOf(request);
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(body)) {
    const known = filterMembers.find((one) => one.toLowerCase() === name.toLowerCase());
    if (known === undefined) {
      const position = Math.max(0, request.body.toString('utf8').indexOf(`"${name}"`)) + name.length + 3;
      throw badRequest(
        `Could not find member '${name}' on object of type 'FilterValues'. Path '${name}', line 1, position ${position}.Check your accept header to make sure you are using the correct version.`,
      );
    }
    if (typeof value === 'string') values.set(known, value);
  }
  return {
    conditions: values.get('conditions') ?? null,
    childConditions: values.get('childconditions') ?? null,
    customFieldConditions: values.get('customfieldconditions') ?? null,
    orderBy: values.get('orderBy') ?? null,
  };
}

/** Notes as allNotes shows them. Time-entry notes join with time entries, which the sandbox does not keep yet. */
const allNoteKind: Kind = { table: 'notes', fields: allNoteFields, label: 'Note', resource: 'serviceTicketNote' };

function asAllNote(note: StoredRecord): StoredRecord {
  return {
    ...note,
    noteType: 'TicketNote',
    ticket: { id: note.ticketId ?? 0 },
    isMarkdownFlag: false,
    bundledFlag: false,
    mergedFlag: false,
    createdByParentFlag: false,
    originalAuthor: note.createdBy,
  };
}

export function ticketRoutes(world: World): readonly Route[] {
  const tickets = world.store.table('tickets');
  const authorOf = (request: SandboxRequest): Author => {
    const memberIdentifier = callerOf(world, request);
    return { memberIdentifier, mayClose: may(world, memberIdentifier, closeTickets, 'edit') };
  };
  const ticketOf = (request: SandboxRequest, parameter: 'id' | 'parentId'): StoredRecord => {
    const id = request.params[parameter];
    const ticket = tickets.get(Number(id));
    if (ticket === null) throw recordNotFound(ticketKind.label, id ?? '');
    return ticket;
  };
  const ownNotes = (request: SandboxRequest): readonly StoredRecord[] =>
    notesOf(world, ticketOf(request, 'parentId').id);
  const noteOf = (request: SandboxRequest): StoredRecord => recordAt(ownNotes(request), noteKind, request.params.id);

  return [
    api('GET', '/service/tickets', right('inquire'), (request) =>
      listResponse(world, ticketKind, request, tickets.all()),
    ),
    api('GET', '/service/tickets/count', right('inquire'), (request) =>
      countResponse(world, ticketKind, request, tickets.all()),
    ),
    api('POST', '/service/tickets/search', right('inquire'), (request) =>
      listResponse(world, ticketKind, request, tickets.all(), searchFilter(request)),
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
    api('GET', '/service/tickets/:parentId/allNotes', right('inquire'), (request) =>
      listResponse(world, allNoteKind, request, ownNotes(request).map(asAllNote)),
    ),
  ];
}

import { customFieldScreens } from './custom-fields.ts';
import type { Kind } from './render.ts';
import { noteFields, ticketFields } from './ticket-fields.ts';

export const ticketKind: Kind = {
  table: 'tickets',
  fields: ticketFields,
  label: 'Ticket',
  resource: 'ticket',
  screen: customFieldScreens.ticket,
  links: ({ id }) => ({
    activities_href: `/sales/activities?conditions=ticket/id=${id}`,
    scheduleentries_href: `/schedule/entries?conditions=type/id=4 AND objectId=${id}`,
    documents_href: `/system/documents?recordType=Ticket&recordId=${id}`,
    configurations_href: `/service/tickets/${id}/configurations`,
    tasks_href: `/service/tickets/${id}/tasks`,
    notes_href: `/service/tickets/${id}/notes`,
    products_href: `/procurement/products?conditions=chargeToType='Ticket' AND chargeToId=${id}`,
    timeentries_href: `/time/entries?conditions=(chargeToType='ServiceTicket' OR chargeToType='ProjectTicket') AND chargeToId=${id}`,
  }),
};

export const noteKind: Kind = {
  table: 'notes',
  fields: noteFields,
  label: 'Service Note',
  resource: 'serviceNote',
};

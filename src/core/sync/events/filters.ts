import type { EventsConfig } from '../../../shared/config-sync.ts';
import type { Ticket, WorkOrder } from '../../../shared/domain/records.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { entries, idOf, textOf } from '../../fieldnation/collections.ts';
import { asObject, readWorkOrderField } from '../../fieldnation/fields.ts';

type Filters = EventsConfig['filters'];
type NamedList = readonly { readonly id: number; readonly name: string }[];

/** Why a pair does not act on events, in words; null when it passes. An empty list lets everything through. */
export function filteredOut(
  filters: Filters,
  ticket: Pick<Ticket, 'id' | 'board' | 'company' | 'document'>,
  workOrder: Pick<WorkOrder, 'id' | 'document'>,
): string | null {
  const client = asObject(workOrder.document.client);
  const project = asObject(workOrder.document.project);
  const workOrderIs = `of work order ${workOrder.id}`;
  const ticketIs = `of ticket ${ticket.id}`;
  return (
    outside(filters.clients, idOf(client?.id), textOf(client?.name), `the client ${workOrderIs}`) ??
    outside(filters.projects, idOf(project?.id), textOf(project?.name), `the project ${workOrderIs}`) ??
    outside(filters.boards, ticket.board.id, ticket.board.name, `the board ${ticketIs}`) ??
    outside(filters.companies, ticket.company.id, ticket.company.name, `the company ${ticketIs}`) ??
    customFieldsOutside(filters.customFields, ticket.document, workOrder.document)
  );
}

function outside(list: NamedList, id: number | null, name: string, what: string): string | null {
  if (list.length === 0 || list.some((one) => one.id === id)) return null;
  const shown = id === null ? 'is not set' : `is ${name === '' ? id : name}`;
  return `${what} ${shown}, which is not among ${list.map((one) => one.name).join(', ')}`;
}

function customFieldsOutside(
  filters: Filters['customFields'],
  ticket: JsonObject,
  workOrder: JsonObject,
): string | null {
  for (const { side, id, name, values } of filters) {
    const value =
      side === 'connectwise' ? ticketCustomField(ticket, id) : readWorkOrderField(workOrder, `custom_fields.${id}`);
    if (values.some((wanted) => key(wanted) === key(value))) continue;
    const where = side === 'connectwise' ? 'of the ticket' : 'of the work order';
    return `${name} ${where} is ${plain(value) === '' ? 'empty' : plain(value)}, which is not among ${values.join(', ')}`;
  }
  return null;
}

function ticketCustomField(document: JsonObject, id: number): Json | undefined {
  return entries(document.customFields).find((field) => field.id === id)?.value;
}

/** Field Nation and ConnectWise give check boxes and numbers in several spellings; as text they are the same. */
function plain(value: Json | undefined): string {
  return typeof value === 'boolean' ? String(value) : textOf(value);
}

function key(value: Json | undefined): string {
  return plain(value).trim().toLowerCase();
}

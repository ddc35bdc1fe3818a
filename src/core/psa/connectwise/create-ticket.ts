import type { Ticket } from '../../../shared/domain/records.ts';
import type { Json } from '../../../shared/json.ts';
import type { FieldChange } from '../port.ts';
import { type Api, parse } from './api.ts';
import { equalTo } from './conditions.ts';
import { customFieldId, toWireValue } from './fields.ts';
import { ticketSchema } from './schemas.ts';
import { quiet, type Tickets } from './tickets.ts';

interface Nested {
  [name: string]: Json | Nested;
}

/** The create's body: references by id or name, custom fields as an array, everything else at its path. */
export function ticketBody(changes: readonly FieldChange[]): Readonly<Record<string, Json>> {
  const body: Nested = {};
  const customFields: Json[] = [];
  for (const { target, value } of changes) {
    const id = customFieldId(target);
    if (id !== null) {
      customFields.push({ id, value });
      continue;
    }
    const path = target.split('.');
    const last = path.pop() ?? target;
    let place = body;
    for (const segment of path) {
      const next = place[segment];
      const inner: Nested = typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as Nested) : {};
      place[segment] = inner;
      place = inner;
    }
    place[last] = toWireValue(target, value);
  }
  return { ...(body as Record<string, Json>), ...(customFields.length === 0 ? {} : { customFields }) };
}

/**
 * Creates a ticket with its external reference in the same request, so that one whose answer was lost is found again by
 * `findByExternalRef` (a timeout after sending is `ambiguous`). `initialDescription` is never given back by ConnectWise.
 */
export async function createTicket(
  api: Api,
  tickets: Tickets,
  changes: readonly FieldChange[],
  signal?: AbortSignal,
): Promise<Ticket> {
  const body: Readonly<Record<string, Json>> = { ...ticketBody(changes), [quiet]: false };
  const label = 'a new ticket';
  const response = await api.send({ method: 'POST', path: '/service/tickets', body, label, signal });
  const payload = parse(response, ticketSchema, label);
  const { initialDescription } = body;
  const description = typeof initialDescription === 'string' ? initialDescription : '';
  return await tickets.created(payload, description, signal);
}

/** Tickets with exactly this external reference, closed ones included. */
export async function findByExternalRef(
  tickets: Tickets,
  reference: string,
  signal?: AbortSignal,
): Promise<readonly Ticket[]> {
  if (reference === '') return [];
  const found = await tickets.scan({ conditions: equalTo('externalXRef', reference) }, signal);
  return found.filter((ticket) => ticket.externalRef === reference);
}

import type { Ticket, WorkOrder } from '../shared/domain/records.ts';
import type { Json, JsonObject } from '../shared/json.ts';
import { nameOf, numberOf, textOf } from './fieldnation/collections.ts';
import { asObject } from './fieldnation/fields.ts';

/* Records again as the engine knows them, from the documents a run kept. Times and milestones are not in there. */

function named(value: Json | undefined) {
  const holder = asObject(value);
  return { id: numberOf(holder?.id) ?? 0, name: textOf(holder?.name) };
}

/** The facts a plan needs, from a ticket's kept document. */
export function ticketOf(document: JsonObject): Ticket {
  return {
    id: numberOf(document.id) ?? 0,
    summary: textOf(document.summary),
    kind: 'service',
    board: named(document.board),
    status: named(document.status),
    company: named(document.company),
    closed: document.closedFlag === true,
    externalRef: textOf(document.externalXRef),
    updatedAt: 0,
    updatedBy: '',
    document,
  };
}

/** As above for a work order. */
export function workOrderOf(document: JsonObject): WorkOrder {
  const user = asObject(asObject(document.assignee)?.user);
  return {
    id: numberOf(document.id) ?? 0,
    title: textOf(document.title),
    status: named(document.status),
    milestones: {},
    provider: user === null ? null : { id: numberOf(user.id) ?? 0, name: nameOf(user), phone: textOf(user.phone) },
    madeByIntegration: false,
    document,
  };
}

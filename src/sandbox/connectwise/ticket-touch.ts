import type { JsonObject } from '../../shared/json.ts';
import { announce } from './callback-delivery.ts';
import { ticketKind } from './ticket-kinds.ts';
import { now, type World } from './world.ts';

/**
 * Stamps a ticket and fires "updated", as a save of something that hangs on it does where `when` says so. A ticket that
 * is gone is passed over.
 */
export function touchTicket(world: World, ticketId: number, memberIdentifier: string, when: boolean): void {
  const ticket = world.store.table('tickets').get(ticketId);
  if (ticket === null || !when) return;
  ticket._info = { ...(ticket._info as JsonObject), lastUpdated: now(world), updatedBy: memberIdentifier };
  announce(world, { action: 'updated', type: 'ticket', record: ticket, kind: ticketKind, memberIdentifier });
  world.context.touch();
}

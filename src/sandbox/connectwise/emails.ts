import type { Json } from '../../shared/json.ts';
import { refId, type SentEmail, type StoredRecord, textOf } from './records.ts';
import { now, type World } from './world.ts';

/** To whom a ticket's e-mail would go, by its three automatic e-mail flags (reference section 3.1). */
function recipients(world: World, ticket: StoredRecord, contactToo: boolean): readonly string[] {
  const to: string[] = [];
  if (contactToo && ticket.automaticEmailContactFlag === true) to.push(textOf(ticket, 'contactEmailAddress'));
  if (ticket.automaticEmailResourceFlag === true) {
    const owner = refId(ticket, 'owner');
    const member = owner === null ? null : world.store.table('members').get(owner);
    if (member !== null) to.push(textOf(member, 'officeEmail'));
  }
  if (contactToo && ticket.automaticEmailCcFlag === true)
    to.push(...textOf(ticket, 'automaticEmailCc').split(/[;,]\s*/));
  return to.filter((address) => address !== '');
}

/**
 * Notes an e-mail the real system would have sent. Nothing leaves the sandbox. `notify` is the write's
 * `processNotifications`; only public notes reach the contact. `to`
 * names the addressees where the ticket's own flags do not decide.
 */
export function noteEmail(
  world: World,
  ticket: StoredRecord,
  reason: SentEmail['reason'],
  options: {
    readonly notify: Json | undefined;
    readonly causedBy: string;
    readonly internal?: boolean;
    readonly to?: readonly string[];
  },
): void {
  if (options.notify !== true) return;
  // Whoever asks for notifications is on record, whether or not this ticket has anybody to notify.
  world.context.journal({
    vendor: 'connectwise',
    kind: 'notification-asked',
    ticketId: ticket.id,
    reason,
    causedBy: options.causedBy,
  });
  const to = options.to ?? recipients(world, ticket, options.internal !== true);
  if (to.length === 0) return;
  const email: SentEmail = {
    at: now(world),
    causedBy: options.causedBy,
    to,
    ticketId: ticket.id,
    subject: `Service Ticket #${ticket.id}: ${textOf(ticket, 'summary')}`,
    reason,
  };
  world.store.state.emails.push(email);
  world.context.journal({ vendor: 'connectwise', kind: 'email', ...email });
}

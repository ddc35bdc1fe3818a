import type { LinkId, TicketId, WorkOrderId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import { appLine } from '../monitor/app-line.ts';
import { type ConflictChoice, otherSystemSinceKey } from '../store/pairs-port.ts';
import { askToSend, forgetAsked } from '../sync/asked.ts';
import type { SyncContext } from '../sync/context.ts';
import { mustBeServiceTicket, readToLink } from '../sync/existing-pair.ts';

export interface PairCommands {
  /** Sends a ticket whatever its status. Throws when it is linked already or a project ticket. */
  sendTicket(ticketId: TicketId): Promise<void>;
  /** Links two records that exist. `give`: whose values count where they differ; null = each difference waits in the conflicts list. */
  linkRecords(input: {
    readonly ticketId: TicketId;
    readonly workOrderId: WorkOrderId;
    readonly give: ConflictChoice | null;
  }): Promise<LinkId>;
  /** The pair is no longer kept in step; nothing is changed on either side. */
  unlink(linkId: LinkId, reason: string): Promise<void>;
  /** A closed link is taken up again. */
  relink(linkId: LinkId): Promise<void>;
}

interface Options {
  readonly context: SyncContext;
  /** After something was queued or a link changed. */
  readonly onChange: () => void;
}

export function pairCommands({ context, onChange }: Options): PairCommands {
  const { store, clock } = context;

  async function say(
    kind: string,
    message: string,
    ids: { ticketId: number; workOrderId: number | null; linkId: number },
  ) {
    await store.appendActivities([{ ...appLine(clock.now(), kind, 'ok', message), ...ids }]);
  }

  return {
    async sendTicket(ticketId) {
      mustHaveStarted(context);
      const linked = await store.openLinkByTicket(ticketId);
      if (linked !== null) throw alreadyLinked(`Ticket ${ticketId}`, linked.ticketId, linked.workOrderId, linked.id);
      const ticket = await context.psa().ticket(ticketId);
      mustBeServiceTicket(ticket);
      await store.forgetIgnored([ticketId]);
      await askToSend(store, ticketId, clock.now());
      const job = { target: { kind: 'ticket', ticketId }, cause: 'manual', runAt: clock.now() } as const;
      await store.enqueue(job, { now: clock.now(), revive: true });
      onChange();
    },

    async linkRecords({ ticketId, workOrderId, give }) {
      mustHaveStarted(context);
      for (const linked of [await store.openLinkByTicket(ticketId), await store.openLinkByWorkOrder(workOrderId)]) {
        if (linked === null) continue;
        const record = linked.ticketId === ticketId ? `Ticket ${ticketId}` : `Work order ${workOrderId}`;
        throw alreadyLinked(record, linked.ticketId, linked.workOrderId, linked.id);
      }
      const { introduced } = await readToLink(context, ticketId, workOrderId);
      const link = await store.openPair({
        ...introduced,
        origin: 'person',
        ...(give === null ? {} : { seen: { first: give } }),
        now: clock.now(),
      });
      await say('link.made', `Ticket ${ticketId} and work order ${workOrderId} were linked by hand`, {
        ticketId,
        workOrderId,
        linkId: link.id,
      });
      onChange();
      return link.id;
    },

    async unlink(linkId, reason) {
      const link = await store.link(linkId);
      if (link === null || link.state === 'closed') return;
      // It may stand in the trigger still: unlinking must not send it a second time.
      await store.ignoreTickets([link.ticketId]);
      // Nor may a wish that this link has fulfilled, or that came while it was opened.
      await forgetAsked(store, link.ticketId, clock.now());
      await store.closeLink(linkId, reason, clock.now());
      const other = link.workOrderId === null ? 'a work order that was being made' : `work order ${link.workOrderId}`;
      await say('link.closed', `Ticket ${link.ticketId} and ${other} were unlinked: ${reason}`, {
        ticketId: link.ticketId,
        workOrderId: link.workOrderId,
        linkId,
      });
      onChange();
    },

    async relink(linkId) {
      mustHaveStarted(context);
      await mustBeOfThisSystem(context, linkId);
      const link = await store.reopenLink(linkId, clock.now());
      await say('link.reopened', `Ticket ${link.ticketId} and work order ${link.workOrderId ?? ''} are linked again`, {
        ticketId: link.ticketId,
        workOrderId: link.workOrderId,
        linkId,
      });
      const job = { target: { kind: 'link', linkId }, cause: 'manual', runAt: clock.now() } as const;
      await store.enqueue(job, { now: clock.now(), revive: true });
      onChange();
    },
  };
}

function mustHaveStarted(context: SyncContext): void {
  if (context.config().started) return;
  throw new AppError({
    code: 'dispatch.not-started',
    kind: 'permanent',
    message: 'Nothing is written before you have seen the plan and pressed Start in Setup.',
    action: { do: 'open-setup', step: 'start' },
  });
}

/** After the profile was connected to another system the same numbers are other people's records. */
async function mustBeOfThisSystem(context: SyncContext, linkId: LinkId): Promise<void> {
  const link = await context.store.link(linkId);
  const since = await context.store.value(otherSystemSinceKey);
  if (link === null || typeof since !== 'number' || link.createdAt > since) return;
  throw new AppError({
    code: 'link.other-system',
    kind: 'permanent',
    message: `Ticket ${link.ticketId} and work order ${link.workOrderId ?? ''} were linked while this profile was connected to another system; their numbers mean other records now. Link the right two by hand.`,
    context: { ticketId: link.ticketId, workOrderId: link.workOrderId },
  });
}

function alreadyLinked(record: string, ticketId: number, workOrderId: number | null, linkId: number): AppError {
  return new AppError({
    code: 'link.exists',
    kind: 'conflict',
    message: `${record} is linked already: ticket ${ticketId} with ${workOrderId === null ? 'a work order that is being made' : `work order ${workOrderId}`}. Unlink that pair first.`,
    context: { ticketId, workOrderId },
    action: { do: 'open-link', linkId },
  });
}

import { triggeredTickets } from '../sync/trigger.ts';
import type { Look } from './port.ts';

/** Rewound by this much at every look, for late commits and clocks that differ (ms). */
const overlapMs = 600_000;

/** Tickets that stand in the trigger without a link. */
export class TriggeredTickets {
  readonly #seen = new Map<number, number>();
  #fullAt = 0;
  #lookedAt = 0;

  forget(): void {
    this.#seen.clear();
    this.#fullAt = 0;
  }

  /** Board and condition triggers hold many tickets: between full looks only those saved since are asked for. */
  async look({ context, signal, onQueued }: Look, fullEveryMs: number): Promise<void> {
    const { store, clock } = context;
    const { trigger } = context.config();
    // Not marked as seen: they are queued at the next look after a person chose, or the broker's callback is gone.
    if (trigger === null || (await context.broker?.leftToBroker(trigger, signal))) return;
    const startedAt = clock.now();
    const full = trigger.kind === 'status' || startedAt - this.#fullAt >= fullEveryMs;
    const tickets = await triggeredTickets(context, {
      signal,
      ...(full ? {} : { since: this.#lookedAt - overlapMs }),
    });
    const ignored = await store.ignoredTickets();
    if (full) {
      const here = new Set(tickets.map((ticket) => ticket.id));
      const left = ignored.filter((id) => !here.has(id));
      if (left.length > 0) await store.forgetIgnored(left);
    }
    const ignoredIds = new Set(ignored);
    let queued = 0;
    for (const ticket of tickets) {
      const seen = this.#seen.get(ticket.id);
      if (ignoredIds.has(ticket.id) || seen === ticket.updatedAt) continue;
      if ((await store.openLinkByTicket(ticket.id)) === null) {
        // A ticket that changed while we looked on may be mended: its dead letter comes back to life. At start it stays.
        const job = { target: { kind: 'ticket', ticketId: ticket.id }, cause: 'poll', runAt: clock.now() } as const;
        await store.enqueue(job, { now: clock.now(), revive: seen !== undefined });
        queued += 1;
      }
      this.#seen.set(ticket.id, ticket.updatedAt);
    }
    if (full) this.#fullAt = startedAt;
    this.#lookedAt = startedAt;
    if (queued > 0) onQueued();
  }
}

import type { Clock } from '../../shared/clock.ts';
import type { Link, WorkOrder } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { SyncContext } from './context.ts';
import { newMilestones } from './events/milestones.ts';
import { isSettled } from './plan-link.ts';

/** Work orders read in one request; keeps the URL short. */
const batchSize = 50;
const pageSize = 200;
/**
 * The cursor is the newest `lastUpdated` seen, in ConnectWise's own time, so that a wrong clock here misses nothing; it is rewound by this
 * much at every poll for late commits (reference/connectwise.md 1.9).
 */
const overlapMs = 300_000;
/** Work orders that are over hardly move, and there are more of them every day: only every so many polls looks at them. */
const settledEvery = 30;
const cursorKey = 'poll.tickets';
/** The first poll looks back this far by our clock: more than any clock is wrong by. */
const firstLookMs = 86_400_000;

export interface PollerOptions {
  readonly context: SyncContext;
  readonly clock: Clock;
  readonly logger: Logger;
  /** False while paused, not started, or a lane is closed. */
  readonly mayPoll: () => boolean;
  readonly onQueued: () => void;
  readonly onPolled: (error: AppError | null) => void;
}

/**
 * The truth behind callbacks: at start and every minute it asks for tickets in the trigger status without a link, for linked tickets saved
 * since, and re-reads linked work orders. A lost callback therefore costs a minute, not a record.
 */
export class Poller {
  readonly #options: PollerOptions;
  /** What each linked record looked like when last seen, so that an unchanged one queues nothing. */
  readonly #seenTickets = new Map<number, number>();
  readonly #seenTriggered = new Map<number, number>();
  readonly #seenWorkOrders = new Map<number, string>();
  readonly #controller = new AbortController();
  /** The newest `lastUpdated` of the poll under way. */
  #newest = 0;
  /** Polls that worked since the start. */
  #round = 0;
  #cancel: () => void = () => {};
  #running: Promise<void> | null = null;
  nextAt: number | null = null;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  start(): void {
    void this.pollNow();
  }

  async stop(): Promise<void> {
    this.#controller.abort();
    this.#cancel();
    this.nextAt = null;
    await this.#running;
  }

  /** After the poll under way, forgets what records looked like: the numbers mean other records now. */
  async leave(): Promise<void> {
    await this.#running;
    this.#forget();
  }

  #forget(): void {
    this.#seenTickets.clear();
    this.#seenTriggered.clear();
    this.#seenWorkOrders.clear();
  }

  /** Polls at once, or joins the poll under way, and sets the next one. */
  pollNow(): Promise<void> {
    if (this.#running !== null) return this.#running;
    this.#cancel();
    this.#running = this.#poll().finally(() => {
      this.#running = null;
      if (this.#controller.signal.aborted) return;
      const delay = this.#options.context.config().limits.pollSeconds * 1000;
      this.nextAt = this.#options.clock.now() + delay;
      this.#cancel = this.#options.clock.after(delay, () => void this.pollNow());
    });
    return this.#running;
  }

  async #poll(): Promise<void> {
    const { mayPoll, onPolled, logger } = this.#options;
    if (!mayPoll()) return;
    try {
      await this.#triggeredTickets();
      await this.#linkedRecords();
      // The cursor moves only after everything is queued; a kill before costs a second look, not a change.
      await this.#options.context.store.setValue(cursorKey, this.#newest, this.#options.clock.now());
      this.#round += 1;
      onPolled(null);
    } catch (thrown) {
      // What was seen may not have been queued: look at everything again next time.
      this.#forget();
      if (this.#controller.signal.aborted) return;
      const error = AppError.from(thrown);
      logger.warn({ code: error.code }, `Polling stopped early: ${error.message}`);
      onPolled(error);
    }
  }

  async #triggeredTickets(): Promise<void> {
    const { context, clock, onQueued } = this.#options;
    const { trigger } = context.config();
    if (trigger === null) return;
    const tickets = await context.psa().ticketsInStatus(trigger.boardId, trigger.statusId, this.#controller.signal);
    const here = new Set(tickets.map((ticket) => ticket.id));
    const ignored = await context.store.ignoredTickets();
    const left = ignored.filter((id) => !here.has(id));
    if (left.length > 0) await context.store.forgetIgnored(left);
    let queued = 0;
    for (const ticket of tickets) {
      const seen = this.#seenTriggered.get(ticket.id);
      if (ignored.includes(ticket.id) || seen === ticket.updatedAt) continue;
      if ((await context.store.openLinkByTicket(ticket.id)) === null) {
        // A ticket that changed while we looked on may be mended: its dead letter comes back to life. At start it stays.
        const job = { target: { kind: 'ticket', ticketId: ticket.id }, cause: 'poll', runAt: clock.now() } as const;
        await context.store.enqueue(job, { now: clock.now(), revive: seen !== undefined });
        queued += 1;
      }
      this.#seenTriggered.set(ticket.id, ticket.updatedAt);
    }
    if (queued > 0) onQueued();
  }

  async #linkedRecords(): Promise<void> {
    const changedTickets = await this.#ticketsSaved();
    for (let after = 0; ; ) {
      const links = await this.#options.context.store.openLinks(after, pageSize);
      if (links.length === 0) return;
      await this.#linksOfPage(links, changedTickets);
      after = links.at(-1)?.id ?? after;
    }
  }

  /** Ids of tickets saved since the last poll that look different from when they were last seen. */
  async #ticketsSaved(): Promise<ReadonlySet<number>> {
    const { context, clock } = this.#options;
    const { trigger } = context.config();
    if (trigger === null) return new Set();
    const cursor = await context.store.value(cursorKey);
    this.#newest = typeof cursor === 'number' ? cursor : clock.now() - firstLookMs;
    const since = this.#newest - overlapMs;
    // On every board: a linked ticket may have been moved, and the callback tells of one board only.
    const tickets = await context.psa().ticketsUpdatedSince([], since, this.#controller.signal);
    const changed = tickets.filter((ticket) => this.#seenTickets.get(ticket.id) !== ticket.updatedAt);
    for (const ticket of changed) this.#seenTickets.set(ticket.id, ticket.updatedAt);
    // What was saved before this look does not come again.
    for (const [id, savedAt] of this.#seenTickets) if (savedAt < since - overlapMs) this.#seenTickets.delete(id);
    this.#newest = Math.max(this.#newest, ...tickets.map((ticket) => ticket.updatedAt));
    return new Set(changed.map((ticket) => ticket.id));
  }

  async #linksOfPage(links: readonly Link[], changedTickets: ReadonlySet<number>): Promise<void> {
    const { context, clock, onQueued } = this.#options;
    // News mends what waits for a person, as a callback would. A link being made has its own job with its own backoff.
    const news = new Set(links.filter((link) => changedTickets.has(link.ticketId)).map((link) => link.id));
    const due = new Set(news);
    const watched = links.filter(
      (link) => link.workOrderId !== null && (this.#round % settledEvery === 0 || !isSettled(link.workOrderStatus)),
    );
    for (let start = 0; start < watched.length; start += batchSize) {
      const batch = watched.slice(start, start + batchSize);
      for (const { link, moved } of await this.#changedWorkOrders(batch)) {
        due.add(link.id);
        if (moved) news.add(link.id);
      }
    }
    for (const linkId of due) {
      await context.store.enqueue(
        { target: { kind: 'link', linkId }, cause: 'poll', runAt: clock.now() },
        { now: clock.now(), revive: news.has(linkId) },
      );
    }
    if (due.size > 0) onQueued();
  }

  /** `moved`: it was seen before and looks different now; at the first look after a start nothing is known yet. */
  async #changedWorkOrders(
    links: readonly Link[],
  ): Promise<readonly { readonly link: Link; readonly moved: boolean }[]> {
    const ids = links.flatMap((link) => (link.workOrderId === null ? [] : [link.workOrderId]));
    if (ids.length === 0) return [];
    const found = await this.#options.context.fieldNation().workOrders(ids, this.#controller.signal);
    const byId = new Map(found.map((workOrder) => [workOrder.id, workOrder]));
    return links.flatMap((link) => {
      if (link.workOrderId === null) return [];
      const workOrder = byId.get(link.workOrderId);
      const print = workOrder === undefined ? missing : printOf(workOrder);
      const known = this.#seenWorkOrders.get(link.workOrderId);
      this.#seenWorkOrders.set(link.workOrderId, print);
      if (known === print) return [];
      if (known !== undefined) return [{ link, moved: workOrder !== undefined }];
      const differs =
        workOrder === undefined ||
        link.workOrderStatus !== workOrder.status.name ||
        newMilestones(workOrder, link.seenMilestones).length > 0;
      return differs ? [{ link, moved: false }] : [];
    });
  }
}

/** A work order that is not in the answer is asked about once; its job looks again in its own time. */
const missing = 'missing';

function printOf({ title, status, milestones, provider }: WorkOrder): string {
  return JSON.stringify([title, status, milestones, provider]);
}

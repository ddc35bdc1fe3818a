import type { Link, WorkOrder } from '../../shared/domain/records.ts';
import { fieldsSeen } from '../sync/conflicts.ts';
import { showsNews } from '../sync/events/detect.ts';
import { newMilestones } from '../sync/events/milestones.ts';
import { isSettled } from '../sync/plan-link.ts';
import type { Look } from './port.ts';

/** Work orders read in one request; keeps the address short. */
const batchSize = 50;
const pageSize = 200;
/** Work orders that are over hardly move, and there are more of them every day: only every so many rounds looks at them. */
const settledEvery = 30;

/** Linked work orders, read in batches and compared with how they looked before; and the links of tickets that were saved. */
export class LinkedRecords {
  readonly #seen = new Map<number, string>();
  /** Where the round under way goes on: the id of the last link whose work order was read. */
  #after = 0;
  #round = 0;
  #beganAt = 0;
  /** The next round is to look at those that are over as well; the one under way does. */
  #wholeNext = false;
  #whole = false;
  /** When the last round began that came to its end and looked at those that are over as well (ms); 0 = none has. */
  wholeRoundBeganAt = 0;

  forget(): void {
    this.#seen.clear();
    this.#wholeNext ||= this.#whole;
    this.#after = 0;
  }

  /** The next round begins now, or after the look under way, and looks at those that are over as well. */
  beginAnew(): void {
    this.#after = 0;
    this.#wholeNext = true;
  }

  /**
   * Queues the links of saved tickets, all of them, and of work orders that moved, as many as `maxRequests` allow; the next look goes on
   * where this one stopped.
   */
  async look(look: Look, saved: ReadonlyMap<number, number>, maxRequests: number): Promise<void> {
    let requests = maxRequests;
    const start = this.#after;
    let finished = false;
    if (start === 0) {
      this.#beganAt = look.context.clock.now();
      this.#whole = this.#wholeNext || this.#round % settledEvery === 0;
      this.#wholeNext = false;
    }
    for (let after = 0; ; ) {
      const links = await look.context.store.openLinks(after, pageSize);
      if (links.length === 0) {
        finished = requests > 0;
        break;
      }
      await this.#savedTickets(look, links, saved);
      const watched = links.filter((link) => link.id > start && this.#isWatched(link));
      for (let first = 0; first < watched.length && requests > 0; first += batchSize) {
        const batch = watched.slice(first, first + batchSize);
        await this.#workOrders(look, batch);
        this.#after = batch.at(-1)?.id ?? this.#after;
        requests -= 1;
      }
      after = links.at(-1)?.id ?? after;
    }
    if (!finished) return;
    this.#after = 0;
    this.#round += 1;
    if (this.#whole) this.wholeRoundBeganAt = this.#beganAt;
    this.#whole = false;
  }

  #isWatched(link: Link): boolean {
    return link.workOrderId !== null && (this.#whole || !isSettled(link.workOrderStatus));
  }

  /** News mends what waits for a person, as a callback would. A link being made has its own job with its own backoff. */
  async #savedTickets(look: Look, links: readonly Link[], saved: ReadonlyMap<number, number>): Promise<void> {
    for (const link of links) {
      const savedAt = saved.get(link.ticketId);
      if (savedAt === undefined) continue;
      const known = fieldsSeen(link)?.ticketUpdatedAt ?? 0;
      await queue(look, link, { revive: true, news: savedAt > known });
    }
  }

  async #workOrders(look: Look, links: readonly Link[]): Promise<void> {
    const ids = links.flatMap((link) => (link.workOrderId === null ? [] : [link.workOrderId]));
    if (ids.length === 0) return;
    const found = await look.context.fieldNation().workOrders(ids, look.signal);
    const byId = new Map(found.map((workOrder) => [workOrder.id, workOrder]));
    for (const link of links) {
      if (link.workOrderId === null) continue;
      const workOrder = byId.get(link.workOrderId);
      const print = workOrder === undefined ? missing : printOf(workOrder);
      const known = this.#seen.get(link.workOrderId);
      this.#seen.set(link.workOrderId, print);
      if (known === print) continue;
      const moved = known !== undefined && workOrder !== undefined;
      // At the first look after a start nothing is known yet: only what differs from the link's last run is news.
      if (known !== undefined || workOrder === undefined || differs(link, workOrder))
        await queue(look, link, { revive: moved, news: workOrder !== undefined && differs(link, workOrder) });
    }
  }
}

async function queue(
  { context, onQueued, onMissed }: Look,
  link: Link,
  { revive, news }: { readonly revive: boolean; readonly news: boolean },
): Promise<void> {
  const now = context.clock.now();
  const job = { target: { kind: 'link', linkId: link.id }, cause: 'poll', runAt: now } as const;
  const { coalesced } = await context.store.enqueue(job, { now, revive });
  if (news && !coalesced) onMissed();
  onQueued();
}

function differs(link: Link, workOrder: WorkOrder): boolean {
  return (
    link.workOrderStatus !== workOrder.status.name ||
    newMilestones(workOrder, link.seenMilestones).length > 0 ||
    showsNews(link, workOrder)
  );
}

/** A work order that is not in the answer is asked about once; its job looks again in its own time. */
const missing = 'missing';

/** What a list shows of a work order and a run may care about. */
const watchedParts = [
  'description',
  'schedule',
  'location',
  'manager',
  'pay',
  'custom_fields',
  'messages',
  'attachments',
  'time_logs',
  'tasks',
  'problems',
  'shipments',
  'closing_notes',
  'routes',
  'types_of_work',
  'client',
  'project',
] as const;

function printOf({ title, status, milestones, provider, document }: WorkOrder): string {
  return JSON.stringify([
    title,
    document.status ?? status,
    milestones,
    provider,
    watchedParts.map((part) => document[part]),
  ]);
}

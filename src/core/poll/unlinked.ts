import type { WorkOrder } from '../../shared/domain/records.ts';
import type { SyncContext } from '../sync/context.ts';
import { ticketsForWorkOrdersAfter } from '../sync/create-ticket.ts';
import type { Look } from './port.ts';

/** Number of the newest work order that was looked at: everything up to it has its job or needs none. */
const lookedKey = 'create-tickets.looked';
/** Pages of a list of work orders that one look reads at most; 2,000 work orders. */
const mostPages = 20;

/** Work orders without a ticket, while they are to make one. */
export class UnlinkedWorkOrders {
  readonly #seen = new Set<number>();

  forget(): void {
    this.#seen.clear();
  }

  async look({ context, signal, onQueued }: Look): Promise<void> {
    const { store, clock } = context;
    if (!context.config().sync.outbound.createTickets.on) return;
    const newerThan = await ticketsForWorkOrdersAfter(context, signal);
    const looked = await store.value(lookedKey);
    const found = await this.#downTo(context, Math.max(newerThan, typeof looked === 'number' ? looked : 0), signal);
    let queued = 0;
    for (const workOrder of found) {
      if (this.#seen.has(workOrder.id)) continue;
      if (workOrder.id > newerThan && (await store.openLinkByWorkOrder(workOrder.id)) === null) {
        const job = {
          target: { kind: 'workorder', workOrderId: workOrder.id },
          cause: 'poll',
          runAt: clock.now(),
        } as const;
        await store.enqueue(job, { now: clock.now(), revive: false });
        queued += 1;
      }
      this.#seen.add(workOrder.id);
    }
    const newest = Math.max(newerThan, ...found.map(({ id }) => id));
    if (newest !== looked) await store.setValue(lookedKey, newest, clock.now());
    if (queued > 0) onQueued();
  }

  /** One page as a rule; more of them when more came since the last look than a page holds. */
  async #downTo(context: SyncContext, known: number, signal: AbortSignal): Promise<readonly WorkOrder[]> {
    let found: readonly WorkOrder[] = [];
    for (let pages = 1; pages <= mostPages; pages = pages < mostPages ? Math.min(mostPages, pages * 4) : pages + 1) {
      const more = await context.fieldNation().recentWorkOrders(pages, signal);
      const grew = more.length > found.length;
      found = more;
      if (!grew || found.some(({ id }) => id <= known)) break;
    }
    return found;
  }
}

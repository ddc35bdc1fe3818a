import { ticketsForWorkOrdersAfter } from '../sync/create-ticket.ts';
import type { Look } from './port.ts';

/** Work orders without a ticket, while they are to make one. */
export class UnlinkedWorkOrders {
  readonly #seen = new Set<number>();

  forget(): void {
    this.#seen.clear();
  }

  async look({ context, signal, onQueued }: Look, pages: number): Promise<void> {
    const { store, clock } = context;
    if (!context.config().sync.outbound.createTickets.on) return;
    const newerThan = await ticketsForWorkOrdersAfter(context, signal);
    const found = await context.fieldNation().recentWorkOrders(pages, signal);
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
    if (queued > 0) onQueued();
  }
}

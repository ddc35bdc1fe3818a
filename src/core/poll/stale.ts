import { appLine } from '../monitor/app-line.ts';
import { isSettled } from '../sync/plan-link.ts';
import { dayMs } from './pace.ts';
import type { Look } from './port.ts';

const pageSize = 500;
const dayKey = 'poll.day';

/**
 * Pairs nobody looked at for long. Notes and documents may change without a trace in their record, so each open pair has its turn, and once a
 * day every pair has, those included whose work order is over.
 */
export class StaleLinks {
  /** When a link was queued last, so that one whose job waits for a person does not take every turn. */
  readonly #askedAt = new Map<number, number>();

  forget(): void {
    this.#askedAt.clear();
  }

  async look(look: Look, staleMs: number, most: number): Promise<void> {
    const { context, onQueued } = look;
    const now = context.clock.now();
    const day = await context.store.value(dayKey);
    if (typeof day !== 'number' || now - day >= dayMs || day > now) await this.#newDay(look, now);
    const stale = await context.store.staleLinks(now - Math.min(staleMs, dayMs), pageSize);
    let queued = 0;
    for (const link of stale) {
      if (queued >= most) break;
      const age = now - (link.lastSyncedAt ?? 0);
      if (age < dayMs && isSettled(link.workOrderStatus)) continue;
      if (now - (this.#askedAt.get(link.id) ?? Number.NEGATIVE_INFINITY) < staleMs) continue;
      this.#askedAt.set(link.id, now);
      const job = { target: { kind: 'link', linkId: link.id }, cause: 'check', runAt: now } as const;
      await context.store.enqueue(job, { now, revive: false });
      queued += 1;
    }
    for (const [id, at] of this.#askedAt) if (now - at > dayMs) this.#askedAt.delete(id);
    if (queued > 0) onQueued();
  }

  async #newDay({ context }: Look, now: number): Promise<void> {
    const { open } = await context.store.countLinks();
    await context.store.setValue(dayKey, now, now);
    if (open === 0) return;
    const pairs = open === 1 ? 'the one pair' : `all ${open} pairs`;
    await context.store.appendActivities([
      appLine(now, 'check.daily', 'ok', `Daily check: ${pairs} will be compared on both sides during the day`),
    ]);
  }
}

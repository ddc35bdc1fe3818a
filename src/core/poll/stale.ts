import type { Link } from '../../shared/domain/records.ts';
import { appLine } from '../monitor/app-line.ts';
import { settledStatuses } from '../sync/plan-link.ts';
import { dayMs } from './pace.ts';
import type { Look } from './port.ts';

const dayKey = 'poll.day';

/** The part of a look that is kept for the pairs whose day is over, however many others have waited for minutes. */
const dailyShare = 0.25;

/**
 * Pairs nobody looked at for long. Notes and documents may change without a trace in their record, so each open pair has its turn, and once a
 * day every pair has, those included whose work order is over.
 */
export class StaleLinks {
  /** When a link was queued last, so that one whose job waits for its next try does not take every turn. */
  readonly #askedAt = new Map<number, number>();

  forget(): void {
    this.#askedAt.clear();
  }

  /** `since`: pairs whose last run was before this time (ms) have their turn as well, however short ago that is. */
  async look(look: Look, staleMs: number, most: number, since = 0): Promise<void> {
    const { context, onQueued } = look;
    const now = context.clock.now();
    const day = await context.store.value(dayKey);
    if (typeof day !== 'number' || now - day >= dayMs || day > now) await this.#newDay(look, now);
    // More than a look may take, because some were asked a moment ago and have not had their run yet.
    const pageSize = most + this.#askedAt.size;
    const daily = this.#notAsked(await context.store.staleLinks(now - dayMs, pageSize), now, staleMs);
    const kept = Math.min(daily.length, Math.ceil(most * dailyShare));
    const moving = this.#notAsked(
      await context.store.staleLinks(Math.max(since, now - Math.min(staleMs, dayMs)), pageSize, [...settledStatuses]),
      now,
      staleMs,
      since,
    );
    const first = [...daily.slice(0, kept), ...moving, ...daily.slice(kept)];
    const due = [...new Map(first.map((link) => [link.id, link])).keys()].slice(0, most);
    for (const linkId of due) {
      this.#askedAt.set(linkId, now);
      const job = { target: { kind: 'link', linkId }, cause: 'check', runAt: now } as const;
      await context.store.enqueue(job, { now, revive: false });
    }
    for (const [id, at] of this.#askedAt) if (now - at > dayMs) this.#askedAt.delete(id);
    if (due.length > 0) onQueued();
  }

  /** True when every open pair whose work order is not over had a run since, but for those that wait for a person. */
  async lookedSince({ store }: Look['context'], since: number): Promise<boolean> {
    return (await store.staleLinks(since, 1, [...settledStatuses])).length === 0;
  }

  #notAsked(links: readonly Link[], now: number, staleMs: number, since = 0): readonly Link[] {
    return links.filter(({ id }) => {
      const askedAt = this.#askedAt.get(id) ?? Number.NEGATIVE_INFINITY;
      return askedAt < since || now - askedAt >= staleMs;
    });
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

import type { Look } from './port.ts';

/**
 * The cursor is the newest `lastUpdated` seen, in ConnectWise's own time, so that a wrong clock here misses nothing; it is rewound by this
 * much at every poll for late commits (reference/connectwise.md 1.9).
 */
const overlapMs = 300_000;
const cursorKey = 'poll.tickets';
/** The first poll looks back this far by our clock: more than any clock is wrong by. */
const firstLookMs = 86_400_000;

/** Tickets saved since the last look, on every board: a linked ticket may have been moved, and the callback tells of one board only. */
export class SavedTickets {
  readonly #seen = new Map<number, number>();
  #newest = 0;

  forget(): void {
    this.#seen.clear();
  }

  /** Save times of tickets that look different from when they were last seen. */
  async look({ context, signal }: Look): Promise<ReadonlyMap<number, number>> {
    const cursor = await context.store.value(cursorKey);
    this.#newest = typeof cursor === 'number' ? cursor : context.clock.now() - firstLookMs;
    const since = this.#newest - overlapMs;
    const tickets = await context.psa().ticketsUpdatedSince([], since, signal);
    const changed = tickets.filter((ticket) => this.#seen.get(ticket.id) !== ticket.updatedAt);
    for (const ticket of changed) this.#seen.set(ticket.id, ticket.updatedAt);
    // What was saved before this look does not come again.
    for (const [id, savedAt] of this.#seen) if (savedAt < since - overlapMs) this.#seen.delete(id);
    this.#newest = Math.max(this.#newest, ...tickets.map((ticket) => ticket.updatedAt));
    return new Map(changed.map((ticket) => [ticket.id, ticket.updatedAt]));
  }

  /** Only after everything is queued; a kill before costs a second look, not a change. */
  async keepCursor({ context }: Look): Promise<void> {
    await context.store.setValue(cursorKey, this.#newest, context.clock.now());
  }
}

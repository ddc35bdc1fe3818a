import type { Clock } from '../shared/clock.ts';
import type { BoardStatus, Psa } from './psa/port.ts';

/** Setup tables change rarely; TopLeft's published plan reads them every four hours (reference/connectwise.md 2.8), we every ten minutes. */
const keptMs = 600_000;

/** Statuses by board, read when first needed and kept for a while; a status is checked against them before it is sent. */
export class BoardStatusCache {
  readonly #clock: Clock;
  readonly #psa: () => Psa;
  readonly #boards = new Map<number, { readonly at: number; readonly statuses: readonly BoardStatus[] }>();

  constructor(clock: Clock, psa: () => Psa) {
    this.#clock = clock;
    this.#psa = psa;
  }

  async of(boardId: number, signal?: AbortSignal): Promise<readonly BoardStatus[]> {
    const known = this.#boards.get(boardId);
    if (known !== undefined && Math.abs(this.#clock.now() - known.at) < keptMs) return known.statuses;
    const statuses = await this.#psa().statuses(boardId, signal);
    this.#boards.set(boardId, { at: this.#clock.now(), statuses });
    return statuses;
  }

  clear(): void {
    this.#boards.clear();
  }
}

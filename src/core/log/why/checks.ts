import type { WhyReport } from '../../../shared/domain/log-details.ts';
import { AppError, type ErrorAction } from '../../../shared/errors.ts';

type Check = WhyReport['checks'][number];
type Outcome = WhyReport['outcome'];

/** What a condition that does not hold makes of the ticket. */
export type Obstacle = Extract<Outcome, 'needs-person' | 'not-meant' | 'blocked'>;

/** A condition as it was found; what it comes to is said where it does not hold. */
export interface Found extends Check {
  readonly obstacle: Obstacle | null;
}

interface More {
  /** When that was, or will be (ms). */
  readonly at?: number | null;
  readonly action?: ErrorAction | undefined;
}

/** Conditions in the order in which they are looked at, as one look fills them in. */
export class Checks {
  readonly #found: Found[] = [];

  get all(): readonly Found[] {
    return this.#found;
  }

  ok(id: string, title: string, message: string, more: More = {}): void {
    this.#add({ id, state: 'ok', title, message }, null, more);
  }

  no(id: string, title: string, obstacle: Obstacle, message: string, more: More = {}): void {
    this.#add({ id, state: 'no', title, message }, obstacle, more);
  }

  waiting(id: string, title: string, message: string, more: More = {}): void {
    this.#add({ id, state: 'waiting', title, message }, null, more);
  }

  skipped(id: string, title: string, message: string): void {
    this.#add({ id, state: 'skipped', title, message }, null, {});
  }

  /** Could not be looked up: says why, and never what it might be. */
  unknown(id: string, title: string, what: string, thrown: unknown): void {
    const error = AppError.from(thrown);
    const about = { id, state: 'unknown', title, message: `${what} ${error.message}` } as const;
    this.#add(about, null, { action: error.action });
  }

  #add(check: Pick<Check, 'id' | 'state' | 'title' | 'message'>, obstacle: Obstacle | null, more: More): void {
    const { at = null, action } = more;
    this.#found.push({ ...check, at, obstacle, ...(action === undefined ? {} : { action }) });
  }
}

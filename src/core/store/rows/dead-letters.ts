import { AppError } from '../../../shared/errors.ts';
import type { Database } from '../database.ts';
import type { Attention } from './attention.ts';

const parked = "state IN ('dead', 'held')";
const code = "coalesce(json_extract(last_error, '$.code'), '')";

export interface AttentionGroup {
  readonly code: string;
  readonly state: 'dead' | 'held';
  readonly count: number;
  readonly oldestAt: number;
  readonly example: string;
}

/** Jobs that wait for a person, taken by their cause. */
export class DeadLetters {
  readonly #db: Database;
  readonly #attention: Attention;

  constructor(db: Database, attention: Attention) {
    this.#db = db;
    this.#attention = attention;
  }

  /** The largest first; `example` is the newest one's sentence. */
  groups(): AttentionGroup[] {
    return this.#db
      .all<{ code: string; state: 'dead' | 'held'; n: number; oldest: number; newest: number }>(
        `SELECT ${code} AS code, state, count(*) AS n, min(updated_at) AS oldest, max(id) AS newest FROM job
         WHERE ${parked} GROUP BY 1, 2 ORDER BY n DESC, oldest, code`,
      )
      .map((row) => ({
        code: row.code,
        state: row.state,
        count: row.n,
        oldestAt: row.oldest,
        example:
          this.#db.get<{ message: string | null }>(
            "SELECT json_extract(last_error, '$.message') AS message FROM job WHERE id = ?",
            row.newest,
          )?.message ?? '',
      }));
  }

  retryKind(wanted: string, now: number): number {
    const rows = this.#db.all<{ id: number }>(
      `SELECT id FROM job WHERE ${parked} AND state = 'dead' AND ${code} = ? ORDER BY updated_at, id`,
      wanted,
    );
    return this.#attention.retry(
      rows.map((row) => row.id),
      now,
    );
  }

  /** Those that can be: a run under way and what is over already are left alone. */
  discard(ids: readonly number[], reason: string, now: number): number {
    let discarded = 0;
    for (const id of new Set(ids)) {
      try {
        if (this.#attention.discard(id, reason, now)) discarded += 1;
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'store.job-running')) throw error;
      }
    }
    return discarded;
  }
}

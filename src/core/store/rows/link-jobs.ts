import type { LinkId } from '../../../shared/domain/records.ts';
import type { Database } from '../database.ts';
import { ms } from './columns.ts';
import { entityKey, type JobRow } from './job-row.ts';

/**
 * What becomes of a link's jobs when it is closed and opened. A running job cannot be taken back: its `reason` says that its link was closed, and it
 * ends for good when it settles.
 */
export class LinkJobs {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** What waits is discarded. Returns whether a run is under way. */
  end(linkId: LinkId, reason: string, now: number): boolean {
    const key = entityKey({ kind: 'link', linkId });
    // One statement per partial index.
    for (const waiting of ["state = 'ready'", "state IN ('dead', 'held')"]) {
      this.#db.run(
        `UPDATE job SET state = 'discarded', reason = ?, updated_at = ? WHERE entity_key = ? AND ${waiting}`,
        reason,
        ms(now),
        key,
      );
    }
    const running = this.#db.run("UPDATE job SET reason = ? WHERE entity_key = ? AND state = 'running'", reason, key);
    return running.changes > 0;
  }

  /** The link is open again, maybe before its run has ended. */
  goOn(linkId: LinkId): void {
    const key = entityKey({ kind: 'link', linkId });
    for (const state of ['running', 'ready']) {
      this.#db.run(`UPDATE job SET reason = NULL WHERE entity_key = ? AND state = '${state}'`, key);
    }
  }

  /** A run that was told to end opens the next link: it is that one's run now. Returns the link it leaves, null when nothing changed. */
  follow(jobId: number, linkId: LinkId, now: number): LinkId | null {
    const row = this.#db.get<JobRow>('SELECT * FROM job WHERE id = ?', jobId);
    if (row?.state !== 'running' || row.reason === null) return null;
    // A run of the ticket that began after the other link was closed has it already; this one ends for good.
    const taken = this.#db.get(
      "SELECT 1 FROM job WHERE entity_key = ? AND state = 'running'",
      entityKey({ kind: 'link', linkId }),
    );
    if (taken !== undefined) return null;
    this.#db.run(
      "UPDATE job SET kind = 'link', target_id = ?, entity_key = ?, reason = NULL, updated_at = ? WHERE id = ?",
      linkId,
      entityKey({ kind: 'link', linkId }),
      ms(now),
      jobId,
    );
    return row.kind === 'link' ? row.target_id : null;
  }
}

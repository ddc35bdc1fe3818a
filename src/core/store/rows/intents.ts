import type { LinkId } from '../../../shared/domain/records.ts';
import type { Database } from '../database.ts';
import type { Intent, NewIntent } from '../links-port.ts';
import { misuse } from '../store-errors.ts';
import { ms } from './columns.ts';

interface IntentRow {
  readonly id: number;
  readonly link_id: number;
  readonly kind: NewIntent['kind'];
  readonly source_id: string;
  readonly marker: string;
  readonly state: Intent['state'];
  readonly created_at: number;
  readonly sent_at: number;
  readonly remote_id: string | null;
}

/** What was about to be created, committed before it was sent. */
export class Intents {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  create(intent: NewIntent, now: number): Intent {
    const { id } = this.#db.run(
      "INSERT INTO intent (link_id, kind, source_id, marker, state, created_at, sent_at) VALUES (?, ?, ?, ?, 'open', ?, ?)",
      intent.linkId,
      intent.kind,
      intent.sourceId,
      intent.marker,
      ms(now),
      ms(now),
    );
    return this.#must(id);
  }

  markSent(id: number, now: number): void {
    this.#must(id);
    this.#db.run('UPDATE intent SET sent_at = ? WHERE id = ?', ms(now), id);
  }

  recordResult(id: number, remoteId: string, now: number): Intent {
    this.#must(id);
    this.#db.run("UPDATE intent SET state = 'done', remote_id = ?, settled_at = ? WHERE id = ?", remoteId, ms(now), id);
    return this.#must(id);
  }

  /** A closed link creates nothing any more. */
  abandonOf(linkId: LinkId, now: number): void {
    this.#db.run(
      "UPDATE intent SET state = 'abandoned', settled_at = ? WHERE link_id = ? AND state = 'open'",
      ms(now),
      linkId,
    );
  }

  /** The link goes on being made: its create is looked for before anything is created. */
  resumeOf(linkId: LinkId): void {
    this.#db.run(
      "UPDATE intent SET state = 'open', settled_at = NULL WHERE link_id = ? AND state = 'abandoned' AND remote_id IS NULL",
      linkId,
    );
  }

  openOf(linkId: LinkId): Intent[] {
    return this.#db
      .all<IntentRow>("SELECT * FROM intent WHERE link_id = ? AND state = 'open' ORDER BY id", linkId)
      .map(toIntent);
  }

  count(kind: NewIntent['kind'], since: number): number {
    return (
      this.#db.get<{ n: number }>(
        'SELECT count(*) AS n FROM intent WHERE kind = ? AND created_at >= ?',
        kind,
        ms(since),
      )?.n ?? 0
    );
  }

  #must(id: number): Intent {
    const row = this.#db.get<IntentRow>('SELECT * FROM intent WHERE id = ?', id);
    if (row === undefined) throw misuse('unknown-intent', `There is no intent ${id}.`, { intentId: id });
    return toIntent(row);
  }
}

function toIntent(row: IntentRow): Intent {
  return {
    id: row.id,
    linkId: row.link_id,
    kind: row.kind,
    sourceId: row.source_id,
    marker: row.marker,
    state: row.state,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    remoteId: row.remote_id,
  };
}

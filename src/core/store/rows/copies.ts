import type { CopyKind } from '../../../shared/domain/link-life.ts';
import type { LinkId } from '../../../shared/domain/records.ts';
import type { Database } from '../database.ts';
import type { Copy, NewCopy, StorePairs } from '../pairs-port.ts';
import { linkClosed, misuse } from '../store-errors.ts';
import { ms, readDocument, toJson } from './columns.ts';
import type { Links } from './links.ts';

interface CopyRow {
  readonly id: number;
  readonly link_id: number | null;
  readonly kind: CopyKind;
  readonly source_id: string;
  readonly source_hash: string;
  readonly marker: string;
  /** `abandoned`: intended when its link was closed; seen as skipped from outside, intended again with its link. */
  readonly state: Copy['state'] | 'abandoned';
  readonly target_id: string | null;
  readonly detail: string;
  readonly created_at: number;
  /** 0: never about to be sent. */
  readonly sent_at: number;
  readonly settled_at: number | null;
}

const abandonedReason = 'The link was closed while this was under way.';

/** What was carried over, or was about to be: one row per source, committed before anything is sent. */
export class Copies {
  readonly #db: Database;
  readonly #links: Links;

  constructor(db: Database, links: Links) {
    this.#db = db;
    this.#links = links;
  }

  of(linkId: LinkId): Copy[] {
    return this.#db.all<CopyRow>('SELECT * FROM copy WHERE link_id = ? ORDER BY id', linkId).map(toCopy);
  }

  loose(kind: CopyKind, sourceId: string): Copy | null {
    const row = this.#find({ linkId: null, kind, sourceId });
    return row === null ? null : toCopy(row);
  }

  intend(copy: NewCopy, now: number): { copy: Copy; added: boolean } {
    const known = this.#find(copy);
    if (known !== null) return { copy: toCopy(known), added: false };
    return { copy: toCopy(this.#must(this.#insert(copy, 'intended', now))), added: true };
  }

  markSent(id: number, now: number): void {
    this.#must(id);
    this.#db.run('UPDATE copy SET sent_at = ? WHERE id = ?', ms(now), id);
  }

  record(id: number, result: Parameters<StorePairs['recordCopy']>[1], now: number): void {
    const row = this.#must(id);
    const linkId = result.linkId ?? row.link_id;
    if (linkId !== row.link_id && linkId !== null) this.#mayJoin(row, linkId);
    this.#db.run(
      "UPDATE copy SET state = 'done', link_id = ?, target_id = ?, detail = ?, source_hash = ?, settled_at = ? WHERE id = ?",
      linkId,
      result.targetId,
      result.detail === undefined ? row.detail : toJson(result.detail),
      result.sourceHash ?? row.source_hash,
      ms(now),
      id,
    );
  }

  skip(copies: readonly NewCopy[], now: number): void {
    for (const copy of copies) {
      const known = this.#find(copy);
      if (known === null) {
        this.#insert(copy, 'skipped', now);
      } else if (known.state !== 'done') {
        this.#db.run(
          "UPDATE copy SET state = 'skipped', source_hash = ?, detail = ?, settled_at = ? WHERE id = ?",
          copy.sourceHash,
          toJson(copy.detail),
          ms(now),
          known.id,
        );
      }
    }
  }

  /** What may have been sent before it was skipped is intended again, so that it is looked for; anything else is forgotten. */
  forgetSkipped(id: number): void {
    const row = this.#db.get<CopyRow>('SELECT * FROM copy WHERE id = ?', id);
    if (row?.state !== 'skipped' && row?.state !== 'abandoned') return;
    if (row.sent_at === 0) {
      this.#db.run('DELETE FROM copy WHERE id = ?', id);
      return;
    }
    const closed = row.link_id !== null && this.#links.must(row.link_id).state === 'closed';
    this.#db.run(
      'UPDATE copy SET state = ?, settled_at = ? WHERE id = ?',
      closed ? 'abandoned' : 'intended',
      closed ? row.settled_at : null,
      id,
    );
  }

  /** A closed link sends nothing any more. */
  abandonOf(linkId: LinkId, now: number): void {
    this.#db.run(
      "UPDATE copy SET state = 'abandoned', settled_at = ? WHERE link_id = ? AND state = 'intended'",
      ms(now),
      linkId,
    );
  }

  resumeOf(linkId: LinkId): void {
    this.#db.run(
      "UPDATE copy SET state = 'intended', settled_at = NULL WHERE link_id = ? AND state = 'abandoned'",
      linkId,
    );
  }

  #insert(copy: NewCopy, state: 'intended' | 'skipped', now: number): number {
    if (copy.linkId === null && copy.kind !== 'ticket') {
      throw misuse('copy-without-link', `A copy of kind ${copy.kind} needs a link.`, { sourceId: copy.sourceId });
    }
    const link = copy.linkId === null ? null : this.#links.must(copy.linkId);
    if (link?.state === 'closed' && state === 'intended') throw linkClosed(link.ticketId, link.workOrderId);
    return this.#db.run(
      `INSERT INTO copy (link_id, kind, source_id, source_hash, marker, state, detail, created_at, sent_at, settled_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      copy.linkId,
      copy.kind,
      copy.sourceId,
      copy.sourceHash,
      copy.marker,
      state,
      toJson(copy.detail),
      ms(now),
      state === 'intended' ? ms(now) : 0,
      state === 'intended' ? null : ms(now),
    ).id;
  }

  #mayJoin(row: CopyRow, linkId: LinkId): void {
    this.#links.must(linkId);
    const other = this.#find({ linkId, kind: row.kind, sourceId: row.source_id });
    if (row.link_id === null && other === null) return;
    throw misuse('copy-exists', `Link ${linkId} cannot take copy ${row.id}: one of the two has the other already.`, {
      copyId: row.id,
      linkId,
    });
  }

  #find(key: Pick<NewCopy, 'linkId' | 'kind' | 'sourceId'>): CopyRow | null {
    const row =
      key.linkId === null
        ? this.#db.get<CopyRow>(
            'SELECT * FROM copy WHERE kind = ? AND source_id = ? AND link_id IS NULL',
            key.kind,
            key.sourceId,
          )
        : this.#db.get<CopyRow>(
            'SELECT * FROM copy WHERE link_id = ? AND kind = ? AND source_id = ?',
            key.linkId,
            key.kind,
            key.sourceId,
          );
    return row ?? null;
  }

  #must(id: number): CopyRow {
    const row = this.#db.get<CopyRow>('SELECT * FROM copy WHERE id = ?', id);
    if (row === undefined) throw misuse('unknown-copy', `There is no copy ${id}.`, { copyId: id });
    return row;
  }
}

function toCopy(row: CopyRow): Copy {
  const detail = readDocument(row.detail, 'detail');
  return {
    id: row.id,
    linkId: row.link_id,
    kind: row.kind,
    sourceId: row.source_id,
    sourceHash: row.source_hash,
    marker: row.marker,
    state: row.state === 'abandoned' ? 'skipped' : row.state,
    targetId: row.target_id,
    detail: row.state === 'abandoned' ? { ...detail, reason: abandonedReason } : detail,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    settledAt: row.settled_at,
  };
}

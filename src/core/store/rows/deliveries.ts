import type { Remote } from '../../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../../shared/errors.ts';
import type { Database } from '../database.ts';
import type { Delivery, DeliveryState, NewDelivery } from '../intake-port.ts';
import { ms, readStrings, toJson } from './columns.ts';

interface DeliveryRow {
  readonly id: number;
  readonly source: Remote;
  readonly delivery_id: string;
  readonly received_at: number;
  readonly state: DeliveryState;
  readonly record_type: string;
  readonly record_id: number;
  readonly action: string;
  readonly actor: string;
  readonly headers: string;
  readonly body: string;
}

const columns = 'id, source, delivery_id, received_at, state, record_type, record_id, action, actor, headers, body';

/** The inbox: every callback and webhook as it arrived. */
export class Deliveries {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  accept(
    delivery: NewDelivery,
    limits: { maxUnverified: number },
  ): { id: number; outcome: 'stored' | 'duplicate' | 'full' } {
    const known = this.#db.get<{ id: number; state: DeliveryState }>(
      'SELECT id, state FROM delivery WHERE source = ? AND delivery_id = ?',
      delivery.source,
      delivery.deliveryId,
    );
    if (known !== undefined && !replaces(delivery.state, known.state)) return { id: known.id, outcome: 'duplicate' };
    if (delivery.state === 'unverified' && this.countUnverified() >= limits.maxUnverified)
      return { id: 0, outcome: 'full' };
    const values = [
      ms(delivery.receivedAt),
      delivery.state,
      delivery.recordType,
      delivery.recordId,
      delivery.action,
      delivery.actor,
      toJson(delivery.headers),
      delivery.body,
    ];
    if (known !== undefined) {
      this.#db.run(
        'UPDATE delivery SET received_at = ?, state = ?, record_type = ?, record_id = ?, action = ?, actor = ?, headers = ?, body = ?, error = NULL WHERE id = ?',
        ...values,
        known.id,
      );
      return { id: known.id, outcome: 'stored' };
    }
    const { id } = this.#db.run(
      `INSERT INTO delivery (received_at, state, record_type, record_id, action, actor, headers, body, source, delivery_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...values,
      delivery.source,
      delivery.deliveryId,
    );
    return { id, outcome: 'stored' };
  }

  /** What can be worked on comes before what waits for its key: forged deliveries must keep no true one waiting. */
  pending(limit: number): Delivery[] {
    const inState = (state: 'verified' | 'unverified', most: number): Delivery[] =>
      this.#db
        .all<DeliveryRow>(
          `SELECT ${columns} FROM delivery WHERE state IN ('verified', 'unverified') AND state = ? ORDER BY id LIMIT ?`,
          state,
          most,
        )
        .map(toDelivery);
    const verified = inState('verified', limit);
    return verified.length < limit ? [...verified, ...inState('unverified', limit - verified.length)] : verified;
  }

  webhookSignatures(limit: number): { signature: string; deliveryId: string }[] {
    return this.#db
      .all<Pick<DeliveryRow, 'delivery_id' | 'headers'>>(
        "SELECT delivery_id, headers FROM delivery WHERE source = 'fieldnation' AND state IN ('verified', 'queued') ORDER BY received_at DESC LIMIT ?",
        limit,
      )
      .flatMap((row) => {
        const signature = readStrings(row.headers, 'headers')['x-fn-signature'] ?? '';
        return signature === '' ? [] : [{ signature, deliveryId: row.delivery_id }];
      })
      .reverse();
  }

  /** Null when the row is not waiting any more: queueing or rejecting it twice changes nothing. */
  waiting(id: number): Delivery | null {
    const row = this.#db.get<DeliveryRow>(
      `SELECT ${columns} FROM delivery WHERE id = ? AND state IN ('verified', 'unverified')`,
      id,
    );
    return row === undefined ? null : toDelivery(row);
  }

  finish(id: number, state: 'queued' | 'rejected', error: AppErrorInfo | null): void {
    this.#db.run(
      'UPDATE delivery SET state = ?, error = ? WHERE id = ?',
      state,
      error === null ? null : toJson(error),
      id,
    );
  }

  dropUnverified(before: number): number {
    return this.#db.run(
      "UPDATE delivery SET state = 'dropped' WHERE state = 'unverified' AND received_at < ?",
      ms(before),
    ).changes;
  }

  countUnverified(): number {
    return this.#db.get<{ n: number }>("SELECT count(*) AS n FROM delivery WHERE state = 'unverified'")?.n ?? 0;
  }

  countWaiting(): number {
    return (
      this.#db.get<{ n: number }>("SELECT count(*) AS n FROM delivery WHERE state IN ('verified', 'unverified')")?.n ??
      0
    );
  }
}

/**
 * The sender's own id comes back when it repeats a delivery. A verified arrival replaces one that was never believed, so that a forged
 * delivery with a guessed id cannot keep the real one out; anything replaces one that was dropped for lack of a key.
 */
function replaces(arriving: 'verified' | 'unverified', known: DeliveryState): boolean {
  if (known === 'dropped' || known === 'rejected') return true;
  return known === 'unverified' && arriving === 'verified';
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    source: row.source,
    deliveryId: row.delivery_id,
    receivedAt: row.received_at,
    state: row.state,
    recordType: row.record_type,
    recordId: row.record_id,
    action: row.action,
    actor: row.actor,
    headers: readStrings(row.headers, 'headers'),
    body: row.body,
  };
}

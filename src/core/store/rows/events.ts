import type { Link } from '../../../shared/domain/records.ts';
import type { Database } from '../database.ts';
import type { EventRow, NewEvent } from '../intake-port.ts';
import type { JobTarget } from '../port.ts';
import { ms } from './columns.ts';
import type { Links } from './links.ts';

interface EventColumns {
  readonly id: number;
  readonly record_type: NewEvent['recordType'];
  readonly record_id: number;
  readonly name: string;
  readonly occurrence: string;
  readonly at: number;
  readonly state: EventRow['state'];
}

/** Facts that happened once. Jobs coalesce, these never do. */
export class Events {
  readonly #db: Database;
  readonly #links: Links;

  constructor(db: Database, links: Links) {
    this.#db = db;
    this.#links = links;
  }

  /** Inserts what is new; returns how many. */
  add(events: readonly NewEvent[], state: 'open' | 'done', now: number): number {
    let added = 0;
    for (const event of events) {
      added += this.#db.run(
        `INSERT INTO event (record_type, record_id, name, occurrence, at, state, settled_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        event.recordType,
        event.recordId,
        event.name,
        event.occurrence,
        ms(event.at),
        state,
        state === 'open' ? null : ms(now),
      ).changes;
    }
    return added;
  }

  /** Open events of the record a job is about; for a link of both its records. Oldest first. */
  openOf(target: JobTarget): EventRow[] {
    if (target.kind === 'ticket') return this.#open('ticket', target.ticketId);
    if (target.kind === 'workorder') return this.#open('workorder', target.workOrderId);
    const link = this.#links.byId(target.linkId);
    return link === null ? [] : this.#openOfLink(link);
  }

  /** After a revisit the ticket's events belong to its new link, not to what is left to do for the closed one. */
  #openOfLink({ id, ticketId, workOrderId }: Link): EventRow[] {
    const ticketOwner = this.#links.openIdByTicket(ticketId) ?? id;
    const events = ticketOwner === id ? this.#open('ticket', ticketId) : [];
    if (workOrderId === null) return events;
    const workOrderOwner = this.#links.openIdByWorkOrder(workOrderId) ?? id;
    if (workOrderOwner !== id) return events;
    return [...events, ...this.#open('workorder', workOrderId)].sort((a, b) => a.at - b.at || a.id - b.id);
  }

  /** Newest first. Sorted by time, not by id: the ids of one record lie scattered over all history, its own index holds only its own rows. */
  ofRecord(
    record: Pick<NewEvent, 'recordType' | 'recordId'>,
    limit: number,
  ): { id: number; name: string; occurrence: string; at: number; state: string }[] {
    return this.#db.all(
      `SELECT id, name, occurrence, at, state FROM event WHERE record_type = ? AND record_id = ? ORDER BY at DESC, id DESC LIMIT ?`,
      record.recordType,
      record.recordId,
      limit,
    );
  }

  /** Those that are over already stay as they are; returns how many were open. */
  settle(ids: readonly number[], state: 'done' | 'ignored', now: number): number {
    const sql = "UPDATE event SET state = ?, settled_at = ? WHERE id = ? AND state = 'open'";
    return ids.reduce((settled, id) => settled + this.#db.run(sql, state, ms(now), id).changes, 0);
  }

  #open(recordType: NewEvent['recordType'], recordId: number): EventRow[] {
    return this.#db
      .all<EventColumns>(
        `SELECT id, record_type, record_id, name, occurrence, at, state FROM event
         WHERE record_type = ? AND record_id = ? AND state = 'open' ORDER BY at, id`,
        recordType,
        recordId,
      )
      .map((row) => ({
        id: row.id,
        recordType: row.record_type,
        recordId: row.record_id,
        name: row.name,
        occurrence: row.occurrence,
        at: row.at,
        state: row.state,
      }));
  }
}

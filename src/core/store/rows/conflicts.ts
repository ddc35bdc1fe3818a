import { z } from 'zod';
import type { Link, LinkId } from '../../../shared/domain/records.ts';
import { jsonEqual } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import type { Conflict, ConflictChoice, Evidence, NewConflict } from '../pairs-port.ts';
import { ms, readAnyJson, readJson, toJson, toJsonOrNull } from './columns.ts';
import type { Links } from './links.ts';

interface ConflictRow {
  readonly id: number;
  readonly link_id: number;
  readonly rule_id: string;
  readonly target: string;
  readonly direction: NewConflict['direction'];
  readonly ticket_value: string;
  readonly work_order_value: string;
  readonly ticket_change: string | null;
  readonly work_order_change: string | null;
  readonly state: Conflict['state'];
  readonly choice: ConflictChoice | null;
  readonly chosen_by: string;
  readonly opened_at: number;
  readonly settled_at: number | null;
}

const evidenceSchema: z.ZodType<Evidence> = z.object({
  from: z.number(),
  to: z.number(),
  by: z.string(),
  source: z.enum(['webhook', 'callback', 'record', 'audit', 'between-reads']),
});

/**
 * Fields both sides changed. A row's id stands for the two values a person sees: when a value changes, the conflict goes on under a new id, so
 * that a choice made on a screen with the old values finds nothing to act on.
 */
export class Conflicts {
  readonly #db: Database;
  readonly #links: Links;

  constructor(db: Database, links: Links) {
    this.#db = db;
    this.#links = links;
  }

  /** Open and chosen ones, newest first. */
  waiting(limit: number): (Conflict & { readonly link: Link })[] {
    const links = new Map<LinkId, Link>();
    return this.#db
      .all<ConflictRow>("SELECT * FROM conflict WHERE state IN ('open', 'chosen') ORDER BY id DESC LIMIT ?", limit)
      .map((row) => {
        const link = links.get(row.link_id) ?? this.#links.must(row.link_id);
        links.set(row.link_id, link);
        return { ...toConflict(row), link };
      });
  }

  waitingOf(linkId: LinkId): Conflict[] {
    return this.#waitingOf(linkId).map(toConflict);
  }

  byId(id: number): Conflict | null {
    const row = this.#db.get<ConflictRow>('SELECT * FROM conflict WHERE id = ?', id);
    return row === undefined ? null : toConflict(row);
  }

  /** Those that wait for a person; the whole condition of the index, and no choice yet. */
  count(): number {
    const sql = "SELECT count(*) AS n FROM conflict WHERE state IN ('open', 'chosen') AND choice IS NULL";
    return this.#db.get<{ n: number }>(sql)?.n ?? 0;
  }

  /** What a run found: these rules of the link are in conflict now, and no others. */
  keep(linkId: LinkId, found: readonly NewConflict[], now: number): void {
    const known = this.#waitingOf(linkId);
    const byRule = new Map(found.map((conflict) => [conflict.ruleId, conflict]));
    for (const row of known) if (!byRule.has(row.rule_id)) this.#settle(row.id, now);
    for (const conflict of byRule.values()) {
      const row = known.find((one) => one.rule_id === conflict.ruleId);
      if (row === undefined) {
        this.#insert(linkId, conflict, ms(now));
      } else if (sameQuestion(row, conflict)) {
        this.#db.run(
          'UPDATE conflict SET ticket_change = ?, work_order_change = ? WHERE id = ?',
          toJsonOrNull(conflict.ticketChange),
          toJsonOrNull(conflict.workOrderChange),
          row.id,
        );
      } else {
        this.#db.run('DELETE FROM conflict WHERE id = ?', row.id);
        this.#insert(linkId, conflict, row.opened_at);
      }
    }
  }

  settleOf(linkId: LinkId, now: number): void {
    for (const row of this.#waitingOf(linkId)) this.#settle(row.id, now);
  }

  /** The link whose conflict it is; null when it waits for nobody any more. */
  choose(id: number, choice: ConflictChoice, by: string): LinkId | null {
    const row = this.#db.get<ConflictRow>('SELECT * FROM conflict WHERE id = ?', id);
    if (row === undefined || row.state === 'settled') return null;
    this.#db.run("UPDATE conflict SET state = 'chosen', choice = ?, chosen_by = ? WHERE id = ?", choice, by, id);
    return row.link_id;
  }

  #waitingOf(linkId: LinkId): ConflictRow[] {
    return this.#db.all<ConflictRow>(
      "SELECT * FROM conflict WHERE link_id = ? AND state IN ('open', 'chosen') ORDER BY rule_id",
      linkId,
    );
  }

  #settle(id: number, now: number): void {
    this.#db.run("UPDATE conflict SET state = 'settled', settled_at = ? WHERE id = ?", ms(now), id);
  }

  #insert(linkId: LinkId, conflict: NewConflict, openedAt: number): void {
    this.#db.run(
      `INSERT INTO conflict (link_id, rule_id, target, direction, ticket_value, work_order_value, ticket_change, work_order_change,
         state, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)`,
      linkId,
      conflict.ruleId,
      conflict.target,
      conflict.direction,
      toJson(conflict.ticketValue),
      toJson(conflict.workOrderValue),
      toJsonOrNull(conflict.ticketChange),
      toJsonOrNull(conflict.workOrderChange),
      openedAt,
    );
  }
}

/** The same two values for the same field: what a person chose for the one holds for the other. */
function sameQuestion(row: ConflictRow, conflict: NewConflict): boolean {
  return (
    row.target === conflict.target &&
    row.direction === conflict.direction &&
    jsonEqual(readAnyJson(row.ticket_value), conflict.ticketValue) &&
    jsonEqual(readAnyJson(row.work_order_value), conflict.workOrderValue)
  );
}

function toConflict(row: ConflictRow): Conflict {
  return {
    id: row.id,
    linkId: row.link_id,
    ruleId: row.rule_id,
    target: row.target,
    direction: row.direction,
    ticketValue: readAnyJson(row.ticket_value),
    workOrderValue: readAnyJson(row.work_order_value),
    ticketChange: row.ticket_change === null ? null : readJson(evidenceSchema, row.ticket_change, 'ticket_change'),
    workOrderChange:
      row.work_order_change === null ? null : readJson(evidenceSchema, row.work_order_change, 'work_order_change'),
    state: row.state,
    choice: row.choice,
    chosenBy: row.chosen_by,
    openedAt: row.opened_at,
    settledAt: row.settled_at,
  };
}

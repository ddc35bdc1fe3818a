import type { Base, Link, LinkId, LinkState, TicketId, WorkOrderId } from '../../../shared/domain/records.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import type { LinkUpdate } from '../links-port.ts';
import { linkExists, misuse } from '../store-errors.ts';
import { ms, toJson } from './columns.ts';
import { type LinkRow, toLink } from './link-row.ts';

interface NewLink {
  readonly ticketId: TicketId;
  readonly ticketSummary: string;
  readonly companyName: string;
  readonly ticketStatus: string;
  readonly markerPrefix: string;
  readonly base?: Base;
  readonly seen?: JsonObject;
  readonly now: number;
}
export interface NewPair extends NewLink {
  readonly workOrderId: WorkOrderId;
  readonly workOrderStatus: string;
  readonly origin: Link['origin'];
  /** As it stands on the work order already; a new one unless told. */
  readonly marker?: string;
  /** When the pair came to be, where that is longer ago than now (ms). */
  readonly createdAt?: number;
  /** What its work order went through before: nobody acts on that any more. */
  readonly seenMilestones?: Link['seenMilestones'];
}

/** The lasting pairs. `open` in a name here means `creating` or `open`: not yet history. */
export class Links {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  byId(id: LinkId): Link | null {
    return this.#one('SELECT * FROM link WHERE id = ?', id);
  }

  /** Throws `store.unknown-link`. */
  must(id: LinkId): Link {
    const link = this.byId(id);
    if (link === null) throw misuse('unknown-link', `There is no link ${id}.`, { linkId: id });
    return link;
  }

  openByTicket(ticketId: TicketId): Link | null {
    return this.#one("SELECT * FROM link WHERE ticket_id = ? AND state IN ('creating', 'open')", ticketId);
  }

  openByWorkOrder(workOrderId: WorkOrderId): Link | null {
    return this.#one("SELECT * FROM link WHERE work_order_id = ? AND state IN ('creating', 'open')", workOrderId);
  }

  openIdByTicket(ticketId: TicketId): LinkId | null {
    return this.#id("SELECT id FROM link WHERE ticket_id = ? AND state IN ('creating', 'open')", ticketId);
  }

  openIdByWorkOrder(workOrderId: WorkOrderId): LinkId | null {
    return this.#id("SELECT id FROM link WHERE work_order_id = ? AND state IN ('creating', 'open')", workOrderId);
  }

  /** Every link a ticket ever had, newest first. */
  ofTicket(ticketId: TicketId): Link[] {
    return this.#db.all<LinkRow>('SELECT * FROM link WHERE ticket_id = ? ORDER BY id DESC', ticketId).map(toLink);
  }

  ofWorkOrder(workOrderId: WorkOrderId): Link[] {
    return this.#db
      .all<LinkRow>('SELECT * FROM link WHERE work_order_id = ? ORDER BY id DESC', workOrderId)
      .map(toLink);
  }

  byMarker(marker: string): Link | null {
    return this.#one('SELECT * FROM link WHERE marker = ?', marker);
  }

  openAfter(after: LinkId, limit: number): Link[] {
    return this.#db
      .all<LinkRow>(
        "SELECT * FROM link WHERE state IN ('creating', 'open') AND id > ? ORDER BY id LIMIT ?",
        after,
        limit,
      )
      .map(toLink);
  }

  /**
   * Open links nobody looked at since `before` (ms), the longest first. Left out where there may be many of them, so that they take nobody
   * else's place: those that wait for a person, and work orders in one of the statuses `except` (lower case).
   */
  stale(before: number, limit: number, except: readonly string[] = []): Link[] {
    return this.#db
      .all<LinkRow>(
        `SELECT * FROM link WHERE state = 'open' AND last_synced_at < ?
           AND instr(?, '|' || lower(work_order_status) || '|') = 0
           AND NOT EXISTS (SELECT 1 FROM job WHERE job.entity_key = 'link:' || link.id AND job.state IN ('dead', 'held'))
         ORDER BY last_synced_at, id LIMIT ?`,
        ms(before),
        except.length === 0 ? '' : `|${except.join('|')}|`,
        limit,
      )
      .map(toLink);
  }

  /** Throws `store.link-exists`. The marker ends in the link's ordinal for this ticket: 1 for the first, 2 for a revisit. */
  create(input: NewLink): Link {
    if (this.openIdByTicket(input.ticketId) !== null) throw linkExists(input.ticketId, null);
    return this.#insert(input, { state: 'creating', workOrderId: null, workOrderStatus: '', origin: 'ticket' });
  }

  /** Two records that exist both. Throws `store.link-exists`. */
  createPair(input: NewPair): Link {
    const { ticketId, workOrderId, workOrderStatus, origin } = input;
    if (this.openIdByTicket(ticketId) !== null) throw linkExists(ticketId, null);
    if (this.openIdByWorkOrder(workOrderId) !== null) throw linkExists(ticketId, workOrderId);
    return this.#insert(input, { state: 'open', workOrderId, workOrderStatus, origin });
  }

  close(id: LinkId, reason: string, now: number): void {
    this.#db.run(
      "UPDATE link SET state = 'closed', closed_reason = ?, updated_at = ? WHERE id = ?",
      reason,
      ms(now),
      id,
    );
  }

  /** Back from history; without a work order yet it goes on being made. Throws `store.link-exists`. */
  reopen(link: Link, now: number): Link {
    const other = this.openIdByTicket(link.ticketId);
    if (other !== null && other !== link.id) throw linkExists(link.ticketId, null);
    if (link.workOrderId !== null) this.#refuseTaken(link, link.workOrderId);
    this.#db.run(
      "UPDATE link SET state = ?, closed_reason = '', updated_at = ? WHERE id = ?",
      link.workOrderId === null ? 'creating' : 'open',
      ms(now),
      link.id,
    );
    return this.must(link.id);
  }

  /** Returns the link as it was and as it is now. A closed link stays closed: a run that was under way must not bring it back. */
  update(change: LinkUpdate, now: number): { readonly before: Link; readonly after: Link } {
    const before = this.must(change.linkId);
    const after: Link = {
      ...before,
      state: before.state === 'closed' ? before.state : (change.state ?? before.state),
      ticketId: change.ticketId ?? before.ticketId,
      workOrderId: change.workOrderId ?? before.workOrderId,
      ticketSummary: change.ticketSummary ?? before.ticketSummary,
      companyName: change.companyName ?? before.companyName,
      ticketStatus: change.ticketStatus ?? before.ticketStatus,
      workOrderStatus: change.workOrderStatus ?? before.workOrderStatus,
      providerName: change.providerName ?? before.providerName,
      base: change.base ?? before.base,
      mappingVersion: change.mappingVersion ?? before.mappingVersion,
      seenMilestones: change.seenMilestones ?? before.seenMilestones,
      seen: change.seen ?? before.seen,
      lastSyncedAt: change.lastSyncedAt ?? before.lastSyncedAt,
      updatedAt: ms(now),
      closedReason:
        change.state === 'closed' && change.closedReason !== undefined ? change.closedReason : before.closedReason,
    };
    if (after.state !== 'closed' && after.workOrderId !== null) this.#refuseTaken(after, after.workOrderId);
    if (after.state !== 'closed' && after.ticketId !== before.ticketId) {
      const other = this.openIdByTicket(after.ticketId);
      if (other !== null && other !== after.id) throw linkExists(after.ticketId, null);
    }
    this.#db.run(
      `UPDATE link SET state = ?, ticket_id = ?, work_order_id = ?, ticket_summary = ?, company_name = ?, ticket_status = ?, work_order_status = ?,
         provider_name = ?, base = ?, mapping_version = ?, seen_milestones = ?, seen = ?, last_synced_at = ?, closed_reason = ?,
         updated_at = ? WHERE id = ?`,
      after.state,
      after.ticketId,
      after.workOrderId,
      after.ticketSummary,
      after.companyName,
      after.ticketStatus,
      after.workOrderStatus,
      after.providerName,
      toJson(after.base),
      after.mappingVersion,
      toJson(after.seenMilestones),
      toJson(after.seen),
      after.lastSyncedAt === null ? null : ms(after.lastSyncedAt),
      after.closedReason,
      after.updatedAt,
      after.id,
    );
    return { before, after };
  }

  /** By number first, then by any text a technician knows a link by; newest change first. */
  search(text: string, limit: number): Link[] {
    const words = text.trim();
    if (words === '')
      return this.#db.all<LinkRow>('SELECT * FROM link ORDER BY updated_at DESC LIMIT ?', limit).map(toLink);
    const digits = /^#?(\d{1,15})$/.exec(words)?.[1];
    const exact =
      digits === undefined
        ? []
        : this.#db.all<LinkRow>(
            'SELECT * FROM link WHERE ticket_id = ? OR work_order_id = ? ORDER BY updated_at DESC LIMIT ?',
            Number(digits),
            Number(digits),
            limit,
          );
    const pattern = `%${(digits ?? words).replace(/[\\%_]/g, '\\$&')}%`;
    const similar = this.#db.all<LinkRow>(
      `SELECT * FROM link WHERE ticket_summary LIKE ? ESCAPE '\\' OR company_name LIKE ? ESCAPE '\\' OR provider_name LIKE ? ESCAPE '\\'
         OR marker LIKE ? ESCAPE '\\' OR ticket_id LIKE ? ESCAPE '\\' OR work_order_id LIKE ? ESCAPE '\\'
       ORDER BY updated_at DESC LIMIT ?`,
      pattern,
      pattern,
      pattern,
      pattern,
      pattern,
      pattern,
      limit,
    );
    const first = new Set(exact.map((row) => row.id));
    return [...exact, ...similar.filter((row) => !first.has(row.id))].slice(0, limit).map(toLink);
  }

  counts(): { open: number; creating: number; closed: number } {
    const rows = this.#db.all<{ state: LinkState; n: number }>('SELECT state, n FROM link_count');
    const of = (state: LinkState): number => rows.find((row) => row.state === state)?.n ?? 0;
    return { open: of('open'), creating: of('creating'), closed: of('closed') };
  }

  #insert(
    input: NewLink & Pick<NewPair, 'marker' | 'createdAt' | 'seenMilestones'>,
    pair: Pick<Link, 'state' | 'workOrderId' | 'workOrderStatus' | 'origin'>,
  ): Link {
    const { id } = this.#db.run(
      `INSERT INTO link (state, ticket_id, work_order_id, marker, ticket_summary, company_name, ticket_status, work_order_status,
         base, seen, seen_milestones, origin, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      pair.state,
      input.ticketId,
      pair.workOrderId,
      this.#markerOf(input),
      input.ticketSummary,
      input.companyName,
      input.ticketStatus,
      pair.workOrderStatus,
      toJson(input.base ?? {}),
      toJson(input.seen ?? {}),
      toJson(input.seenMilestones ?? {}),
      pair.origin,
      ms(input.createdAt ?? input.now),
      ms(input.now),
    );
    return this.must(id);
  }

  #markerOf({ marker, markerPrefix, ticketId }: NewLink & Pick<NewPair, 'marker'>): string {
    const free = marker !== undefined && this.#id('SELECT id FROM link WHERE marker = ?', marker) === null;
    return free ? marker : this.#newMarker(markerPrefix, ticketId);
  }

  /** A link that followed its ticket into another one took its marker along, so the count alone may name one that is taken. */
  #newMarker(prefix: string, ticketId: TicketId): string {
    const before = this.#db.get<{ n: number }>('SELECT count(*) AS n FROM link WHERE ticket_id = ?', ticketId)?.n ?? 0;
    let ordinal = before + 1;
    while (this.#id('SELECT id FROM link WHERE marker = ?', `${prefix}${ordinal}`) !== null) ordinal += 1;
    return `${prefix}${ordinal}`;
  }

  #refuseTaken(link: Link, workOrderId: WorkOrderId): void {
    const other = this.openIdByWorkOrder(workOrderId);
    if (other !== null && other !== link.id) throw linkExists(link.ticketId, workOrderId);
  }

  #one(sql: string, param: string | number): Link | null {
    const row = this.#db.get<LinkRow>(sql, param);
    return row === undefined ? null : toLink(row);
  }

  #id(sql: string, param: number | string): number | null {
    return this.#db.get<{ id: number }>(sql, param)?.id ?? null;
  }
}

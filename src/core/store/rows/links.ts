import type { Base, Link, LinkId, LinkState, TicketId, WorkOrderId } from '../../../shared/domain/records.ts';
import type { Database } from '../database.ts';
import type { LinkUpdate } from '../port.ts';
import { linkExists, misuse } from '../store-errors.ts';
import { ms, readBase, readNumbers, toJson } from './columns.ts';

interface LinkRow {
  readonly id: number;
  readonly state: LinkState;
  readonly ticket_id: number;
  readonly work_order_id: number | null;
  readonly marker: string;
  readonly ticket_summary: string;
  readonly company_name: string;
  readonly ticket_status: string;
  readonly work_order_status: string;
  readonly provider_name: string;
  readonly base: string;
  readonly mapping_version: number;
  readonly seen_milestones: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly last_synced_at: number | null;
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

  /** Throws `store.link-exists`. The marker ends in the link's ordinal for this ticket: 1 for the first, 2 for a revisit. */
  create(input: {
    ticketId: TicketId;
    ticketSummary: string;
    companyName: string;
    ticketStatus: string;
    markerPrefix: string;
    base?: Base;
    now: number;
  }): Link {
    if (this.openIdByTicket(input.ticketId) !== null) throw linkExists(input.ticketId, null);
    const before =
      this.#db.get<{ n: number }>('SELECT count(*) AS n FROM link WHERE ticket_id = ?', input.ticketId)?.n ?? 0;
    const { id } = this.#db.run(
      `INSERT INTO link (state, ticket_id, marker, ticket_summary, company_name, ticket_status, base, created_at, updated_at)
       VALUES ('creating', ?, ?, ?, ?, ?, ?, ?, ?)`,
      input.ticketId,
      `${input.markerPrefix}${before + 1}`,
      input.ticketSummary,
      input.companyName,
      input.ticketStatus,
      toJson(input.base ?? {}),
      ms(input.now),
      ms(input.now),
    );
    return this.#must(id);
  }

  /** Writes the work order's number; throws `store.link-exists` when another open link has it. */
  setWorkOrder(id: LinkId, workOrderId: WorkOrderId, now: number): void {
    this.#refuseTaken(this.#must(id), workOrderId);
    this.#db.run('UPDATE link SET work_order_id = ?, updated_at = ? WHERE id = ?', workOrderId, ms(now), id);
  }

  /** Returns the link as it was and as it is now. */
  update(change: LinkUpdate, now: number): { readonly before: Link; readonly after: Link } {
    const before = this.#must(change.linkId);
    const after: Link = {
      ...before,
      state: change.state ?? before.state,
      workOrderId: change.workOrderId ?? before.workOrderId,
      ticketSummary: change.ticketSummary ?? before.ticketSummary,
      companyName: change.companyName ?? before.companyName,
      ticketStatus: change.ticketStatus ?? before.ticketStatus,
      workOrderStatus: change.workOrderStatus ?? before.workOrderStatus,
      providerName: change.providerName ?? before.providerName,
      base: change.base ?? before.base,
      mappingVersion: change.mappingVersion ?? before.mappingVersion,
      seenMilestones: change.seenMilestones ?? before.seenMilestones,
      lastSyncedAt: change.lastSyncedAt ?? before.lastSyncedAt,
      updatedAt: ms(now),
    };
    if (after.state !== 'closed' && after.workOrderId !== null) this.#refuseTaken(after, after.workOrderId);
    if (after.state !== 'closed' && before.state === 'closed') {
      const other = this.openIdByTicket(after.ticketId);
      if (other !== null && other !== after.id) throw linkExists(after.ticketId, null);
    }
    this.#db.run(
      `UPDATE link SET state = ?, work_order_id = ?, ticket_summary = ?, company_name = ?, ticket_status = ?, work_order_status = ?,
         provider_name = ?, base = ?, mapping_version = ?, seen_milestones = ?, last_synced_at = ?, updated_at = ? WHERE id = ?`,
      after.state,
      after.workOrderId,
      after.ticketSummary,
      after.companyName,
      after.ticketStatus,
      after.workOrderStatus,
      after.providerName,
      toJson(after.base),
      after.mappingVersion,
      toJson(after.seenMilestones),
      after.lastSyncedAt === null ? null : ms(after.lastSyncedAt),
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
    const rows = this.#db.all<{ state: LinkState; n: number }>('SELECT state, count(*) AS n FROM link GROUP BY state');
    const of = (state: LinkState): number => rows.find((row) => row.state === state)?.n ?? 0;
    return { open: of('open'), creating: of('creating'), closed: of('closed') };
  }

  #refuseTaken(link: Link, workOrderId: WorkOrderId): void {
    const other = this.openIdByWorkOrder(workOrderId);
    if (other !== null && other !== link.id) throw linkExists(link.ticketId, workOrderId);
  }

  #must(id: LinkId): Link {
    const link = this.byId(id);
    if (link === null) throw misuse('unknown-link', `There is no link ${id}.`, { linkId: id });
    return link;
  }

  #one(sql: string, param: string | number): Link | null {
    const row = this.#db.get<LinkRow>(sql, param);
    return row === undefined ? null : toLink(row);
  }

  #id(sql: string, param: number): number | null {
    return this.#db.get<{ id: number }>(sql, param)?.id ?? null;
  }
}

function toLink(row: LinkRow): Link {
  return {
    id: row.id,
    state: row.state,
    ticketId: row.ticket_id,
    workOrderId: row.work_order_id,
    marker: row.marker,
    ticketSummary: row.ticket_summary,
    companyName: row.company_name,
    ticketStatus: row.ticket_status,
    workOrderStatus: row.work_order_status,
    providerName: row.provider_name,
    base: readBase(row.base),
    mappingVersion: row.mapping_version,
    seenMilestones: readNumbers(row.seen_milestones, 'seen_milestones'),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastSyncedAt: row.last_synced_at,
  };
}

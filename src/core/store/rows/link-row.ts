import type { Link, LinkState } from '../../../shared/domain/records.ts';
import { readBase, readDocument, readNumbers } from './columns.ts';

/** A row of `link` as SQLite returns it. */
export interface LinkRow {
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
  readonly seen: string;
  readonly origin: Link['origin'];
  readonly closed_reason: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly last_synced_at: number | null;
}

export function toLink(row: LinkRow): Link {
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
    seen: readDocument(row.seen, 'seen'),
    origin: row.origin,
    closedReason: row.closed_reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastSyncedAt: row.last_synced_at,
  };
}

import { z } from 'zod';
import type { JsonObject } from '../json.ts';

/** ConnectWise ticket number, as technicians say it. */
export type TicketId = number;
/** Field Nation work order number. */
export type WorkOrderId = number;
export type LinkId = number;
export type JobId = number;
export type InboxId = number;

export const remotes = ['connectwise', 'fieldnation'] as const;
export type Remote = (typeof remotes)[number];
export const remoteSchema = z.enum(remotes);

export interface Named {
  readonly id: number;
  readonly name: string;
}

/**
 * A PSA ticket as the engine knows it: the few facts it decides on, and the whole record as a plain document that the
 * mapping reads by path (`summary`, `status.name`, `company.name`, `customFields.12`).
 */
export interface Ticket {
  readonly id: TicketId;
  readonly summary: string;
  readonly kind: 'service' | 'project';
  readonly board: Named;
  readonly status: Named;
  readonly company: Named;
  readonly closed: boolean;
  /** `externalXRef` in ConnectWise. Empty string when unset. */
  readonly externalRef: string;
  /** ms UTC, 1 s resolution in ConnectWise. */
  readonly updatedAt: number;
  readonly updatedBy: string;
  readonly document: JsonObject;
}

/** A Field Nation work order: the facts the engine decides on, and the whole record as a document. */
export interface WorkOrder {
  readonly id: WorkOrderId;
  readonly title: string;
  readonly status: Named;
  /** Every status milestone reached, by name (`created`, `published`, `assigned`, ...), ms UTC. */
  readonly milestones: Readonly<Record<string, number>>;
  readonly provider: { readonly id: number; readonly name: string; readonly phone: string } | null;
  /** True when Field Nation's own connector made or manages it (`integration` is set). */
  readonly madeByIntegration: boolean;
  readonly document: JsonObject;
}

/** Life of a link. `creating` exists before the first remote write; `closed` is history. */
export const linkStates = ['creating', 'open', 'closed'] as const;
export type LinkState = (typeof linkStates)[number];

/** What one rule last agreed on: the value the source gave, and the target's value as read back after the write. */
export interface BaseValue {
  readonly source: import('../json.ts').Json | undefined;
  readonly target: import('../json.ts').Json | undefined;
  /** The field it was agreed for, with its direction; a rule that writes another one by now has agreed on nothing. Absent = not known. */
  readonly field?: string | undefined;
}
/** Keyed by mapping rule id. */
export type Base = Readonly<Record<string, BaseValue>>;

export interface Link {
  readonly id: LinkId;
  readonly state: LinkState;
  readonly ticketId: TicketId;
  readonly workOrderId: WorkOrderId | null;
  /** Text in the work order's description that finds it again, e.g. `DBR-7f3a2c-1042-1`. */
  readonly marker: string;
  readonly ticketSummary: string;
  readonly companyName: string;
  readonly ticketStatus: string;
  readonly workOrderStatus: string;
  readonly providerName: string;
  readonly base: Base;
  readonly mappingVersion: number;
  /** Work order milestones already turned into events, name -> ms UTC. */
  readonly seenMilestones: Readonly<Record<string, number>>;
  /** What each part of a run remembers between runs (fingerprints, cursors), by the part's name. Small. */
  readonly seen: JsonObject;
  /** Where the pair came from: a triggered ticket, a work order that made its ticket, or a person. */
  readonly origin: 'ticket' | 'workorder' | 'person';
  /** Why a closed link was closed, in words; empty while it is open. */
  readonly closedReason: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastSyncedAt: number | null;
}

import type { Named, Ticket, TicketId } from '../../shared/domain/records.ts';
import type { Json } from '../../shared/json.ts';
import type { FieldDiscovery } from '../catalog/port.ts';
import type { ProbeStep } from '../probe.ts';
import type { PsaRecords } from './records-port.ts';

/** One typed change of a record: `target` is a mapping target path. */
export interface FieldChange {
  readonly target: string;
  readonly value: Json;
}

export interface Board extends Named {
  readonly inactive: boolean;
  readonly project: boolean;
}
export interface BoardStatus extends Named {
  readonly boardId: number;
  readonly closed: boolean;
  readonly inactive: boolean;
  readonly sortOrder: number;
}

/** A callback entry as the PSA stores it. */
export interface Subscription {
  readonly id: number;
  readonly description: string;
  readonly url: string;
  readonly type: string;
  readonly level: string;
  readonly objectId: number;
  readonly active: boolean;
}

/** What every PSA fulfils. ConnectWise is the first. All methods throw AppError and go through the PSA's lane. */
export interface Psa extends PsaRecords, FieldDiscovery {
  readonly name: string;
  /** Reads one ticket with its description and site. Throws `connectwise.not-found` (a 404 is not yet a deletion). */
  ticket(id: TicketId, signal?: AbortSignal): Promise<Ticket>;
  /** Tickets on a board in a status, oldest first, service tickets only. */
  ticketsInStatus(boardId: number, statusId: number, signal?: AbortSignal): Promise<readonly Ticket[]>;
  /** Tickets on these boards (none named: on all) saved since `since` (ms); may over-deliver (reference/connectwise.md 2.8). */
  ticketsUpdatedSince(boardIds: readonly number[], since: number, signal?: AbortSignal): Promise<readonly Ticket[]>;
  /** Present value at a mapping target path; undefined when the field does not exist on this record. */
  readField(ticket: Pick<Ticket, 'document'>, target: string): Json | undefined;
  /** Whether the field keeps both as one value: `12.00` and 12 are in a field of numbers, `007` and 7 are not in one of text. */
  sameValue(ticket: Pick<Ticket, 'document'>, target: string, a: Json | undefined, b: Json | undefined): boolean;
  /** Sends one PATCH with all changes, reads the answer, and returns the ticket as the server now has it. */
  updateTicket(id: TicketId, changes: readonly FieldChange[], signal?: AbortSignal): Promise<Ticket>;
  boards(signal?: AbortSignal): Promise<readonly Board[]>;
  statuses(boardId: number, signal?: AbortSignal): Promise<readonly BoardStatus[]>;
  subscriptions(signal?: AbortSignal): Promise<readonly Subscription[]>;
  /** Creates the Board-level ticket callback, or updates the one with `existingId`. Knows the ObjectExists dance. */
  saveSubscription(
    input: { existingId: number | null; description: string; url: string; boardId: number },
    signal?: AbortSignal,
  ): Promise<Subscription>;
  deleteSubscription(id: number, signal?: AbortSignal): Promise<void>;
  /**
   * The signing key behind a callback's `key_url`; refuses any URL that is not the configured site and company. Kept by its guid;
   * `refresh` asks again (a signature that did not match may mean the key was changed).
   */
  signingKey(keyUrl: string, signal?: AbortSignal, options?: { readonly refresh?: boolean }): Promise<string>;
  /** A connection test as a list that fills while it runs. */
  probe(onStep: (step: ProbeStep) => void, signal?: AbortSignal): Promise<readonly ProbeStep[]>;
  /** Opens the ticket in the browser. */
  ticketUrl(id: TicketId): string;
}

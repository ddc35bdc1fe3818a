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
  /** Changes made by the member who created the entry are not announced. */
  readonly selfSuppressed: boolean;
  /** When and by whom the entry was last saved (ms UTC); null and empty when the PSA does not say. */
  readonly updatedAt: number | null;
  readonly updatedBy: string;
}

/** A callback to be: any type and level of the PSA's own matrix. */
export interface CallbackDraft {
  readonly description: string;
  /** Complete: the record's number is appended as raw text (reference/connectwise.md 2.3). Holds a secret. */
  readonly url: string;
  readonly type: string;
  readonly level: string;
  readonly objectId: number;
  readonly selfSuppressed: boolean;
}

/** One request exactly as it would be sent, without its credentials. */
export interface CallbackRequest {
  readonly method: 'POST';
  /** Below the API's base. */
  readonly path: string;
  /** The whole address. */
  readonly url: string;
  readonly body: Json;
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
  /** The request `saveCallback` sends for a new entry, for the preview and for people who send it themselves. */
  callbackRequest(draft: CallbackDraft): CallbackRequest;
  /** Creates any callback, or updates the one with `existingId` (its type and level stay). Knows the ObjectExists dance. */
  saveCallback(draft: CallbackDraft, existingId: number | null, signal?: AbortSignal): Promise<Subscription>;
  /** Pauses an entry or switches it on again; nothing else of it changes. */
  switchCallback(id: number, active: boolean, signal?: AbortSignal): Promise<Subscription>;
  /**
   * What a level's number may name, by name or number (50 at most). `withinId`: the board, project or company it belongs to, where the level
   * asks for one. Throws `connectwise.callback-no-list` for levels whose number is typed in.
   */
  callbackObjects(
    query: { readonly type: string; readonly level: string; readonly text: string; readonly withinId?: number },
    signal?: AbortSignal,
  ): Promise<readonly Named[]>;
  /** Name of what a level's number names; null when it cannot be found. */
  callbackObjectName(type: string, level: string, objectId: number, signal?: AbortSignal): Promise<string | null>;
  /** The service ticket a time or schedule entry belongs to; null when it belongs to none, or is gone. */
  ticketOfEntry(kind: 'time' | 'schedule', id: number, signal?: AbortSignal): Promise<TicketId | null>;
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

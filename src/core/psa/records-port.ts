import type { NoteTab } from '../../shared/config-sync.ts';
import type { Ticket, TicketId } from '../../shared/domain/records.ts';
import type { Json } from '../../shared/json.ts';
import type { FetchedFile, LocalFile } from '../files/port.ts';
import type { FieldChange } from './port.ts';

/* What hangs on a ticket (notes, documents, time, schedule), who works there, and set-up records. Part of the Psa port. */

/** Who wrote something, as the PSA shows it. */
export interface PsaAuthor {
  readonly kind: 'member' | 'contact' | 'unknown';
  /** Member identifier; empty for others. */
  readonly identifier: string;
  readonly name: string;
}

/** One note as `allNotes` shows it (reference/connectwise.md 3.3): the ticket's own, or written through a time entry or meeting. */
export interface PsaNote {
  /** Unique among all kinds of one ticket: `note:311`, `time:92`, `meeting:4`. */
  readonly id: string;
  readonly kind: 'note' | 'time-entry' | 'meeting';
  readonly text: string;
  readonly discussion: boolean;
  readonly internal: boolean;
  readonly resolution: boolean;
  readonly author: PsaAuthor;
  /** ms UTC. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
}
export interface NewPsaNote {
  readonly text: string;
  readonly tab: NoteTab;
  /** `processNotifications`. */
  readonly sendEmail: boolean;
  /** Written in this member's name where the PSA allows it; null = the API member. */
  readonly memberId: number | null;
}

export interface PsaDocument {
  readonly id: number;
  readonly title: string;
  readonly fileName: string;
  /** Bytes; null when the PSA does not say. */
  readonly sizeBytes: number | null;
  readonly private: boolean;
  /** A link to a web address, not a file. */
  readonly link: boolean;
  readonly updatedAt: number;
  readonly updatedBy: string;
}

export interface PsaMember {
  readonly id: number;
  readonly identifier: string;
  readonly name: string;
  /** Every e-mail address of the member, lower case. */
  readonly emails: readonly string[];
  readonly inactive: boolean;
}

export interface PsaScheduleEntry {
  readonly id: number;
  readonly ticketId: TicketId;
  readonly memberId: number;
  readonly memberIdentifier: string;
  /** ms UTC. */
  readonly startAt: number;
  readonly endAt: number;
  readonly name: string;
  readonly done: boolean;
}
export interface NewPsaScheduleEntry {
  readonly ticketId: TicketId;
  readonly memberIdentifier: string;
  readonly startAt: number;
  readonly endAt: number;
  /** At most 250 characters; carries the marker. */
  readonly name: string;
}

export interface PsaTimeEntry {
  readonly id: number;
  readonly ticketId: TicketId;
  readonly memberIdentifier: string;
  readonly startAt: number;
  readonly endAt: number | null;
  readonly hours: number | null;
  readonly notes: string;
}
export interface NewPsaTimeEntry {
  readonly ticketId: TicketId;
  readonly memberIdentifier: string;
  readonly startAt: number;
  readonly endAt: number;
  /** Carries the marker. */
  readonly notes: string;
  readonly tab: 'discussion' | 'internal' | 'none';
  readonly workType: string;
  readonly workRole: string;
  readonly billable: 'Billable' | 'DoNotBill' | 'NoCharge' | 'NoDefault';
}

/** The extra details a description may carry. */
export interface TicketExtras {
  readonly tasks: readonly { readonly notes: string; readonly done: boolean }[];
  readonly configurations: readonly {
    readonly name: string;
    readonly type: string;
    readonly serialNumber: string;
    readonly ipAddress: string;
  }[];
  readonly contact: {
    readonly name: string;
    readonly phone: string;
    readonly extension: string;
    readonly email: string;
  } | null;
  readonly company: { readonly name: string; readonly phone: string; readonly website: string } | null;
}

/** One change of a record by the audit trail: the best evidence of who changed a field and when. */
export interface FieldAudit {
  /** The PSA's own name of the field, e.g. `summary`; matched loosely. */
  readonly field: string;
  readonly by: string;
  /** ms UTC. */
  readonly at: number;
  readonly newValue: string;
}

export interface PsaCustomField {
  readonly id: number;
  readonly caption: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** A rule that moves tickets into the trigger status (reference/connectwise.md 3.13, seed 000 option B). */
export interface WorkflowRulePlan {
  readonly name: string;
  readonly boardId: number;
  readonly toStatusId: number;
  /** Null: every new ticket of the board. */
  readonly customField: { readonly id: number; readonly caption: string; readonly value: string } | null;
  /** Not for tickets whose "sent" field holds "Sent"; 0 = no such field. */
  readonly sentFieldId: number;
}

export interface PsaRecords {
  /** Every note, time-entry note and meeting note, oldest first. */
  notes(id: TicketId, signal?: AbortSignal): Promise<readonly PsaNote[]>;
  createNote(id: TicketId, note: NewPsaNote, signal?: AbortSignal): Promise<PsaNote>;

  documents(id: TicketId, signal?: AbortSignal): Promise<readonly PsaDocument[]>;
  /** Streams to `file`; throws `connectwise.too-large` (permanent) once more than `maxBytes` arrive. */
  downloadDocument(documentId: number, file: string, maxBytes: number, signal?: AbortSignal): Promise<FetchedFile>;
  /** Streams a local file up as a private document of the ticket. A timeout after sending is `ambiguous`. */
  uploadDocument(
    id: TicketId,
    input: { readonly file: LocalFile; readonly title: string },
    signal?: AbortSignal,
  ): Promise<PsaDocument>;

  members(signal?: AbortSignal): Promise<readonly PsaMember[]>;

  scheduleEntries(id: TicketId, signal?: AbortSignal): Promise<readonly PsaScheduleEntry[]>;
  createScheduleEntry(entry: NewPsaScheduleEntry, signal?: AbortSignal): Promise<PsaScheduleEntry>;
  updateScheduleEntry(
    id: number,
    change: { readonly startAt: number; readonly endAt: number; readonly memberIdentifier: string },
    signal?: AbortSignal,
  ): Promise<PsaScheduleEntry>;
  deleteScheduleEntry(id: number, signal?: AbortSignal): Promise<void>;

  timeEntries(id: TicketId, signal?: AbortSignal): Promise<readonly PsaTimeEntry[]>;
  createTimeEntry(entry: NewPsaTimeEntry, signal?: AbortSignal): Promise<PsaTimeEntry>;

  extras(ticket: Ticket, signal?: AbortSignal): Promise<TicketExtras>;
  /** What was changed on a ticket since `since` (ms), as far as the audit trail can be read; empty when it cannot. */
  audit(id: TicketId, since: number, signal?: AbortSignal): Promise<readonly FieldAudit[]>;

  /** Creates a ticket; `summary`, `company` (id), `board` (id), `status` (id), `initialDescription`, `externalXRef` are mapping targets. Ambiguous after a timeout. */
  createTicket(changes: readonly FieldChange[], signal?: AbortSignal): Promise<Ticket>;
  /** Tickets whose external reference is exactly this. */
  findByExternalRef(reference: string, signal?: AbortSignal): Promise<readonly Ticket[]>;
  /**
   * Service tickets of any board whose external reference begins with this, closed ones included. `onRead` hears how many there are so far.
   */
  ticketsWithReference(
    beginning: string,
    onRead: (count: number) => void,
    signal?: AbortSignal,
  ): Promise<readonly Ticket[]>;
  /** Service tickets of a board that fit ConnectWise's own conditions; both may be empty. `ticketId` asks about one ticket only. */
  ticketsMatching(
    query: {
      readonly boardId: number;
      readonly conditions: string;
      readonly customFieldConditions: string;
      readonly ticketId?: TicketId;
      /** ms UTC; only tickets saved since. */
      readonly since?: number;
    },
    signal?: AbortSignal,
  ): Promise<readonly Ticket[]>;
  /** The ticket this one was merged into, null when it was not. */
  mergedInto(ticket: Ticket): TicketId | null;
  /** Companies whose name or identifier contains the text (20 at most). */
  companies(text: string, signal?: AbortSignal): Promise<readonly { readonly id: number; readonly name: string }[]>;

  customFields(signal?: AbortSignal): Promise<readonly PsaCustomField[]>;
  /** Creates a text custom field of service tickets beside an existing one. Throws with the missing right's name. */
  createCustomField(caption: string, signal?: AbortSignal): Promise<PsaCustomField>;
  /** The requests that would make the rule, for the preview. */
  describeWorkflowRule(
    plan: WorkflowRulePlan,
  ): readonly { readonly method: string; readonly path: string; readonly body: Json }[];
  createWorkflowRule(plan: WorkflowRulePlan, signal?: AbortSignal): Promise<{ readonly id: number }>;
}

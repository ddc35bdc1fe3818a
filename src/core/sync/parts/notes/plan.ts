import type { NotesConfig } from '../../../../shared/config-sync.ts';
import type { CopyKind } from '../../../../shared/domain/link-life.ts';
import type { MessageAudience, WorkOrderMessage } from '../../../fieldnation/records-port.ts';
import type { PsaNote } from '../../../psa/records-port.ts';
import type { Copy } from '../../../store/pairs-port.ts';
import { CopyMap } from './copy-map.ts';
import { planMessages } from './to-ticket.ts';
import { planTicketNotes } from './to-work-order.ts';

/** What can be switched on and off by itself. `time` narrows the others to notes not written through time entries. */
export type NoteClass = 'public' | 'internal' | 'time' | 'provider' | 'staff';

/** Everything the plan depends on. */
export interface NotesToPlan {
  readonly ticketId: number;
  /** Null: not read in this run, nothing of it is decided. */
  readonly notes: readonly PsaNote[] | null;
  readonly messages: readonly WorkOrderMessage[] | null;
  readonly copies: readonly Copy[];
  readonly settings: NotesConfig;
  readonly on: (name: NoteClass) => boolean;
  /** What is older (ms UTC) is not news of this class. */
  readonly since: (name: NoteClass) => number;
  readonly providerAssigned: boolean;
  /** Over: the work order is not written to any more. */
  readonly workOrderOver: boolean;
  /** The ticket's description, which the work order has in its own. */
  readonly description: string;
  /** A person asked: what was refused is tried again. */
  readonly asked: boolean;
}

export type NoteTabForCopy = 'discussion' | 'internal';

interface Carry {
  readonly kind: CopyKind;
  readonly sourceId: string;
  readonly sourceHash: string;
  readonly marker: string;
  readonly text: string;
  /** Who wrote it, for the log and for answers to it. */
  readonly author: string;
  /** A skip that is taken back first; null when there is none. */
  readonly again: number | null;
}
/** A note becomes a message that the audience can read. */
export interface ToWorkOrder extends Carry {
  readonly do: 'to-work-order';
  readonly audience: MessageAudience;
  /** The message whose thread it belongs to. */
  readonly replyTo: string | null;
}
/** A message becomes a note on the tab. */
export interface ToTicket extends Carry {
  readonly do: 'to-ticket';
  readonly tab: NoteTabForCopy;
  /** The person of the buyer's company who wrote it; null for providers and when it is not known. */
  readonly authorId: number | null;
}
/** It is not carried over; the copy's row remembers that this was decided, and said. */
export interface Leave {
  readonly do: 'leave';
  readonly kind: CopyKind;
  readonly sourceId: string;
  readonly sourceHash: string;
  readonly marker: string;
  readonly reason: string;
  /** For the log; null when there is nothing to tell. */
  readonly words: string | null;
}
/** Nobody could read it yet. */
export interface Wait {
  readonly do: 'wait';
  readonly sourceId: string;
  readonly author: string;
}
export type NoteStep = ToWorkOrder | ToTicket | Leave | Wait;

/**
 * What is to be done about the notes and messages of a pair, oldest first in each direction. Pure: no network, no clock, nothing remembered.
 * The rules of who may read what are all here (docs/notes.md): internal text only ever becomes an internal message, and what only the
 * company's own people read only ever an internal note.
 */
export function planNotes(input: NotesToPlan): readonly NoteStep[] {
  const map = new CopyMap(input.copies);
  return [
    ...(input.messages === null ? [] : planMessages(input, input.messages, map)),
    ...(input.notes === null ? [] : planTicketNotes(input, input.notes, map)),
  ];
}

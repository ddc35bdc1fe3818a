import type { RunningSandbox } from '../../../src/sandbox/index.ts';

export type WorkOrderRecord = ReturnType<RunningSandbox['workOrders']>[number];
export type Tab = 'discussion' | 'internal' | 'resolution';

/** Something a person wrote, under the word that finds it again. */
export interface Written {
  readonly word: string;
  readonly by: 'ticket' | 'time' | 'contact' | 'provider' | 'staff' | 'buyer';
  readonly at: number;
  /** Of a ticket note. */
  readonly tabs: readonly Tab[];
  /** Of a message. */
  readonly workOrderId: number | null;
  readonly noteId: number | null;
  /** Later versions of the same note, each with a word of its own. */
  readonly editions: string[];
  gone: boolean;
}

/** A file a person uploaded, under a name of its own. */
export interface Uploaded {
  readonly name: string;
  readonly by: 'ticket' | 'provider' | 'buyer';
  readonly at: number;
  readonly private: boolean;
  readonly documentId: number | null;
  readonly workOrderId: number | null;
  gone: boolean;
}

const settled = ['approved', 'paid', 'cancelled', 'deleted'];

export function isSettled(workOrder: Pick<WorkOrderRecord, 'status'>): boolean {
  return settled.includes(workOrder.status);
}

/** One ticket, its work orders, and what people did to them. */
export class Story {
  ticketId: number | null;
  /** The work order it began with, where that came first. */
  readonly beganWith: number | null;
  readonly written: Written[] = [];
  readonly files: Uploaded[] = [];
  /** How often somebody asked for a work order. */
  wishes = 0;
  /** Somebody renamed the work order, moved its time, moved the ticket's status: what differs then is theirs. */
  named = false;
  moved = false;
  rescheduled = false;
  /** Somebody at Field Nation changed the custom field that follows the ticket's. */
  counted = false;
  /** Tickets, work orders or links were ended, merged or joined by hand: what is copied by then is left to chance. */
  disturbed = false;
  /** The ticket is gone or no service ticket any more, or its work order is gone. */
  ended = false;
  linkedByHand = false;
  readonly #sandbox: RunningSandbox;

  /** Work orders that people made in Field Nation. */
  readonly #byPeople: ReadonlySet<number>;

  constructor(
    sandbox: RunningSandbox,
    byPeople: ReadonlySet<number>,
    from: { readonly ticketId: number } | { readonly workOrderId: number },
  ) {
    this.#sandbox = sandbox;
    this.#byPeople = byPeople;
    this.ticketId = 'ticketId' in from ? from.ticketId : null;
    this.beganWith = 'workOrderId' in from ? from.workOrderId : null;
  }

  /** The ticket, also one that was made from the work order. */
  ticket(): number | null {
    if (this.ticketId === null && this.beganWith !== null) {
      const made = this.#sandbox.tickets().filter((ticket) => ticket.externalXRef === `FN-${this.beganWith}`);
      if (made.length > 0) this.ticketId = Number(made[0]?.id);
    }
    return this.ticketId;
  }

  /** Every work order this product made for the ticket, oldest first; a return visit's has the old one's text. */
  made(): readonly WorkOrderRecord[] {
    const ticketId = this.ticket();
    return this.#sandbox
      .workOrders()
      .filter(
        (one) => ticketId !== null && !this.#byPeople.has(one.id) && one.descriptionHtml.includes(`-${ticketId}-`),
      );
  }

  /** The one people work on. */
  workOrder(): WorkOrderRecord | null {
    if (this.beganWith !== null) return this.#sandbox.workOrders().find((one) => one.id === this.beganWith) ?? null;
    return this.made().at(-1) ?? null;
  }
}

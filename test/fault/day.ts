import type { RunningSandbox } from '../../src/sandbox/index.ts';
import { apiUser, messagesByUs, notesOf } from './model/records.ts';

/*
 * A day on which the engine does everything it can do, in phases; each says when what followed from it has arrived. The kill test plays it again
 * and again.
 */

export interface Phase {
  readonly name: string;
  readonly act: (day: Day) => void;
  readonly arrived: (day: Day) => boolean;
}

const member = { memberId: 178, memberIdentifier: 'mlopez' };

/** Everything on, as far as one profile can have it. */
export function dayConfig(sandbox: RunningSandbox, statusId: (name: string) => number): Record<string, unknown> {
  const { boardId, boardName, ticketIds } = sandbox.info.demo;
  const company = sandbox.ticket(ticketIds[0] ?? 0)?.company as { readonly id: number };
  return {
    create: {
      publish: true,
      typeOfWork: { id: 62, name: 'Point of Sale' },
      pay: { type: 'fixed', amount: 150, units: 1 },
    },
    sync: {
      notes: { toWorkOrder: 'both', toTicket: 'internal', staffMessages: true, corrections: true },
      documents: { toTicket: true, toWorkOrder: true },
      events: {
        rules: {
          FN_WO_ASSIGNED: { on: true, action: { do: 'note', tab: 'internal', text: '' } },
          FN_WO_PROVIDER_CHECKED_IN: {
            on: true,
            action: {
              do: 'script',
              language: 'jsonata',
              script: '{"ticket": {"poNumber": "ARRIVED"}, "note": {"text": "The script saw an arrival"}}',
            },
          },
        },
      },
      inbound: {
        extras: { notes: 2, tasks: true, configurations: true, contact: true, company: true },
        statusActions: [
          {
            ticketStatusId: statusId('Triage'),
            ticketStatusName: 'Triage',
            action: { do: 'route-provider', providerId: 70112, providerName: 'A provider' },
          },
          {
            ticketStatusId: statusId('Waiting customer'),
            ticketStatusName: 'Waiting customer',
            action: { do: 'cancel', reason: 'Not needed any more' },
          },
        ],
      },
      outbound: {
        members: [48210, 48214].map((fieldNationUserId) => ({
          fieldNationUserId,
          fieldNationName: 'A manager',
          ...member,
        })),
        setOwner: 'assigned',
        closingNotes: 'internal',
        schedule: { on: true, ...member },
        visits: { as: 'note', ...member },
        money: { note: true },
        createTickets: { on: true, boardId, boardName, companyId: company.id, companyName: 'A company' },
      },
    },
  };
}

/** What people did so far, and where it can be seen. */
export class Day {
  readonly sandbox: RunningSandbox;
  readonly statusId: (name: string) => number;
  /** Made by hand in Field Nation. */
  byHand = 0;
  noteId = 0;

  constructor(sandbox: RunningSandbox, statusId: (name: string) => number) {
    this.sandbox = sandbox;
    this.statusId = statusId;
  }

  ticketId(place: number): number {
    return this.sandbox.info.demo.ticketIds[place] ?? 0;
  }
  tickets() {
    return this.sandbox.tickets();
  }
  workOrders(place: number) {
    return this.sandbox.workOrders().filter((one) => one.descriptionHtml.includes(`-${this.ticketId(place)}-`));
  }
  workOrder(place: number) {
    const [first] = this.workOrders(place);
    if (first === undefined) throw new Error(`Ticket ${this.ticketId(place)} has no work order`);
    return first;
  }
  on(place: number): { readonly workOrderId: number } {
    return { workOrderId: this.workOrder(place).id };
  }
  parts(place: number) {
    return this.sandbox.ticketParts(this.ticketId(place));
  }
  noted(place: number, text: string): boolean {
    return notesOf(this, this.ticketId(place)).some((note) => note.byUs && note.text.includes(text));
  }
  messaged(place: number, text: string): boolean {
    return messagesByUs(this.workOrder(place)).some((message) => message.text.includes(text));
  }
  scheduled(place: number): readonly string[] {
    return this.parts(place)
      .scheduleEntries.filter((entry) => String(entry.name).includes('[FN#s'))
      .map((entry) => String(entry.dateStart));
  }
  send(place: number): void {
    const ticketId = this.ticketId(place);
    const { dispatcher } = this.sandbox.people;
    dispatcher.editTicket({ ticketId, changes: { requiredDate: '2026-12-10T14:00:00Z' } });
    dispatcher.moveTicket({ ticketId });
  }
  isSent(place: number): boolean {
    const { externalXRef } = this.sandbox.ticket(this.ticketId(place)) ?? {};
    const [workOrder] = this.workOrders(place);
    return (
      workOrder !== undefined &&
      workOrder.status === 'published' &&
      externalXRef === `FN-${workOrder.id}` &&
      this.scheduled(place).length > 0
    );
  }
  madeTickets(): readonly Readonly<Record<string, unknown>>[] {
    return this.tickets().filter((ticket) => ticket.externalXRef === `FN-${this.byHand}`);
  }
}

export const phases: readonly Phase[] = [
  {
    name: 'a ticket is sent and published',
    act: (day) => day.send(0),
    arrived: (day) => day.isSent(0),
  },
  {
    name: 'a provider is assigned',
    act: (day) => void day.sandbox.people.buyer.assign(day.on(0)),
    arrived: (day) =>
      day.noted(0, 'was assigned to') &&
      (day.sandbox.ticket(day.ticketId(0))?.owner as { identifier?: string } | undefined)?.identifier === 'mlopez',
  },
  {
    name: 'both sides write and upload',
    act(day) {
      const { technician, dispatcher, provider, buyer } = day.sandbox.people;
      const ticketId = day.ticketId(0);
      day.noteId = technician.addNote({ ticketId, text: 'Inside word', tab: 'internal' }).id;
      technician.addNote({ ticketId, text: 'Outside word', tab: 'discussion' });
      dispatcher.uploadDocument({ ticketId, name: 'plan.pdf', size: 2_000 });
      provider.message({ ...day.on(0), text: 'Provider word' });
      buyer.message({ ...day.on(0), text: 'Staff word', type: 'INTERNAL' });
      provider.uploadFile({ ...day.on(0), name: 'photo.jpg', size: 3_000 });
    },
    arrived: (day) =>
      day.messaged(0, 'Inside word') &&
      day.messaged(0, 'Outside word') &&
      day.noted(0, 'Provider word') &&
      day.noted(0, 'Staff word') &&
      day.parts(0).documents.some((one) => String(one.title).startsWith('photo.jpg')) &&
      day
        .workOrder(0)
        .folders.some((folder) =>
          folder.attachments.some((file) => file.authorId === apiUser && file.name === 'plan.pdf'),
        ),
  },
  {
    name: 'a note is corrected, the ticket renamed, the date moved',
    act(day) {
      const { technician, buyer } = day.sandbox.people;
      technician.editNote({ ticketId: day.ticketId(0), noteId: day.noteId, text: 'Inside word, corrected' });
      technician.editTicket({ ticketId: day.ticketId(0), changes: { summary: 'Renamed for the day' } });
      buyer.reschedule({ ...day.on(0), start: '2026-12-12T09:00:00Z' });
    },
    arrived: (day) =>
      day.messaged(0, 'Inside word, corrected') &&
      day.workOrder(0).title === 'Renamed for the day' &&
      day.scheduled(0).every((start) => start.startsWith('2026-12-12T09')),
  },
  {
    name: 'the visit',
    act(day) {
      day.sandbox.people.provider.checkIn(day.on(0));
      day.sandbox.people.provider.checkOut(day.on(0));
    },
    arrived: (day) =>
      day.noted(0, '[FN#v') &&
      day.noted(0, 'The script saw an arrival') &&
      day.sandbox.ticket(day.ticketId(0))?.poNumber === 'ARRIVED',
  },
  {
    name: 'the work is done and approved',
    act(day) {
      const { provider, buyer } = day.sandbox.people;
      provider.addExpense({ ...day.on(0), amount: 12, text: 'Parking' });
      buyer.approveExpense(day.on(0));
      provider.markDone({ ...day.on(0), closingNotes: 'Replaced the unit' });
      buyer.approve(day.on(0));
    },
    arrived: (day) =>
      day.noted(0, 'Replaced the unit') &&
      day.noted(0, 'total pay') &&
      (day.sandbox.ticket(day.ticketId(0))?.status as { name?: string } | undefined)?.name === 'Completed',
  },
  {
    name: 'a second ticket is sent',
    act: (day) => day.send(1),
    arrived: (day) => day.isSent(1),
  },
  {
    name: "a ticket's status routes its work order",
    act: (day) =>
      void day.sandbox.people.technician.moveTicket({ ticketId: day.ticketId(1), statusId: day.statusId('Triage') }),
    arrived: (day) => day.workOrder(1).status === 'routed',
  },
  {
    name: "a ticket's status cancels its work order",
    act: (day) =>
      void day.sandbox.people.technician.moveTicket({
        ticketId: day.ticketId(1),
        statusId: day.statusId('Waiting customer'),
      }),
    arrived: (day) => day.workOrder(1).status === 'cancelled' && day.scheduled(1).length === 0,
  },
  {
    name: 'a work order without a ticket makes one',
    act(day) {
      const body = { title: 'By hand', description: { html: '<p>Made in Field Nation</p>' } };
      day.byHand = day.sandbox.people.buyer.create({ body }).id;
    },
    arrived(day) {
      const made = day.madeTickets();
      const workOrder = day.sandbox.workOrders().find((one) => one.id === day.byHand);
      return made.length > 0 && workOrder?.descriptionHtml.includes(`-${made[0]?.id}-`) === true;
    },
  },
];

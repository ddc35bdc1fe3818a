import { AppError, type AppErrorInfo } from '../../../../shared/errors.ts';
import type { WorkOrderMessage } from '../../../fieldnation/records-port.ts';
import type { PsaNote } from '../../../psa/records-port.ts';
import { isSettled } from '../../plan-link.ts';
import type { Part, PartInput, PartResult } from '../port.ts';
import { beginning, moveOn, wholeSecond } from '../since.ts';
import { carryToTicket, carryToWorkOrder } from './carry.ts';
import { refused } from './copy-map.ts';
import { messageCount, type NotesMemory, readMemory, whatToRead } from './looks.ts';
import { type NoteClass, type NoteStep, type NotesToPlan, planNotes, type ToTicket, type ToWorkOrder } from './plan.ts';
import { sends } from './to-work-order.ts';

const classes: readonly NoteClass[] = ['public', 'internal', 'time', 'provider', 'staff'];
/** Time one note may take, beyond what the run had (ms): a create can take minutes when the server is busy. */
const perNoteMs = 180_000;

/** Ticket notes and work order messages, both ways (docs/notes.md). */
export const notes: Part = {
  name: 'notes',
  // Switched off it only moves its beginning on, without a request.
  wanted: () => true,
  run: (input) => new NotesRun(input).run(),
};

/** One look at a pair's conversation, and what follows from it. */
class NotesRun {
  readonly #input: PartInput;
  readonly #memory: NotesMemory | null;
  readonly #on: ReadonlySet<NoteClass>;
  readonly #since: Readonly<Record<string, number>>;
  readonly #problems: AppErrorInfo[] = [];
  #waitUntil: number | null = null;

  constructor(input: PartInput) {
    this.#input = input;
    this.#memory = readMemory(input.seen);
    this.#on = classesOn(input);
    this.#since = this.#movedOn();
  }

  async run(): Promise<PartResult> {
    const { ticket, workOrder, context } = this.#input;
    const now = context.clock.now();
    const memory: NotesMemory = {
      ticketId: ticket.id,
      ticketUpdatedAt: ticket.updatedAt,
      messageCount: messageCount(workOrder.document),
      notesReadAt: this.#memory?.notesReadAt ?? 0,
      messagesReadAt: this.#memory?.messagesReadAt ?? 0,
      on: [...this.#on].join(' '),
      since: this.#since,
      waiting: this.#memory?.waiting ?? [],
    };
    const read = await this.#read(memory, now);
    if (read === null) return { seen: memory, problems: [] };
    const { steps } = read;
    for (const step of steps) if (step.do === 'leave') await this.#leave(step);
    // All of them first: what this run does not come to is taken up by the next, which nobody asked for.
    for (const step of steps) if ('again' in step && step.again !== null) await context.store.forgetSkipped(step.again);
    const waiting = read.notes === null ? memory.waiting : this.#sayWaiting(steps, memory.waiting);
    const outbound = steps.filter((step) => step.do === 'to-ticket');
    for (const step of outbound) if (!(await this.#toTicket(step, read.notes ?? []))) break;
    const inbound = steps.filter((step) => step.do === 'to-work-order');
    for (const step of inbound) if (!(await this.#toWorkOrder(step, read.messages ?? []))) break;
    return {
      seen: {
        ...memory,
        waiting,
        notesReadAt: read.notes === null ? memory.notesReadAt : now,
        messagesReadAt: read.messages === null ? memory.messagesReadAt : now,
      },
      problems: this.#problems,
      ...(this.#waitUntil === null ? {} : { waitUntil: this.#waitUntil }),
    };
  }

  /** Reads what is worth reading, and the other side as well when something is to be written there: it may hold a copy already. */
  async #read(memory: NotesMemory, now: number) {
    const { ticket, workOrder, context, signal, events, run, asked } = this.#input;
    const copies = await this.#input.copies();
    const on = (name: NoteClass): boolean => this.#on.has(name);
    const look = whatToRead({
      memory: this.#memory,
      now,
      on: memory.on,
      notesWanted: on('public') || on('internal'),
      messagesWanted: on('provider') || on('staff'),
      ticketId: ticket.id,
      ticketUpdatedAt: ticket.updatedAt,
      messageCount: memory.messageCount,
      providerAssigned: workOrder.provider !== null,
      ticketNews: run.job.events.some((event) => event.recordType === 'ticket'),
      messageNews: [...events.all.map(({ event }) => event), ...run.job.events].some(
        (event) => event.name === 'FN_WO_MESSAGE_ADDED',
      ),
      pending: copies.some(
        (copy) => copy.state === 'intended' && ['note', 'message', 'correction'].includes(copy.kind),
      ),
      asked,
    });
    if (!look.notes && !look.messages) return null;
    const readNotes = (): Promise<readonly PsaNote[]> => context.psa().notes(ticket.id, signal);
    const readMessages = (): Promise<readonly WorkOrderMessage[]> =>
      context.fieldNation().messages(workOrder.id, signal);
    const [first, second] = await Promise.all([look.notes ? readNotes() : null, look.messages ? readMessages() : null]);
    let found: Pick<NotesToPlan, 'notes' | 'messages'> = { notes: first, messages: second };
    let steps = this.#plan(found, copies);
    if (found.notes === null && steps.some((step) => step.do === 'to-ticket'))
      found = { ...found, notes: await readNotes() };
    if (found.messages === null && steps.some((step) => step.do === 'to-work-order'))
      found = { ...found, messages: await readMessages() };
    if (found.notes !== first || found.messages !== second) steps = this.#plan(found, copies);
    return { ...found, steps };
  }

  #plan(found: Pick<NotesToPlan, 'notes' | 'messages'>, copies: NotesToPlan['copies']): readonly NoteStep[] {
    const { ticket, workOrder, context, asked } = this.#input;
    const description = ticket.document.initialDescription;
    return planNotes({
      ...found,
      ticketId: ticket.id,
      copies,
      settings: context.config().sync.notes,
      on: (name) => this.#on.has(name),
      since: (name) => this.#sinceOf(name),
      providerAssigned: workOrder.provider !== null,
      workOrderOver: isSettled(workOrder.status.name),
      description: typeof description === 'string' ? description : '',
      asked,
    });
  }

  /** Without an entry a class was on from the start. */
  #sinceOf(name: NoteClass): number {
    const side = name === 'provider' || name === 'staff' ? 'workorder' : 'ticket';
    return this.#since[name] ?? beginning(this.#input.link, side);
  }

  /** Classes that are off begin anew after this run; so does the ticket's side when the link moved to another ticket. */
  #movedOn(): Readonly<Record<string, number>> {
    const { ticket, context } = this.#input;
    const memory = this.#memory;
    const now = context.clock.now();
    const moved = memory !== null && memory.ticketId !== ticket.id;
    return moveOn(
      memory?.since ?? {},
      classes.map((name) => {
        const here = name === 'provider' || name === 'staff';
        // Both sides give whole seconds. The ticket was last saved then, on ConnectWise's own clock.
        return {
          name,
          on: this.#on.has(name) && !(moved && !here),
          now: (here ? wholeSecond(now) : ticket.updatedAt) + 1,
        };
      }),
    );
  }

  async #leave(step: Extract<NoteStep, { do: 'leave' }>): Promise<void> {
    const { link, context, run } = this.#input;
    const { kind, sourceId, sourceHash, marker, reason } = step;
    const copy = { linkId: link.id, kind, sourceId, sourceHash, marker, detail: { reason } };
    await context.store.skipCopies([copy], context.clock.now());
    if (step.words !== null) run.say({ kind: 'note.left', message: step.words });
  }

  #sayWaiting(steps: readonly NoteStep[], told: readonly string[]): string[] {
    const { run, ticket, workOrder } = this.#input;
    const waiting = steps.filter((step) => step.do === 'wait');
    for (const { sourceId, author } of waiting) {
      if (told.includes(sourceId)) continue;
      run.say({
        side: 'connectwise',
        direction: 'inbound',
        kind: 'note.waits',
        result: 'waiting',
        message: `A note of ${author} on ticket ${ticket.id} waits until work order ${workOrder.id} has an assigned provider who can read it`,
      });
    }
    return waiting.map((step) => step.sourceId);
  }

  /** False when nothing after it may be sent yet: the order of a conversation is kept. */
  async #toTicket(step: ToTicket, notes: readonly PsaNote[]): Promise<boolean> {
    const { ticket, workOrder } = this.#input;
    const tab = step.tab === 'discussion' ? 'Discussion' : 'Internal';
    const what = step.kind === 'correction' ? 'A corrected message' : 'A message';
    return this.#carry(step, () => carryToTicket(this.#input, step, notes), {
      side: 'fieldnation',
      direction: 'outbound',
      kind: step.kind === 'correction' ? 'message.corrected' : 'message.copied',
      message: `${what} of ${step.author} on work order ${workOrder.id} was copied to ticket ${ticket.id} (${tab})`,
    });
  }

  async #toWorkOrder(step: ToWorkOrder, messages: readonly WorkOrderMessage[]): Promise<boolean> {
    const { ticket, workOrder } = this.#input;
    const readers = step.audience === 'provider' ? 'the provider can read it' : 'internal';
    const what = step.kind === 'correction' ? 'A corrected note' : 'A note';
    return this.#carry(step, () => carryToWorkOrder(this.#input, step, messages), {
      side: 'connectwise',
      direction: 'inbound',
      kind: step.kind === 'correction' ? 'note.corrected' : 'note.copied',
      message: `${what} of ${step.author} on ticket ${ticket.id} was copied to work order ${workOrder.id} (${readers})`,
    });
  }

  async #carry(
    step: ToTicket | ToWorkOrder,
    once: () => ReturnType<typeof carryToTicket | typeof carryToWorkOrder>,
    line: Parameters<PartInput['run']['say']>[0],
  ): Promise<boolean> {
    const { run } = this.#input;
    this.#input.signal.throwIfAborted();
    run.extendDeadline(perNoteMs);
    try {
      const result = await once();
      if (result.kind === 'wait') {
        this.#waitUntil = Math.min(this.#waitUntil ?? result.until, result.until);
        return false;
      }
      if (result.kind !== 'known') run.say(line);
      return true;
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (!/^(connectwise|fieldnation)\.rejected$/.test(error.code)) throw error;
      await this.#refuse(step, error);
      return true;
    }
  }

  /** What one note is refused for does not keep the others; a person who tries again sends it again. */
  async #refuse(step: ToTicket | ToWorkOrder, error: AppError): Promise<void> {
    const { link, context, ticket, workOrder } = this.#input;
    const { kind, sourceId, sourceHash, marker, author } = step;
    const detail = { reason: refused, code: error.code };
    await context.store.skipCopies(
      [{ linkId: link.id, kind, sourceId, sourceHash, marker, detail }],
      context.clock.now(),
    );
    const what =
      step.do === 'to-ticket'
        ? `A message of ${author} on work order ${workOrder.id} was not copied to ticket ${ticket.id}`
        : `A note of ${author} on ticket ${ticket.id} was not copied to work order ${workOrder.id}`;
    this.#problems.push({
      ...error.toInfo(),
      message: `${what}. ${error.message} Copy it by hand, or try again after the cause is gone.`,
      action: { do: 'retry' },
    });
  }
}

/** What the settings, and for messages the events that are let through, switch on for this pair. */
function classesOn({ context, events }: PartInput): ReadonlySet<NoteClass> {
  const { notes: settings } = context.config().sync;
  const messages = settings.toTicket !== 'off' && events.allows('FN_WO_MESSAGE_ADDED');
  const on: Readonly<Record<NoteClass, boolean>> = {
    public: sends(settings, 'public'),
    internal: sends(settings, 'internal'),
    time: settings.timeEntryNotes,
    provider: messages,
    staff: messages && settings.staffMessages,
  };
  return new Set(classes.filter((name) => on[name]));
}

import type { EventAction } from '../../../shared/config-sync.ts';
import { targetLabel } from '../../../shared/domain/field-labels.ts';
import type { Ticket } from '../../../shared/domain/records.ts';
import { type EventRules, ruleOf } from '../../../shared/domain/work-order-event-rules.ts';
import { workOrderEvent } from '../../../shared/domain/work-order-events.ts';
import { AppError, type AppErrorInfo } from '../../../shared/errors.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { readAnswer, type ScriptAnswer } from '../../scripts/answer.ts';
import type { Copy } from '../../store/pairs-port.ts';
import type { ActingEvent } from '../events/acting.ts';
import { print } from '../events/prints.ts';
import { askScript, ticketChanges } from './event-actions-script.ts';
import { type FailedEvent, ownChanges, readRemembered, readState, type State } from './event-actions-state.ts';
import { noteOf, tabFor } from './event-actions-text.ts';
import { copyOf, earliest, noteOnce } from './note-once.ts';
import type { Part, PartInput, PartResult } from './port.ts';

/*
 * What events do beyond bringing the ticket into step: a note, or a script. Each occurrence acts once. A note's text is committed before it is
 * sent; a script's answer is committed before it is applied, so that a repeated run applies the same answer and never asks the script again.
 */

const scriptMark = '|script';

async function run(input: PartInput): Promise<PartResult> {
  const { context, events, link } = input;
  const before = readState(input.seen);
  const own = ownChanges(events.seen, input.workOrder);
  const filtered = events.filteredOut ?? '';
  if (filtered !== '') {
    if (filtered !== before.filtered) sayFiltered(input, filtered);
    return { seen: toJson({ own, failed: [], refused: {}, filtered }), problems: [] };
  }
  const { rules } = context.config().sync.events;
  const work = new Work(input, before);
  if (writes(rules)) for (const copy of await input.copies()) if (isOpen(copy)) await work.finish(copy);
  for (const failed of before.failed) await work.again(failed, currentAction(rules, failed.name));
  for (const acting of events.all) await work.act(acting);
  return {
    seen: toJson({ own, failed: work.failed, refused: work.refused, filtered }),
    problems: work.problems.map((problem) => ({
      ...problem,
      context: { ticketId: link.ticketId, workOrderId: input.workOrder.id, linkId: link.id, ...problem.context },
    })),
    ...(work.ticket === input.ticket ? {} : { ticket: work.ticket }),
    ...(work.waitUntil === undefined ? {} : { waitUntil: work.waitUntil }),
  };
}

type Remembered = Omit<FailedEvent, 'error'>;

/** One run's work. A problem of one event does not keep the others from theirs. */
class Work {
  readonly #input: PartInput;
  readonly #before: State;
  readonly problems: AppErrorInfo[] = [];
  readonly failed: FailedEvent[] = [];
  readonly refused: Record<string, AppErrorInfo> = {};
  readonly #done = new Set<string>();
  /** Notes this run tried already: what waits is not looked up twice. */
  readonly #noted = new Set<string>();
  ticket: Ticket;
  waitUntil: number | undefined = undefined;

  constructor(input: PartInput, before: State) {
    this.#input = input;
    this.#before = before;
    this.ticket = input.ticket;
  }

  async act(acting: ActingEvent): Promise<void> {
    const { action, event } = acting;
    if (action === null || action.do === 'update' || this.#done.has(sourceIdOf(acting))) return;
    this.#done.add(sourceIdOf(acting));
    if (action.do === 'script') {
      const remembered = rememberedOf(acting, action);
      return this.#attempt(remembered, () => this.#script(acting, action, remembered));
    }
    await this.#attempt(null, async () => {
      const note = noteOf(action, acting, this.#input.workOrder);
      if (note !== null) await this.#note(sourceIdOf(acting), note.text, note.tab, event.name);
    });
  }

  /** A script that failed runs again when a person asks, or when it was changed. */
  async again(failed: FailedEvent, action: EventAction | null): Promise<void> {
    const { name, occurrence, at, words, params } = failed;
    if (action === null || action.do === 'update') return;
    const event = { recordType: 'workorder', recordId: this.#input.workOrder.id, name, occurrence, at } as const;
    const acting: ActingEvent = { event, words, params, action };
    if (this.#done.has(sourceIdOf(acting))) return;
    if (this.#input.asked || print(action) !== failed.action) return this.act(acting);
    this.#done.add(sourceIdOf(acting));
    this.problems.push(failed.error);
    this.failed.push(failed);
  }

  /** What an earlier run committed and did not get to the end of. */
  async finish(copy: Copy): Promise<void> {
    const { sourceId, marker, detail } = copy;
    const tab = detail.tab === 'discussion' ? 'discussion' : 'internal';
    const name = sourceId.split(':', 1)[0] ?? '';
    if (!sourceId.endsWith(scriptMark)) {
      const text = typeof detail.text === 'string' ? detail.text.replace(marker, '').trimEnd() : '';
      return this.#attempt(null, () => this.#note(sourceId, text, tab, name));
    }
    const remembered = readRemembered(detail.event);
    if (remembered !== null) this.#done.add(`${remembered.name}:${remembered.occurrence}`);
    await this.#attempt(remembered, () =>
      this.#apply(copy, readAnswer(detail.answer ?? null, `The script of ${name}`), name, tab),
    );
  }

  async #attempt(remembered: Remembered | null, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#input.signal.throwIfAborted();
      const error = AppError.from(thrown);
      if (!isFinal(error)) throw error;
      this.problems.push(error.toInfo());
      if (remembered !== null) this.failed.push({ ...remembered, error: error.toInfo() });
    }
  }

  async #script(
    acting: ActingEvent,
    action: Extract<EventAction, { do: 'script' }>,
    remembered: Remembered,
  ): Promise<void> {
    const { context, workOrder, signal } = this.#input;
    const { name } = acting.event;
    const sourceId = `${sourceIdOf(acting)}${scriptMark}`;
    // An open one was finished before, or its problem was told.
    if ((await this.#input.copies()).some((copy) => copy.kind === 'event-note' && copy.sourceId === sourceId)) return;
    const answer = await askScript(context, action, acting, { ticket: this.ticket, workOrder }, signal);
    if (answer.ticket === undefined && answer.note === undefined) return;
    // What cannot be done is not committed: a corrected script is asked anew.
    await ticketChanges(context, answer, this.ticket, name, signal);
    const { note } = answer;
    const tab = note === undefined ? 'internal' : tabFor(note.tab, note.text, acting, workOrder.document).tab;
    const { copy } = await context.store.intendCopy(
      copyOf(
        this.#input,
        { kind: 'event-note', sourceId, sourceHash: print(action.script), marker: '' },
        { answer: answer as unknown as JsonObject, tab, event: remembered as unknown as JsonObject },
      ),
      context.clock.now(),
    );
    await context.step('event-script.intended');
    await this.#apply(copy, answer, name, tab);
  }

  async #apply(copy: Copy, answer: ScriptAnswer, name: string, tab: 'discussion' | 'internal'): Promise<void> {
    const { context, run: line, signal } = this.#input;
    const changes = await ticketChanges(context, answer, this.ticket, name, signal);
    if (changes.length > 0) {
      await context.step('event-script.before-write');
      try {
        this.ticket = await context.psa().updateTicket(this.ticket.id, changes, signal);
      } catch (thrown) {
        if (isFinal(AppError.from(thrown))) await this.#takeBack(copy);
        throw thrown;
      }
      await context.step('event-script.written');
      line.say({
        side: 'fieldnation',
        direction: 'outbound',
        kind: 'event.script',
        message: `Ticket ${this.ticket.id}: the script of ${name} set ${changes.map(({ target }) => targetLabel(target)).join(', ')}`,
        details: { changes: changes.map(({ target, value }) => ({ target, to: value })) },
      });
    }
    // Once committed, a note is finished by itself.
    if (answer.note !== undefined)
      await this.#note(copy.sourceId.slice(0, -scriptMark.length), answer.note.text, tab, name);
    await context.store.recordCopy(copy.id, { targetId: String(this.ticket.id) }, context.clock.now());
    await context.step('event-script.recorded');
  }

  /** The PSA refused what the script asks for: nothing of it was written, and a corrected script is asked anew. */
  async #takeBack(copy: Copy): Promise<void> {
    const { store, clock } = this.#input.context;
    await store.markCopySent(copy.id, 0);
    await store.skipCopies([{ ...copy, detail: { ...copy.detail, reason: 'ConnectWise refused it.' } }], clock.now());
    await store.forgetSkipped(copy.id);
  }

  async #note(sourceId: string, text: string, tab: 'discussion' | 'internal', name: string): Promise<void> {
    const { run: line, workOrder } = this.#input;
    if (this.#noted.has(sourceId)) return;
    this.#noted.add(sourceId);
    const result = await this.#unlessRefused(sourceId, () =>
      noteOnce(this.#input, {
        kind: 'event-note',
        sourceId,
        sourceHash: print(text),
        marker: `[FN#e${workOrder.id}-${print(sourceId)}]`,
        text,
        tab,
      }),
    );
    if (result.kind === 'wait') this.waitUntil = earliest(this.waitUntil, result.until);
    if (result.kind !== 'made' && result.kind !== 'found') return;
    line.say({
      side: 'fieldnation',
      direction: 'outbound',
      kind: 'event.note',
      message: `Ticket ${this.ticket.id}: note for ${name} written to ${tab === 'discussion' ? 'Discussion' : 'Internal'}`,
    });
  }

  /** A note that was refused stays a problem, and is not sent again until a person asks. */
  async #unlessRefused<T>(sourceId: string, send: () => Promise<T>): Promise<T> {
    const before = Object.hasOwn(this.#before.refused, sourceId) ? this.#before.refused[sourceId] : undefined;
    if (before !== undefined && !this.#input.asked) {
      this.refused[sourceId] = before;
      throw AppError.fromInfo(before);
    }
    try {
      return await send();
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (isFinal(error)) this.refused[sourceId] = error.toInfo();
      throw thrown;
    }
  }
}

/** Waiting does not help. */
function isFinal({ kind }: AppError): boolean {
  return kind === 'permanent' || kind === 'conflict';
}

function rememberedOf({ event, words, params }: ActingEvent, action: EventAction): Remembered {
  const { name, occurrence, at } = event;
  return { name, occurrence, at, words, params, action: print(action) };
}

function sourceIdOf({ event }: Pick<ActingEvent, 'event'>): string {
  return `${event.name}:${event.occurrence}`;
}

function isOpen(copy: Copy): boolean {
  return copy.kind === 'event-note' && copy.state === 'intended';
}

/** True when some event writes: only then there can be something to finish. */
function writes(rules: EventRules): boolean {
  return Object.values(rules).some((rule) => rule.action.do !== 'update');
}

function currentAction(rules: EventRules, name: string): EventAction | null {
  const event = workOrderEvent(name);
  if (event === null) return null;
  const rule = ruleOf(rules, event);
  return rule.on ? rule.action : null;
}

function sayFiltered({ run: line, link, workOrder }: PartInput, reason: string): void {
  line.say({
    kind: 'event.filtered',
    message: `Events of work order ${workOrder.id} do nothing on ticket ${link.ticketId}: ${reason}`,
  });
}

function toJson(state: State): Json {
  return state as unknown as JsonObject;
}

/** Notes and scripts of events; and what this program changed itself, so that it is no event at the next look. */
export const eventActions: Part = { name: 'event-actions', wanted: () => true, run };

import type { MessageAudience, WorkOrderMessage } from '../../../src/core/fieldnation/records-port.ts';
import type { NewPsaNote, PsaNote } from '../../../src/core/psa/records-port.ts';
import type { EventRow } from '../../../src/core/store/intake-port.ts';
import type { Copy, NewCopy, StorePairs } from '../../../src/core/store/pairs-port.ts';
import type { ClaimedJob } from '../../../src/core/store/port.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { notes as notesPart } from '../../../src/core/sync/parts/notes/part.ts';
import type { PartInput, PartResult } from '../../../src/core/sync/parts/port.ts';
import { Run } from '../../../src/core/sync/run.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import { type Config, emptyConfig } from '../../../src/shared/config.ts';
import type { NotesConfig } from '../../../src/shared/config-sync.ts';
import { notesConfigSchema } from '../../../src/shared/config-sync.ts';
import type { Link, Ticket, WorkOrder } from '../../../src/shared/domain/records.ts';
import { AppError } from '../../../src/shared/errors.ts';
import type { Json } from '../../../src/shared/json.ts';

/** The copies of a link as the real store keeps them. */
export class CopyStore
  implements Pick<StorePairs, 'copies' | 'intendCopy' | 'markCopySent' | 'recordCopy' | 'skipCopies' | 'forgetSkipped'>
{
  rows: Copy[] = [];
  #nextId = 1;

  async copies(): Promise<readonly Copy[]> {
    return [...this.rows];
  }
  async intendCopy(copy: NewCopy, now: number) {
    const known = this.#find(copy);
    if (known !== undefined) return { copy: known, added: false };
    return { copy: this.#add(copy, 'intended', now), added: true };
  }
  async markCopySent(id: number, now: number) {
    this.#change(id, { sentAt: now });
  }
  async recordCopy(id: number, result: Parameters<StorePairs['recordCopy']>[1], now: number) {
    const { targetId, detail, sourceHash } = result;
    this.#change(id, {
      state: 'done',
      targetId,
      settledAt: now,
      ...(detail === undefined ? {} : { detail }),
      ...(sourceHash === undefined ? {} : { sourceHash }),
    });
  }
  async skipCopies(copies: readonly NewCopy[], now: number) {
    for (const copy of copies) {
      const known = this.#find(copy);
      if (known === undefined) this.#add(copy, 'skipped', now);
      else if (known.state !== 'done') {
        this.#change(known.id, { state: 'skipped', sourceHash: copy.sourceHash, detail: copy.detail });
      }
    }
  }
  async forgetSkipped(id: number) {
    const row = this.rows.find((one) => one.id === id);
    if (row?.state !== 'skipped') return;
    if (row.sentAt > 0) this.#change(id, { state: 'intended', settledAt: null });
    else this.rows = this.rows.filter((one) => one.id !== id);
  }
  #find(copy: NewCopy): Copy | undefined {
    return this.rows.find((one) => one.kind === copy.kind && one.sourceId === copy.sourceId);
  }
  #add(copy: NewCopy, state: 'intended' | 'skipped', now: number): Copy {
    const sentAt = state === 'intended' ? now : 0;
    const row: Copy = { ...copy, id: this.#nextId++, state, targetId: null, createdAt: now, sentAt, settledAt: null };
    this.rows.push(row);
    return row;
  }
  #change(id: number, change: Partial<Copy>): void {
    this.rows = this.rows.map((one) => (one.id === id ? { ...one, ...change } : one));
  }
}

/** What happens to the next request that writes. */
export type Fault = 'lost-answer' | 'lost-request' | 'refused';

export class Crash extends Error {}

type NoteInput = Partial<Pick<PsaNote, 'kind' | 'discussion' | 'internal' | 'resolution' | 'author' | 'createdAt'>>;

const linkedAt = Date.UTC(2026, 10, 22, 9);

/** A linked pair with people on both sides, in memory; the notes part runs on it. */
export class Pair {
  now = linkedAt + 60_000;
  readonly clock = { now: () => this.now } as Clock;
  readonly store = new CopyStore();
  notes: PsaNote[] = [];
  messages: WorkOrderMessage[] = [];
  settings: NotesConfig = notesConfigSchema.parse({});
  members: Config['sync']['outbound']['members'] = [];
  provider: WorkOrder['provider'] = { id: 70, name: 'Ana Ruiz', phone: '' };
  workOrderStatus = 'Assigned';
  description = '';
  ticketId = 1042;
  allows = true;
  origin: Link['origin'] = 'ticket';
  seen: Json | undefined;
  fault: Fault | null = null;
  /** Crashes at the n-th step from now; 0 = never. */
  crashAt = 0;
  said: string[] = [];
  requests = { notes: 0, messages: 0, writes: 0 };
  posted: { text: string; audience: MessageAudience; replyTo: string | null }[] = [];
  written: NewPsaNote[] = [];
  ticketUpdatedAt = linkedAt;
  #id = 100;
  #interrupted = false;

  addNote(text: string, more: NoteInput = {}): PsaNote {
    const at = more.createdAt ?? this.#second();
    const kind = more.kind ?? 'note';
    const prefix = { note: 'note', 'time-entry': 'time', meeting: 'meeting' }[kind];
    const note: PsaNote = {
      id: `${prefix}:${this.#id++}`,
      text,
      kind,
      discussion: more.discussion ?? !(more.internal || more.resolution),
      internal: more.internal ?? false,
      resolution: more.resolution ?? false,
      author: more.author ?? { kind: 'member', identifier: 'cdoe', name: 'Chris Doe' },
      createdAt: at,
      updatedAt: at,
      updatedBy: 'cdoe',
    };
    this.notes.push(note);
    this.ticketUpdatedAt = Math.max(this.ticketUpdatedAt, at);
    return note;
  }

  editNote(id: string, change: Partial<PsaNote>): void {
    this.notes = this.notes.map((note) => (note.id === id ? { ...note, ...change, updatedAt: this.#second() } : note));
    this.ticketUpdatedAt = this.#second();
  }

  deleteNote(id: string): void {
    this.notes = this.notes.filter((note) => note.id !== id);
    this.ticketUpdatedAt = this.#second();
  }

  addMessage(text: string, more: Partial<WorkOrderMessage> = {}): WorkOrderMessage {
    const message: WorkOrderMessage = {
      id: String(this.#id++),
      parentId: null,
      text,
      type: '',
      audience: 'provider',
      fromProvider: (more.audience ?? 'provider') === 'provider',
      authorId: 70,
      authorName: 'Ana Ruiz',
      createdAt: this.#second(),
      ...more,
    };
    this.messages.push(message);
    return message;
  }

  /** One run; a crash leaves what was committed, and the next run knows that it was interrupted. */
  async run(more: { asked?: boolean; events?: readonly string[] } = {}): Promise<PartResult | null> {
    const run = new Run(this.#job(more.events ?? []), this.clock);
    run.say = (line) => void this.said.push(line.message);
    this.#interrupted = false;
    try {
      const result = await notesPart.run(this.#input(run, more.asked ?? false));
      this.seen = result.seen ?? this.seen;
      return result;
    } catch (error) {
      if (!(error instanceof Crash || error instanceof AppError)) throw error;
      return null;
    }
  }

  /** Time passes and runs follow until nothing is written or waited for; fails when that does not come about. */
  async rest(): Promise<void> {
    for (let round = 0, quiet = 0; quiet < 2; round++) {
      if (round > 60) throw new Error('It does not come to rest');
      this.now += 16 * 60_000;
      const before = this.requests.writes;
      const result = await this.run();
      quiet = result !== null && result.waitUntil === undefined && this.requests.writes === before ? quiet + 1 : 0;
    }
  }

  /** Texts on the work order that a provider can read. */
  publicMessages(): string[] {
    return this.messages.filter((one) => one.audience === 'provider').map((one) => one.text);
  }

  #second(): number {
    return Math.floor(this.clock.now() / 1000) * 1000;
  }

  #job(names: readonly string[]): ClaimedJob {
    const events = names.map((name, index) => ({
      id: index,
      recordType: name.startsWith('FN_') ? 'workorder' : 'ticket',
      name,
    })) as unknown as readonly EventRow[];
    return {
      id: 1,
      target: { kind: 'link', linkId: 7 },
      events,
      interruptions: this.#interrupted ? 1 : 0,
    } as ClaimedJob;
  }

  #input(run: Run, asked: boolean): PartInput {
    const config: Config = {
      ...emptyConfig,
      sync: {
        ...emptyConfig.sync,
        notes: this.settings,
        outbound: { ...emptyConfig.sync.outbound, members: this.members },
      },
    };
    const context = {
      store: this.store,
      clock: this.clock,
      config: () => config,
      psa: () => ({
        notes: async () => {
          this.requests.notes += 1;
          return [...this.notes];
        },
        members: async () => [
          { id: 44, identifier: 'mona', name: 'Mona Lind', emails: ['mona@example.com'], inactive: false },
        ],
        createNote: (_id: number, note: NewPsaNote) => this.#createNote(note),
      }),
      fieldNation: () => ({
        messages: async () => {
          this.requests.messages += 1;
          return [...this.messages];
        },
        managers: async () => [{ id: 6, name: 'Mona Lind', email: 'mona@example.com' }],
        postMessage: (_id: number, message: Pair['posted'][number]) => this.#post(message),
      }),
      step: async (name: string) => {
        if (this.crashAt > 0 && --this.crashAt === 0) {
          this.#interrupted = true;
          throw new Crash(name);
        }
      },
    } as unknown as SyncContext;
    const document = { messages: { metadata: { total: this.messages.length } } };
    return {
      context,
      run,
      link: { id: 7, origin: this.origin, createdAt: linkedAt + 400 } as Link,
      ticket: {
        id: this.ticketId,
        updatedAt: this.ticketUpdatedAt,
        document: { initialDescription: this.description },
      } as unknown as Ticket,
      workOrder: {
        id: 91422,
        provider: this.provider,
        status: { id: 1, name: this.workOrderStatus },
        document,
      } as unknown as WorkOrder,
      fresh: false,
      events: {
        all: run.job.events.map((event) => ({ event })) as unknown as PartInput['events']['all'],
        observed: [],
        seen: {},
        updateDue: false,
        filteredOut: null,
        allows: () => this.allows,
      },
      seen: this.seen,
      copies: () => this.store.copies(),
      asked,
      signal: new AbortController().signal,
    };
  }

  async #createNote(note: NewPsaNote): Promise<PsaNote> {
    return this.#write('connectwise', () => {
      this.written.push(note);
      return this.addNote(note.text, {
        discussion: note.tab === 'discussion',
        internal: note.tab === 'internal',
        author: { kind: 'member', identifier: 'api', name: 'Bridge' },
      });
    });
  }

  async #post(message: Pair['posted'][number]): Promise<WorkOrderMessage> {
    return this.#write('fieldnation', () => {
      this.posted.push(message);
      return this.addMessage(message.text, {
        audience: message.audience,
        fromProvider: false,
        parentId: message.replyTo,
        authorId: 9,
        authorName: 'Bridge',
      });
    });
  }

  #write<T>(remote: string, make: () => T): T {
    const fault = this.fault;
    this.fault = null;
    this.requests.writes += 1;
    if (fault === 'lost-request') throw failure(`${remote}.unavailable`, 'transient');
    if (fault === 'refused') throw failure(`${remote}.rejected`, 'permanent');
    const made = make();
    if (fault === 'lost-answer') throw failure(`${remote}.ambiguous`, 'ambiguous');
    return made;
  }
}

function failure(code: string, kind: AppError['kind']): AppError {
  return new AppError({ code, kind, message: 'The sandbox refuses.' });
}

import { expensesOf, managerOf, totalPayOf } from '../../../src/core/fieldnation/money.ts';
import type { FieldNationUser } from '../../../src/core/fieldnation/records-port.ts';
import { visitsOf } from '../../../src/core/fieldnation/visits.ts';
import type { PsaMember, PsaNote, PsaScheduleEntry, PsaTimeEntry } from '../../../src/core/psa/records-port.ts';
import type { Copy } from '../../../src/core/store/pairs-port.ts';
import type { ClaimedJob } from '../../../src/core/store/port.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import type { Part, PartInput, PartResult } from '../../../src/core/sync/parts/port.ts';
import { Run } from '../../../src/core/sync/run.ts';
import { type Config, configSchema } from '../../../src/shared/config.ts';
import type { SyncConfig } from '../../../src/shared/config-sync.ts';
import type { BoardStatusMap } from '../../../src/shared/domain/mapping.ts';
import type { Link, Ticket, WorkOrder } from '../../../src/shared/domain/records.ts';
import { AppError } from '../../../src/shared/errors.ts';
import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { inMemoryStore, t0 } from '../store/in-memory.ts';

/** The process ended at a named step: nothing of the run is kept but what was committed. */
export class Killed extends Error {}

export const ticketId = 1042;
export const workOrderId = 91422;

/** What may go wrong with the next write of a kind. */
export type Fault = 'lost-answer' | 'never-sent' | 'refused';

export interface WorldOptions {
  readonly sync?: { readonly [K in keyof SyncConfig]?: object };
  readonly limits?: Partial<Config['limits']>;
  readonly origin?: Link['origin'];
  readonly workOrder?: JsonObject;
}

/** One link's part, both remotes and a real store in memory, driven run by run. */
export class World {
  readonly store = inMemoryStore();
  now = t0;
  config: Config;
  statusMaps: readonly BoardStatusMap[] = [];
  link: Link;
  ticketStatus = { id: 500, name: 'New' };
  ticketSavedAt = t0;
  ownerId: number | null = 7;
  board = { id: 1, name: 'Dispatch' };
  workOrder: { status: string; provider: { id: number; name: string; phone: string } | null; document: JsonObject };
  milestones: Record<string, number> = {};
  notes: PsaNote[] = [];
  schedule: PsaScheduleEntry[] = [];
  time: PsaTimeEntry[] = [];
  members: PsaMember[] = [];
  managers: FieldNationUser[] = [];
  requests: string[] = [];
  lines: string[] = [];
  faults: Fault[] = [];
  interruptions = 0;
  approved = false;
  allowed = true;
  /** Called for each change of the work order that took place. */
  onBecome: () => void = () => {};
  lastErrorCode = '';
  killAt = 0;
  /** The last run has to be tried again. */
  failed = false;
  #steps = 0;
  #ids = 100;

  constructor(options: WorldOptions = {}) {
    this.config = configSchema.parse({
      formatVersion: 1,
      sync: options.sync ?? {},
      limits: { searchLagSeconds: 30, ...options.limits },
    });
    this.workOrder = {
      status: 'Assigned',
      provider: { id: 31, name: 'Ana Ruiz', phone: '602-555-0101' },
      document: { time_logs: { results: [] }, ...options.workOrder },
    };
    this.link = this.store.openPair({
      ticketId,
      workOrderId,
      ticketSummary: 'Router down',
      companyName: 'Acme',
      ticketStatus: 'New',
      workOrderStatus: 'Assigned',
      markerPrefix: 'DBR-1-1042-',
      origin: options.origin ?? 'ticket',
      now: t0,
    });
  }

  copies(kind: Copy['kind']): readonly Copy[] {
    return this.store.copies(this.link.id).filter((copy) => copy.kind === kind && copy.sourceId !== 'first-look');
  }

  /** One run of a part. Returns null when the process ended in it. */
  async turn(
    part: Part,
    options: { readonly asked?: boolean; readonly killAt?: number } = {},
  ): Promise<PartResult | null> {
    this.#steps = 0;
    this.killAt = options.killAt ?? 0;
    const context = this.context();
    const job = {
      id: 1,
      cause: options.asked === true ? 'retry' : 'poll',
      events: [],
      interruptions: this.interruptions,
      target: { kind: 'link', linkId: this.link.id },
      lastError: this.lastErrorCode === '' ? null : { code: this.lastErrorCode },
      firstReceivedAt: null,
    } as unknown as ClaimedJob;
    const ticket = this.ticket();
    const run = new Run(job, { now: () => this.now } as SyncContext['clock']);
    run.ticketDocument = ticket.document;
    let copies: readonly Copy[] | null = null;
    const input: PartInput = {
      context,
      run,
      link: this.link,
      ticket,
      workOrder: this.record(),
      fresh: this.link.lastSyncedAt === null,
      events: {
        all: [],
        observed: [],
        seen: null,
        updateDue: true,
        allows: () => this.allowed,
      },
      seen: this.link.seen[part.name],
      copies: async () => (copies ??= this.store.copies(this.link.id)),
      asked: options.asked ?? false,
      signal: new AbortController().signal,
    };
    let result: PartResult | null = null;
    this.failed = false;
    try {
      result = (await part.wanted(input)) ? await part.run(input) : { problems: [] };
    } catch (thrown) {
      if (thrown instanceof Killed) {
        this.interruptions += 1;
        return null;
      }
      const error = AppError.from(thrown);
      if (error.kind === 'bug') throw thrown;
      this.failed = error.kind !== 'permanent' && error.kind !== 'conflict';
      result = { problems: [error.toInfo()] };
    }
    this.lines.push(...run.settle({ kind: 'done' }).activities.map((line) => line.message));
    this.lastErrorCode = result.held?.code ?? '';
    this.#settle(part, result);
    this.interruptions = 0;
    return result;
  }

  /** Runs until nothing waits any more, as the worker would. */
  async rest(part: Part): Promise<void> {
    for (let n = 0; n < 20; n += 1) {
      const result = await this.turn(part);
      this.now += 40_000;
      if (result !== null && result.waitUntil === undefined && !this.failed) return;
    }
    throw new Error('This never came to rest');
  }

  #settle(part: Part, result: PartResult): void {
    this.now += 1;
    const seen = result.seen === undefined ? this.link.seen : { ...this.link.seen, [part.name]: result.seen };
    this.link = {
      ...this.link,
      state: 'open',
      seen,
      ticketStatus: this.ticketStatus.name,
      lastSyncedAt: this.now,
      seenMilestones: this.failed ? this.link.seenMilestones : this.milestones,
    };
  }

  ticket(): Ticket {
    const document = {
      id: ticketId,
      status: this.ticketStatus,
      ...(this.ownerId === null ? {} : { owner: { id: this.ownerId } }),
    };
    return {
      id: ticketId,
      summary: 'Router down',
      kind: 'service',
      board: this.board,
      status: this.ticketStatus,
      company: { id: 1, name: 'Acme' },
      closed: false,
      externalRef: '',
      updatedAt: this.ticketSavedAt,
      updatedBy: 'jdoe',
      document,
    };
  }

  record(): WorkOrder {
    const { status, provider, document } = this.workOrder;
    return {
      id: workOrderId,
      title: 'Router down',
      status: { id: 3, name: status },
      milestones: this.milestones,
      provider,
      madeByIntegration: false,
      document: { ...document, status: { name: status } },
    };
  }

  /** A write at a remote: what it does happens, or does not, as the next fault says. */
  async #write<T>(what: string, act: () => T): Promise<T> {
    this.requests.push(what);
    const fault = this.faults.shift();
    if (fault === 'refused')
      throw new AppError({
        code: 'vendor.invalid',
        kind: 'permanent',
        message: 'No.',
        context: { vendorMessage: 'Not allowed here.' },
      });
    if (fault === 'never-sent') throw new AppError({ code: 'vendor.offline', kind: 'offline', message: 'Offline.' });
    const done = act();
    if (fault === 'lost-answer')
      throw new AppError({ code: 'vendor.timeout', kind: 'ambiguous', message: 'No answer.' });
    return done;
  }

  context(): SyncContext {
    const later =
      <A extends readonly unknown[], R>(method: (...args: A) => R) =>
      async (...args: A): Promise<R> =>
        method(...args);
    const { store } = this;
    const act = (to: string) => this.#write(to, () => this.#become(to));
    return {
      store: {
        copies: later(store.copies),
        intendCopy: later(store.intendCopy),
        markCopySent: later(store.markCopySent),
        recordCopy: later(store.recordCopy),
        skipCopies: later(store.skipCopies),
        value: later(store.value),
        setValue: later(store.setValue),
        isApproved: async () => this.approved,
      },
      clock: { now: () => this.now },
      config: () => this.config,
      mapping: async () => ({ mapping: { formatVersion: 1, name: 'Test', rules: [], statusMaps: this.statusMaps } }),
      step: async (_name: string) => {
        this.#steps += 1;
        if (this.#steps === this.killAt) throw new Killed();
      },
      psa: () => ({
        notes: async () => this.notes,
        createNote: (_: number, note: { text: string; tab: string }) =>
          this.#write(`note:${note.tab}`, () => {
            const made = this.#note(note.text, note.tab);
            this.notes = [...this.notes, made];
            return made;
          }),
        scheduleEntries: async () => this.schedule,
        createScheduleEntry: (entry: Omit<PsaScheduleEntry, 'id' | 'memberId' | 'done'>) =>
          this.#write('schedule', () => {
            const made = { ...entry, id: this.#id(), memberId: 1, done: false } as PsaScheduleEntry;
            this.schedule = [...this.schedule, made];
            return made;
          }),
        updateScheduleEntry: (id: number, change: Partial<PsaScheduleEntry>) =>
          this.#write('move', () => {
            this.schedule = this.schedule.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
            return this.schedule.find((entry) => entry.id === id);
          }),
        deleteScheduleEntry: (id: number) =>
          this.#write('delete', () => {
            this.schedule = this.schedule.filter((entry) => entry.id !== id);
          }),
        timeEntries: async () => this.time,
        createTimeEntry: (entry: Omit<PsaTimeEntry, 'id' | 'hours'>) =>
          this.#write('time', () => {
            const made = { ...entry, id: this.#id(), hours: 1 } as PsaTimeEntry;
            this.time = [...this.time, made];
            return made;
          }),
        members: async () => this.members,
        readField: (ticket: Ticket, target: string) =>
          target === 'owner' ? (ticket.document.owner as { id?: number } | undefined)?.id : undefined,
        updateTicket: (_: number, changes: readonly { target: string; value: Json }[]) =>
          this.#write('owner', () => {
            this.ownerId = changes[0]?.value as number;
            return this.ticket();
          }),
      }),
      fieldNation: () => ({
        visits: (of: WorkOrder) => visitsOf(of.document),
        expenses: (of: WorkOrder) => expensesOf(of.document),
        totalPay: (of: WorkOrder) => totalPayOf(of.document),
        manager: (of: WorkOrder) => managerOf(of.document),
        managers: async () => this.managers,
        publish: () => act('Published'),
        routeToProvider: () => act('Routed'),
        routeToPool: () => act('Routed'),
        cancel: () => act('Cancelled'),
      }),
    } as unknown as SyncContext;
  }

  #become(status: string): WorkOrder {
    this.onBecome();
    this.workOrder = { ...this.workOrder, status };
    return this.record();
  }

  #note(text: string, tab: string): PsaNote {
    return {
      id: `note:${this.#id()}`,
      kind: 'note',
      text,
      discussion: tab === 'discussion',
      internal: tab === 'internal',
      resolution: tab === 'resolution',
      author: { kind: 'member', identifier: 'bridge', name: 'Bridge' },
      createdAt: this.now,
      updatedAt: this.now,
      updatedBy: 'bridge',
    };
  }

  #id(): number {
    this.#ids += 1;
    return this.#ids;
  }
}

/** Field Nation's spelling of a time. */
export function fnTime(at: number): { readonly utc: string } {
  return { utc: new Date(at).toISOString().slice(0, 19).replace('T', ' ') };
}

export function timeLog(id: number, inAt: number, outAt: number | null, hours: number | null = null): JsonObject {
  return {
    id,
    in: { created: fnTime(inAt) },
    ...(outAt === null ? {} : { out: { created: fnTime(outAt) } }),
    ...(hours === null ? {} : { hours }),
  };
}

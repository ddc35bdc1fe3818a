import type { Link } from '../../../shared/domain/records.ts';
import type { LinkScan } from '../../../shared/domain/recovery.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SyncContext } from '../../sync/context.ts';
import { pairsByNotes } from './note-evidence.ts';
import { type Candidate, candidatesOf, propose } from './propose.ts';
import { readBoth } from './read-both.ts';

type State = LinkScan;
const idle: State = { state: 'idle', ticketsRead: 0, workOrdersRead: 0, proposals: [], message: '', at: null };

/**
 * Reads both sides for pairs that belong together, beside the work. One scan at a time; what it found stays until the next one. It writes
 * nothing anywhere.
 */
export class LinkScanner {
  readonly #context: SyncContext;
  #state: State = idle;
  #candidates: ReadonlyMap<string, Candidate> = new Map();
  #abort: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(context: SyncContext) {
    this.#context = context;
  }

  get current(): State {
    return this.#state;
  }

  /** What the last scan found of this pair; undefined when it is not among its proposals. */
  candidate(key: string): Candidate | undefined {
    return this.#candidates.get(key);
  }

  start(): State {
    if (this.#state.state === 'running') return this.#state;
    const abort = new AbortController();
    this.#abort = abort;
    this.#state = { ...idle, state: 'running' };
    this.#running = this.#scan(abort.signal).catch((thrown: unknown) => this.#ended(abort.signal, thrown));
    return this.#state;
  }

  /** What was read so far is forgotten. */
  stop(): State {
    if (this.#state.state === 'running')
      this.#state = { ...this.#state, state: 'stopped', at: this.#context.clock.now() };
    this.#abort?.abort();
    return this.#state;
  }

  async close(): Promise<void> {
    this.stop();
    await this.#running;
  }

  /** The links changed since: what is linked by now says so. */
  async look(): Promise<void> {
    const linked = new Set<string>();
    for (const { ticketId, workOrderId } of this.#state.proposals) {
      const link = await this.#context.store.openLinkByTicket(ticketId);
      if (link?.workOrderId === workOrderId) linked.add(`${ticketId} ${workOrderId}`);
    }
    const proposals = this.#state.proposals.map((one) =>
      linked.has(`${one.ticketId} ${one.workOrderId}`) ? { ...one, confidence: 'linked' as const, problem: '' } : one,
    );
    this.#state = { ...this.#state, proposals };
  }

  async #scan(signal: AbortSignal): Promise<void> {
    const context = this.#context;
    const running = (part: Partial<State>): void => {
      if (!signal.aborted) this.#state = { ...this.#state, ...part };
    };
    const progress = {
      tickets: (ticketsRead: number) => running({ ticketsRead }),
      workOrders: (workOrdersRead: number) => running({ workOrdersRead }),
    };
    const side = await readBoth(context, progress, signal);
    const candidates = candidatesOf(side);
    const links = await linksOf(context, candidates);
    const isLinked = (one: Candidate): boolean =>
      links.some(
        (link) => link.state !== 'closed' && link.ticketId === one.ticketId && link.workOrderId === one.workOrderId,
      );
    const unsure = candidates.filter(
      (one) =>
        !(one.byTicket && one.marker !== null) &&
        !isLinked(one) &&
        side.tickets.has(one.ticketId) &&
        side.workOrders.has(one.workOrderId),
    );
    const byNotes = await pairsByNotes(context, unsure, signal);
    const installation = context.installation();
    const mergedAway = (ticket: Parameters<ReturnType<SyncContext['psa']>['mergedInto']>[0]) =>
      context.psa().mergedInto(ticket) !== null;
    const proposals = propose(side, candidates, { installation, links, byNotes, mergedAway });
    if (signal.aborted) return;
    this.#candidates = new Map(candidates.map((one) => [`${one.ticketId} ${one.workOrderId}`, one]));
    this.#state = { ...this.#state, state: 'done', proposals: [...proposals], at: context.clock.now() };
  }

  #ended(signal: AbortSignal, thrown: unknown): void {
    if (signal.aborted) return;
    const { message } = AppError.from(thrown);
    this.#state = { ...this.#state, state: 'failed', message, at: this.#context.clock.now() };
  }
}

async function linksOf({ store }: SyncContext, candidates: readonly Candidate[]): Promise<readonly Link[]> {
  const found = new Map<number, Link>();
  for (const { ticketId, workOrderId } of candidates)
    for (const link of [...(await store.linksOfTicket(ticketId)), ...(await store.linksOfWorkOrder(workOrderId))])
      found.set(link.id, link);
  return [...found.values()];
}

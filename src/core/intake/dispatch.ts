import type { Clock } from '../../shared/clock.ts';
import type { InboxId, Link } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Psa } from '../psa/port.ts';
import type { Delivery } from '../store/intake-port.ts';
import type { Store } from '../store/port.ts';
import { lineOf as line, meaningOf } from './meaning.ts';
import type { MessageNews } from './news.ts';
import { callbackSchema, parseHostileJson } from './payloads.ts';
import { RelatedRecords } from './related.ts';
import { connectWiseSignature, sameSignature } from './signatures.ts';

/** Rows whose key could not be had are dropped and counted after this long (ms). */
const unverifiedKeptMs = 600_000;
const keyRetryMs = 15_000;
/** With those that wait for a key: more than may wait (receive.ts), so that each is looked at every time. */
const batch = { all: 600, verified: 100 } as const;

export interface DispatcherOptions {
  readonly store: Store;
  readonly psa: () => Pick<Psa, 'signingKey'> | null;
  /** Where it is asked what ticket an entry belongs to. */
  readonly records: () => Pick<Psa, 'ticketOfEntry'> | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly step: (name: string) => Promise<void>;
  readonly onQueued: () => void;
  readonly onRefused: () => void;
  /** Told of each row as it goes on. */
  readonly onNews?: (news: MessageNews) => void;
}

/** Turns inbox rows into events and jobs. Runs after every delivery and at boot; a kill between row and job only delays the job. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  /** Aborted at the end: nobody waits for a key any more, its row does. */
  readonly #stopping = new AbortController();
  readonly #related: RelatedRecords;
  /** Rows whose signature was right, but that wait for what they belong to. */
  readonly #proven = new Set<InboxId>();
  #active = true;
  #running: Promise<void> | null = null;
  /** What is to be looked at once more when this drain has ended. */
  #again: 'all' | 'verified' | null = null;
  #cancelRetry: () => void = () => {};

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#related = new RelatedRecords({ ...options, onKnown: () => this.notify() });
  }

  /** `verified` leaves alone what waits for a key: a flood of that must not be gone through for every true delivery. */
  notify(what: 'all' | 'verified' = 'all'): void {
    if (!this.#active) return;
    if (this.#running !== null) {
      if (this.#again !== 'all') this.#again = what;
      return;
    }
    this.#running = this.#drain(what).finally(() => {
      this.#running = null;
      const again = this.#again;
      this.#again = null;
      if (again !== null) this.notify(again);
    });
  }

  async stop(): Promise<void> {
    this.#active = false;
    this.#stopping.abort();
    this.#related.stop();
    await this.#running;
    this.#cancelRetry();
  }

  async #drain(what: 'all' | 'verified'): Promise<void> {
    const { store, logger } = this.#options;
    try {
      for (;;) {
        const waitingRows = await store.pendingDeliveries(batch[what]);
        const rows = what === 'all' ? waitingRows : waitingRows.filter((row) => row.state === 'verified');
        if (!this.#active) return;
        // Side by side: the store commits together what arrives together.
        const waiting = (await Promise.all(rows.map((row) => this.#one(row)))).filter((done) => !done).length;
        if (waiting > 0) await this.#waitForKeys();
        if (rows.length - waiting === 0) return;
      }
    } catch (error) {
      logger.error({ err: String(error) }, 'The inbox could not be worked through');
    }
  }

  /** False when the row has to wait, for its key or for what it belongs to. */
  async #one(row: Delivery): Promise<boolean> {
    if (row.state === 'unverified' && !this.#proven.has(row.id)) {
      const verdict = await this.#verify(row);
      if (verdict === 'wait') return false;
      if (verdict === 'wrong') return true;
      this.#options.onNews?.({ kind: 'verified', message: row });
    }
    const done = await this.#queue(row);
    // One that waits for what it belongs to need not prove itself again.
    if (done) this.#proven.delete(row.id);
    else if (row.state === 'unverified') this.#proven.add(row.id);
    return done;
  }

  async #verify(row: Delivery): Promise<'right' | 'wrong' | 'wait'> {
    const parsed = callbackSchema.safeParse(parseHostileJson(Buffer.from(row.body, 'utf8')));
    if (!parsed.success) return this.#reject(row, refused(row, 'it cannot be read'));
    const psa = this.#options.psa();
    if (psa === null) return 'wait';
    const keyUrl = parsed.data.Metadata.key_url;
    let key: string | null;
    try {
      // The row waits here because the known key was missing or did not fit; in the second case the key is asked for again.
      key = await unlessAborted(psa.signingKey(keyUrl, undefined, { refresh: true }), this.#stopping.signal);
      if (key === null) return 'wait';
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.kind === 'permanent')
        return this.#reject(row, refused(row, `its signing key cannot be had (${error.message})`));
      return 'wait';
    }
    const expected = connectWiseSignature(key, Buffer.from(row.body, 'utf8'));
    if (sameSignature(expected, row.headers['x-content-signature'] ?? '')) return 'right';
    return this.#reject(row, refused(row, 'its signature does not fit'));
  }

  async #reject(row: Delivery, error: AppError): Promise<'wrong'> {
    const { store, clock, onRefused } = this.#options;
    const now = clock.now();
    await store.rejectDelivery(
      row.id,
      error.toInfo(),
      { ...line(row, now, error.message), result: 'error', kind: 'callback.refused', error: error.toInfo() },
      now,
    );
    onRefused();
    this.#options.onNews?.({ kind: 'rejected', message: row, why: error.message });
    return 'wrong';
  }

  async #queue(row: Delivery): Promise<boolean> {
    const { store, clock, step, onQueued } = this.#options;
    const now = clock.now();
    const link = await linkOf(store, row);
    const meaning = this.#related.concerns(row) ? this.#related.of(row) : meaningOf(row, link !== null, now);
    if (meaning === null) return false;
    const { event, words, ticketId } = meaning;
    const [job = null, ...more] = meaning.jobs;
    await step('delivery.before-queue');
    // Before the row is done: a kill between them asks for the same links once more.
    for (const one of more) await store.enqueue(one, { now });
    const { jobId } = await store.queueDelivery(row.id, event === null ? [] : [event], job, now);
    await step('delivery.queued');
    const about = ticketId === null ? link : await store.openLinkByTicket(ticketId);
    const known = about === null ? {} : { linkId: about.id, ticketId: about.ticketId, workOrderId: about.workOrderId };
    const ticket = ticketId === null ? {} : { ticketId };
    await store.appendActivities([{ ...line(row, row.receivedAt, words), ...ticket, ...known, jobId }]);
    onQueued();
    this.#options.onNews?.({ kind: 'queued', message: row, jobs: meaning.jobs.length });
    return true;
  }

  async #waitForKeys(): Promise<void> {
    const { store, clock, logger } = this.#options;
    const dropped = await store.dropUnverified(clock.now() - unverifiedKeptMs);
    if (dropped > 0) {
      logger.warn({ dropped }, 'Callbacks whose signing key could not be fetched were dropped');
      await store.appendActivities([
        {
          ...line(
            null,
            clock.now(),
            `${dropped} callbacks were dropped: ConnectWise did not hand out their signing key within ten minutes. Polling finds what they were about.`,
          ),
          kind: 'callback.dropped',
          result: 'attention',
        },
      ]);
    }
    this.#cancelRetry();
    this.#cancelRetry = clock.after(keyRetryMs, () => this.notify());
  }
}

/** Null as soon as `signal` aborts. Nothing of it stays at the signal, which lives as long as the app: what waits is asked about again and again. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => resolve(null);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** The open link a delivery is about, so that its line stands in that link's timeline. */
async function linkOf(store: Store, row: Delivery): Promise<Link | null> {
  if (row.source === 'fieldnation') return store.openLinkByWorkOrder(row.recordId);
  return row.recordType === 'ticket' ? store.openLinkByTicket(row.recordId) : null;
}

function refused(row: Delivery, why: string): AppError {
  return new AppError({
    code: 'callback.wrong-signature',
    kind: 'permanent',
    message: `A callback for ${row.recordType} ${row.recordId} was refused: ${why}. Either it did not come from your ConnectWise, or something changed it on the way.`,
    context: { recordType: row.recordType, recordId: row.recordId },
  });
}

import type { Clock } from '../../shared/clock.ts';
import type { NewActivity } from '../../shared/domain/activity.ts';
import type { Link } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Psa } from '../psa/port.ts';
import type { Delivery, NewEvent, NewJob, Store } from '../store/port.ts';
import { eventOfWebhook } from '../sync/events/milestones.ts';
import { callbackSchema, parseHostileJson } from './payloads.ts';
import { connectWiseSignature, sameSignature } from './signatures.ts';

/** Rows whose key could not be had are dropped and counted after this long (ms). */
const unverifiedKeptMs = 600_000;
const keyRetryMs = 15_000;
const batch = 100;

export interface DispatcherOptions {
  readonly store: Store;
  readonly psa: () => Pick<Psa, 'signingKey'> | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly step: (name: string) => Promise<void>;
  readonly onQueued: () => void;
  readonly onRefused: () => void;
}

/** Turns inbox rows into events and jobs. Runs after every delivery and at boot; a kill between row and job only delays the job. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #keys = new Map<string, string>();
  /** Aborted at the end: nobody waits for a key any more, its row does. */
  readonly #stopping = new AbortController();
  #active = true;
  #running: Promise<void> | null = null;
  #again = false;
  #cancelRetry: () => void = () => {};

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  notify(): void {
    if (!this.#active) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#running = this.#drain().finally(() => {
      this.#running = null;
      if (this.#again) {
        this.#again = false;
        this.notify();
      }
    });
  }

  async stop(): Promise<void> {
    this.#active = false;
    this.#stopping.abort();
    await this.#running;
    this.#cancelRetry();
  }

  async #drain(): Promise<void> {
    const { store, logger } = this.#options;
    try {
      for (;;) {
        const rows = await store.pendingDeliveries(batch);
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

  /** False when the row has to wait for its key. */
  async #one(row: Delivery): Promise<boolean> {
    if (row.state === 'unverified') {
      const verdict = await this.#verify(row);
      if (verdict === 'wait') return false;
      if (verdict === 'wrong') return true;
    }
    await this.#queue(row);
    return true;
  }

  async #verify(row: Delivery): Promise<'right' | 'wrong' | 'wait'> {
    const parsed = callbackSchema.safeParse(parseHostileJson(Buffer.from(row.body, 'utf8')));
    if (!parsed.success) return this.#reject(row, refused(row, 'it cannot be read'));
    const psa = this.#options.psa();
    if (psa === null) return 'wait';
    const keyUrl = parsed.data.Metadata.key_url;
    try {
      // The row waits here because the known key was missing or did not fit; in the second case the key is asked for again.
      const asked = psa.signingKey(keyUrl, undefined, { refresh: this.#keys.has(keyUrl) });
      const key = await Promise.race([asked, aborted(this.#stopping.signal)]);
      if (key === null) return 'wait';
      this.#keys.set(keyUrl, key);
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.kind === 'permanent')
        return this.#reject(row, refused(row, `its signing key cannot be had (${error.message})`));
      return 'wait';
    }
    const expected = connectWiseSignature(this.#keys.get(keyUrl) ?? '', Buffer.from(row.body, 'utf8'));
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
    return 'wrong';
  }

  async #queue(row: Delivery): Promise<void> {
    const { store, clock, step, onQueued } = this.#options;
    const now = clock.now();
    const { event, job, words } = meaningOf(row, now);
    await step('delivery.before-queue');
    await store.queueDelivery(row.id, event === null ? [] : [event], job, now);
    await step('delivery.queued');
    const link = await linkOf(store, row);
    const known = link === null ? {} : { linkId: link.id, ticketId: link.ticketId, workOrderId: link.workOrderId };
    await store.appendActivities([{ ...line(row, row.receivedAt, words), ...known }]);
    onQueued();
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

/** Null as soon as `signal` aborts. */
function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}

/** The open link a delivery is about, so that its line stands in that link's timeline. */
async function linkOf(store: Store, row: Delivery): Promise<Link | null> {
  if (row.source === 'fieldnation') return store.openLinkByWorkOrder(row.recordId);
  return row.recordType === 'ticket' ? store.openLinkByTicket(row.recordId) : null;
}

function meaningOf(
  row: Delivery,
  now: number,
): { readonly event: NewEvent | null; readonly job: NewJob | null; readonly words: string } {
  if (row.source === 'fieldnation') {
    const name = eventOfWebhook(row.action);
    return {
      event: {
        recordType: 'workorder',
        recordId: row.recordId,
        name,
        occurrence: `delivery:${row.deliveryId}`,
        at: row.receivedAt,
      },
      job: { target: { kind: 'workorder', workOrderId: row.recordId }, cause: 'webhook', runAt: now },
      words: `Field Nation reports ${row.action}`,
    };
  }
  if (row.recordType !== 'ticket')
    return {
      event: null,
      job: null,
      words: `ConnectWise reports ${row.recordType} ${row.recordId} ${row.action}; only tickets are synced`,
    };
  return {
    event: {
      recordType: 'ticket',
      recordId: row.recordId,
      name: `PSA_TICKET_${row.action.toUpperCase()}`,
      occurrence: `delivery:${row.deliveryId}`,
      at: row.receivedAt,
    },
    job: { target: { kind: 'ticket', ticketId: row.recordId }, cause: 'callback', runAt: now },
    words: `ConnectWise reports ticket ${row.recordId} ${row.action}${row.actor === '' ? '' : ` by ${row.actor}`}`,
  };
}

function line(row: Delivery | null, at: number, message: string): NewActivity {
  const connectwise = row?.source !== 'fieldnation';
  return {
    at,
    side: connectwise ? 'connectwise' : 'fieldnation',
    direction: connectwise ? 'inbound' : 'outbound',
    kind: connectwise ? 'callback.received' : 'webhook.received',
    result: 'ok',
    message,
    ticketId: row !== null && connectwise && row.recordType === 'ticket' ? row.recordId : null,
    workOrderId: row !== null && !connectwise ? row.recordId : null,
    linkId: null,
    jobId: null,
    durationMs: null,
    error: null,
    details: row === null ? null : { deliveryId: row.deliveryId, action: row.action, actor: row.actor },
  };
}

function refused(row: Delivery, why: string): AppError {
  return new AppError({
    code: 'callback.wrong-signature',
    kind: 'permanent',
    message: `A callback for ${row.recordType} ${row.recordId} was refused: ${why}. Either it did not come from your ConnectWise, or something changed it on the way.`,
    context: { recordType: row.recordType, recordId: row.recordId },
  });
}

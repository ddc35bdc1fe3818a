import type { Clock } from '../../shared/clock.ts';
import { type Push, type PushPayload, pushes } from '../../shared/ipc/contract.ts';
import type { Disposable } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/logger.ts';

type Topic = PushPayload<'changed'>['topics'][number];

export interface PushBatcherOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Sends to every window that is alive; none is fine, a window asks for everything when it opens. */
  readonly send: (push: Push, payload: unknown) => void;
}

/**
 * Collects what pages should know and sends it at most ten times a second. Of each kind only the newest counts: the last status,
 * the highest log id, the union of changed topics, the last steps of each test.
 */
export class PushBatcher implements Disposable {
  static readonly intervalMs = 100;
  readonly #options: PushBatcherOptions;
  #status: (() => PushPayload<'status'>) | null = null;
  #lastLogId: number | null = null;
  readonly #topics = new Set<Topic>();
  readonly #probes = new Map<PushPayload<'probe'>['remote'], PushPayload<'probe'>>();
  #chain: PushPayload<'chain'> | null = null;
  #navigate: PushPayload<'navigate'> | null = null;
  #cancel: (() => void) | null = null;

  constructor(options: PushBatcherOptions) {
    this.#options = options;
  }

  /** The status is read when it is sent, so a burst costs one read. */
  status(read: () => PushPayload<'status'>): void {
    this.#status = read;
    this.#schedule();
  }

  log(lastId: number): void {
    this.#lastLogId = Math.max(this.#lastLogId ?? 0, lastId);
    this.#schedule();
  }

  changed(...topics: readonly Topic[]): void {
    for (const topic of topics) this.#topics.add(topic);
    this.#schedule();
  }

  probe(payload: PushPayload<'probe'>): void {
    this.#probes.set(payload.remote, payload);
    this.#schedule();
  }

  /** Only the newest counts: each holds every lamp. */
  chain(payload: PushPayload<'chain'>): void {
    this.#chain = payload;
    this.#schedule();
  }

  navigate(payload: PushPayload<'navigate'>): void {
    this.#navigate = payload;
    this.#schedule();
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #schedule(): void {
    this.#cancel ??= this.#options.clock.after(PushBatcher.intervalMs, () => this.#flush());
  }

  #flush(): void {
    this.#cancel = null;
    const status = this.#status;
    const lastId = this.#lastLogId;
    const topics = [...this.#topics];
    const probes = [...this.#probes.values()];
    const chain = this.#chain;
    const navigate = this.#navigate;
    this.#status = null;
    this.#lastLogId = null;
    this.#topics.clear();
    this.#probes.clear();
    this.#chain = null;
    this.#navigate = null;

    if (status !== null) this.#send('status', status());
    if (lastId !== null) this.#send('log', { lastId });
    if (topics.length > 0) this.#send('changed', { topics });
    for (const probe of probes) this.#send('probe', probe);
    if (chain !== null) this.#send('chain', chain);
    if (navigate !== null) this.#send('navigate', navigate);
  }

  #send<P extends Push>(push: P, payload: PushPayload<P>): void {
    const checked = pushes[push].safeParse(payload);
    if (checked.success) this.#options.send(push, checked.data);
    else {
      const where = checked.error.issues[0]?.path.join('.') ?? '';
      this.#options.logger.error({ push, where }, 'A push did not match its contract');
    }
  }
}

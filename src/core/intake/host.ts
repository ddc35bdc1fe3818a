import type { Clock } from '../../shared/clock.ts';
import type { Config } from '../../shared/config.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { appLine } from '../monitor/app-line.ts';
import { keyAddress } from '../psa/connectwise/key-url.ts';
import { parseSite } from '../psa/connectwise/site.ts';
import type { Psa } from '../psa/port.ts';
import type { Store } from '../store/port.ts';
import type { IntakeSecrets } from '../webhooks/secrets.ts';
import { Dispatcher } from './dispatch.ts';
import { isOurHost } from './host-names.ts';
import { KeyRing } from './key-ring.ts';
import { type Listener, type ListenerLimits, listen } from './listener.ts';
import type { MessageNews } from './news.ts';
import { maxSignatures, Receiver } from './receive.ts';
import { RefusalBook, type RefusalFigures } from './refusals.ts';
import { SelfTest } from './self-test.ts';

export interface IntakeHostOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly config: () => Config;
  readonly psa: () => Psa | null;
  readonly secrets: () => IntakeSecrets;
  readonly loopbackIntake: boolean;
  /** Today's public https origin; empty while there is none. */
  readonly publicUrl: () => string;
  /** Public origins whose `Host` is taken. Default: the one above. */
  readonly ownOrigins?: () => readonly string[];
  /** True while a tunnel is chosen: the listener is open before the tunnel has an address. */
  readonly tunnelled: () => boolean;
  /** Header in which the tunnel's front names the true source of a request; null = none can be believed. */
  readonly sourceHeader?: () => string | null;
  readonly limits?: Partial<ListenerLimits>;
  readonly step: (name: string) => Promise<void>;
  readonly onQueued: () => void;
  readonly onChange: () => void;
}

export type ListenerStatus = Omit<EngineStatus['intake'], 'tunnel' | 'needs'>;

/** How long after a port could not be opened it is tried again (ms). */
const reopenMs = 60_000;

/** Listener, receiver and dispatcher as one thing the engine starts and stops. */
export class IntakeHost {
  readonly #options: IntakeHostOptions;
  readonly #dispatcher: Dispatcher;
  readonly #receiver: Receiver;
  readonly #refusals: RefusalBook;
  /** For the "Test" of the chain; the rest of the app fetches its path through the public address. */
  readonly selfTest: SelfTest;
  #listener: Listener | null = null;
  /** Port of the configuration with which the listener was opened. */
  #openedWith: number | null = null;
  #problem: AppError | null = null;
  #lastDeliveryAt: number | null = null;
  #active = false;
  #changing: Promise<void> = Promise.resolve();
  #cancelReopen: () => void = () => {};
  readonly #hearers = new Set<(news: MessageNews) => void>();

  constructor(options: IntakeHostOptions) {
    const { store, clock, logger, onChange } = options;
    this.#options = options;
    this.selfTest = new SelfTest(clock);
    this.#refusals = new RefusalBook({ clock, store, logger, onChange });
    const keys = new KeyRing({ clock, keyId: (keyUrl) => this.#keyId(keyUrl) });
    this.#dispatcher = new Dispatcher({
      store,
      psa: () => {
        const psa = options.psa();
        if (psa === null) return null;
        return { signingKey: (keyUrl, signal, how) => keys.get(psa, keyUrl, signal, how) };
      },
      clock,
      logger,
      records: options.psa,
      step: options.step,
      onQueued: options.onQueued,
      // The log names the record already.
      onRefused: () => this.#refusals.countOnly('wrong-signature'),
      onNews: (news) => this.#tell(news),
    });
    this.#receiver = new Receiver({
      store,
      clock,
      pathToken: () => options.secrets().pathToken,
      webhookSecrets: () => {
        const { webhookSecret, previousWebhookSecret } = options.secrets();
        return previousWebhookSecret == null ? [webhookSecret] : [webhookSecret, previousWebhookSecret];
      },
      isOurHost: (host) => isOurHost(host, options.ownOrigins?.() ?? [options.publicUrl()]),
      company: () => options.config().connectwise?.company ?? '',
      knownKey: (keyUrl) => keys.known(keyUrl),
      selfTest: (nonce, seen) => this.selfTest.take(nonce, seen),
      onRefused: (refusal) => {
        this.#refusals.add(refusal);
        const { source, why, host = '' } = refusal;
        if (source !== null) this.#tell({ kind: 'refused', source, why, host });
      },
      onStored: (message, host) => {
        this.#lastDeliveryAt = clock.now();
        this.#tell({ kind: 'stored', message, state: message.state, host });
        this.#dispatcher.notify(message.state === 'verified' ? 'verified' : 'all');
        onChange();
      },
      step: options.step,
    });
  }

  /** Opens the listener when callbacks can reach it; a port in use is a problem to show, not a reason to stop. */
  async start(): Promise<void> {
    this.#active = true;
    this.#receiver.knowsAlready(await this.#options.store.webhookSignatures(maxSignatures));
    this.#dispatcher.notify();
    await this.adjust();
  }

  /** After the settings changed: opens, moves or closes the listener as they say now. */
  adjust(): Promise<void> {
    const change = this.#changing.then(() => this.#adjust());
    this.#changing = change.catch(() => {});
    return change;
  }

  /** No new deliveries; the inbox keeps what was acknowledged. */
  async stop(): Promise<void> {
    this.#active = false;
    this.#cancelReopen();
    this.selfTest.cancel();
    await this.#changing;
    await this.#close();
    await this.#dispatcher.stop();
  }

  /** After credentials changed: rows that wait for a key may go on. */
  notify(): void {
    this.#dispatcher.notify();
  }

  /** Another ConnectWise or Field Nation sends from now on: nothing of it has arrived yet. */
  senderChanged(): void {
    this.#lastDeliveryAt = null;
  }

  /** When a callback or webhook was last stored (ms); null = not since the start. */
  get lastDeliveryAt(): number | null {
    return this.#lastDeliveryAt;
  }

  /** Loopback port of the listener, for the tunnel; null while it is closed. */
  get port(): number | null {
    return this.#listener?.port ?? null;
  }

  /** Tells of each message that comes to a true address, and of what becomes of it. The returned function ends it. */
  onMessage(listener: (news: MessageNews) => void): () => void {
    this.#hearers.add(listener);
    return () => this.#hearers.delete(listener);
  }

  /** What was turned away since the start. */
  refusals(): RefusalFigures {
    return this.#refusals.figures();
  }

  mode(): EngineStatus['intake']['mode'] {
    if (this.#options.tunnelled()) return 'public';
    return this.#options.loopbackIntake ? 'loopback' : 'none';
  }

  /** Where the remotes send to; null when they cannot. */
  baseUrl(): string | null {
    if (this.#listener === null) return null;
    if (this.mode() === 'loopback') return `http://127.0.0.1:${this.#listener.port}`;
    const url = this.#options.publicUrl();
    return url === '' ? null : url.replace(/\/+$/, '');
  }

  /** The listener's part of the status; what the tunnel in front of it does is told by `reach`. */
  status(): ListenerStatus {
    const rest = {
      mode: this.mode(),
      port: this.port,
      lastDeliveryAt: this.#lastDeliveryAt,
      refused: this.#refusals.figures().total,
    };
    if (this.#problem !== null) return { state: 'failed', message: this.#problem.message, ...rest };
    return this.#listener === null
      ? { state: 'off', message: 'The listener is closed.', ...rest }
      : { state: 'listening', message: `The listener is open on port ${this.#listener.port}.`, ...rest };
  }

  async #adjust(): Promise<void> {
    if (!this.#active) return;
    const { port } = this.#options.config().intake;
    const wanted = this.mode() !== 'none';
    if (this.#listener !== null && (!wanted || this.#openedWith !== port)) await this.#close();
    if (!wanted) {
      this.#cancelReopen();
      this.#problem = null;
    } else if (this.#listener === null) await this.#open(port);
    this.#options.onChange();
  }

  async #open(port: number): Promise<void> {
    const { clock, logger, store, sourceHeader, limits } = this.#options;
    this.#cancelReopen();
    const before = this.#problem;
    try {
      this.#listener = await listen({
        port,
        clock,
        admit: (head) => this.#receiver.admit(head),
        onRefused: (why) => this.#refusals.add({ why, source: null }),
        sourceHeader,
        limits,
      });
      this.#openedWith = port;
      this.#problem = null;
      if (before === null) return;
      const words = `Port ${port} is free again: callbacks can arrive.`;
      await store.appendActivities([appLine(clock.now(), 'intake.opened', 'ok', words)]);
    } catch (thrown) {
      const problem = AppError.from(thrown);
      this.#problem = problem;
      this.#cancelReopen = clock.after(reopenMs, () => {
        this.adjust().catch((error: unknown) =>
          logger.error({ err: String(error) }, 'The listener could not be opened'),
        );
      });
      if (before?.message === problem.message) return;
      logger.error({ code: problem.code }, problem.message);
      await store.appendActivities([appLine(clock.now(), 'intake.failed', 'attention', problem.message, problem)]);
    }
  }

  async #close(): Promise<void> {
    await this.#listener?.close();
    this.#listener = null;
    this.#openedWith = null;
  }

  /** Nobody who listens can keep a message from its answer. */
  #tell(news: MessageNews): void {
    for (const hear of this.#hearers) {
      try {
        hear(news);
      } catch (error) {
        this.#options.logger.error({ err: String(error) }, 'What came in could not be told on');
      }
    }
  }

  /** Tells one signing key from every other; throws for one that is not the configured site's and company's. */
  #keyId(keyUrl: string): string {
    const connectwise = this.#options.config().connectwise;
    const site = parseSite(connectwise?.site ?? '');
    const company = connectwise?.company ?? '';
    return `${site.host} ${company.toLowerCase()} ${keyAddress({ site, company }, keyUrl).id}`;
  }
}

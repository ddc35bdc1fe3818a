import type { Clock } from '../../shared/clock.ts';
import type { Config } from '../../shared/config.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { appLine } from '../monitor/app-line.ts';
import type { Psa } from '../psa/port.ts';
import type { Store } from '../store/port.ts';
import type { IntakeSecrets } from '../subscriptions.ts';
import { Dispatcher } from './dispatch.ts';
import { type Listener, listen } from './listener.ts';
import { Receiver, type Refusal } from './receive.ts';

export interface IntakeHostOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly config: () => Config;
  readonly psa: () => Psa | null;
  readonly secrets: () => IntakeSecrets;
  readonly loopbackIntake: boolean;
  readonly step: (name: string) => Promise<void>;
  readonly onQueued: () => void;
  readonly onChange: () => void;
}

/** Refusals of one kind are written to the log at most this often (ms); all are counted. */
const sayRefusalEveryMs = 60_000;

/** Listener, receiver and dispatcher as one thing the engine starts and stops. */
export class IntakeHost {
  readonly #options: IntakeHostOptions;
  readonly #dispatcher: Dispatcher;
  readonly #receiver: Receiver;
  readonly #saidAt = new Map<string, number>();
  #listener: Listener | null = null;
  #problem: AppError | null = null;
  #refused = 0;
  #lastDeliveryAt: number | null = null;

  constructor(options: IntakeHostOptions) {
    this.#options = options;
    this.#dispatcher = new Dispatcher({
      store: options.store,
      psa: options.psa,
      clock: options.clock,
      logger: options.logger,
      step: options.step,
      onQueued: options.onQueued,
      onRefused: () => {
        this.#refused += 1;
        options.onChange();
      },
    });
    this.#receiver = new Receiver({
      store: options.store,
      clock: options.clock,
      pathToken: () => options.secrets().pathToken,
      webhookSecret: () => options.secrets().webhookSecret,
      hosts: () => this.#hosts(),
      company: () => options.config().connectwise?.company ?? '',
      knownSigningKey: (keyUrl) => this.#dispatcher.knownKey(keyUrl),
      onRefused: (refusal) => this.#sayRefusal(refusal),
      onStored: () => {
        this.#lastDeliveryAt = options.clock.now();
        this.#dispatcher.notify();
        options.onChange();
      },
      step: options.step,
    });
  }

  /** Opens the listener when callbacks can reach it; a port in use is a problem to show, not a reason to stop. */
  async start(): Promise<void> {
    this.#dispatcher.notify();
    if (this.mode() === 'none') return;
    try {
      this.#listener = await listen({
        port: this.#options.config().intake.port,
        clock: this.#options.clock,
        answer: (request) => this.#receiver.answer(request),
        onRefused: () => {
          this.#refused += 1;
        },
      });
      this.#problem = null;
    } catch (thrown) {
      this.#problem = AppError.from(thrown);
      this.#options.logger.error({ code: this.#problem.code }, this.#problem.message);
      const now = this.#options.clock.now();
      await this.#options.store.appendActivities([
        appLine(now, 'intake.failed', 'attention', this.#problem.message, this.#problem),
      ]);
    }
    this.#options.onChange();
  }

  /** No new deliveries; the inbox keeps what was acknowledged. */
  async stop(): Promise<void> {
    await this.#listener?.close();
    this.#listener = null;
    await this.#dispatcher.stop();
  }

  /** After credentials changed: rows that wait for a key may go on. */
  notify(): void {
    this.#dispatcher.notify();
  }

  /** When a callback or webhook was last stored (ms); null = not since the start. */
  get lastDeliveryAt(): number | null {
    return this.#lastDeliveryAt;
  }

  mode(): EngineStatus['intake']['mode'] {
    if (this.#options.config().intake.publicUrl !== '') return 'public';
    return this.#options.loopbackIntake ? 'loopback' : 'none';
  }

  /** Where the remotes send to; null when they cannot. */
  baseUrl(): string | null {
    if (this.#listener === null) return null;
    const { publicUrl } = this.#options.config().intake;
    return publicUrl === '' ? `http://127.0.0.1:${this.#listener.port}` : publicUrl.replace(/\/+$/, '');
  }

  status(): EngineStatus['intake'] {
    const rest = {
      mode: this.mode(),
      port: this.#listener?.port ?? null,
      lastDeliveryAt: this.#lastDeliveryAt,
      refused: this.#refused,
    };
    if (this.#problem !== null) return { state: 'failed', message: this.#problem.message, ...rest };
    const seconds = this.#options.config().limits.pollSeconds;
    if (this.#listener === null)
      return { state: 'off', message: `No public address: changes are found by polling every ${seconds} s.`, ...rest };
    return {
      state: 'listening',
      message:
        rest.mode === 'loopback' ? 'Callbacks arrive on this machine.' : `Callbacks arrive through ${this.baseUrl()}.`,
      ...rest,
    };
  }

  #hosts(): readonly string[] {
    const port = this.#listener?.port ?? 0;
    const { publicUrl } = this.#options.config().intake;
    const own = [`127.0.0.1:${port}`, `localhost:${port}`];
    return publicUrl === '' ? own : [...own, new URL(publicUrl).host.toLowerCase()];
  }

  #sayRefusal(refusal: Refusal): void {
    this.#refused += 1;
    const now = this.#options.clock.now();
    const before = this.#saidAt.get(refusal.why);
    this.#options.onChange();
    if (before !== undefined && now - before < sayRefusalEveryMs) return;
    this.#saidAt.set(refusal.why, now);
    const message = refusalWords[refusal.why];
    this.#options.logger.warn({ why: refusal.why }, message);
    this.#options.store
      .appendActivities([
        {
          ...appLine(now, 'callback.refused', 'error', message),
          side: refusal.source ?? 'app',
          details: { why: refusal.why },
        },
      ])
      .catch((error: unknown) => this.#options.logger.error({ err: String(error) }, 'A refusal could not be logged'));
  }
}

const refusalWords: Readonly<Record<Refusal['why'], string>> = {
  malformed: 'A callback was refused: its content cannot be read.',
  unsigned: 'A callback was refused: it carries no signature.',
  'wrong-signature':
    'A webhook was refused: its signature does not fit the secret. If the secret was changed in Field Nation, restart to register it again.',
  'wrong-company':
    'A callback was refused: it is for another ConnectWise company. Look for a callback in that company that points here.',
  'wrong-host': 'A request was refused: it was sent to a host name that is not ours.',
  'wrong-address': 'A request to an unknown address of the callback listener was refused.',
  'too-many-unverified':
    'Callbacks are put off: too many wait for their signing key. ConnectWise is asked for it again.',
};

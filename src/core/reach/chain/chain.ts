import type { Clock } from '../../../shared/clock.ts';
import { type ChainLink, type ChainReport, chainLinks } from '../../../shared/domain/reach.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { MessageNews, SeenMessage } from '../../intake/news.ts';
import type { Store } from '../../store/port.ts';
import type { ChainIntake, ChainTunnel } from './chain-intake.ts';
import { ChainLamps } from './chain-lamps.ts';
import { ChainMemory } from './chain-memory.ts';
import { messageWords, senderOf } from './chain-message.ts';
import { darkLamp, type Finding, holds } from './chain-report.ts';
import { callsDirectly, outsideLinks, runChain, testedLinks } from './chain-run.ts';
import { judgeTunnel } from './chain-tunnel.ts';
import { ChainWatch } from './chain-watch.ts';
import type { Outside } from './outside.ts';

export interface ChainProofOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly intake: ChainIntake;
  /** The tunnel of the configuration, and what it does now. */
  readonly tunnel: () => ChainTunnel;
  /** `systemOutside({ clock, network: () => config.network, systemProxy, userAgent })`. */
  readonly outside: Outside;
  /** Where the last proof is kept over restarts. */
  readonly store: Pick<Store, 'value' | 'setValue'>;
}

/**
 * Whether what ConnectWise and Field Nation send reaches the inbox, link by link. Nothing runs until `test` or `watch`; messages that come in light
 * the last two lamps by themselves. To be told `addressChanged` whenever the tunnel's state or the public address may be another.
 */
export class ChainProof {
  readonly #options: ChainProofOptions;
  readonly #lamps: ChainLamps;
  readonly #memory: ChainMemory;
  readonly #watch: ChainWatch;
  readonly #hearers = new Set<(report: ChainReport) => void>();
  readonly #leaveIntake: () => void;
  /** Settled once what an earlier run proved is read. */
  readonly ready: Promise<void>;
  /** Address the lamps are about; kept while a tunnel is down for a while. */
  #origin: string | null = null;
  #test: {
    readonly origin: string | null;
    readonly stop: AbortController;
    readonly done: Promise<ChainReport>;
  } | null = null;
  /** When the last test of this address that came to its end began (ms). */
  #testedAt: number | null = null;
  /** The last signed message that was queued. */
  #last: { readonly message: SeenMessage; readonly host: string | null } | null = null;

  constructor(options: ChainProofOptions) {
    const { clock } = options;
    this.#options = options;
    this.#lamps = new ChainLamps(clock, () => this.#emit());
    this.#memory = new ChainMemory(options.store, options.logger);
    this.#watch = new ChainWatch({
      clock,
      lamps: this.#lamps,
      eager: () => this.#test !== null,
      onTaken: (message, host) => {
        this.#last = { message, host };
        this.#judge();
        this.#emit();
      },
    });
    this.#leaveIntake = options.intake.onMessage((news) => this.#hear(news));
    this.ready = this.#memory.read().then(() => {
      if (this.#origin !== null) this.#memory.forgetAllBut(this.#origin, clock.now());
      this.#emit();
    });
  }

  report(): ChainReport {
    const url = this.#options.intake.baseUrl();
    const proven = this.#memory.of(url);
    const watchEndsAt = this.#watch.endsAt;
    return {
      doing: this.#test !== null ? 'testing' : watchEndsAt !== null ? 'watching' : 'idle',
      url,
      lamps: chainLinks.map((link) => this.#lamps.of(link)),
      watchEndsAt,
      provenAt: proven?.provenAt ?? null,
      proof: proven?.proof ?? '',
    };
  }

  /** Tests the links up to the listener. Joins the test under way. Never rejects: what is wrong stands in the lamps. */
  test(): Promise<ChainReport> {
    this.#follow();
    if (this.#test !== null) return this.#test.done;
    const stop = new AbortController();
    const origin = this.#options.intake.baseUrl();
    const done = this.#run(origin, stop.signal);
    this.#test = { origin, stop, done };
    this.#emit();
    return done;
  }

  /** Waits up to ten minutes for a real message; tests the links too where that was not done for this address. */
  watch(): ChainReport {
    this.#follow();
    if (this.#options.intake.mode() === 'none') {
      this.#lamps.light('tunnel', this.#tunnelFinding());
      return this.report();
    }
    if (this.#watch.endsAt !== null) return this.report();
    this.#last = null;
    this.#watch.begin();
    if (testedLinks.some((link) => this.#lamps.of(link).state === 'unknown')) void this.test();
    return this.report();
  }

  /** Ends a test and a watch. */
  stop(): ChainReport {
    const idle = this.#test === null && this.#watch.endsAt === null;
    this.#callOff('Stopped before it was known.');
    this.#watch.stop();
    if (!idle) this.#emit();
    return this.report();
  }

  /** The returned function ends it. */
  onChange(listener: (report: ChainReport) => void): () => void {
    this.#hearers.add(listener);
    return () => this.#hearers.delete(listener);
  }

  /** The tunnel's state or the public address may be another: what was proven for another address is forgotten. Cheap when nothing changed. */
  addressChanged(): void {
    this.#follow();
  }

  /** Another ConnectWise or Field Nation sends from now on: none of its messages has come in yet. */
  senderChanged(): void {
    this.#watch.stop();
    this.#last = null;
    for (const link of ['signature', 'inbox'] as const) this.#lamps.put(darkLamp(link));
    this.#memory.forgetProof(this.#options.clock.now());
    this.#emit();
  }

  /** Ends everything, for good. */
  close(): void {
    this.#leaveIntake();
    this.stop();
    this.#hearers.clear();
  }

  async #run(origin: string | null, signal: AbortSignal): Promise<ChainReport> {
    const { clock, logger } = this.#options;
    const beganAt = clock.now();
    const begun = new Map<ChainLink, number>();
    for (const link of testedLinks)
      if (this.#lamps.of(link).message !== callsDirectly.message) this.#lamps.put(darkLamp(link, 'Its turn comes.'));
    try {
      // Nothing is lit before the caller knows of this run.
      await Promise.resolve();
      await runChain({
        ...this.#options,
        signal,
        onBegin: (link) => {
          begun.set(link, clock.now());
          this.#lamps.begin(link, { message: 'Being tested.' });
        },
        onFound: (link, finding) => this.#lamps.light(link, finding, begun.get(link)),
      });
      signal.throwIfAborted();
      this.#test = null;
      this.#testedAt = beganAt;
      const stands = testedLinks.every((link) => holds(this.#lamps.of(link)));
      if (origin !== null) this.#memory.tested(origin, stands ? beganAt : null, clock.now());
      const links = Object.fromEntries(testedLinks.map((link) => [link, this.#lamps.of(link).state]));
      logger.info({ links }, 'The chain was tested');
      this.#judge();
    } catch (error) {
      // Called off: whoever did so has set the lamps.
      if (!signal.aborted) {
        this.#callOff('The test broke off; the log of the app says why.');
        logger.error({ err: String(error) }, 'The test of the chain failed');
      }
    }
    this.#emit();
    return this.report();
  }

  #callOff(why: string): void {
    if (this.#test === null) return;
    this.#test.stop.abort(new Error('called off'));
    this.#test = null;
    for (const link of testedLinks) {
      const { state } = this.#lamps.of(link);
      if (state === 'running' || state === 'unknown') this.#lamps.put(darkLamp(link, why));
    }
  }

  /** Sees to it that the lamps are about the address of now. */
  #follow(): void {
    const { clock, intake } = this.#options;
    const origin = intake.baseUrl();
    if (this.#test !== null && this.#test.origin !== origin)
      this.#callOff(
        origin === null
          ? 'The tunnel lost its address during the test. Test again once it is up.'
          : 'The address changed during the test. Test again.',
      );
    if (origin !== null && origin !== this.#origin) {
      if (this.#origin !== null) this.#lamps.clear();
      this.#origin = origin;
      this.#testedAt = null;
      this.#last = null;
      this.#memory.forgetAllBut(origin, clock.now());
      this.#followMode();
      if (this.#watch.endsAt !== null) {
        this.#watch.startOver();
        void this.test();
      }
      this.#emit();
      return;
    }
    this.#followMode();
    const { state } = this.#lamps.of('tunnel');
    if (state !== 'unknown' && state !== 'running' && intake.mode() !== 'loopback')
      this.#lamps.light('tunnel', this.#tunnelFinding());
  }

  /** A sandbox needs no link from outside, which no test has to find out; whatever comes after a sandbox may need them all. */
  #followMode(): void {
    if (this.#options.intake.mode() === 'loopback') {
      for (const link of outsideLinks) this.#lamps.light(link, callsDirectly);
      return;
    }
    const left = outsideLinks.filter((link) => this.#lamps.of(link).message === callsDirectly.message);
    for (const link of left) this.#lamps.put(darkLamp(link));
    if (left.length > 0) this.#emit();
  }

  #tunnelFinding(): Finding {
    const { tunnel, intake } = this.#options;
    const { kind, state } = tunnel();
    return judgeTunnel(kind, state, intake.baseUrl(), intake.port);
  }

  #hear(news: MessageNews): void {
    this.#follow();
    this.#watch.hear(news);
  }

  /** Whether every link is proven now: tested, and a signed message came in since. A watch has then found what it waited for. */
  #judge(): void {
    const origin = this.#origin;
    if (this.#last === null || this.#test !== null || origin === null) return;
    const { message, host } = this.#last;
    const now = this.#options.clock.now();
    this.#overrule(origin, message, host, now);
    const testedAt = this.#memory.of(origin)?.testedAt ?? null;
    if (testedAt !== null && message.receivedAt >= testedAt)
      this.#memory.provenBy(messageWords(message), origin, now, testedAt);
    this.#watch.end();
  }

  /**
   * What this computer could not reach, the sender did: a router may not lead requests from inside back in, and a proxy here may show another
   * certificate than the true one. Only for a message that named the public host.
   */
  #overrule(origin: string, message: SeenMessage, host: string | null, now: number): void {
    if (this.#testedAt === null || message.receivedAt < this.#testedAt) return;
    if (host?.toLowerCase() !== new URL(origin).host || !holds(this.#lamps.of('tunnel'))) return;
    const wrong = testedLinks.map((link) => this.#lamps.of(link)).filter((lamp) => !holds(lamp));
    if (wrong.length === 0) return;
    for (const lamp of wrong)
      this.#lamps.light(lamp.link, {
        state: 'warning',
        message: `The test from this computer did not get through, but a message of ${senderOf(message)} came in this way (${messageWords(message)}).`,
        detail: lamp.message,
      });
    this.#memory.tested(origin, this.#testedAt, now);
  }

  #emit(): void {
    if (this.#hearers.size === 0) return;
    const report = this.report();
    for (const hear of this.#hearers) hear(report);
  }
}

import type { Clock } from '../../shared/clock.ts';
import { type ChainLamp, type ChainLink, type ChainReport, chainLinks } from '../../shared/domain/reach.ts';
import type { Logger } from '../../shared/logger.ts';
import type { MessageNews, SeenMessage } from '../intake/news.ts';
import type { Store } from '../store/port.ts';
import type { ChainIntake, ChainTunnel } from './chain-intake.ts';
import { ChainMemory } from './chain-memory.ts';
import { messageWords, refusalFinding, rightSignature, senderOf } from './chain-message.ts';
import { darkLamp, darkLamps, type Finding, holds, type Lamps } from './chain-report.ts';
import { runChain, testedLinks } from './chain-run.ts';
import { judgeTunnel } from './chain-tunnel.ts';
import type { Outside } from './outside.ts';

export type { ChainIntake, ChainTunnel } from './chain-intake.ts';

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

/** How long a watch waits for a real message (ms). */
export const watchMs = 600_000;
/** Without a watch, messages are looked at this often (ms): a busy hour is not worth a thousand lamps. */
const hearEveryMs = 60_000;

const waiting: Finding = {
  state: 'running',
  message: 'Waiting for a real message: change a ticket on a board with a callback, or a work order with a webhook.',
  detail: '',
};

/**
 * Whether what ConnectWise and Field Nation send reaches the inbox, link by link. Nothing runs until `test` or `watch`; messages that come in light
 * the last two lamps by themselves. To be told `addressChanged` whenever the tunnel's state or the public address may be another.
 */
export class ChainProof {
  readonly #options: ChainProofOptions;
  readonly #memory: ChainMemory;
  readonly #hearers = new Set<(report: ChainReport) => void>();
  readonly #leaveIntake: () => void;
  /** Settled once what an earlier run proved is read. */
  readonly ready: Promise<void>;
  #lamps: Lamps = darkLamps();
  /** Address the lamps are about; kept while a tunnel is down for a while. */
  #origin: string | null = null;
  #test: { readonly stop: AbortController; readonly done: Promise<ChainReport> } | null = null;
  /** When the last test of this address that came to its end began (ms). */
  #testedAt: number | null = null;
  #watch: { readonly endsAt: number; readonly cancel: () => void } | null = null;
  /** Lamps of the message as they were before the watch. */
  #before: readonly ChainLamp[] = [];
  /** `Host` of messages that are on their way to the queue, newest last. */
  readonly #hosts = new Map<string, string>();
  /** The last signed message that was queued. */
  #last: { readonly message: SeenMessage; readonly host: string | null } | null = null;
  #heardAt = Number.NEGATIVE_INFINITY;
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ChainProofOptions) {
    this.#options = options;
    this.#memory = new ChainMemory(options.store, options.logger);
    this.#leaveIntake = options.intake.onMessage((news) => this.#hear(news));
    this.ready = this.#memory.read().then(() => {
      if (this.#origin !== null) this.#memory.forgetAllBut(this.#origin, options.clock.now());
      this.#emit();
    });
  }

  report(): ChainReport {
    const url = this.#options.intake.baseUrl();
    const proven = this.#memory.of(url);
    return {
      doing: this.#test !== null ? 'testing' : this.#watch !== null ? 'watching' : 'idle',
      url,
      lamps: chainLinks.map((link) => this.#lamps[link]),
      watchEndsAt: this.#watch?.endsAt ?? null,
      provenAt: proven?.provenAt ?? null,
      proof: proven?.proof ?? '',
    };
  }

  /** Tests the links up to the listener. Joins the test under way. Never rejects: what is wrong stands in the lamps. */
  test(): Promise<ChainReport> {
    this.#follow();
    if (this.#test !== null) return this.#test.done;
    const stop = new AbortController();
    const done = this.#run(stop.signal);
    this.#test = { stop, done };
    this.#emit();
    return done;
  }

  /** Waits up to ten minutes for a real message; tests the links too where that was not done for this address. */
  watch(): ChainReport {
    this.#follow();
    const { clock, intake } = this.#options;
    if (intake.mode() === 'none') {
      this.#light('tunnel', this.#tunnelFinding());
      return this.report();
    }
    if (this.#watch !== null) return this.report();
    this.#before = [this.#lamps.signature, this.#lamps.inbox];
    this.#watch = { endsAt: clock.now() + watchMs, cancel: clock.after(watchMs, () => this.#giveUp()) };
    this.#last = null;
    this.#await();
    if (testedLinks.some((link) => this.#lamps[link].state === 'unknown')) void this.test();
    return this.report();
  }

  /** Ends a test and a watch. */
  stop(): ChainReport {
    const idle = this.#test === null && this.#watch === null;
    this.#callOff('Stopped before it was known.');
    if (this.#watch !== null) {
      this.#endWatch();
      for (const lamp of this.#before) this.#set(lamp);
    }
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

  /** Ends everything, for good. */
  close(): void {
    this.#leaveIntake();
    this.stop();
    this.#hearers.clear();
  }

  async #run(signal: AbortSignal): Promise<ChainReport> {
    const { clock, intake, logger } = this.#options;
    const beganAt = clock.now();
    const origin = intake.baseUrl();
    const begun = new Map<ChainLink, number>();
    for (const link of testedLinks) this.#set(darkLamp(link, 'Not tested yet: its turn comes.'));
    try {
      // Nothing is lit before the caller knows of this run.
      await Promise.resolve();
      await runChain({
        ...this.#options,
        signal,
        onBegin: (link) => {
          begun.set(link, clock.now());
          this.#set({ ...darkLamp(link, 'Being tested.'), state: 'running' });
          this.#emit();
        },
        onFound: (link, finding) => this.#light(link, finding, begun.get(link)),
      });
      signal.throwIfAborted();
      this.#test = null;
      this.#testedAt = beganAt;
      const stands = testedLinks.every((link) => holds(this.#lamps[link]));
      if (origin !== null) this.#memory.tested(origin, stands ? beganAt : null, clock.now());
      const links = Object.fromEntries(testedLinks.map((link) => [link, this.#lamps[link].state]));
      logger.info({ links }, 'The chain was tested');
      this.#judge();
    } catch (error) {
      // Called off: whoever did so has set the lamps.
      if (!signal.aborted) {
        this.#callOff('The test ended too early; the log of the app says why.');
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
      const { state } = this.#lamps[link];
      if (state === 'running' || state === 'unknown') this.#set(darkLamp(link, why));
    }
  }

  /** Sees to it that the lamps are about the address of now. */
  #follow(): void {
    const { clock, intake } = this.#options;
    const origin = intake.baseUrl();
    if (origin !== this.#origin) this.#callOff('The address changed during the test. Test again.');
    if (origin !== null && origin !== this.#origin) {
      const hadOne = this.#origin !== null;
      this.#origin = origin;
      this.#testedAt = null;
      this.#last = null;
      if (hadOne) this.#lamps = darkLamps();
      this.#memory.forgetAllBut(origin, clock.now());
      this.#emit();
      if (this.#watch === null) return;
      this.#before = [darkLamp('signature'), darkLamp('inbox')];
      this.#await();
      void this.test();
      return;
    }
    const { state } = this.#lamps.tunnel;
    if (state !== 'unknown' && state !== 'running' && intake.mode() !== 'loopback')
      this.#light('tunnel', this.#tunnelFinding());
  }

  #tunnelFinding(): Finding {
    const { tunnel, intake } = this.#options;
    const { kind, state } = tunnel();
    return judgeTunnel(kind, state, intake.baseUrl(), intake.port);
  }

  #hear(news: MessageNews): void {
    this.#follow();
    switch (news.kind) {
      case 'stored':
        this.#hosts.set(idOf(news.message), news.host);
        if (this.#hosts.size > 200) this.#hosts.delete(this.#hosts.keys().next().value ?? '');
        if (this.#watch === null) return;
        if (news.state === 'verified') this.#light('signature', rightSignature(news.message));
        else this.#light('signature', { ...waiting, message: 'A message came in; its signing key is asked for.' });
        this.#light('inbox', {
          ...waiting,
          message: `${messageWords(news.message)}: written to the inbox, on its way to the queue.`,
        });
        return;
      case 'verified':
        if (this.#watch !== null) this.#light('signature', rightSignature(news.message));
        return;
      case 'rejected':
        this.#hosts.delete(idOf(news.message));
        this.#refused('signature', { state: 'failed', message: news.why, detail: '' });
        if (this.#watch !== null) this.#light('inbox', waiting);
        return;
      case 'refused': {
        const found = refusalFinding(news);
        if (found !== null) this.#refused(found.link, found.finding);
        return;
      }
      case 'queued':
        this.#queued(news.message, news.jobs);
    }
  }

  /** Turned away: during a watch that is what the person waits to hear; otherwise one bad message does not undo what was proven. */
  #refused(link: ChainLink, finding: Finding): void {
    const now = this.#options.clock.now();
    if (this.#watch === null) {
      if (now - this.#refusedAt < hearEveryMs) return;
      this.#refusedAt = now;
    }
    const before = this.#lamps[link].state;
    const mild = this.#watch === null && (before === 'ok' || before === 'warning');
    this.#light(link, mild ? { ...finding, state: 'warning' } : finding);
  }

  #queued(message: SeenMessage, jobs: number): void {
    const now = this.#options.clock.now();
    const host = this.#hosts.get(idOf(message)) ?? null;
    this.#hosts.delete(idOf(message));
    const { signature, inbox } = this.#lamps;
    const lit = signature.state === 'ok' && inbox.state === 'ok';
    if (this.#watch === null && this.#test === null && lit && now - this.#heardAt < hearEveryMs) return;
    this.#heardAt = now;
    const what =
      jobs > 0 ? 'written to the inbox and queued' : 'written to the inbox; messages like this only go to the log';
    this.#light('signature', rightSignature(message));
    this.#light('inbox', {
      state: 'ok',
      message: `${messageWords(message)}: ${what}.`,
      detail: `Delivery ${message.deliveryId}`,
    });
    this.#last = { message, host };
    this.#judge();
    this.#emit();
  }

  /** Whether every link is proven now: tested, and a signed message came in since. A watch has then found what it waited for. */
  #judge(): void {
    const { clock, logger } = this.#options;
    if (this.#last === null || this.#test !== null || this.#origin === null) return;
    const { message, host } = this.#last;
    const now = clock.now();
    this.#overrule(message, host, now);
    const testedAt = this.#memory.of(this.#origin)?.testedAt ?? null;
    if (testedAt !== null && message.receivedAt >= testedAt) {
      this.#memory.provenBy(messageWords(message), this.#origin, now, testedAt);
      logger.debug({ source: message.source }, 'The chain is proven');
    }
    this.#endWatch();
  }

  /**
   * What this computer could not reach, the sender did: a router may not lead requests from inside back in, and a proxy here may show another
   * certificate than the true one. Only for a message that named the public host.
   */
  #overrule(message: SeenMessage, host: string | null, now: number): void {
    const origin = this.#origin;
    if (origin === null || this.#testedAt === null || message.receivedAt < this.#testedAt) return;
    if (host === null || host.toLowerCase() !== new URL(origin).host || !holds(this.#lamps.tunnel)) return;
    const wrong = testedLinks.filter((link) => !holds(this.#lamps[link]));
    if (wrong.length === 0) return;
    for (const link of wrong)
      this.#light(link, {
        state: 'warning',
        message: `It could not be reached from this computer, but a message of ${senderOf(message)} came in through it (${messageWords(message)}).`,
        detail: this.#lamps[link].message,
      });
    this.#memory.tested(origin, this.#testedAt, now);
  }

  /** Nothing came, or not far enough. */
  #giveUp(): void {
    const { signature, inbox } = this.#lamps;
    this.#endWatch();
    const nothing = signature.message === waiting.message;
    if (nothing)
      this.#light('signature', {
        state: 'warning',
        message: `No message came in within ${watchMs / 60_000} minutes. Was a ticket changed that a callback is for, by somebody else than the member of the API key? The Callbacks tab says what is registered.`,
        detail: '',
      });
    else if (signature.state === 'running')
      this.#light('signature', {
        state: 'failed',
        message:
          'A message came in, but ConnectWise did not hand out the key to check it with. Is ConnectWise reachable?',
        detail: '',
      });
    if (inbox.message === waiting.message) this.#set(darkLamp('inbox', 'No message got this far.'));
    else if (inbox.state === 'running') this.#light('inbox', { ...inbox, state: 'warning' });
    this.#emit();
  }

  #await(): void {
    for (const link of ['signature', 'inbox'] as const) this.#set({ ...darkLamp(link), ...waiting });
    this.#emit();
  }

  #endWatch(): void {
    this.#watch?.cancel();
    this.#watch = null;
  }

  /** Told only when it says something else than before. */
  #light(link: ChainLink, finding: Finding, begunAt?: number): void {
    const now = this.#options.clock.now();
    const before = this.#lamps[link];
    const same =
      before.state === finding.state && before.message === finding.message && before.detail === finding.detail;
    if (same && begunAt === undefined) return;
    const looked = finding.state !== 'unknown' && finding.state !== 'running';
    this.#set({
      link,
      ...finding,
      at: looked ? now : null,
      durationMs: begunAt === undefined ? null : Math.max(0, now - begunAt),
    });
    this.#emit();
  }

  #set(lamp: ChainLamp): void {
    this.#lamps = { ...this.#lamps, [lamp.link]: lamp };
  }

  #emit(): void {
    if (this.#hearers.size === 0) return;
    const report = this.report();
    for (const hear of this.#hearers) hear(report);
  }
}

function idOf(message: SeenMessage): string {
  return `${message.source} ${message.deliveryId}`;
}

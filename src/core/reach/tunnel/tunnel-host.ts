import type { Clock } from '../../../shared/clock.ts';
import type { Config } from '../../../shared/config.ts';
import type { TunnelKind } from '../../../shared/domain/tunnels.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { IntakeHost } from '../../intake/host.ts';
import type { Store } from '../../store/port.ts';
import { createTunnel } from '../../tunnel/create.ts';
import type { TunnelMeans } from '../../tunnel/means.ts';
import { noTunnel } from '../../tunnel/none.ts';
import type { Tunnel, TunnelState } from '../../tunnel/port.ts';
import { TunnelDiary } from './tunnel-diary.ts';

export interface TunnelHostOptions {
  readonly store: Pick<Store, 'appendActivities' | 'value' | 'setValue'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly means: TunnelMeans;
  readonly config: () => Config;
  readonly intake: Pick<IntakeHost, 'port' | 'adjust'>;
  /** The tunnel's state is another one; at `up` its address may be, too. */
  readonly onState: () => void;
}

/** Under which the store remembers the public origin. */
const lastUrlKey = 'tunnel.url';

/**
 * Where the true source of a request stands, for the limits per source (`../intake/source.ts`). Both services set theirs themselves at their edge, and whatever the sender
 * wrote into it is replaced or stands before it. Through SSH and an own proxy it is whatever the proxy was told to do, so nothing is believed.
 */
const sourceHeaders: Readonly<Record<TunnelKind, string | null>> = {
  none: null,
  'own-url': null,
  ssh: null,
  ngrok: 'x-forwarded-for',
  cloudflared: 'cf-connecting-ip',
};

/**
 * The tunnel the configuration asks for: made, started once the listener has its port, replaced when either changes, stopped with the engine. One
 * change is made after the other.
 */
export class TunnelHost {
  readonly #options: TunnelHostOptions;
  readonly #diary: TunnelDiary;
  #tunnel: Tunnel = noTunnel;
  #forget: () => void = () => {};
  /** The configuration the tunnel was made from, as text; empty = none was made. */
  #madeFrom = '';
  /** Port it was started with. */
  #port: number | null = null;
  /** Public origin it last had, also before a restart of the app. */
  #lastUrl: string | null = null;
  #active = false;
  #changing: Promise<void> = Promise.resolve();

  constructor(options: TunnelHostOptions) {
    this.#options = options;
    this.#diary = new TunnelDiary(options);
  }

  get state(): TunnelState {
    return this.#tunnel.state;
  }

  get kind(): TunnelKind {
    return this.#options.config().intake.tunnel.kind;
  }

  /** Today's public origin; empty while the tunnel is not up. */
  publicUrl(): string {
    const { state } = this.#tunnel;
    return state.kind === 'up' ? state.url : '';
  }

  /**
   * Today's origin and the last one: ngrok and cloudflared hand requests through again before they say that they are back, and ConnectWise repeats none
   * that is refused for its `Host`.
   */
  ownOrigins(): readonly string[] {
    return [this.publicUrl(), this.kind === 'none' ? '' : (this.#lastUrl ?? '')].filter((url) => url !== '');
  }

  sourceHeader(): string | null {
    return sourceHeaders[this.kind];
  }

  /** With the listener open, or about to be. */
  async start(): Promise<void> {
    this.#active = true;
    const lastUrl = await this.#options.store.value(lastUrlKey);
    this.#lastUrl = typeof lastUrl === 'string' ? lastUrl : null;
    await this.adjust();
  }

  /** After the settings changed: listener and tunnel become what they say now. Resolves when the change is under way, not when the tunnel is up. */
  adjust(): Promise<void> {
    const change = this.#changing.then(() => this.#adjust());
    this.#changing = change.catch(() => {});
    return change;
  }

  /** Another tunnel of the same settings: secrets or the way to the server may have changed. */
  restart(): Promise<void> {
    this.#madeFrom = '';
    return this.adjust();
  }

  /** The listener opened, moved or closed, by itself too: a port that was taken is free again. */
  listenerChanged(): void {
    if (!this.#active || this.#options.intake.port === this.#port) return;
    const aim = this.#changing.then(() => this.#aim());
    this.#changing = aim.catch(() => {});
  }

  /** After sleep or a change of the network. */
  wake(): void {
    this.#tunnel.wake();
  }

  async stop(): Promise<void> {
    this.#active = false;
    this.#diary.stop();
    await this.#changing;
    await this.#letGo();
  }

  async #adjust(): Promise<void> {
    if (!this.#active) return;
    const config = this.#options.config().intake.tunnel;
    const wanted = JSON.stringify(config);
    if (wanted !== this.#madeFrom) {
      await this.#letGo();
      this.#madeFrom = wanted;
      this.#tunnel = createTunnel(config, this.#options.means);
      this.#forget = this.#tunnel.onChange((state) => this.#changed(state));
      this.#diary.begin(config);
    }
    await this.#options.intake.adjust();
    await this.#aim();
    this.#options.onState();
  }

  /** Points the tunnel at the listener's port of now. */
  async #aim(): Promise<void> {
    const { port } = this.#options.intake;
    if (!this.#active || port === this.#port) return;
    this.#port = port;
    if (port === null) await this.#tunnel.stop();
    else this.#tunnel.start({ port });
  }

  async #letGo(): Promise<void> {
    this.#forget();
    this.#forget = () => {};
    this.#port = null;
    const before = this.#tunnel;
    this.#tunnel = noTunnel;
    await before.stop();
  }

  #changed(state: TunnelState): void {
    const before = this.#lastUrl;
    const url = state.kind === 'up' ? state.url : null;
    this.#diary.saw(state, url === before ? null : before);
    if (url !== null && url !== before) this.#remember(url);
    this.#options.onState();
  }

  #remember(url: string): void {
    const { store, clock, logger } = this.#options;
    this.#lastUrl = url;
    store
      .setValue(lastUrlKey, url, clock.now())
      .catch((error: unknown) => logger.warn({ err: String(error) }, 'The public address could not be kept'));
  }
}

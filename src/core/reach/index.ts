import type { Clock } from '../../shared/clock.ts';
import type { Config } from '../../shared/config.ts';
import type { ChainReport, HealthReport, Outage } from '../../shared/domain/reach.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import type { TunnelConfig, TunnelView } from '../../shared/domain/tunnels.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Workstation } from '../callbacks/draft.ts';
import type { EngineOptions } from '../engine-port.ts';
import type { IntakeHost } from '../intake/host.ts';
import type { Poller } from '../poll/poller.ts';
import type { SyncContext } from '../sync/context.ts';
import type { TunnelMeans } from '../tunnel/means.ts';
import { systemTunnelMeans } from '../tunnel/system-means.ts';
import { ChainProof } from './chain/chain.ts';
import { systemOutside } from './chain/outside-system.ts';
import { HealthCheck, type HealthCheckOptions } from './health/health.ts';
import { OutageBook } from './health/outages.ts';
import type { Registration } from './health/registration.ts';
import { intakeStatus, silentParts } from './intake-status.ts';
import type { ReachCommands } from './port.ts';
import { NetworkWatch } from './tunnel/network-watch.ts';
import { TunnelCommands } from './tunnel/tunnel-commands.ts';
import { TunnelHost } from './tunnel/tunnel-host.ts';
import { WakeWatch } from './tunnel/wake-watch.ts';

export interface ReachOptions {
  readonly context: SyncContext;
  /** What the engine itself was made with. */
  readonly engine: Pick<
    EngineOptions,
    'random' | 'secrets' | 'tunnelMeans' | 'systemProxy' | 'version' | 'outside' | 'networkInterfaces'
  >;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly intake: IntakeHost;
  readonly registration: Registration;
  readonly poller: HealthCheckOptions['poller'] & Pick<Poller, 'hurry'>;
  readonly workstation: () => Workstation;
  /** Also brings listener and tunnel to what was saved. */
  readonly saveConfig: (change: (config: Config) => Config) => Promise<Config>;
  /** Dispatching: started, neither paused nor watching only nor stopped by its store. */
  readonly mayAct: () => boolean;
  /** The same, or paused. */
  readonly mayKeep: () => boolean;
  /** The computer slept, or is in another network. */
  readonly onWake: (asleepMs?: number) => void;
  /** The clock was set back while the app ran. */
  readonly onClockSetBack: (byMs: number) => void;
  /** The tunnel, its proof, health or an outage is another one. */
  readonly onChange: () => void;
}

/** How this workstation is reached from outside, as one thing the engine starts and stops: listener, tunnel, proof, health, outages. */
export class Reach implements ReachCommands {
  readonly #options: ReachOptions;
  readonly #tunnel: TunnelHost;
  readonly #commands: TunnelCommands;
  readonly #chain: ChainProof;
  readonly #outages: OutageBook;
  readonly #health: HealthCheck;
  readonly #watches: { dispose(): void }[] = [];
  #seenListener = '';

  constructor(options: ReachOptions) {
    const { context, engine, clock, logger, intake, registration, poller, workstation, mayAct, mayKeep, onChange } =
      options;
    const { store, config } = context;
    this.#options = options;
    const means: TunnelMeans = {
      ...systemTunnelMeans({ clock, random: engine.random, logger, secret: (name) => engine.secrets.get(name) }),
      ...engine.tunnelMeans,
    };
    this.#tunnel = new TunnelHost({
      store,
      clock,
      logger,
      means,
      config,
      intake,
      onState: () => this.#stateChanged(),
    });
    this.#commands = new TunnelCommands({
      host: this.#tunnel,
      config,
      saveConfig: options.saveConfig,
      listening: () => intake.port,
      secrets: engine.secrets,
      means,
    });
    this.#chain = new ChainProof({
      clock,
      logger,
      intake,
      tunnel: () => ({ kind: this.#tunnel.kind, state: this.#tunnel.state }),
      outside:
        engine.outside ??
        systemOutside({
          clock,
          network: () => config().network,
          systemProxy: engine.systemProxy,
          userAgent: `DispatchBridge/${engine.version}`,
        }),
      store,
    });
    this.#outages = new OutageBook({ store, clock, logger, onChange });
    this.#health = new HealthCheck({
      context,
      clock,
      logger,
      registration,
      outages: this.#outages,
      poller,
      mayAct,
      mayKeep,
      intake,
      tunnel: () => this.#tunnel.state,
      workstation,
      onChange,
    });
  }

  /** Opens the listener, then the tunnel; both go on by themselves from there. */
  async start(): Promise<void> {
    const { clock, logger, intake, engine, onWake } = this.#options;
    const woke = (why: string, asleepMs?: number): void => {
      logger.info({ why, asleepMs: asleepMs ?? null }, 'Looks again what still stands');
      onWake(asleepMs);
    };
    await this.#health.awake();
    await intake.start();
    await this.#tunnel.start();
    this.#watches.push(
      new WakeWatch(clock, {
        woke: (asleepMs) => woke('sleep', asleepMs),
        setBack: (byMs) => {
          logger.info({ byMs }, 'The clock was set back');
          this.#options.onClockSetBack(byMs);
        },
      }),
      new NetworkWatch(clock, () => woke('another network'), engine.networkInterfaces),
    );
  }

  /** The listener ends first: what is under way gets its answer through the tunnel. */
  async stop(): Promise<void> {
    for (const watch of this.#watches.splice(0)) watch.dispose();
    this.#chain.close();
    await this.#health.stop();
    await this.#options.intake.stop();
    await this.#tunnel.stop();
  }

  /** After the configuration was saved. */
  adjust(): Promise<void> {
    return this.#tunnel.adjust();
  }

  /** Dispatching began or goes on. */
  dispatching(): void {
    this.#health.start();
  }

  /** The profile talks to another system: what the one before sent proves nothing of this one. */
  senderChanged(): void {
    this.#options.intake.senderChanged();
    this.#chain.senderChanged();
  }

  /** A person changed what is registered. */
  registeredChanged(): void {
    this.#health.registeredChanged();
  }

  wake(asleepMs?: number): void {
    this.#tunnel.wake();
    this.#health.wake(asleepMs);
  }

  /** Called often, at each delivery too. */
  intakeChanged(): void {
    const { intake } = this.#options;
    const seen = JSON.stringify([intake.port, intake.status().state]);
    if (seen === this.#seenListener) return;
    this.#seenListener = seen;
    this.#tunnel.listenerChanged();
    this.#stateChanged();
  }

  #stateChanged(): void {
    this.#chain.addressChanged();
    this.#health.reachChanged();
    this.#options.poller.hurry();
    this.#options.onChange();
  }

  /** Today's public origin; empty while there is none. */
  publicUrl(): string {
    return this.#tunnel.publicUrl();
  }

  /** Public origins a request may name. */
  ownOrigins(): readonly string[] {
    return this.#tunnel.ownOrigins();
  }

  sourceHeader(): string | null {
    return this.#tunnel.sourceHeader();
  }

  /** False while an outage lasts: then polling is all there is. */
  get sound(): boolean {
    return this.#health.sound;
  }

  intakeStatus(): EngineStatus['intake'] {
    const { context, intake, registration } = this.#options;
    return intakeStatus({
      config: context.config(),
      listener: intake.status(),
      tunnel: this.#tunnel.state,
      findings: this.#health.report().findings,
      silent: silentParts(registration.callback, registration.webhook),
    });
  }

  tunnel(): Promise<TunnelView> {
    return this.#commands.view();
  }

  saveTunnel(config: TunnelConfig, port: number): Promise<TunnelView> {
    return this.#commands.save(config, port);
  }

  acceptHostKey(fingerprint: string): Promise<TunnelView> {
    return this.#commands.acceptHostKey(fingerprint);
  }

  restartTunnel(): Promise<TunnelView> {
    return this.#commands.restart();
  }

  chain(): ChainReport {
    return this.#chain.report();
  }

  test(): Promise<ChainReport> {
    return this.#chain.test();
  }

  watch(): ChainReport {
    return this.#chain.watch();
  }

  stopProof(): ChainReport {
    return this.#chain.stop();
  }

  onChain(listener: (report: ChainReport) => void): () => void {
    return this.#chain.onChange(listener);
  }

  health(): HealthReport {
    return this.#health.report();
  }

  checkNow(): Promise<HealthReport> {
    return this.#health.checkNow('person');
  }

  repair(findingId: string): Promise<HealthReport> {
    return this.#health.repair(findingId);
  }

  outages(limit: number): Promise<readonly Outage[]> {
    return this.#outages.list(limit);
  }
}

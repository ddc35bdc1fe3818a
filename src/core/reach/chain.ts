import type { Clock } from '../../shared/clock.ts';
import type { ChainReport } from '../../shared/domain/reach.ts';
import { chainLinks } from '../../shared/domain/reach.ts';
import type { TunnelKind } from '../../shared/domain/tunnels.ts';
import type { Logger } from '../../shared/logger.ts';
import type { MessageNews } from '../intake/news.ts';
import type { RefusalFigures } from '../intake/refusals.ts';
import type { SelfTest } from '../intake/self-test.ts';
import type { Store } from '../store/port.ts';
import type { TunnelState } from '../tunnel/port.ts';
import { darkLamps, type Lamps } from './chain-report.ts';
import type { Outside } from './outside.ts';

/** What the chain sees of the intake; `IntakeHost` is one. */
export interface ChainIntake {
  readonly selfTest: Pick<SelfTest, 'begin'>;
  /** Port of the listener; null while it is closed. */
  readonly port: number | null;
  mode(): 'none' | 'loopback' | 'public';
  /** Where the remotes send to; null when they cannot. */
  baseUrl(): string | null;
  refusals(): RefusalFigures;
  onMessage(listener: (news: MessageNews) => void): () => void;
}

export interface ChainProofOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly intake: ChainIntake;
  /** The tunnel of the configuration, and what it does now. */
  readonly tunnel: () => { readonly kind: TunnelKind; readonly state: TunnelState };
  /** `systemOutside({ clock, network: () => config.network, systemProxy, userAgent })`. */
  readonly outside: Outside;
  /** Where the last proof is kept over restarts. */
  readonly store: Pick<Store, 'value' | 'setValue'>;
}

/**
 * Whether what ConnectWise and Field Nation send reaches the inbox, link by link. Nothing runs until `test` or `watch`; messages that come in light
 * the last two lamps by themselves. To be told `addressChanged` whenever the public address may be another one, or none.
 */
export class ChainProof {
  readonly #options: ChainProofOptions;
  readonly #hearers = new Set<(report: ChainReport) => void>();
  #lamps: Lamps = darkLamps();

  constructor(options: ChainProofOptions) {
    this.#options = options;
  }

  report(): ChainReport {
    return {
      doing: 'idle',
      url: this.#options.intake.baseUrl(),
      lamps: chainLinks.map((link) => this.#lamps[link]),
      watchEndsAt: null,
      provenAt: null,
      proof: '',
    };
  }

  /** Tests the links up to the listener. Joins the test under way. Never rejects: what is wrong stands in the lamps. */
  async test(): Promise<ChainReport> {
    return this.report();
  }

  /** Waits up to ten minutes for a real message; tests the links first where that was not done for this address. */
  watch(): ChainReport {
    return this.report();
  }

  /** Ends a test and a watch. */
  stop(): ChainReport {
    return this.report();
  }

  /** The returned function ends it. */
  onChange(listener: (report: ChainReport) => void): () => void {
    this.#hearers.add(listener);
    return () => this.#hearers.delete(listener);
  }

  /** The public address may be another one, or none: what was proven for another is forgotten. Cheap when nothing changed. */
  addressChanged(): void {}

  /** Ends everything, for good. */
  async close(): Promise<void> {
    this.stop();
  }
}

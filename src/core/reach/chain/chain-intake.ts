import type { TunnelKind } from '../../../shared/domain/tunnels.ts';
import type { MessageNews } from '../../intake/news.ts';
import type { RefusalFigures } from '../../intake/refusals.ts';
import type { SelfTest } from '../../intake/self-test.ts';
import type { TunnelState } from '../../tunnel/port.ts';

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

/** The tunnel of the configuration, and what it does now. */
export interface ChainTunnel {
  readonly kind: TunnelKind;
  readonly state: TunnelState;
}

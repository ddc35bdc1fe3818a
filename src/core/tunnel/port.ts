import type { TunnelKind } from '../../shared/domain/tunnels.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';

/** What a tunnel is asked to do: make the listener on this machine reachable. */
export interface TunnelTarget {
  /** Loopback port of the listener. */
  readonly port: number;
}

export type TunnelState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting'; readonly step: string }
  /** `url`: public https origin, without a slash at its end. */
  | { readonly kind: 'up'; readonly url: string; readonly since: number }
  /** Was up, or will be tried again at `retryAt` (ms). */
  | { readonly kind: 'down'; readonly error: AppErrorInfo; readonly retryAt: number | null }
  /** Needs a person: a wrong token, a changed host key, a missing program. */
  | { readonly kind: 'failed'; readonly error: AppErrorInfo };

/**
 * One way to be reached from outside. `start` returns at once; the state says the rest. A tunnel that falls is tried again by itself (backoff from
 * 1 s to 1 min, counted anew after 5 minutes up); what only a person can mend is `failed`. Its URL may change at every start.
 */
export interface Tunnel {
  readonly kind: TunnelKind;
  readonly state: TunnelState;
  onChange(listener: (state: TunnelState) => void): () => void;
  start(target: TunnelTarget): void;
  /** After sleep or a network change: looks whether it still stands, and starts anew at once if not. */
  wake(): void;
  stop(): Promise<void>;
}

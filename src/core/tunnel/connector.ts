import type { AppError } from '../../shared/errors.ts';
import type { TunnelTarget } from './port.ts';

/** What a kind of tunnel tells its supervisor while one attempt lives; calls of an earlier attempt are ignored. */
export interface Watch {
  /** Aborts when this attempt is no longer wanted; whatever it opened is closed then. */
  readonly signal: AbortSignal;
  /** What is being done, in words: "Signing in to tunnel.example.com". */
  step(text: string): void;
  /** The connection is gone and will not come back by itself. */
  lost(error: AppError): void;
  /** The connection is interrupted, but the library or program behind it connects again by itself. */
  interrupted(error: AppError): void;
  /** It is back after `interrupted`, or its public address is another one now. */
  standing(url: string): void;
}

/** A standing connection. */
export interface Connection {
  /** Public https origin, without a slash at its end. */
  readonly url: string;
  /** Whether it still stands; asked after sleep. Never rejects; a supervisor that waits too long takes it as no. */
  check(): Promise<boolean>;
  /** Lets go of everything; never rejects. */
  close(): Promise<void>;
}

/**
 * One kind of tunnel. `connect` makes one attempt: it resolves with the connection or rejects with an AppError, whose kind decides what follows:
 * `permanent`, `auth` and `conflict` need a person, all others are tried again (not before `retryAfterMs`).
 */
export interface Connector {
  connect(target: TunnelTarget, watch: Watch): Promise<Connection>;
}

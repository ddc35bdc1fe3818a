import { randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import { sameSecret } from './signatures.ts';

/** How long a self-test waits for its own request (ms). */
export const selfTestMs = 60_000;

/** How a self-test ended. */
export type SelfTestOutcome =
  /** The request came in. `host` is what stood in `Host`, `hostAllowed` whether callbacks with that host are taken. */
  | { readonly kind: 'arrived'; readonly at: number; readonly host: string; readonly hostAllowed: boolean }
  | { readonly kind: 'expired' }
  /** Another test began, or the listener closed. */
  | { readonly kind: 'cancelled' };

export interface RunningSelfTest {
  /** To be fetched with GET through the public address: `/selftest/<nonce>`. Answered once, with 204 and nothing else. */
  readonly path: string;
  readonly done: Promise<SelfTestOutcome>;
  cancel(): void;
}

interface Waiting {
  readonly nonce: string;
  readonly end: (outcome: SelfTestOutcome) => void;
}

/**
 * Proves that a request sent to the public address reaches this listener. The path is random, good once, for a minute, and only while a test runs;
 * it leads nowhere but here: no inbox, no body, no information.
 */
export class SelfTest {
  readonly #clock: Clock;
  #waiting: Waiting | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins a test; one that still runs is cancelled. */
  begin(): RunningSelfTest {
    this.cancel();
    const nonce = randomBytes(24).toString('base64url');
    let settle: (outcome: SelfTestOutcome) => void = () => {};
    const done = new Promise<SelfTestOutcome>((resolve) => {
      settle = resolve;
    });
    const waiting: Waiting = {
      nonce,
      end: (outcome) => {
        if (this.#waiting !== waiting) return;
        this.#waiting = null;
        expire();
        settle(outcome);
      },
    };
    const expire = this.#clock.after(selfTestMs, () => waiting.end({ kind: 'expired' }));
    this.#waiting = waiting;
    return { path: `/selftest/${nonce}`, done, cancel: () => waiting.end({ kind: 'cancelled' }) };
  }

  cancel(): void {
    this.#waiting?.end({ kind: 'cancelled' });
  }

  /** True when `nonce` is the one that is waited for. It is used up by that. */
  take(nonce: string, seen: { readonly host: string; readonly hostAllowed: boolean }): boolean {
    if (!sameSecret(this.#waiting?.nonce ?? '', nonce)) return false;
    this.#waiting?.end({ kind: 'arrived', at: this.#clock.now(), ...seen });
    return true;
  }
}

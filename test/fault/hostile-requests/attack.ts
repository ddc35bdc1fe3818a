import { type Parts, wire } from './messages.ts';

/** One hostile connection. */
export interface Attack {
  readonly kind: string;
  /** Written one after the other, with a pause between them. */
  readonly chunks: readonly Buffer[];
  readonly pauseMs: number;
  /** What the attacker does after the last chunk. */
  readonly ending: 'wait' | 'reset' | 'end';
  /** A status of 2xx is no admission: the message is known already, or is looked at again before anything comes of it. */
  readonly mayBeAcknowledged: boolean;
}

export function attack(kind: string, what: Parts | Buffer | string, more: Partial<Attack> = {}): Attack {
  const bytes = typeof what === 'string' ? Buffer.from(what, 'latin1') : Buffer.isBuffer(what) ? what : wire(what);
  return { kind, chunks: [bytes], pauseMs: 0, ending: 'wait', mayBeAcknowledged: false, ...more };
}

import { type Parts, wire } from './messages.ts';

/** One hostile connection. */
export interface Attack {
  readonly kind: string;
  /** Written one after the other, with a pause between them. */
  readonly chunks: readonly Buffer[];
  readonly pauseMs: number;
  /** What the attacker does after the last chunk. */
  readonly ending: 'wait' | 'reset' | 'end';
  /**
   * When a status of 2xx is no admission: never; while it is asked whether the key it names was replaced, which is once a minute; or always, since the
   * message is known already or names a key nobody was asked about yet.
   */
  readonly acknowledged: 'never' | 'while-asking' | 'always';
}

export function attack(kind: string, what: Parts | Buffer | string, more: Partial<Attack> = {}): Attack {
  const bytes = typeof what === 'string' ? Buffer.from(what, 'latin1') : Buffer.isBuffer(what) ? what : wire(what);
  return { kind, chunks: [bytes], pauseMs: 0, ending: 'wait', acknowledged: 'never', ...more };
}

import type { Action } from './callback-message.ts';

/** One attempt to deliver one callback. ConnectWise shows nobody such a list; it is for tests and the control API. */
export interface CallbackAttempt {
  readonly seq: number;
  readonly at: string;
  readonly callbackId: number;
  /** The same for every attempt of a message; null for an address that is only pretended to be reached. */
  readonly messageId: string | null;
  readonly type: string;
  readonly level: string;
  readonly action: Action;
  readonly recordId: number;
  readonly memberId: string;
  readonly url: string;
  /** 1 to 3. */
  readonly attempt: number;
  /** What the target answered; null when it did not, and `error` says why. */
  readonly status: number | null;
  readonly error: string | null;
  readonly outcome: 'delivered' | 'to-be-retried' | 'lost';
}

export interface CallbackLog {
  add(attempt: Omit<CallbackAttempt, 'seq'>): void;
  /** Oldest first. */
  entries(only?: { readonly callbackId?: number; readonly recordId?: number }): readonly CallbackAttempt[];
}

/** Older ones go, so that a long practice does not only grow. */
const kept = 1000;

export function createCallbackLog(): CallbackLog {
  const attempts: CallbackAttempt[] = [];
  let seq = 0;
  return {
    add(attempt) {
      seq += 1;
      attempts.push({ seq, ...attempt });
      if (attempts.length > kept) attempts.shift();
    },
    entries: ({ callbackId, recordId } = {}) =>
      attempts.filter(
        (one) =>
          (callbackId === undefined || one.callbackId === callbackId) &&
          (recordId === undefined || one.recordId === recordId),
      ),
  };
}

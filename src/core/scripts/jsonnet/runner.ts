import type { Ended } from '../failures.ts';

/** What became of one document. */
export type Ran =
  /** JSON text of the document's object. */
  | { readonly kind: 'value'; readonly text: string }
  /** Jsonnet's own message, with its stack. */
  | { readonly kind: 'fault'; readonly text: string }
  | { readonly kind: 'ended'; readonly why: Ended; readonly detail: string };

/** One implementation of Jsonnet, in a process or thread of its own. */
export interface JsonnetRunner {
  readonly kind: 'native' | 'portable';
  /** What it cannot do, in words. */
  readonly lacks: readonly string[];
  /** The function that `$.util` converts dates with, as a Jsonnet expression. */
  readonly convert: string;
  /** False when it cannot be loaded on this machine. */
  available(): Promise<boolean>;
  /** `mapping` names the evaluator that is kept for it. Rejects only when aborted. */
  run(mapping: string, document: string, signal?: AbortSignal): Promise<Ran>;
  stop(): Promise<void>;
}

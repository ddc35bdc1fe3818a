import type { SyncContext } from '../sync/context.ts';

/** What a look may use. */
export interface Look {
  readonly context: SyncContext;
  readonly signal: AbortSignal;
  /** Something was queued. */
  readonly onQueued: () => void;
  /** A change was found that no callback or webhook had told of. */
  readonly onMissed: () => void;
}

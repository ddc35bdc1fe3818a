import { AppError } from '../../../shared/errors.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Copy, NewCopy } from '../../store/pairs-port.ts';
import type { SyncContext } from '../context.ts';

/** How soon the other side is looked at again while an earlier try may still arrive there (ms). */
const lookAgainMs = 5_000;

export interface Once<T> {
  readonly copy: NewCopy;
  /** Looks on the other side for the copy's marker, exactly matched; null when it is not there. */
  readonly find: () => Promise<T | null>;
  /** Sends the create. */
  readonly send: () => Promise<T>;
  readonly idOf: (made: T) => string;
  /** Kept with the copy in addition to its own detail. */
  readonly detailOf?: (made: T) => JsonObject;
  /** Fingerprint of what the other side has, where it can be told; otherwise what is sent now counts, or for a find what was intended. */
  readonly hashOf?: (made: T) => string | undefined;
  /** True when the other side may hold the marker although the copy is new here (after a restore, or made by another installation). */
  readonly mayExist?: boolean;
}

export type OnceResult<T> =
  | { readonly kind: 'made'; readonly made: T }
  /** It was there: an earlier try had reached the other side. */
  | { readonly kind: 'found'; readonly made: T }
  /** Done, or deliberately skipped, before this run. */
  | { readonly kind: 'known'; readonly copy: Copy }
  | { readonly kind: 'wait'; readonly until: number };

/**
 * Creates something on the other side exactly once: the copy is committed, then the create is sent, then the answer's id is committed. A copy
 * that was intended before is looked up by its marker first, until an unanswered create had time to arrive (a create can take minutes when the
 * server is busy, reference/connectwise.md 1.6); only then it is sent again.
 */
export async function createOnce<T>(
  context: Pick<SyncContext, 'store' | 'clock' | 'config' | 'step'>,
  interrupted: boolean,
  once: Once<T>,
): Promise<OnceResult<T>> {
  const { store, clock, step } = context;
  const { copy, added } = await store.intendCopy(once.copy, clock.now());
  await step(`${copy.kind}.intended`);
  if (copy.state !== 'intended') return { kind: 'known', copy };
  if (!added || once.mayExist === true) {
    const found = await once.find();
    if (found !== null) {
      await record(context, copy, once, found, once.hashOf?.(found));
      return { kind: 'found', made: found };
    }
  }
  if (!added) {
    const now = clock.now();
    // A run that ended with the app may have sent it long after it said so, and a clock may have been put back.
    const unsure = interrupted || copy.sentAt > now;
    const settledAt = (unsure ? now : copy.sentAt) + context.config().limits.searchLagSeconds * 1000;
    if (unsure) await store.markCopySent(copy.id, now);
    if (now < settledAt) return { kind: 'wait', until: Math.min(settledAt, now + lookAgainMs) };
    await store.markCopySent(copy.id, now);
  }
  await step(`${copy.kind}.before-send`);
  const made = await sendIt(context, copy, once);
  await step(`${copy.kind}.answered`);
  // The source may have changed since it was first intended: this is what was sent now.
  await record(context, copy, once, made, once.hashOf?.(made) ?? once.copy.sourceHash);
  return { kind: 'made', made };
}

/** The send may wait for its turn in the lane for long: when its fate is unknown, the wait counts from the end of the try. */
async function sendIt<T>(context: Pick<SyncContext, 'store' | 'clock'>, copy: Copy, once: Once<T>): Promise<T> {
  try {
    return await once.send();
  } catch (thrown) {
    const error = AppError.from(thrown);
    // Refused or never sent, nothing was made: the next try is free to send it at once.
    const unsure = error.kind === 'ambiguous' || error.kind === 'transient' || error.kind === 'bug';
    await context.store.markCopySent(copy.id, unsure ? context.clock.now() : 0);
    throw thrown;
  }
}

async function record<T>(
  context: Pick<SyncContext, 'store' | 'clock' | 'step'>,
  copy: Copy,
  once: Once<T>,
  made: T,
  sourceHash: string | undefined,
): Promise<void> {
  const detail = once.detailOf?.(made);
  await context.store.recordCopy(
    copy.id,
    {
      targetId: once.idOf(made),
      ...(sourceHash === undefined ? {} : { sourceHash }),
      ...(detail === undefined ? {} : { detail: { ...copy.detail, ...detail } }),
    },
    context.clock.now(),
  );
  await context.step(`${copy.kind}.recorded`);
}

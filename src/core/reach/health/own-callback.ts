import { AppError } from '../../../shared/errors.ts';
import { holdsToken, workstationUrl } from '../../callbacks/destination.ts';
import { engineDescription } from '../../callbacks/draft.ts';
import type { Subscription } from '../../psa/port.ts';
import type { SyncContext } from '../../sync/context.ts';
import { type RegisteredMemory, withoutRest } from './registered.ts';
import { otherInstallation, otherInstallations } from './subscriptions.ts';

/**
 * How what was found differed from what shall be. `address-changed`: it led to the address of before; `moved`: somebody pointed it elsewhere; `rested`:
 * this app had switched it off for want of an address.
 */
export type Drift =
  | 'gone'
  | 'archived'
  | 'switched-off'
  | 'rested'
  | 'moved'
  | 'address-changed'
  | 'board-changed'
  | 'events';

export interface CallbackFound {
  readonly of: 'callback';
  /** Everything that is registered, as it stands now. */
  readonly entries: readonly Subscription[];
  /** The engine's own, as it stands now; null when there is none. */
  readonly entry: Subscription | null;
  /** As it was found. */
  readonly before: Subscription | null;
  /** Number of the one that is gone. */
  readonly goneId: number | null;
  readonly drift: readonly Drift[];
  /** Numbers of second ones that were deleted. */
  readonly doubles: readonly number[];
  /** It was paused in this app, and is left alone. */
  readonly paused: boolean;
  /** When it was last seen to be in order (ms); null = never. */
  readonly goodAt: number | null;
  /** Why it could not be brought in order. */
  readonly error: AppError | null;
}

interface Where {
  readonly baseUrl: string;
  readonly pathToken: string;
}

/**
 * Brings the engine's one Board callback in order: registered, active, at today's address, and only one of it. Null without a trigger. Throws when
 * ConnectWise cannot be asked; what goes wrong in the repair is in the answer.
 */
export async function keepCallback(
  context: SyncContext,
  memory: RegisteredMemory,
  { baseUrl, pathToken }: Where,
): Promise<CallbackFound | null> {
  const trigger = context.config().trigger;
  if (trigger === null) return null;
  const psa = context.psa();
  const entries = await memory.seen(() => psa.subscriptions());
  const description = engineDescription(context.installation());
  const described = entries.filter((entry) => entry.description === description).sort((a, b) => a.id - b.id);
  const [first, ...second] = described;
  const kept = first ?? entries.find((entry) => isOursUnnamed(entry, pathToken, trigger.boardId)) ?? null;
  const { callback: known, resting } = await memory.known();
  const url = workstationUrl(baseUrl, pathToken);
  // Also one that was on as it was read: a person paused it since.
  const paused = kept !== null && (await memory.pausedIds()).has(kept.id);
  const rested = kept !== null && resting.callbacks.includes(kept.id);
  const drift = driftOf(kept, { url, boardId: trigger.boardId, known, pathToken, rested });
  const found: CallbackFound = {
    of: 'callback',
    entries,
    entry: kept,
    before: kept,
    goneId: kept === null ? (known?.id ?? null) : null,
    drift,
    doubles: [],
    paused,
    goodAt: known?.goodAt ?? null,
    error: null,
  };
  const deleted: number[] = [];
  const left = () => entries.filter(({ id }) => !deleted.includes(id));
  const others = (own: Subscription) => left().filter(({ id }) => id !== kept?.id && id !== own.id);
  const deleteSecond = async () => {
    for (const { id } of second) {
      await psa.deleteSubscription(id);
      deleted.push(id);
    }
  };
  let saved: Subscription | null = null;
  try {
    if (paused) {
      await deleteSecond();
      return { ...found, entries: left(), doubles: deleted };
    }
    if (kept === null) refuseBesideOther(context, entries);
    const inOrder = kept !== null && drift.length === 0 && kept.description === description;
    const own = inOrder
      ? kept
      : await psa.saveSubscription({ existingId: kept?.id ?? null, description, url, boardId: trigger.boardId });
    const goodAt = context.clock.now();
    await memory.change((now) => ({
      ...withoutRest(now, own.id),
      callback: { id: own.id, base: baseUrl, goodAt },
    }));
    saved = own;
    // Only now: until the kept one is in order a second one may be all that tells of changes.
    await deleteSecond();
    return { ...found, entry: own, entries: [...others(own), own], doubles: deleted };
  } catch (thrown) {
    const now = saved === null ? { entries: left() } : { entry: saved, entries: [...others(saved), saved] };
    return { ...found, ...now, doubles: deleted, error: AppError.from(thrown) };
  }
}

/** An administrator's entry with our address, made from the command, under whatever name. */
function isOursUnnamed(entry: Subscription, pathToken: string, boardId: number): boolean {
  const pair = `${entry.type}/${entry.level}`.toLowerCase();
  return pair === 'ticket/board' && entry.objectId === boardId && holdsToken(entry.url, pathToken);
}

function driftOf(
  kept: Subscription | null,
  to: {
    readonly url: string;
    readonly boardId: number;
    readonly known: { readonly base: string } | null;
    readonly pathToken: string;
    readonly rested: boolean;
  },
): readonly Drift[] {
  if (kept === null) return to.known === null ? [] : ['gone'];
  const drift: Drift[] = [];
  if (!kept.active) drift.push(to.rested ? 'rested' : 'switched-off');
  if (kept.objectId !== to.boardId) drift.push('board-changed');
  if (kept.url !== to.url) {
    // Without a memory of it (an earlier release registered it) our own token says that nobody else pointed it there.
    const before = to.known === null ? null : workstationUrl(to.known.base, to.pathToken);
    const ours = before === null ? holdsToken(kept.url, to.pathToken) : kept.url === before;
    drift.push(ours ? 'address-changed' : 'moved');
  }
  return drift;
}

/** Another installation that took over deleted ours: making it again would let both dispatch. The look for others follows within minutes. */
function refuseBesideOther(context: SyncContext, entries: readonly Subscription[]): void {
  const others = otherInstallations(context, entries);
  if (others[0] !== undefined) throw otherInstallation(others[0]);
}

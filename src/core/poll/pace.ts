/** While callbacks and webhooks prove themselves, polling may relax; a change they did not tell of makes it fast again for this long (ms). */
const distrustMs = 1_800_000;
/** Deliveries prove the way in for this long (ms). */
const trustMs = 86_400_000;

export interface PaceInput {
  readonly now: number;
  /** Both subscriptions are registered and the listener is open. */
  readonly registered: boolean;
  /** When a callback or webhook last arrived (ms); null = not since the start. */
  readonly lastDeliveryAt: number | null;
  /** When a poll last found a change that nobody had told of (ms); null = never. */
  readonly lastMissedAt: number | null;
}

/** How often to look: fast while callbacks are down, unproven or were found wanting; relaxed while they work. */
export function paceOf({ now, registered, lastDeliveryAt, lastMissedAt }: PaceInput): 'fast' | 'relaxed' {
  if (!registered) return 'fast';
  if (lastDeliveryAt === null || now - lastDeliveryAt > trustMs) return 'fast';
  return lastMissedAt !== null && now - lastMissedAt < distrustMs ? 'fast' : 'relaxed';
}

/** The part of Field Nation's budget that polling may take; the rest is for jobs. */
const pollingShare = 0.3;

/** Requests a poll may send to Field Nation until the next one, at least one. */
export function requestsPerPoll(perMinute: number, intervalMs: number): number {
  return Math.max(1, Math.floor((perMinute * pollingShare * intervalMs) / 60_000));
}

/** A pair is looked at again after this long even when nothing is heard of it (ms): notes and documents may change without a trace. */
const staleFastMs = 900_000;
const staleRelaxedMs = 7_200_000;
/** Once a day every pair is looked at, also those that are over. */
export const dayMs = 86_400_000;

export function staleAfterMs(pace: 'fast' | 'relaxed'): number {
  return pace === 'fast' ? staleFastMs : staleRelaxedMs;
}

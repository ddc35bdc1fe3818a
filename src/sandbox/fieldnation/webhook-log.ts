import type { FieldNationEvent } from './events.ts';

/** One attempt to deliver one event to one webhook. */
export interface DeliveryAttempt {
  /** The same for every attempt. */
  readonly id: string;
  readonly attempt: number;
  readonly webhookId: string;
  readonly event: FieldNationEvent;
  readonly body: Buffer;
  /** What the target answered; 0 when it did not. */
  readonly status: number;
  readonly error: string | null;
  readonly at: number;
}

/** What `GET /delivery-logs` looks through. In memory: it does not outlive the process, nor two weeks (reference 3.2). */
export interface WebhookLog {
  add(attempt: DeliveryAttempt): void;
  /** Newest first. */
  entries(now: number): readonly DeliveryAttempt[];
  /** By `uuid:attempt`, or by the uuid alone: its last attempt. */
  find(deliveryId: string, now: number): DeliveryAttempt | null;
}

const keptMs = 14 * 86_400_000;
/** Each entry holds a whole work order: without an end a long run would only grow. */
const keptEntries = 500;

export const deliveryIdOf = (entry: DeliveryAttempt): string => `${entry.id}:${entry.attempt}`;

export function createWebhookLog(): WebhookLog {
  let kept: DeliveryAttempt[] = [];
  const entries = (now: number): readonly DeliveryAttempt[] => {
    kept = kept.filter((entry) => entry.at > now - keptMs);
    return [...kept].reverse();
  };
  return {
    add(attempt) {
      kept.push(attempt);
      if (kept.length > keptEntries) kept.splice(0, kept.length - keptEntries);
    },
    entries,
    find: (deliveryId, now) =>
      entries(now).find((entry) => deliveryIdOf(entry) === deliveryId || entry.id === deliveryId) ?? null,
  };
}

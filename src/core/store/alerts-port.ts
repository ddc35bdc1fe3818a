import type { NewActivity } from '../../shared/domain/activity.ts';
import type { Alert } from '../../shared/domain/alerts.ts';
import type { JsonObject } from '../../shared/json.ts';

/* Alerts that last and those that ended. Part of the Store port. */

export type NewAlert = Pick<Alert, 'rule' | 'key' | 'severity' | 'title' | 'message' | 'place'>;
export type AlertName = Pick<Alert, 'rule' | 'key'>;

/** What one look found, kept as one step. */
export interface AlertChanges {
  readonly now: number;
  /** Begins; one of the same rule and key that lasts ends first. */
  readonly raise: readonly NewAlert[];
  /** Other words for one that lasts. */
  readonly update: readonly NewAlert[];
  readonly clear: readonly AlertName[];
  /** Lines of the live log. */
  readonly lines: readonly NewActivity[];
  /** What the next look compares with. */
  readonly memory: JsonObject;
}

/** One that lasts and was not told. */
export interface WaitingAlert {
  readonly alert: Alert;
  /** When the one before with the same rule and key was told (ms); null: never, or not known any more. */
  readonly toldBefore: number | null;
}

export interface StoreAlerts {
  keepAlerts(changes: AlertChanges): Promise<void>;
  /** What `keepAlerts` kept last. */
  alertMemory(): Promise<JsonObject | null>;
  /** Those that last, newest first. */
  activeAlerts(): Promise<readonly Alert[]>;
  /** Those that ended, newest end first. */
  pastAlerts(limit: number): Promise<readonly Alert[]>;
  /** What is still to be told, oldest first, and when anything was told last (ms). */
  waitingAlerts(): Promise<{ readonly waiting: readonly WaitingAlert[]; readonly lastToldAt: number | null }>;
  alertsTold(ids: readonly number[], at: number): Promise<void>;
}

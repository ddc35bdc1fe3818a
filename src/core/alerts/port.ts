import type { Alert, AlertsConfig, AlertWay, WayFailures } from '../../shared/domain/alerts.ts';
import type { TellingText } from './words.ts';

export interface AlertCommands {
  /** Lasting ones newest first, and those that ended. */
  list(): Promise<{ readonly active: readonly Alert[]; readonly past: readonly Alert[] }>;
  /** Told when the computer's own notification is due: already grouped, rate-limited and outside quiet hours. Answers whether one was shown. */
  onTell(listener: (text: TellingText) => Promise<boolean>): () => void;
  save(config: AlertsConfig): Promise<AlertsConfig>;
  /** Why the last message of each way did not arrive; null = it did, or none was sent. */
  failures(): Promise<WayFailures>;
  /** Sends a test message as saved; throws AppError with what went wrong. `native` is the caller's own. */
  test(way: AlertWay): Promise<void>;
}

import type { Alert, AlertsConfig } from '../../shared/domain/alerts.ts';

export interface AlertCommands {
  list(): Promise<{ readonly active: readonly Alert[]; readonly past: readonly Alert[] }>;
  /** Told when the computer's own notification is due: already grouped, rate-limited and outside quiet hours. */
  onTell(listener: (alerts: readonly Alert[]) => void): () => void;
  save(config: AlertsConfig): Promise<AlertsConfig>;
  /** Sends a test message as saved; throws AppError with what went wrong. `native` is the caller's own. */
  test(way: 'chat' | 'email'): Promise<void>;
}

import type { FigureRange, Figures, HealthItem } from '../../shared/domain/monitor.ts';

/** What the dashboard asks. */
export interface MonitorCommands {
  figures(range: FigureRange): Promise<Figures>;
  /** Everything the engine knows of; the keychain is added by whoever holds it. */
  health(): Promise<readonly HealthItem[]>;
  /** Version of SQLite that has the database open. */
  sqliteVersion(): Promise<string>;
}

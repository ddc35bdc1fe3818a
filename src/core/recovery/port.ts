import type { z } from 'zod';
import type {
  AuditEntry,
  Backup,
  DiagnosticsFile,
  LinkScan,
  NewAuditEntry,
  quarantineSchema,
} from '../../shared/domain/recovery.ts';

type Quarantine = z.infer<typeof quarantineSchema>;
type Pair = { readonly ticketId: number; readonly workOrderId: number };

export interface RecoveryCommands {
  backups(): Promise<{
    readonly backups: readonly Backup[];
    readonly quarantine: readonly Quarantine[];
    readonly folder: string;
  }>;
  backUpNow(): Promise<Backup>;
  /** Reads both sides for pairs, beside the work; returns at once. */
  scanLinks(): LinkScan;
  scan(): LinkScan;
  stopScan(): LinkScan;
  linkFound(
    pairs: readonly Pair[],
  ): Promise<{ readonly linked: number; readonly refused: readonly (Pair & { readonly why: string })[] }>;
  /** Summaries, companies and people that are left out of diagnostics wherever they stand. */
  customerWords(): Promise<readonly string[]>;
  /** The engine's part of the bundle, redacted; main adds what only it knows. */
  diagnostics(): Promise<readonly DiagnosticsFile[]>;
  audit(before: number | null, limit: number): Promise<readonly AuditEntry[]>;
  /** For changes made outside the engine (preferences, callbacks of the shell). */
  note(entry: Omit<NewAuditEntry, 'at'>): Promise<void>;
}

import { basename } from 'node:path';
import type { Backup } from '../../shared/domain/recovery.ts';
import { fileTime } from './files.ts';

export type BackupReason = Backup['reason'];

/** What a backup's name says. `20261122T091530417Z-v9-person.db`; earlier releases wrote no reason. */
export interface BackupName {
  readonly name: string;
  /** ms UTC. */
  readonly madeAt: number;
  readonly schemaVersion: number;
  readonly reason: BackupReason;
}

const pattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-v(\d+)(?:-(daily|migration|person|restore))?\.db$/;
/** A copy under way, with the journal that SQLite may keep beside it. */
const half = /^\d{8}T\d{9}Z-v\d+(-[a-z]+)?\.db\.part(-journal|-wal|-shm)?$/;

export function nameOfBackup(at: number, version: number, reason: BackupReason): string {
  return `${fileTime(at)}-v${version}-${reason}.db`;
}

/** Null for a file that is no backup of ours. One without a reason counts as a daily one, as most of them were. */
export function readBackupName(file: string): BackupName | null {
  const name = basename(file);
  const found = pattern.exec(name);
  if (found === null) return null;
  const [y, mo, d, h, mi, s, ms, version] = found.slice(1, 9).map(Number);
  return {
    name,
    madeAt: Date.UTC(y ?? 0, (mo ?? 1) - 1, d, h, mi, s, ms),
    schemaVersion: version ?? 0,
    reason: (found[9] as BackupReason | undefined) ?? 'daily',
  };
}

export function isHalfBackup(name: string): boolean {
  return half.test(name);
}

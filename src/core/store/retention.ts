import { type BackupReason, readBackupName } from './backup-names.ts';

/** How many of each kind stay. What a person made stays until a person deletes it. */
const kept: Readonly<Record<Exclude<BackupReason, 'person'>, number>> = { daily: 7, migration: 3, restore: 3 };

/**
 * Which of these backups may go, by their names. `written` was written and checked just now and stays whatever its name says: with a clock that
 * was ahead once, older ones look newer, and the only one known to be good must not be the one that goes.
 */
export function backupsToPrune(names: readonly string[], written: string): readonly string[] {
  const known = names
    .flatMap((name) => readBackupName(name) ?? [])
    .sort((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1));
  return (Object.keys(kept) as (keyof typeof kept)[]).flatMap((reason) =>
    known
      .filter((one) => one.reason === reason && one.name !== written)
      .slice(Math.max(0, kept[reason] - (readBackupName(written)?.reason === reason ? 1 : 0)))
      .map((one) => one.name),
  );
}

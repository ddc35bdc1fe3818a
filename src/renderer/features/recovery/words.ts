import type { Backup } from '../../../shared/domain/recovery.ts';
import { t } from '../../../shared/strings/t.ts';
import { exactTime } from '../../ui/time.ts';

export function reasonText(reason: Backup['reason']): string {
  const key = `recovery.reason.${reason}` as const;
  return t(key);
}

/** When a backup was made, by its name; the name itself when it says nothing. */
export function backupTime(name: string): string {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(name);
  if (found === null) return name;
  const [y = 0, mo = 1, d = 1, h = 0, mi = 0, s = 0, ms = 0] = found.slice(1).map(Number);
  return exactTime(Date.UTC(y, mo - 1, d, h, mi, s, ms));
}

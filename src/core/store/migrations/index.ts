import type { Database } from '../database.ts';
import { corrupt, newer } from '../store-errors.ts';
import { initial } from './0001-initial.ts';
import { logSearch } from './0002-log-search.ts';
import { pairs } from './0003-pairs.ts';
import { linkCounts } from './0004-link-counts.ts';
import { mappingWork } from './0005-mapping-work.ts';
import { outages } from './0006-outages.ts';
import { figures } from './0007-figures.ts';
import { requests } from './0008-requests.ts';
import { audit } from './0009-audit.ts';
import { alerts } from './0010-alerts.ts';
import type { Migration } from './migration.ts';

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [
  initial,
  logSearch,
  pairs,
  linkCounts,
  mappingWork,
  outages,
  figures,
  requests,
  audit,
  alerts,
];

/** Written into the file's header, so that another program's database is never taken for ours ("DBRG"). */
const applicationId = 0x44425247;

export function latestVersion(steps: readonly Migration[] = migrations): number {
  return steps.at(-1)?.version ?? 0;
}

/** The file's version; throws `store.newer` when a later release wrote it and `store.corrupt` when it is not ours. */
export function checkVersion(db: Database, file: string, steps: readonly Migration[] = migrations): number {
  const id = Number(db.pragma('application_id'));
  const version = Number(db.pragma('user_version'));
  const empty = db.get('SELECT 1 FROM sqlite_schema LIMIT 1') === undefined;
  if (id !== applicationId && !(id === 0 && version === 0 && empty)) throw corrupt(file);
  if (version > latestVersion(steps)) throw newer(file, version, latestVersion(steps));
  return version;
}

/** Runs the missing steps, each in its own transaction with its number. Returns the versions before and after. */
export function migrate(
  db: Database,
  file: string,
  steps: readonly Migration[] = migrations,
): { readonly from: number; readonly to: number } {
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    if (step.version <= (before?.version ?? 0)) throw new Error(`Migration ${step.version} is out of order.`);
  }
  const from = checkVersion(db, file, steps);
  for (const step of steps) {
    if (step.version <= from) continue;
    db.transaction(() => {
      if (from === 0) db.pragma(`application_id = ${applicationId}`);
      step.up(db);
      db.pragma(`user_version = ${step.version}`);
    });
  }
  return { from, to: Math.max(from, latestVersion(steps)) };
}

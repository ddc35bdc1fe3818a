import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../src/core/store/database.ts';
import { loadDriver } from '../../../src/core/store/driver.ts';
import { storeFiles, syncToDisk } from '../../../src/core/store/files.ts';
import { type OpenStore, openStore } from '../../../src/core/store/open.ts';
import { openProfile } from '../../../src/core/store/open-profile.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

/** Open links, the same number whatever the history. */
export const openLinks = 1000;
const day = 86_400_000;

export interface StoreWithHistory {
  readonly rows: number;
  readonly megabytes: number;
  readonly store: OpenStore;
  close(): Promise<void>;
}

/**
 * A store with this many finished rows of the last 29 days, spread over the tables as months of work spread them, and 1,000 open links. Written in
 * one transaction by bulk statements, then closed and opened as the app does.
 */
export async function storeWithHistory(rows: number, now: number): Promise<StoreWithHistory> {
  const dataDir = mkdtempSync(join(tmpdir(), 'history-'));
  const library = await loadDriver();
  const files = storeFiles(dataDir);
  const profile = openProfile(library, files, { pid: process.pid, host: 'here', since: now, version: '0.0.0' }, now);
  const db = profile.connection;
  db.pragma('synchronous = OFF');
  db.transaction(() => fill(db, rows, now));
  profile.close();
  // Otherwise the first commit measured waits for the whole file.
  syncToDisk(files.database);
  const megabytes = statSync(files.database).size / 1024 / 1024;
  const store = await openStore({
    dataDir,
    worker: new URL('../../../src/core/store/worker.ts', import.meta.url),
    now: () => now,
    version: '0.0.0',
    logger: silentLogger,
    clock: systemClock,
  });
  return {
    rows,
    megabytes,
    store,
    async close() {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Ticket and work order of open link `n` (1 to `openLinks`). */
export const ticketOf = (n: number): number => 1_000_000 + n;
export const workOrderOf = (n: number): number => 2_000_000 + n;

const record = `json_object('id', i, 'summary', 'Replace the access point in the meeting room', 'text', hex(zeroblob(500)))`;

/** History is that of links that are closed by now; the open ones have the same past in every store. */
const closedLink = `${openLinks} + 1 + i % $closed`;

/** Share of the rows, columns, and what stands in row `i`; `$from` is when the history begins, `$every` the time between two rows (ms). */
const tables: readonly (readonly [number, string, string])[] = [
  [
    0.15,
    'delivery (source, delivery_id, received_at, state, record_type, record_id, action, actor, headers, body)',
    `iif(i % 2, 'connectwise', 'fieldnation'), hex(randomblob(16)), $from + i * $every, 'queued', 'ticket', i % 5000, 'updated', 'jdoe', '{}', hex(zeroblob(250))`,
  ],
  [
    0.16,
    'event (record_type, record_id, name, occurrence, at, state, settled_at)',
    `iif(i % 2, 'ticket', 'workorder'), i % 5000, 'PSA_TICKET_UPDATED', hex(randomblob(16)), $from + i * $every, 'done', $from + i * $every`,
  ],
  [
    0.15,
    'job (kind, target_id, entity_key, state, cause, run_at, waiting_since, attempts, created_at, updated_at)',
    `'link', i % 5000, 'link:' || (i % 5000), 'done', 'callback', $from + i * $every, $from + i * $every, 1, $from + i * $every, $from + i * $every`,
  ],
  [
    0.15,
    'attempt (job_id, n, started_at, ended_at, outcome)',
    `i, 1, $from + i * $every, $from + i * $every + 400, 'done'`,
  ],
  [
    0.1,
    'run (attempt_id, at, link_id, ticket, work_order, job_id, plan)',
    `i, $from + i * $every, ${closedLink}, ${record}, ${record}, i, '{}'`,
  ],
  [
    0.2,
    'activity (at, side, direction, kind, result, message, ticket_id, work_order_id, link_id, job_id, duration_ms)',
    `$from + i * $every, iif(i % 2, 'connectwise', 'fieldnation'), 'outbound', 'update', 'ok', 'Status set to Assigned on ticket ' || (i % 5000), i % 5000, i % 5000 + 50000, ${closedLink}, i, 400`,
  ],
  [
    0.05,
    'copy (link_id, kind, source_id, source_hash, marker, state, target_id, detail, created_at, sent_at, settled_at)',
    `${closedLink}, 'note', 'h' || i, 'hash', '[CW#' || i || ']', 'done', i, '{}', $from + i * $every, $from + i * $every, $from + i * $every`,
  ],
  [
    0.02,
    'conflict (link_id, rule_id, target, direction, ticket_value, work_order_value, state, opened_at, settled_at)',
    `${closedLink}, 'title', 'title', 'inbound', '"a"', '"b"', 'settled', $from + i * $every, $from + i * $every`,
  ],
  [
    0.02,
    'link (state, ticket_id, work_order_id, marker, ticket_summary, company_name, ticket_status, closed_reason, created_at, updated_at)',
    `'closed', i, 50000 + i, 'DBR-history-' || i || '-1', 'Printer', 'Acme', 'Closed', 'Done', $from + i * $every, $from + i * $every`,
  ],
];

export function fill(db: Database, rows: number, now: number): void {
  const closed = Math.round(rows * 0.02);
  const begin = now - 29 * day;
  series(db, openLinks, begin, 1000, closed, [
    'link (state, ticket_id, work_order_id, marker, ticket_summary, company_name, ticket_status, base, created_at, updated_at)',
    `'open', ${ticketOf(0)} + i, ${workOrderOf(0)} + i, 'DBR-open-' || i || '-1', 'Access point', 'Acme', 'Dispatch', '{"title":{"source":"a","target":"a"}}', $from + i * $every, $from + i * $every`,
  ]);
  // The closed links first: what follows refers to them.
  for (const [share, columns, values] of [...tables].reverse()) {
    const count = Math.round(rows * share);
    series(db, count, begin, Math.max(1, Math.floor((28 * day) / count)), closed, [columns, values]);
  }
  series(db, openLinks * 20, begin, 1000, closed, [
    'copy (link_id, kind, source_id, source_hash, marker, state, target_id, detail, created_at, sent_at, settled_at)',
    `i % ${openLinks} + 1, 'note', 'o' || i, 'hash', '[CW#' || i || ']', 'done', i, '{}', $from + i * $every, $from + i * $every, $from + i * $every`,
  ]);
  db.exec(
    "INSERT INTO activity_words (rowid, words) SELECT id, message || ' ' || ticket_id || ' ' || work_order_id FROM activity ORDER BY id",
  );
}

function series(
  db: Database,
  count: number,
  from: number,
  every: number,
  closed: number,
  [columns, values]: readonly [string, string],
): void {
  const select = values
    .replaceAll('$from', String(from))
    .replaceAll('$every', String(every))
    .replaceAll('$closed', String(closed));
  db.run(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO ${columns} SELECT ${select} FROM n`,
    count,
  );
}

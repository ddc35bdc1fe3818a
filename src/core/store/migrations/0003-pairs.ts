import type { Migration } from './migration.ts';

/*
 * What a pair of records has beyond its fields. `seen` is what the parts of a run remember between runs. A copy is unique per link, kind and
 * source, so that one source can never become two targets; a ticket made of a work order has no link yet and is unique by itself. Kinds are
 * not listed in a CHECK: a table would have to be rebuilt for every new one. Waiting conflicts have partial indexes of their own.
 */
const steps = `
ALTER TABLE link ADD COLUMN seen TEXT NOT NULL DEFAULT '{}';
ALTER TABLE link ADD COLUMN origin TEXT NOT NULL DEFAULT 'ticket' CHECK (origin IN ('ticket', 'workorder', 'person'));
ALTER TABLE link ADD COLUMN closed_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX link_stale ON link (last_synced_at, id) WHERE state = 'open';
UPDATE link SET closed_reason = 'Closed by an earlier release.' WHERE state = 'closed';

ALTER TABLE run ADD COLUMN job_id INTEGER;
ALTER TABLE run ADD COLUMN plan TEXT;
UPDATE run SET job_id = (SELECT job_id FROM attempt WHERE attempt.id = run.attempt_id);

CREATE TABLE copy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  link_id INTEGER REFERENCES link (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  source_id TEXT NOT NULL,
  source_hash TEXT NOT NULL,
  marker TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intended', 'done', 'skipped', 'abandoned')),
  target_id TEXT,
  detail TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  settled_at INTEGER,
  CHECK (link_id IS NOT NULL OR kind = 'ticket'),
  CHECK (state <> 'done' OR target_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX copy_source ON copy (link_id, kind, source_id) WHERE link_id IS NOT NULL;
CREATE UNIQUE INDEX copy_loose ON copy (kind, source_id) WHERE link_id IS NULL;

CREATE TABLE conflict (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  link_id INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
  rule_id TEXT NOT NULL,
  target TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  ticket_value TEXT NOT NULL,
  work_order_value TEXT NOT NULL,
  ticket_change TEXT,
  work_order_change TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'chosen', 'settled')),
  choice TEXT CHECK (choice IN ('connectwise', 'fieldnation')),
  chosen_by TEXT NOT NULL DEFAULT '',
  opened_at INTEGER NOT NULL,
  settled_at INTEGER,
  CHECK (state <> 'chosen' OR choice IS NOT NULL),
  CHECK (state <> 'open' OR choice IS NULL)
) STRICT;
-- At most one waiting conflict per rule of a link.
CREATE UNIQUE INDEX conflict_rule ON conflict (link_id, rule_id) WHERE state IN ('open', 'chosen');
CREATE INDEX conflict_waiting ON conflict (id) WHERE state IN ('open', 'chosen');
CREATE INDEX conflict_settled ON conflict (settled_at) WHERE state = 'settled';
`;

export const pairs: Migration = {
  version: 3,
  name: 'pairs',
  up(db) {
    db.exec(steps);
  },
};

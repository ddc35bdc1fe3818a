import type { Migration } from './migration.ts';

/*
 * Times are ms UTC. Partial indexes keep what is looked at every second (waiting deliveries, open events, ready and running jobs, open links)
 * apart from history, so that a million finished rows cost nothing.
 */
const schema = `
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL CHECK (source IN ('connectwise', 'fieldnation')),
  delivery_id TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unverified', 'verified', 'queued', 'rejected', 'dropped')),
  record_type TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  headers TEXT NOT NULL,
  body TEXT NOT NULL,
  error TEXT,
  UNIQUE (source, delivery_id)
) STRICT;
CREATE INDEX delivery_waiting ON delivery (id) WHERE state IN ('verified', 'unverified');
CREATE INDEX delivery_unverified ON delivery (received_at) WHERE state = 'unverified';
CREATE INDEX delivery_finished ON delivery (received_at) WHERE state IN ('queued', 'rejected', 'dropped');

CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_type TEXT NOT NULL CHECK (record_type IN ('ticket', 'workorder')),
  record_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  occurrence TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'duplicate', 'ignored')),
  settled_at INTEGER,
  UNIQUE (record_type, record_id, name, occurrence)
) STRICT;
CREATE INDEX event_open ON event (record_type, record_id, at, id) WHERE state = 'open';
CREATE INDEX event_settled ON event (settled_at) WHERE state <> 'open';

CREATE TABLE link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL CHECK (state IN ('creating', 'open', 'closed')),
  ticket_id INTEGER NOT NULL,
  work_order_id INTEGER,
  marker TEXT NOT NULL UNIQUE,
  ticket_summary TEXT NOT NULL,
  company_name TEXT NOT NULL,
  ticket_status TEXT NOT NULL,
  work_order_status TEXT NOT NULL DEFAULT '',
  provider_name TEXT NOT NULL DEFAULT '',
  base TEXT NOT NULL DEFAULT '{}',
  mapping_version INTEGER NOT NULL DEFAULT 0,
  seen_milestones TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  last_synced_at INTEGER
) STRICT;
CREATE UNIQUE INDEX link_open_ticket ON link (ticket_id) WHERE state IN ('creating', 'open');
CREATE UNIQUE INDEX link_open_work_order ON link (work_order_id) WHERE state IN ('creating', 'open') AND work_order_id IS NOT NULL;
CREATE INDEX link_open ON link (id) WHERE state IN ('creating', 'open');
CREATE INDEX link_ticket ON link (ticket_id);
CREATE INDEX link_work_order ON link (work_order_id);
CREATE INDEX link_state ON link (state);
CREATE INDEX link_updated ON link (updated_at);

CREATE TABLE intent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  link_id INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('create-work-order')),
  source_id TEXT NOT NULL,
  marker TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'abandoned')),
  created_at INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  settled_at INTEGER,
  remote_id TEXT
) STRICT;
CREATE INDEX intent_open ON intent (link_id, id) WHERE state = 'open';
CREATE INDEX intent_created ON intent (kind, created_at);
CREATE INDEX intent_link ON intent (link_id);

CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('link', 'ticket', 'workorder')),
  target_id INTEGER NOT NULL,
  entity_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'held', 'dead', 'done', 'superseded', 'discarded')),
  cause TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  waiting_since INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  interruptions INTEGER NOT NULL DEFAULT 0,
  approved INTEGER NOT NULL DEFAULT 0 CHECK (approved IN (0, 1)),
  first_received_at INTEGER,
  last_error TEXT,
  reason TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_ready ON job (run_at, id, waiting_since) WHERE state = 'ready';
-- At most one waiting and one running job per entity.
CREATE UNIQUE INDEX job_ready_key ON job (entity_key) WHERE state = 'ready';
CREATE UNIQUE INDEX job_running_key ON job (entity_key) WHERE state = 'running';
CREATE INDEX job_parked_key ON job (entity_key, id) WHERE state IN ('dead', 'held');
CREATE INDEX job_parked ON job (updated_at, id) WHERE state IN ('dead', 'held');
CREATE INDEX job_finished ON job (updated_at) WHERE state IN ('done', 'superseded', 'discarded');

-- No reference to job: attempts are kept longer than the jobs they belong to.
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id INTEGER NOT NULL,
  n INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  error TEXT
) STRICT;
CREATE INDEX attempt_job ON attempt (job_id, id);
CREATE INDEX attempt_started ON attempt (started_at);

-- Both records as a run read them.
CREATE TABLE run (
  attempt_id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  link_id INTEGER,
  ticket TEXT,
  work_order TEXT
) STRICT;
CREATE INDEX run_link ON run (link_id, attempt_id) WHERE link_id IS NOT NULL;

CREATE TABLE activity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  side TEXT NOT NULL,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  result TEXT NOT NULL,
  message TEXT NOT NULL,
  ticket_id INTEGER,
  work_order_id INTEGER,
  link_id INTEGER,
  job_id INTEGER,
  duration_ms REAL,
  error TEXT,
  details TEXT
) STRICT;
-- Serves side, result and both: a missing one is enumerated, so every filter walks this index backwards and stops at the page.
CREATE INDEX activity_side_result ON activity (side, result, id);
CREATE INDEX activity_link ON activity (link_id, id) WHERE link_id IS NOT NULL;
CREATE INDEX activity_ticket ON activity (ticket_id, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX activity_work_order ON activity (work_order_id, id) WHERE work_order_id IS NOT NULL;

CREATE TABLE lane (
  remote TEXT PRIMARY KEY,
  paused_until INTEGER,
  pause_reason TEXT,
  breaker TEXT NOT NULL CHECK (breaker IN ('closed', 'open', 'half-open')),
  consecutive_failures INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE metric (
  minute INTEGER NOT NULL,
  name TEXT NOT NULL,
  remote TEXT NOT NULL,
  count INTEGER NOT NULL,
  sum REAL NOT NULL,
  max REAL NOT NULL,
  PRIMARY KEY (minute, name, remote)
) STRICT, WITHOUT ROWID;

CREATE TABLE value (
  key TEXT PRIMARY KEY,
  json TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mapping_version (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  mapping TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;

CREATE TABLE ignored_ticket (
  ticket_id INTEGER PRIMARY KEY
) STRICT;
`;

export const initial: Migration = {
  version: 1,
  name: 'initial',
  up(db) {
    db.exec(schema);
  },
};

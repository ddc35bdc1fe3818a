import type { Migration } from './migration.ts';

/*
 * What a run asked of both remotes, redacted and cut before it comes here; kept as long as the run's records. The log's lines are found by the
 * job they belong to.
 */
const steps = `
CREATE TABLE request (
  attempt_id INTEGER NOT NULL,
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  remote TEXT NOT NULL CHECK (remote IN ('connectwise', 'fieldnation')),
  label TEXT NOT NULL,
  method TEXT NOT NULL,
  target TEXT NOT NULL,
  status INTEGER,
  duration_ms REAL NOT NULL,
  request_id TEXT NOT NULL,
  request TEXT,
  response TEXT,
  error TEXT,
  PRIMARY KEY (attempt_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_job ON activity (job_id, id) WHERE job_id IS NOT NULL;
`;

export const requests: Migration = {
  version: 8,
  name: 'requests',
  up(db) {
    db.exec(steps);
  },
};

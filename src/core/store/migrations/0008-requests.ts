import type { Migration } from './migration.ts';

/*
 * What a run asked of both remotes, redacted and cut before it comes here; kept as long as the run's records. A line of the log knows the run it
 * was written in and when it was written down, which is later than what it tells of when the app learned of it late.
 *
 * The words of the log hold side, result, direction and kind as tokens of their own (rows/activity-words.ts): one MATCH answers every
 * combination by going through the rarest. Only which line has a word is asked for, not where in it, so that is all that is kept.
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

-- Requests of the run in all, also those that were too many to keep; events it was to answer, as a list of their ids.
ALTER TABLE attempt ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN events TEXT NOT NULL DEFAULT '[]';

ALTER TABLE activity ADD COLUMN attempt_id INTEGER;
ALTER TABLE activity ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;
UPDATE activity SET noted = line.noted
FROM (SELECT id, max(at) OVER (ORDER BY id) AS noted FROM activity) AS line WHERE line.id = activity.id;
CREATE INDEX activity_job ON activity (job_id, id) WHERE job_id IS NOT NULL;
CREATE INDEX activity_late ON activity (at, id) WHERE noted > at + 60000;
DROP INDEX activity_side_result;

DROP TABLE activity_words;
CREATE VIRTUAL TABLE activity_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61', prefix = '2 3'
);
INSERT INTO activity_words (rowid, words)
SELECT id, concat_ws(' ', message, ticket_id, work_order_id, json_extract(error, '$.message'),
  char(0xE000) || 's' || side, char(0xE000) || 'd' || direction, char(0xE000) || 'r' || result,
  char(0xE000) || 'k' || replace(replace(replace(lower(kind), '.', char(0xE001)), '-', char(0xE002)), '_', char(0xE003)),
  char(0xE000) || 'l' || link_id)
FROM activity ORDER BY id;
CREATE VIRTUAL TABLE activity_terms USING fts5vocab ('activity_words', 'instance');
`;

export const requests: Migration = {
  version: 8,
  name: 'requests',
  up(db) {
    db.exec(steps);
  },
};

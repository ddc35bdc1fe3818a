import type { Migration } from './migration.ts';

/*
 * Figures by direction, each once by the minute and once by the hour (`span`, ms), so that 30 days are as quick to add up as an hour; and durations as
 * a histogram: `bucket` is a step of a logarithmic scale, so that percentiles of any range are sums of counts. The name comes before the time in
 * both keys: a question is about one name in a range.
 */
const steps = `
CREATE TABLE figure (
  span INTEGER NOT NULL CHECK (span IN (60000, 3600000)),
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  remote TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound', 'none')),
  count INTEGER NOT NULL,
  sum REAL NOT NULL,
  max REAL NOT NULL,
  PRIMARY KEY (span, name, at, remote, direction)
) STRICT, WITHOUT ROWID;
INSERT INTO figure (span, name, at, remote, direction, count, sum, max)
  SELECT 60000, name, minute, remote, 'none', count, sum, max FROM metric;
INSERT INTO figure (span, name, at, remote, direction, count, sum, max)
  SELECT 3600000, name, minute / 3600000 * 3600000 AS hour, remote, 'none', sum(count), sum(sum), max(max)
  FROM metric GROUP BY name, hour, remote;
DROP TABLE metric;

CREATE TABLE duration (
  span INTEGER NOT NULL CHECK (span IN (60000, 3600000)),
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  remote TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound', 'none')),
  bucket INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (span, name, at, remote, direction, bucket)
) STRICT, WITHOUT ROWID;
`;

export const figures: Migration = {
  version: 7,
  name: 'figures',
  up(db) {
    db.exec(steps);
  },
};

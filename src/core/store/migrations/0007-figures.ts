import type { Migration } from './migration.ts';

/*
 * Figures by direction, and durations as a histogram: `bucket` is a step of a logarithmic scale, so that percentiles of any range are sums
 * of counts.
 */
const steps = `
CREATE TABLE metric_by_direction (
  minute INTEGER NOT NULL,
  name TEXT NOT NULL,
  remote TEXT NOT NULL,
  direction TEXT NOT NULL DEFAULT 'none' CHECK (direction IN ('inbound', 'outbound', 'none')),
  count INTEGER NOT NULL,
  sum REAL NOT NULL,
  max REAL NOT NULL,
  PRIMARY KEY (minute, name, remote, direction)
) STRICT, WITHOUT ROWID;
INSERT INTO metric_by_direction (minute, name, remote, count, sum, max) SELECT minute, name, remote, count, sum, max FROM metric;
DROP TABLE metric;
ALTER TABLE metric_by_direction RENAME TO metric;

CREATE TABLE duration (
  minute INTEGER NOT NULL,
  name TEXT NOT NULL,
  remote TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound', 'none')),
  bucket INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (minute, name, remote, direction, bucket)
) STRICT, WITHOUT ROWID;
`;

export const figures: Migration = {
  version: 7,
  name: 'figures',
  up(db) {
    db.exec(steps);
  },
};

import type { Migration } from './migration.ts';

/* Alerts: of each rule and key one lasts at a time. The last index is for when its like was told before. */
const steps = `
CREATE TABLE alert (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  rule TEXT NOT NULL,
  key TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('attention', 'error')),
  title TEXT NOT NULL,
  message TEXT NOT NULL,
  place TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  cleared_at INTEGER,
  told_at INTEGER
) STRICT;
CREATE UNIQUE INDEX alert_lasting ON alert (rule, key) WHERE cleared_at IS NULL;
CREATE INDEX alert_cleared ON alert (cleared_at, id) WHERE cleared_at IS NOT NULL;
CREATE INDEX alert_told ON alert (told_at, rule, key) WHERE told_at IS NOT NULL;
`;

export const alerts: Migration = {
  version: 10,
  name: 'alerts',
  up(db) {
    db.exec(steps);
  },
};

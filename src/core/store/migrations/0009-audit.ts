import type { Migration } from './migration.ts';

/* The trail of settings: who changed what, when. Only ever appended. */
const steps = `
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  area TEXT NOT NULL,
  what TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
) STRICT;
`;

export const audit: Migration = {
  version: 9,
  name: 'audit',
  up(db) {
    db.exec(steps);
  },
};

import type { Migration } from './migration.ts';

/*
 * The mapping editor. A version says where it came from; the draft is one row and survives everything until it is activated or thrown away; an
 * example holds its records as the rules read them, so that it needs no remote.
 */
const steps = `
ALTER TABLE mapping_version ADD COLUMN note TEXT NOT NULL DEFAULT '';

CREATE TABLE mapping_draft (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  mapping TEXT NOT NULL,
  based_on INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;

CREATE TABLE mapping_example (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('ticket', 'workorder')),
  record_id INTEGER NOT NULL,
  title TEXT NOT NULL,
  ticket TEXT,
  work_order TEXT,
  expected TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
`;

export const mappingWork: Migration = {
  version: 5,
  name: 'mapping work',
  up(db) {
    db.exec(steps);
  },
};

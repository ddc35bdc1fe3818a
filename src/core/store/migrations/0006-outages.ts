import type { Migration } from './migration.ts';

/*
 * The timeline of outages. Of each kind one lasts at a time; those that are not settled are few and are asked for often. The last index tells when
 * something last arrived from one side.
 */
const steps = `
CREATE TABLE outage (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('tunnel', 'listener', 'callback', 'webhook', 'asleep', 'not-running')),
  began_at INTEGER NOT NULL,
  ended_at INTEGER CHECK (ended_at >= began_at),
  why TEXT NOT NULL,
  caught_up_at INTEGER,
  CHECK (caught_up_at IS NULL OR ended_at IS NOT NULL)
) STRICT;
CREATE INDEX outage_began ON outage (began_at, id);
CREATE UNIQUE INDEX outage_lasting ON outage (kind) WHERE ended_at IS NULL;
CREATE INDEX outage_unsettled ON outage (began_at, id) WHERE caught_up_at IS NULL;
CREATE INDEX delivery_believed ON delivery (source, received_at) WHERE state IN ('verified', 'queued');
`;

export const outages: Migration = {
  version: 6,
  name: 'outages',
  up(db) {
    db.exec(steps);
  },
};

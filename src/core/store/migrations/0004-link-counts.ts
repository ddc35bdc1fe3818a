import type { Migration } from './migration.ts';

/*
 * How many links there are, by state. The engine asks after every run, and counting the closed ones walks through all history. Kept by the table
 * itself, so that no statement can forget it. One trigger per line: scripts are split at line ends where each statement is looked at.
 */
const steps = `
CREATE TABLE link_count (state TEXT PRIMARY KEY, n INTEGER NOT NULL CHECK (n >= 0)) STRICT, WITHOUT ROWID;
INSERT INTO link_count (state, n) VALUES ('creating', 0), ('open', 0), ('closed', 0);
UPDATE link_count SET n = (SELECT count(*) FROM link WHERE link.state = link_count.state);
CREATE TRIGGER link_added AFTER INSERT ON link BEGIN UPDATE link_count SET n = n + 1 WHERE state = NEW.state; END;
CREATE TRIGGER link_removed AFTER DELETE ON link BEGIN UPDATE link_count SET n = n - 1 WHERE state = OLD.state; END;
CREATE TRIGGER link_moved AFTER UPDATE OF state ON link WHEN OLD.state <> NEW.state BEGIN UPDATE link_count SET n = n + iif(state = NEW.state, 1, -1) WHERE state IN (OLD.state, NEW.state); END;
`;

export const linkCounts: Migration = {
  version: 4,
  name: 'link counts',
  up(db) {
    db.exec(steps);
  },
};

import type { Migration } from './migration.ts';

/*
 * Words of the log, for its search box. Contentless: the words only point at rows of `activity`, the text is not kept twice.
 * Ticket and work order numbers are words too, so that typing a number finds every line about that record.
 */
export const logSearch: Migration = {
  version: 2,
  name: 'log search',
  up(db) {
    db.exec(`
CREATE VIRTUAL TABLE activity_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61', prefix = '2 3');
INSERT INTO activity_words (rowid, words)
SELECT id, concat_ws(' ', message, ticket_id, work_order_id, json_extract(error, '$.message')) FROM activity ORDER BY id;
`);
  },
};

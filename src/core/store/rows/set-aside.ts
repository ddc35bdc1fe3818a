import { type Remote, remotes } from '../../../shared/domain/records.ts';
import type { Database } from '../database.ts';
import { otherSystemSinceKey } from '../pairs-port.ts';
import { ms } from './columns.ts';

const reason = 'The connection was changed to another system.';

/** Values that belong to one pair of remotes: cursors, what was ticked at Start. */
const remembered = [
  'poll.tickets',
  'start.approved',
  'send.asked',
  'revisit.declined',
  'create-tickets.after',
  'create-tickets.looked',
];

/** What is remembered of one side, and that side's part of the document about everything that is registered with both. */
const ofSide: Record<Remote, { readonly keys: readonly string[]; readonly registered: string }> = {
  connectwise: {
    keys: ['reach.paused'],
    registered: "json_replace(json_remove(json, '$.callback', '$.others'), '$.resting.callbacks', json('[]'))",
  },
  fieldnation: {
    keys: ['subscription.webhook', 'webhook.choice'],
    registered: "json_replace(json_remove(json, '$.webhook', '$.logReadTo'), '$.resting.webhook', NULL)",
  },
};

/** Closes everything that speaks of records of a system the profile no longer talks to; history and log stay. Runs in the caller's transaction. */
export function setAside(db: Database, now: number, sides: readonly Remote[] = remotes): number {
  const at = ms(now);
  const { n = 0 } = db.get<{ n: number }>("SELECT count(*) AS n FROM link WHERE state <> 'closed'") ?? {};
  // A copy without a link names a record of the old side only; the numbers of the new side mean others.
  db.run('DELETE FROM copy WHERE link_id IS NULL');
  db.run(
    `UPDATE copy SET state = 'abandoned', settled_at = ? WHERE state = 'intended'
       AND link_id IN (SELECT id FROM link WHERE state IN ('creating', 'open'))`,
    at,
  );
  db.run("UPDATE conflict SET state = 'settled', settled_at = ? WHERE state IN ('open', 'chosen')", at);
  db.run("UPDATE link SET state = 'closed', closed_reason = ?, updated_at = ? WHERE state <> 'closed'", reason, at);
  db.run("UPDATE intent SET state = 'abandoned', settled_at = ? WHERE state = 'open'", at);
  db.run(
    "UPDATE job SET state = 'discarded', reason = ?, updated_at = ? WHERE state IN ('ready', 'held', 'dead')",
    reason,
    at,
  );
  db.run("UPDATE event SET state = 'ignored', settled_at = ? WHERE state = 'open'", at);
  db.run("UPDATE delivery SET state = 'dropped' WHERE state IN ('verified', 'unverified')");
  db.run('DELETE FROM ignored_ticket');
  for (const key of [...remembered, ...sides.flatMap((side) => ofSide[side].keys)])
    db.run('DELETE FROM value WHERE key = ?', key);
  for (const side of sides)
    db.run(`UPDATE value SET json = ${ofSide[side].registered}, updated_at = ? WHERE key = 'reach.registered'`, at);
  db.run(
    'INSERT INTO value (key, json, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json, updated_at = excluded.updated_at',
    otherSystemSinceKey,
    String(at),
    at,
  );
  return n;
}

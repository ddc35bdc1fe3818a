import type Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type LogQuery, logSearch } from '../../../src/core/store/rows/activity-query.ts';
import { claimSql, nextRunAtSql } from '../../../src/core/store/rows/claim.ts';
import type { ActivityFilter } from '../../../src/shared/domain/activity.ts';
import {
  aConflict,
  aDelivery,
  anActivity,
  anError,
  aPair,
  aSettlement,
  claimed,
  type InMemoryStore,
  inMemoryStore,
  linkTarget,
  newLink,
  settleLink,
  t0,
  ticket,
  workOrder,
} from './in-memory.ts';

/** Runs `work` and returns every statement it prepared. */
function statementsOf(store: InMemoryStore, work: () => void): string[] {
  const { library } = store;
  const seen: string[] = [];
  const prepare = library.prepare.bind(library) as (sql: string) => Sqlite.Statement;
  library.prepare = ((sql: string) => {
    seen.push(sql);
    return prepare(sql);
  }) as typeof library.prepare;
  try {
    work();
  } finally {
    library.prepare = prepare as typeof library.prepare;
  }
  return seen.filter((sql) => /^\s*(SELECT|UPDATE|DELETE)/i.test(sql));
}

function plan(store: InMemoryStore, sql: string): string[] {
  return store.library
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...Array(sql.split('?').length - 1).fill(1))
    .map((row) => (row as { detail: string }).detail);
}

/** A history that matters: thousands of finished rows beside a few open ones. */
function withHistory(): InMemoryStore {
  const store = inMemoryStore();
  store.db.transaction(() => {
    for (let n = 1; n <= 3000; n += 1) {
      store.db.run(
        "INSERT INTO job (kind, target_id, entity_key, state, cause, run_at, waiting_since, created_at, updated_at) VALUES ('link', ?, ?, ?, 'callback', ?, 0, 0, ?)",
        n,
        `link:${n}`,
        n % 50 === 0 ? 'dead' : n % 40 === 0 ? 'ready' : 'done',
        t0 + n,
        t0 + n,
      );
      store.db.run(
        "INSERT INTO event (record_type, record_id, name, occurrence, at, state, settled_at) VALUES ('ticket', ?, 'E', ?, ?, 'done', ?)",
        n % 100,
        String(n),
        t0,
        t0,
      );
      store.db.run(
        "INSERT INTO link (state, ticket_id, work_order_id, marker, ticket_summary, company_name, ticket_status, created_at, updated_at) VALUES (?, ?, ?, ?, '', '', '', 0, 0)",
        n % 20 === 0 ? 'open' : 'closed',
        n,
        n,
        `M${n}`,
      );
      store.acceptDelivery(aDelivery({ deliveryId: `h${n}` }), { maxUnverified: 0 });
      store.db.run(
        "INSERT INTO copy (link_id, kind, source_id, source_hash, marker, state, target_id, detail, created_at, sent_at) VALUES (?, ?, ?, '', '', 'done', '1', '{}', 0, 0)",
        n % 9 === 0 ? null : Math.ceil(n / 20),
        n % 9 === 0 ? 'ticket' : 'note',
        String(n),
      );
      store.db.run(
        "INSERT INTO conflict (link_id, rule_id, target, direction, ticket_value, work_order_value, state, opened_at, settled_at) VALUES (?, 'title', '', 'inbound', '1', '2', ?, ?, ?)",
        n,
        n % 30 === 0 ? 'open' : 'settled',
        t0,
        t0,
      );
    }
    store.db.run("UPDATE delivery SET state = 'queued'");
    store.appendActivities(
      Array.from({ length: 3000 }, (_, n) => anActivity({ linkId: n % 50, ticketId: n % 60, message: `Line ${n}` })),
    );
  });
  return store;
}

/** Every step of a delivery's way through the store, and what a person does about jobs. */
function everyday(store: InMemoryStore): void {
  const event = { recordType: 'ticket', recordId: 90_001, name: 'A', occurrence: 'a', at: t0 } as const;
  store.acceptDelivery(aDelivery({ state: 'unverified' }), { maxUnverified: 5 });
  const { id } = store.acceptDelivery(aDelivery({ deliveryId: 'now' }), { maxUnverified: 5 });
  store.dropUnverified(t0 - 1);
  store.pendingDeliveries(5);
  store.queueDelivery(id, [event], { target: ticket(90_001), cause: 'callback', runAt: t0 - 10 }, t0);
  store.rejectDelivery(id, anError, anActivity(), t0);
  const job = claimed(store);
  store.enqueue({ target: ticket(90_001), cause: 'poll', runAt: t0 }, { now: t0 });
  const { link, intent } = store.openLink(newLink(90_001, job.id));
  store.enqueue({ target: workOrder(91_422_000), cause: 'poll', runAt: t0 }, { now: t0 });
  store.markIntentSent(intent.id, t0);
  store.recordIntentResult(intent.id, '91422000', t0);
  store.openIntents(link.id);
  store.countIntents('create-work-order', t0);
  store.settleJob(
    aSettlement(job, { link: { linkId: link.id, state: 'open' }, outcome: { kind: 'dead', error: anError } }),
  );
  store.retryJobs([job.id], t0);
  store.nextRunAt();
  const again = claimed(store);
  store.settleJob(aSettlement(again));
  store.enqueue({ target: linkTarget(link.id), cause: 'poll', runAt: t0 - 5 }, { now: t0 });
  claimed(store);
  store.recoverInterrupted(t0);
  store.queueCounts();
  store.attention(20);
  store.attempts(again.id);
  store.link(link.id);
  store.openLinkByTicket(1);
  store.openLinkByWorkOrder(1);
  store.linkByMarker('M1');
  store.openLinks(0, 20);
  store.staleLinks(t0, 20, ['paid']);
  store.lastRecords(link.id);
  pairing(store);
  store.beginOutage({ kind: 'tunnel', from: t0, why: 'It fell.' });
  store.endOutage('tunnel', t0);
  store.outagesCaughtUp([1], t0);
  store.outages(20);
  const alert = { rule: 'disk-low', key: '', severity: 'attention', title: '', message: '', place: '' } as const;
  const look = { now: t0, raise: [], update: [], clear: [], lines: [], memory: {} } as const;
  store.keepAlerts({ ...look, raise: [alert] });
  store.keepAlerts({ ...look, update: [alert] });
  store.activeAlerts();
  store.waitingAlerts();
  store.alertsTold([1], t0);
  store.keepAlerts({ ...look, clear: [alert] });
  store.pastAlerts(200);
  store.alertMemory();
  store.unsettledOutages();
  store.lastDelivery('connectwise', null);
  store.pruneChunk(t0);
  store.addFigures([]);
  store.figures({ resolution: 'hour', from: t0, stepMs: 3_600_000, steps: 2 });
  store.endedRuns(t0, t0 + 1);
  store.activity(1);
  store.logLine(1);
  store.activityAt(t0);
  store.countActivities({ side: 'app', text: 'line', kinds: ['note'] }, 100);
  store.jobsOfTicket(1);
}

/** What hangs on a pair of records, and what a person does about it. */
function pairing(store: InMemoryStore): void {
  const { id } = store.openPair(aPair(90_500, 95_000_000));
  const copy = { linkId: id, kind: 'note', sourceId: 'new', sourceHash: '', marker: '', detail: {} } as const;
  const intended = store.intendCopy(copy, t0).copy;
  store.markCopySent(intended.id, t0);
  store.recordCopy(intended.id, { targetId: '1' }, t0);
  store.skipCopies([{ ...copy, sourceId: 'not' }], t0);
  store.forgetSkipped(intended.id + 1);
  const loose = store.intendCopy({ ...copy, linkId: null, kind: 'ticket' }, t0).copy;
  store.looseCopy('ticket', 'new');
  store.recordCopy(loose.id, { targetId: '1', linkId: id }, t0);
  store.copies(id);
  settleLink(store, id, { conflicts: [aConflict('a'), aConflict('b')] });
  settleLink(store, id, {
    conflicts: [aConflict('a', { ticketValue: 'other' })],
    link: { linkId: id, ticketId: 90_501 },
  });
  const [open] = store.openConflicts(20);
  store.conflictsOf(id);
  store.conflict(1);
  store.countConflicts();
  store.chooseConflict(open?.id ?? 0, 'connectwise', 'jdoe', t0);
  store.closeLink(id, 'unlinked', t0);
  store.reopenLink(id, t0);
  store.countLinks();
  store.linksOfTicket(1);
  store.linksOfWorkOrder(1);
  store.attentionGroups();
  store.retryKind('none', t0);
  store.discardJobs([1], 'Not needed', t0);
  store.runs({}, null, 20);
  store.runs({ linkId: id }, null, 20);
  store.keptRun(1);
  store.eventsOf({ recordType: 'ticket', recordId: 1 }, 20);
}

describe('with a long history', () => {
  it('no everyday statement walks through a whole table', () => {
    for (const analysed of [false, true]) {
      const store = withHistory();
      if (analysed) store.db.exec('ANALYZE');
      const statements = statementsOf(store, () => everyday(store));
      expect(statements.length).toBeGreaterThan(40);
      for (const sql of statements) {
        for (const detail of plan(store, sql)) {
          // Partial indexes hold only what is open; reading all of such an index is reading what is open.
          const scans =
            /^SCAN (?!activity_(?:words|terms)|\(subquery|CONSTANT)/.test(detail) &&
            !/USING (COVERING )?INDEX (delivery_(waiting|unverified|finished)|job_(ready|parked|finished|ready_key|running_key)|link_open|event_settled|outage_(began|unsettled)|conflict_(waiting|rule|settled)|alert_lasting)\b/.test(
              detail,
            );
          // Small tables, and the first chunk of the append-only ones.
          const bounded = /^SCAN (lane|mapping_version|ignored_ticket|link_count|activity|run|request|audit)$/.test(
            detail,
          );
          expect(scans && !bounded ? `${detail}: ${sql}` : '', sql).toBe('');
        }
      }
    }
  });

  it('the claim reads the waiting jobs in order and sorts nothing', () => {
    const store = withHistory();
    for (const analyse of ['SELECT 1', 'ANALYZE']) {
      store.db.exec(analyse);
      for (const sql of [claimSql, nextRunAtSql]) {
        const details = plan(store, sql);
        expect(details[0]).toMatch(/job USING INDEX job_ready\b/);
        expect(details.join('\n')).not.toContain('TEMP B-TREE');
        expect(details.join('\n')).not.toMatch(
          /SCAN (?!job USING INDEX job_ready|busy USING COVERING INDEX job_running_key)/,
        );
      }
    }
  });

  it('every page of the log walks an index in its order, and sorts nothing', () => {
    const store = withHistory();
    store.db.exec('ANALYZE');
    const from = t0 - 1000;
    for (const [filter, index] of [
      [{}, 'USING INTEGER PRIMARY KEY'],
      [{ from, to: t0 + 1000 }, 'USING INTEGER PRIMARY KEY'],
      [{ side: 'app' }, 'VIRTUAL TABLE INDEX'],
      [{ result: ['ok'], direction: 'none', kinds: ['no'], from }, 'VIRTUAL TABLE INDEX'],
      [{ linkId: 1 }, 'activity_link'],
      [{ jobId: 1, text: 'line' }, 'activity_job'],
      [{ ticketId: 1, side: 'app', from }, 'activity_ticket'],
      [{ text: 'line' }, 'VIRTUAL TABLE INDEX'],
      [{ text: 'line', linkId: 1, ticketId: 2 }, 'VIRTUAL TABLE INDEX'],
    ] as const) {
      const search = logSearch(store.db, filter as ActivityFilter);
      const shapes = [search?.inRange(0, 5000, 'DESC'), search?.inRange(0, 5000, 'ASC')];
      for (const query of shapes) {
        const text = planOf(store, query);
        expect(text, JSON.stringify(filter)).toContain(index);
        expect(text, JSON.stringify(filter)).not.toContain('TEMP B-TREE');
        // A bound that arrives as floating point is only looked at line by line.
        if (index === 'VIRTUAL TABLE INDEX') expect(query?.sql('')).toContain('rowid < CAST(? AS INTEGER)');
      }
      const late = search?.late?.(0, 5000, 'DESC');
      if (late !== undefined) expect(planOf(store, late)).toContain('activity_late (at>? AND at<?)');
    }
  });
});

function planOf(store: InMemoryStore, query: LogQuery | undefined): string {
  const sql = `EXPLAIN QUERY PLAN ${query?.sql('activity.*')} LIMIT 50`;
  return store.library
    .prepare(sql)
    .all(...(query?.params ?? []))
    .map((row) => (row as { detail: string }).detail)
    .join('\n');
}

import { describe, expect, it } from 'vitest';
import type { ActivityFilter, NewActivity } from '../../../src/shared/domain/activity.ts';
import { anActivity, anError, inMemoryStore, t0 } from './in-memory.ts';

function aLog(lines: readonly Partial<NewActivity>[]) {
  const store = inMemoryStore();
  store.appendActivities(lines.map((line) => anActivity(line)));
  const found = (filter: ActivityFilter, before: number | null = null, limit = 50): string[] =>
    store.activities(filter, before, limit).map((line) => line.message);
  return { store, found };
}

describe('the log', () => {
  it('gives every line back as it was written, newest first', () => {
    const line = anActivity({
      side: 'fieldnation',
      direction: 'outbound',
      kind: 'ticket.status',
      result: 'error',
      message: 'Ticket 1042 was not updated',
      ticketId: 1042,
      workOrderId: 91422,
      linkId: 7,
      jobId: 3,
      durationMs: 12.5,
      error: anError,
      details: { changes: [{ target: 'status', value: null }] },
    });
    const { store } = aLog([{ message: 'first' }, line]);
    expect(store.activities({}, null, 10)).toEqual([
      { ...line, id: 2 },
      { ...anActivity({ message: 'first' }), id: 1 },
    ]);
    expect(store.activity(2)).toEqual({ ...line, id: 2 });
    expect(store.activity(3)).toBeNull();
  });

  it('pages upwards too: the lines next above an id, newest first, within the same filter', () => {
    const { store } = aLog(
      Array.from({ length: 9 }, (_, index) => ({
        message: `line ${String(index + 1)}`,
        result: index % 2 === 0 ? ('ok' as const) : ('error' as const),
        ticketId: 1042,
      })),
    );
    const above = (filter: ActivityFilter, after: number) =>
      store.activities(filter, null, 2, after).map((line) => line.message);
    expect(above({}, 3)).toEqual(['line 5', 'line 4']);
    expect(above({ result: ['error'] }, 3)).toEqual(['line 6', 'line 4']);
    expect(above({ ticketId: 1042 }, 0)).toEqual(['line 2', 'line 1']);
    expect(above({ text: 'line' }, 7)).toEqual(['line 9', 'line 8']);
    expect(above({}, 9)).toEqual([]);
  });

  it('tells the id of the newest line of a write, once', () => {
    const { store } = aLog([{}, {}]);
    expect(store.takeLastActivityId()).toBe(2);
    expect(store.takeLastActivityId()).toBeNull();
  });

  it('pages backwards without a gap or a repetition, whatever the filter', () => {
    const sides = ['connectwise', 'fieldnation', 'app'] as const;
    const results = ['ok', 'working', 'waiting', 'attention', 'error'] as const;
    const lines = Array.from({ length: 120 }, (_, n) => ({
      message: `Line ${n} about printer`,
      side: sides[n % 3] ?? 'app',
      result: results[n % 5] ?? 'ok',
      linkId: n % 4,
      ticketId: 1000 + (n % 6),
    }));
    const { store } = aLog(lines);
    const filters: ActivityFilter[] = [
      {},
      { side: 'app' },
      { result: ['error', 'attention'] },
      { side: 'connectwise', result: ['ok'] },
      { linkId: 2 },
      { linkId: 2, side: 'app', result: ['ok', 'error'] },
      { ticketId: 1003, linkId: 1 },
      { text: 'printer' },
      { text: 'prin lin', side: 'fieldnation', result: ['waiting', 'ok'] },
    ];
    for (const filter of filters) {
      const expected = lines
        .map((line, n) => ({ ...line, id: n + 1 }))
        .filter(
          (line) =>
            (filter.side === undefined || line.side === filter.side) &&
            (filter.result === undefined || filter.result.includes(line.result)) &&
            (filter.linkId === undefined || line.linkId === filter.linkId) &&
            (filter.ticketId === undefined || line.ticketId === filter.ticketId),
        )
        .map((line) => line.id)
        .reverse();
      const seen: number[] = [];
      for (let before: number | null = null; ; before = seen.at(-1) ?? null) {
        const page = store.activities(filter, before, 7);
        seen.push(...page.map((line) => line.id));
        if (page.length < 7) break;
      }
      expect(seen, JSON.stringify(filter)).toEqual(expected);
    }
  });

  it('finds words by their beginning, numbers, and the text of an error, in any order', () => {
    const { found } = aLog([
      { message: 'Work order created: on-site visit at Müller GmbH', ticketId: 1042, workOrderId: 91422 },
      { message: 'Callback received', error: { ...anError, message: 'The signature did not match' } },
    ]);
    expect(found({ text: 'gmbh mül' })).toHaveLength(1);
    expect(found({ text: 'muller' })).toHaveLength(1);
    expect(found({ text: 'on-site' })).toHaveLength(1);
    expect(found({ text: '9142' })).toHaveLength(1);
    expect(found({ text: 'signature' })).toEqual(['Callback received']);
    expect(found({ text: 'gmbh callback' })).toEqual([]);
  });

  it('takes anything a person types as words, never as query syntax', () => {
    const { found } = aLog([{ message: 'Disk OR near full' }]);
    for (const text of ['"', 'disk"', 'NEAR(', 'a:b', '^', '(', 'disk AND', "'; DROP TABLE activity", '-', '*']) {
      expect(() => found({ text }), text).not.toThrow();
    }
    expect(found({ text: '"disk' })).toHaveLength(1);
    expect(found({ text: ' - ' })).toHaveLength(1);
    expect(found({ text: 'OR' })).toHaveLength(1);
  });

  it('shows nothing when no result is ticked', () => {
    expect(aLog([{}]).found({ result: [] })).toEqual([]);
  });
});

describe('retention', () => {
  const day = 86_400_000;

  it('forgets old log lines together with their words, and keeps the rest', () => {
    const lines = Array.from({ length: 1200 }, (_, n) => ({ message: `old ${n}`, at: t0 - 400 * day }));
    const { store, found } = aLog([...lines, { message: 'old but kept', at: t0 - 364 * day }]);
    let chunks = 0;
    while (store.pruneChunk(t0)) chunks += 1;
    expect(chunks).toBe(2);
    expect(found({ text: 'old' })).toEqual(['old but kept']);
    expect(found({})).toEqual(['old but kept']);
    expect(store.integrityCheck(true)).toEqual([]);
  });

  it('keeps what stands before a line that was written while the clock was years behind', () => {
    const { store, found } = aLog([
      { message: 'news', at: t0 - day },
      { message: 'by a wrong clock', at: 1_000 },
      { message: 'more news', at: t0 },
    ]);
    while (store.pruneChunk(t0)) {
      // until nothing is left to forget
    }
    expect(found({})).toEqual(['more news', 'news']);
    expect(found({ text: 'clock' })).toEqual([]);
  });

  it('forgets finished deliveries, jobs, attempts and figures by age, and never what waits', () => {
    const { store } = aLog([]);
    const row = (at: number, state: string) =>
      store.db.run(
        "INSERT INTO job (kind, target_id, entity_key, state, cause, run_at, waiting_since, created_at, updated_at) VALUES ('ticket', ?, ?, ?, 'poll', 0, 0, ?, ?)",
        at,
        `ticket:${at}`,
        state,
        at,
        at,
      );
    row(1, 'done');
    row(2, 'dead');
    row(3, 'held');
    row(4, 'ready');
    row(t0 - 13 * day, 'done');
    store.db.run(
      'INSERT INTO attempt (job_id, n, started_at, ended_at) VALUES (1, 1, 1, 2), (2, 1, ?, 2), (3, 1, 1, NULL)',
      t0,
    );
    const durations = [{ bucket: 40, count: 1 }];
    const tally = { name: 'latency', remote: 'app', direction: 'none', count: 1, sum: 50, max: 50, durations } as const;
    store.addFigures([1, t0 - 3 * 86_400_000, t0].map((at) => ({ ...tally, at })));
    for (const state of ['queued', 'verified']) {
      store.db.run(
        "INSERT INTO delivery (source, delivery_id, received_at, state, record_type, record_id, action, actor, headers, body) VALUES ('connectwise', ?, 1, ?, '', 0, '', '', '{}', '')",
        state,
        state,
      );
    }
    while (store.pruneChunk(t0)) {
      // until nothing is left to forget
    }
    const count = (sql: string) => store.db.all(sql);
    expect(count('SELECT state FROM job ORDER BY id')).toEqual(
      ['dead', 'held', 'ready', 'done'].map((state) => ({ state })),
    );
    expect(count('SELECT job_id FROM attempt ORDER BY id')).toEqual([{ job_id: 2 }, { job_id: 3 }]);
    for (const table of ['figure', 'duration']) {
      expect(count(`SELECT span, at FROM ${table} ORDER BY span, at`)).toEqual([
        { span: 60_000, at: t0 },
        { span: 3_600_000, at: t0 - 3 * 86_400_000 },
        { span: 3_600_000, at: t0 },
      ]);
    }
    expect(count('SELECT state FROM delivery')).toEqual([{ state: 'verified' }]);
  });
});

describe('small documents', () => {
  it('keeps values, lanes and ignored tickets', () => {
    const { store } = aLog([]);
    expect(store.value('cursor')).toBeUndefined();
    store.setValue('cursor', { at: 1, list: [null, 'x'] }, t0);
    store.setValue('cursor', { at: 2 }, t0);
    expect(store.value('cursor')).toEqual({ at: 2 });

    const lane = {
      remote: 'fieldnation',
      pausedUntil: t0,
      pauseReason: anError,
      breaker: 'half-open',
      consecutiveFailures: 4,
    } as const;
    store.saveLane(lane);
    store.saveLane({ ...lane, pausedUntil: null, pauseReason: null });
    expect(store.lanes()).toEqual([{ ...lane, pausedUntil: null, pauseReason: null }]);

    store.ignoreTickets([3, 1, 3]);
    store.forgetIgnored([3]);
    expect([store.isIgnored(1), store.isIgnored(3), store.ignoredTickets()]).toEqual([true, false, [1]]);
  });
});

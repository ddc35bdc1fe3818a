import { describe, expect, it } from 'vitest';
import { bodyForgotten } from '../../../src/core/store/rows/retention.ts';
import type { RequestRecord } from '../../../src/shared/domain/log-details.ts';
import { anError, aSettlement, claimed, inMemoryStore, t0, ticket } from './in-memory.ts';

/* Bodies are nearly all of what the requests of runs take. */

const day = 86_400_000;

const request = (n: number, change: Partial<RequestRecord> = {}): RequestRecord => ({
  n,
  at: t0,
  remote: 'fieldnation',
  label: 'Change the title',
  method: 'PUT',
  target: 'api.fieldnation.com/api/rest/v2/workorders/7',
  status: 200,
  durationMs: 80,
  requestId: 'r-1',
  request: '{"title":"Printer"}',
  response: '{"id":7}',
  error: null,
  ...change,
});

/** One run a ticket, each at its own time. */
function runs(store: ReturnType<typeof inMemoryStore>, ended: readonly ('done' | 'dead')[], at: number): number[] {
  return ended.map((kind, index) => {
    store.enqueue({ target: ticket(index + 1), cause: 'poll', runAt: at }, { now: at, revive: true });
    const job = claimed(store, at);
    const outcome = kind === 'done' ? ({ kind } as const) : ({ kind, error: anError } as const);
    const requests = [request(1), request(2, { method: 'GET', request: null }), request(3, { error: 'Refused.' })];
    store.settleJob(aSettlement(job, { now: at, outcome, requests: { requests, inAll: 3 } }));
    return job.attemptId;
  });
}

function pruned(store: ReturnType<typeof inMemoryStore>, now: number): number {
  let chunks = 1;
  while (store.pruneChunk(now)) chunks += 1;
  return chunks;
}

function bodies(store: ReturnType<typeof inMemoryStore>, attemptId: number | undefined) {
  return store.db
    .all<{ request: string | null; response: string | null }>(
      'SELECT request, response FROM request WHERE attempt_id = ? ORDER BY n',
      attemptId ?? 0,
    )
    .map((row) => [row.request, row.response]);
}

const whole = [
  ['{"title":"Printer"}', '{"id":7}'],
  [null, '{"id":7}'],
  ['{"title":"Printer"}', '{"id":7}'],
];

describe('bodies of requests', () => {
  it('of a run that ended well go after 7 days, all but those that were refused; those of one that failed stay 30', () => {
    const store = inMemoryStore();
    const [well, failed] = runs(store, ['done', 'dead'], t0);
    pruned(store, t0 + 7 * day);
    expect(bodies(store, well)).toEqual(whole);
    pruned(store, t0 + 7 * day + 1);
    expect(bodies(store, well)).toEqual([
      [bodyForgotten, bodyForgotten],
      // There was none: it does not begin to look as if there had been one.
      [null, bodyForgotten],
      whole[2],
    ]);
    pruned(store, t0 + 30 * day);
    expect(bodies(store, failed)).toEqual(whole);
    pruned(store, t0 + 30 * day + 1);
    expect([bodies(store, failed), bodies(store, well)]).toEqual([[], []]);
  });

  it('go in chunks, from where the last time ended', () => {
    const store = inMemoryStore();
    const all = runs(
      store,
      Array.from({ length: 120 }, () => 'done' as const),
      t0,
    );
    const later = runs(store, ['done'], t0 + day);
    expect(pruned(store, t0 + 7 * day + 1)).toBe(6);
    for (const id of all) expect(bodies(store, id)[0]).toEqual([bodyForgotten, bodyForgotten]);
    expect(bodies(store, later[0])).toEqual(whole);
    expect(pruned(store, t0 + 8 * day + 1)).toBe(2);
    expect(bodies(store, later[0])[0]).toEqual([bodyForgotten, bodyForgotten]);
    expect(pruned(store, t0 + 8 * day + 1)).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { JobOutcome } from '../../../src/core/store/port.ts';
import { aConflict, anError, aPair, aSettlement, claimed, inMemoryStore, settleLink, t0, ticket } from './in-memory.ts';

const day = 86_400_000;

/** Jobs that ended for a person, each with its error. */
function withEnds(ends: readonly { kind: 'dead' | 'held'; code: string }[]) {
  const store = inMemoryStore();
  const ids = ends.map(({ kind, code }, n) => {
    store.enqueue({ target: ticket(n + 1), cause: 'poll', runAt: t0 }, { now: t0 });
    const job = claimed(store);
    const outcome: JobOutcome = { kind, error: { ...anError, code, message: `Message ${n}` } };
    store.settleJob(aSettlement(job, { now: t0 + n, outcome }));
    return job.id;
  });
  return { store, ids };
}

describe('jobs that wait for a person', () => {
  it('are grouped by the code of their error, the largest group first, told with the newest sentence', () => {
    const { store } = withEnds([
      { kind: 'held', code: 'guard' },
      { kind: 'dead', code: 'a' },
      { kind: 'dead', code: 'b' },
      { kind: 'dead', code: 'a' },
      { kind: 'dead', code: 'guard' },
    ]);
    expect(store.attentionGroups()).toEqual([
      { code: 'a', state: 'dead', count: 2, oldestAt: t0 + 1, example: 'Message 3' },
      { code: 'guard', state: 'held', count: 1, oldestAt: t0, example: 'Message 0' },
      { code: 'b', state: 'dead', count: 1, oldestAt: t0 + 2, example: 'Message 2' },
      { code: 'guard', state: 'dead', count: 1, oldestAt: t0 + 4, example: 'Message 4' },
    ]);
    expect(inMemoryStore().attentionGroups()).toEqual([]);
  });

  it('of one kind are retried together, held ones are not', () => {
    const { store, ids } = withEnds([
      { kind: 'dead', code: 'a' },
      { kind: 'held', code: 'a' },
      { kind: 'dead', code: 'b' },
      { kind: 'dead', code: 'a' },
    ]);
    expect(store.retryKind('a', t0 + 10)).toBe(2);
    expect(store.retryKind('a', t0 + 10)).toBe(0);
    expect([claimed(store, t0 + 10).id, claimed(store, t0 + 10).id]).toEqual([ids[0], ids[3]]);
    expect(store.queueCounts()).toMatchObject({ dead: 1, held: 1 });
  });

  it('are discarded together with the reason; what runs or is over is left alone', () => {
    const { store, ids } = withEnds([
      { kind: 'dead', code: 'a' },
      { kind: 'held', code: 'a' },
    ]);
    store.enqueue({ target: ticket(9), cause: 'poll', runAt: t0 }, { now: t0 });
    const running = claimed(store);
    expect(store.discardJobs([...ids, ...ids, running.id, 999], 'Not needed', t0 + 5)).toBe(2);
    expect(store.discardJobs(ids, 'Again', t0 + 6)).toBe(0);
    expect(store.attention(9)).toEqual([]);
    expect(store.queueCounts().running).toBe(1);
    expect(store.db.all("SELECT reason FROM job WHERE state = 'discarded'")).toEqual([
      { reason: 'Not needed' },
      { reason: 'Not needed' },
    ]);
  });
});

describe('kept runs', () => {
  it('hold both records and the plan, and are paged newest first, of one link or of all', () => {
    const store = inMemoryStore();
    const { id: a } = store.openPair(aPair(1, 91));
    const { id: b } = store.openPair(aPair(2, 92));
    const plan = { base: {}, changes: [{ rule: 'title' }] };
    const records = (n: number) => ({ ticket: { id: n }, workOrder: null });
    const first = settleLink(store, a, { records: records(1), plan }, t0 + 1);
    const second = settleLink(store, b, { records: records(2) }, t0 + 2);
    const third = settleLink(store, a, { records: records(3), plan: null }, t0 + 3);
    const nothingRead = settleLink(store, a, { plan }, t0 + 4);
    const facts = (job: typeof first, at: number, linkId: number) => ({
      attemptId: job.attemptId,
      jobId: job.id,
      at,
      linkId,
    });
    const all = [facts(third, t0 + 3, a), facts(second, t0 + 2, b), facts(first, t0 + 1, a)];
    expect(store.runs({}, null, 10)).toEqual(all);
    expect(store.runs({}, null, 2)).toEqual(all.slice(0, 2));
    expect(store.runs({}, second.attemptId, 10)).toEqual(all.slice(2));
    expect(store.runs({ linkId: a }, null, 10)).toEqual([all[0], all[2]]);
    expect(store.runs({ linkId: a }, third.attemptId, 10)).toEqual([all[2]]);
    expect(store.keptRun(first.attemptId)).toEqual({ ...all[2], ticket: { id: 1 }, workOrder: null, plan });
    expect(store.keptRun(third.attemptId)).toMatchObject({ ticket: { id: 3 }, plan: null });
    expect(store.keptRun(nothingRead.attemptId)).toBeNull();
    expect(store.lastRecords(a)).toEqual({ at: t0 + 3, ticket: { id: 3 }, workOrder: null });
  });
});

describe('the events of a record', () => {
  it('are listed newest first, whatever became of them', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1, 91));
    const event = (name: string, occurrence: string, at: number) =>
      ({ recordType: 'workorder', recordId: 91, name, occurrence, at }) as const;
    settleLink(store, id, {
      eventsObserved: [event('A', '1', t0 + 5), event('B', '1', t0 + 9), event('C', '1', t0 + 9), event('A', '2', t0)],
    });
    const list = store.eventsOf({ recordType: 'workorder', recordId: 91 }, 3);
    expect(list).toEqual([
      { id: 3, name: 'C', occurrence: '1', at: t0 + 9, state: 'done' },
      { id: 2, name: 'B', occurrence: '1', at: t0 + 9, state: 'done' },
      { id: 1, name: 'A', occurrence: '1', at: t0 + 5, state: 'done' },
    ]);
    expect(store.eventsOf({ recordType: 'ticket', recordId: 91 }, 3)).toEqual([]);
  });
});

describe('retention', () => {
  it('forgets settled conflicts after 90 days, and never what waits nor the copies of a closed link', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1, 91));
    settleLink(store, id, { conflicts: [aConflict('old'), aConflict('waits')] });
    settleLink(store, id, { conflicts: [aConflict('waits'), aConflict('younger')] }, t0 + 1);
    settleLink(store, id, { conflicts: [aConflict('waits')] }, t0 + 2);
    const other = store.openPair(aPair(2, 92)).id;
    store.intendCopy({ linkId: other, kind: 'note', sourceId: '1', sourceHash: '', marker: '[CW#1]', detail: {} }, t0);
    store.closeLink(other, 'unlinked', t0);
    const rules = () =>
      store.db.all<{ rule_id: string }>('SELECT rule_id FROM conflict ORDER BY id').map((row) => row.rule_id);
    expect(rules()).toEqual(['old', 'waits', 'younger']);
    store.pruneChunk(t0 + 90 * day + 1);
    expect(rules()).toEqual(['old', 'waits', 'younger']);
    store.pruneChunk(t0 + 90 * day + 2);
    expect(rules()).toEqual(['waits', 'younger']);
    store.pruneChunk(t0 + 4000 * day);
    expect(rules()).toEqual(['waits']);
    expect(store.copies(other)).toHaveLength(1);
  });
});

describe('a profile that talks to another system now', () => {
  it('leaves no conflict, nothing half carried over, and no work order taken for one of the old side', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1, 91));
    settleLink(store, id, { conflicts: [aConflict('title')] });
    const copy = { sourceHash: '', marker: '', detail: {} };
    store.intendCopy({ ...copy, linkId: id, kind: 'note', sourceId: '1' }, t0);
    const done = store.intendCopy({ ...copy, linkId: id, kind: 'note', sourceId: '2' }, t0).copy;
    store.recordCopy(done.id, { targetId: '9' }, t0);
    store.intendCopy({ ...copy, linkId: null, kind: 'ticket', sourceId: '95' }, t0);
    expect(store.setAside(t0 + 1)).toBe(1);
    expect(store.link(id)).toMatchObject({
      state: 'closed',
      closedReason: 'The connection was changed to another system.',
    });
    expect(store.countConflicts()).toBe(0);
    expect(store.copies(id).map((one) => one.state)).toEqual(['skipped', 'done']);
    expect(store.looseCopy('ticket', '95')).toBeNull();
    expect(store.queueCounts()).toMatchObject({ ready: 0, running: 0 });
  });

  it("forgets what was remembered by the numbers of the old side, and keeps what is this program's own", () => {
    const store = inMemoryStore();
    const old = ['poll.tickets', 'start.approved', 'send.asked', 'create-tickets.after', 'create-tickets.looked'];
    for (const key of [...old, 'installation']) store.setValue(key, 'x', t0);
    store.setAside(t0 + 1);
    expect(old.map((key) => store.value(key))).toEqual(old.map(() => undefined));
    expect(store.value('installation')).toBe('x');
  });

  const registered = {
    callback: { id: 3, base: 'https://here.example', goodAt: 1 },
    webhook: { id: 'w1', base: 'https://here.example', goodAt: 1 },
    others: [{ id: 4 }],
    logReadTo: 17,
    resting: { callbacks: [4], webhook: 'w1' },
  };
  const remembering = () => {
    const store = inMemoryStore();
    store.setValue('reach.registered', registered, t0);
    store.setValue('reach.paused', [4], t0);
    store.setValue('subscription.webhook', 'w1', t0);
    store.setValue('webhook.choice', { state: 'off' }, t0);
    return store;
  };

  it('keeps what is registered, rests and was paused at ConnectWise when only Field Nation is another one', () => {
    const store = remembering();
    store.setAside(t0 + 1, ['fieldnation']);
    expect(store.value('reach.registered')).toEqual({
      callback: registered.callback,
      others: registered.others,
      resting: { callbacks: [4], webhook: null },
    });
    expect(store.value('reach.paused')).toEqual([4]);
    expect(store.value('subscription.webhook')).toBeUndefined();
    expect(store.value('webhook.choice')).toBeUndefined();
  });

  it('keeps the webhook and what was chosen for it when only ConnectWise is another one', () => {
    const store = remembering();
    store.setAside(t0 + 1, ['connectwise']);
    expect(store.value('reach.registered')).toEqual({
      webhook: registered.webhook,
      logReadTo: 17,
      resting: { callbacks: [], webhook: 'w1' },
    });
    expect(store.value('reach.paused')).toBeUndefined();
    expect(store.value('subscription.webhook')).toBe('w1');
    expect(store.value('webhook.choice')).toEqual({ state: 'off' });
  });
});

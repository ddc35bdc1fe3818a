import { describe, expect, it } from 'vitest';
import {
  aDelivery,
  anError,
  aSettlement,
  claimed,
  inMemoryStore,
  linkTarget,
  newLink,
  t0,
  ticket,
  workOrder,
} from './in-memory.ts';

const poll = (target: ReturnType<typeof ticket>, runAt = t0) => ({ target, cause: 'poll', runAt });

describe('the queue', () => {
  it('coalesces with the waiting job and takes the earlier time', () => {
    const store = inMemoryStore();
    const first = store.enqueue(poll(ticket(1), t0 + 500), { now: t0 });
    expect(store.enqueue(poll(ticket(1), t0 + 100), { now: t0 })).toEqual({ jobId: first.jobId, coalesced: true });
    expect(store.enqueue(poll(ticket(1), t0 + 900), { now: t0 })).toEqual({ jobId: first.jobId, coalesced: true });
    expect(store.nextRunAt()).toBe(t0 + 100);
    expect(store.queueCounts().ready).toBe(1);
  });

  it('takes times with a fraction, as a jittered backoff makes them', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1), t0 + 0.4), { now: t0 });
    expect(store.nextRunAt()).toBe(t0);
  });

  it('runs the oldest due job and leaves the ones that are not due', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1), t0 + 1000), { now: t0 });
    store.enqueue(poll(ticket(2), t0 + 20), { now: t0 });
    store.enqueue(poll(ticket(3), t0 + 10), { now: t0 });
    expect(store.claimJob(t0)).toBeNull();
    expect([claimed(store, t0 + 50).entityKey, claimed(store, t0 + 50).entityKey]).toEqual(['ticket:3', 'ticket:2']);
    expect(store.claimJob(t0 + 50)).toBeNull();
  });

  it('lets news wait behind the running job of the same record', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1)), { now: t0 });
    const running = claimed(store);
    expect(store.enqueue(poll(ticket(1)), { now: t0 }).coalesced).toBe(false);
    expect(store.claimJob(t0)).toBeNull();
    expect(store.nextRunAt()).toBeNull();
    store.settleJob(aSettlement(running));
    expect(store.nextRunAt()).toBe(t0);
    expect(claimed(store).id).not.toBe(running.id);
  });

  it('counts an attempt at claim and gives it back when the run says so', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1)), { now: t0 });
    for (const countAttempt of [true, false]) {
      store.settleJob(
        aSettlement(claimed(store), { outcome: { kind: 'retry', runAt: t0, countAttempt, error: anError } }),
      );
    }
    const third = claimed(store);
    expect(third.attempts).toBe(2);
    expect(third.lastError).toEqual(anError);
    expect(store.attempts(third.id).map((row) => row.outcome)).toEqual(['retry', 'postponed', null]);
  });

  it('ends a retry as superseded when news waits, which then keeps its backoff and attempts', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1)), { now: t0 });
    const old = claimed(store);
    const twin = store.enqueue(poll(ticket(1)), { now: t0 });
    store.settleJob(
      aSettlement(old, { outcome: { kind: 'retry', runAt: t0 + 5000, countAttempt: true, error: anError } }),
    );
    expect(store.queueCounts()).toMatchObject({ ready: 1, running: 0 });
    expect(store.claimJob(t0 + 4999)).toBeNull();
    const next = claimed(store, t0 + 5000);
    expect(next).toMatchObject({ id: twin.jobId, attempts: 2 });
  });

  it('refuses to settle a job twice', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1)), { now: t0 });
    const job = claimed(store);
    store.settleJob(aSettlement(job));
    expect(() => store.settleJob(aSettlement(job))).toThrow(expect.objectContaining({ code: 'store.job-not-running' }));
  });

  it('settles events, link, log, records, figures and follow-ups together or not at all', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1)), { now: t0 });
    const job = claimed(store);
    const observed = { recordType: 'workorder', recordId: 9, name: 'FN_WO_ASSIGNED', occurrence: '1', at: t0 } as const;
    const settlement = aSettlement(job, {
      eventsObserved: [observed, observed],
      followUps: [{ target: ticket(2), cause: 'follow-up', runAt: t0 }],
    });
    expect(() => store.settleJob({ ...settlement, link: { linkId: 99, state: 'open' } })).toThrow(
      expect.objectContaining({ code: 'store.unknown-link' }),
    );
    expect(store.queueCounts()).toMatchObject({ running: 1, ready: 0 });
    expect(store.endedRuns(t0, t0 + 1)).toEqual({ succeeded: 0, failed: 0 });
    store.settleJob(settlement);
    expect(store.endedRuns(t0, t0 + 1)).toEqual({ succeeded: 1, failed: 0 });
    expect(claimed(store).entityKey).toBe('ticket:2');
    expect(store.db.all('SELECT state FROM event')).toEqual([{ state: 'done' }]);
  });

  it('turns three interruptions into a dead job with an explanation', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1)), { now: t0 });
    for (const dead of [0, 0, 1]) {
      claimed(store);
      expect(store.recoverInterrupted(t0)).toEqual({ resumed: 1 - dead, dead });
    }
    const [item] = store.attention(10);
    expect(item?.lastError).toMatchObject({ code: 'job.interrupted', context: { entity: 'ticket:1' } });
    expect(store.attempts(item?.id ?? 0).map((row) => row.outcome)).toEqual([
      'interrupted',
      'interrupted',
      'interrupted',
    ]);
  });

  it('does not hold interruptions against a job that ended properly in between', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1)), { now: t0 });
    for (let round = 0; round < 4; round += 1) {
      claimed(store);
      expect(store.recoverInterrupted(t0)).toEqual({ resumed: 1, dead: 0 });
      store.settleJob(
        aSettlement(claimed(store), { outcome: { kind: 'retry', runAt: t0, countAttempt: false, error: null } }),
      );
    }
  });
});

describe('jobs that wait for a person', () => {
  function parked(kind: 'dead' | 'held') {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1)), { now: t0 });
    const job = claimed(store);
    store.settleJob(aSettlement(job, { outcome: { kind, error: anError } }));
    return { store, id: job.id };
  }

  it('keeps a dead job quiet under polls and wakes it by a delivery', () => {
    const { store, id } = parked('dead');
    expect(store.enqueue(poll(ticket(1)), { now: t0 })).toEqual({ jobId: id, coalesced: true });
    expect(store.claimJob(t0)).toBeNull();
    const delivery = store.acceptDelivery(aDelivery({ recordId: 1 }), { maxUnverified: 1 });
    expect(store.queueDelivery(delivery.id, [], { target: ticket(1), cause: 'callback', runAt: t0 }, t0).jobId).toBe(
      id,
    );
    expect(claimed(store)).toMatchObject({ id, attempts: 1, cause: 'callback' });
  });

  it('revives a dead job with no attempts used', () => {
    const { store, id } = parked('dead');
    expect(store.enqueue(poll(ticket(1)), { now: t0, revive: true })).toEqual({ jobId: id, coalesced: true });
    expect(claimed(store)).toMatchObject({ id, attempts: 1 });
  });

  it('shows one question per record: the newest', () => {
    const { store, id } = parked('held');
    store.enqueue(poll(ticket(1)), { now: t0, revive: true });
    const second = claimed(store);
    expect(second.id).not.toBe(id);
    store.settleJob(aSettlement(second, { outcome: { kind: 'held', error: anError } }));
    expect(store.attention(10).map((item) => item.id)).toEqual([second.id]);
  });

  it('forgets the question once a later run converged', () => {
    const { store } = parked('held');
    store.enqueue(poll(ticket(1)), { now: t0, revive: true });
    store.settleJob(aSettlement(claimed(store)));
    expect(store.attention(10)).toEqual([]);
  });

  it('runs an approved job again and remembers the approval, also through a newer waiting job', () => {
    const { store, id } = parked('held');
    expect(store.retryJobs([id], t0)).toBe(0);
    const twin = store.enqueue(poll(ticket(1), t0 + 60_000), { now: t0, revive: true });
    expect(store.isApproved(twin.jobId)).toBe(false);
    expect(store.approveJobs([id, id], t0)).toBe(1);
    expect(claimed(store).id).toBe(twin.jobId);
    expect(store.isApproved(twin.jobId)).toBe(true);
    expect(store.queueCounts()).toMatchObject({ held: 0, running: 1, ready: 0 });
  });

  it('retries dead jobs and says how many', () => {
    const { store, id } = parked('dead');
    expect(store.approveJobs([id], t0)).toBe(0);
    expect(store.retryJobs([id, 999], t0)).toBe(1);
    expect(claimed(store)).toMatchObject({ id, attempts: 1 });
  });

  it('discards with a reason, but not under a running job', () => {
    const { store, id } = parked('dead');
    store.discardJob(id, 'Cancelled by the customer', t0);
    expect(store.attention(10)).toEqual([]);
    expect(store.db.get('SELECT state, reason FROM job WHERE id = ?', id)).toEqual({
      state: 'discarded',
      reason: 'Cancelled by the customer',
    });
    store.enqueue(poll(ticket(2)), { now: t0 });
    const running = claimed(store);
    expect(() => store.discardJob(running.id, '', t0)).toThrow(expect.objectContaining({ code: 'store.job-running' }));
  });
});

describe('links and their jobs', () => {
  it('refuses a second open link for a ticket', () => {
    const store = inMemoryStore();
    store.openLink(newLink(1042, 1));
    expect(() => store.openLink(newLink(1042, 1))).toThrow(expect.objectContaining({ code: 'store.link-exists' }));
  });

  it('opens a second link for a revisit under the next marker once the first is closed', () => {
    const store = inMemoryStore();
    const first = store.openLink(newLink(1042, 1));
    expect(first.link.marker).toBe('DBR-7f3a2c-1042-1');
    store.recordIntentResult(first.intent.id, '91422', t0);
    store.enqueue(poll(linkTarget(first.link.id)), { now: t0 });
    store.settleJob(aSettlement(claimed(store), { link: { linkId: first.link.id, state: 'closed' } }));
    expect(store.openLinkByTicket(1042)).toBeNull();
    expect(store.openLinkByWorkOrder(91422)).toBeNull();
    const second = store.openLink(newLink(1042, 1));
    expect(second.link.marker).toBe('DBR-7f3a2c-1042-2');
    expect(store.linkByMarker('DBR-7f3a2c-1042-1')?.state).toBe('closed');
    expect(store.countLinks()).toEqual({ open: 0, creating: 1, closed: 1 });
  });

  it('gives the ticket job that opens a link, and what waits behind it, to the link', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1042)), { now: t0 });
    const job = claimed(store);
    store.enqueue(poll(ticket(1042)), { now: t0 });
    const { link } = store.openLink(newLink(1042, job.id));
    expect(store.enqueue(poll(ticket(1042)), { now: t0 })).toMatchObject({ coalesced: true });
    expect(store.claimJob(t0)).toBeNull();
    store.settleJob(aSettlement(job, { link: { linkId: link.id, state: 'open' } }));
    expect(claimed(store).target).toEqual(linkTarget(link.id));
  });

  it('gives jobs of a work order to its link when the link learns the number, joining two waiting ones', () => {
    const store = inMemoryStore();
    const { link, intent } = store.openLink(newLink(1042, 1));
    store.enqueue(poll(workOrder(91422), t0 + 10), { now: t0 });
    store.enqueue(poll(linkTarget(link.id), t0 + 90), { now: t0 });
    store.recordIntentResult(intent.id, '91422', t0);
    expect(store.link(link.id)?.workOrderId).toBe(91422);
    expect(store.openIntents(link.id)).toEqual([]);
    expect(store.queueCounts().ready).toBe(1);
    expect(store.nextRunAt()).toBe(t0 + 10);
    expect(store.enqueue(poll(workOrder(91422)), { now: t0 }).coalesced).toBe(true);
  });

  it('never claims a link beside a run that was claimed under its work order', () => {
    const store = inMemoryStore();
    const { link, intent } = store.openLink(newLink(1042, 1));
    store.enqueue(poll(linkTarget(link.id)), { now: t0 });
    const linkRun = claimed(store);
    store.enqueue(poll(workOrder(91422)), { now: t0 });
    const stray = claimed(store);
    store.recordIntentResult(intent.id, '91422', t0);
    store.settleJob(aSettlement(linkRun));
    store.enqueue(poll(linkTarget(link.id)), { now: t0 });
    expect(store.claimJob(t0)).toBeNull();
    expect(store.nextRunAt()).toBeNull();
    store.settleJob(aSettlement(stray, { outcome: { kind: 'retry', runAt: t0, countAttempt: false, error: null } }));
    expect(store.queueCounts()).toMatchObject({ ready: 1, running: 0 });
    expect(claimed(store).target).toEqual(linkTarget(link.id));
  });

  it('hands a run on a link the open events of both its records, oldest first', () => {
    const store = inMemoryStore();
    const { link, intent } = store.openLink(newLink(1042, 1));
    store.recordIntentResult(intent.id, '91422', t0);
    const at = (n: number, recordType: 'ticket' | 'workorder', recordId: number) =>
      ({ recordType, recordId, name: `E${n}`, occurrence: `${n}`, at: t0 + n }) as const;
    const events = [at(3, 'workorder', 91422), at(1, 'ticket', 1042), at(2, 'workorder', 91422), at(4, 'ticket', 7)];
    const { id } = store.acceptDelivery(aDelivery(), { maxUnverified: 1 });
    store.queueDelivery(id, events, { target: workOrder(91422), cause: 'webhook', runAt: t0 }, t0);
    const job = claimed(store);
    expect(job.target).toEqual(linkTarget(link.id));
    expect(job.events.map((event) => event.name)).toEqual(['E1', 'E2', 'E3']);
  });

  it('hands events of a revisited ticket to its new link only', () => {
    const store = inMemoryStore();
    const first = store.openLink(newLink(1042, 1));
    store.enqueue(poll(linkTarget(first.link.id)), { now: t0 });
    const closing = claimed(store);
    store.enqueue(poll(linkTarget(first.link.id)), { now: t0 });
    store.settleJob(aSettlement(closing, { link: { linkId: first.link.id, state: 'closed' } }));
    const second = store.openLink(newLink(1042, 1));
    const { id } = store.acceptDelivery(aDelivery(), { maxUnverified: 1 });
    const event = { recordType: 'ticket', recordId: 1042, name: 'E', occurrence: '1', at: t0 } as const;
    store.queueDelivery(id, [event], { target: ticket(1042), cause: 'callback', runAt: t0 }, t0);
    const runs = [claimed(store), claimed(store)];
    expect(runs.map((run) => [run.entityKey, run.events.length])).toEqual([
      [`link:${first.link.id}`, 0],
      [`link:${second.link.id}`, 1],
    ]);
  });

  it('refuses a work order that another open link has', () => {
    const store = inMemoryStore();
    const one = store.openLink(newLink(1, 1));
    const two = store.openLink(newLink(2, 1));
    store.recordIntentResult(one.intent.id, '91422', t0);
    expect(() => store.recordIntentResult(two.intent.id, '91422', t0)).toThrow(
      expect.objectContaining({ code: 'store.link-exists', message: expect.stringContaining('91422') }),
    );
    expect(store.openIntents(two.link.id)).toHaveLength(1);
  });

  it('remembers when a create was last sent, counts recent intents, and abandons those of a closed link', () => {
    const store = inMemoryStore();
    const { link, intent } = store.openLink(newLink(1, 1));
    expect(intent).toMatchObject({ sentAt: t0, createdAt: t0, sourceId: '1', marker: link.marker, state: 'open' });
    store.markIntentSent(intent.id, t0 + 5);
    expect(store.openIntents(link.id)[0]?.sentAt).toBe(t0 + 5);
    expect([store.countIntents('create-work-order', t0), store.countIntents('create-work-order', t0 + 1)]).toEqual([
      1, 0,
    ]);
    store.enqueue(poll(linkTarget(link.id)), { now: t0 });
    store.settleJob(aSettlement(claimed(store), { link: { linkId: link.id, state: 'closed' } }));
    expect(store.openIntents(link.id)).toEqual([]);
  });

  it('keeps base values that are missing on one side apart from null', () => {
    const store = inMemoryStore();
    const { link } = store.openLink(newLink(1, 1));
    const base = { title: { source: 'Printer', target: undefined }, note: { source: null, target: ['a', 1] } };
    store.enqueue(poll(linkTarget(link.id)), { now: t0 });
    store.settleJob(
      aSettlement(claimed(store), {
        link: { linkId: link.id, base, seenMilestones: { assigned: t0 } },
        records: { ticket: { id: 1 }, workOrder: null },
      }),
    );
    expect(store.link(link.id)).toMatchObject({ base, seenMilestones: { assigned: t0 } });
    expect(store.lastRecords(link.id)).toEqual({ at: t0, ticket: { id: 1 }, workOrder: null });
    expect(store.lastRecords(99)).toBeNull();
  });

  it('finds links by number, summary, company and provider', () => {
    const store = inMemoryStore();
    const one = store.openLink(newLink(1042, 1));
    store.openLink({ ...newLink(10425, 1), ticketSummary: '100% busy', companyName: 'Borealis' });
    store.recordIntentResult(one.intent.id, '91422', t0);
    const found = (text: string): number[] => store.searchLinks(text, 10).map((link) => link.ticketId);
    expect(found('1042')).toEqual([1042, 10425]);
    expect(found('#91422')).toEqual([1042]);
    expect(found('borea')).toEqual([10425]);
    expect(found('0% b')).toEqual([10425]);
    expect(found('%')).toEqual([10425]);
    expect(found('').length).toBe(2);
  });
});

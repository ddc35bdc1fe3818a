import { describe, expect, it } from 'vitest';
import {
  aConflict,
  anError,
  aPair,
  aSettlement,
  claimed,
  inMemoryStore,
  linkTarget,
  newLink,
  settleLink,
  t0,
  ticket,
  workOrder,
} from './in-memory.ts';

const poll = (target: ReturnType<typeof ticket>, runAt = t0) => ({ target, cause: 'poll', runAt });
const jobsOf = (store: ReturnType<typeof inMemoryStore>) =>
  store.db.all<{ entity_key: string; state: string; reason: string | null }>(
    'SELECT entity_key, state, reason FROM job ORDER BY id',
  );
const aCopy = (linkId: number, sourceId: string) =>
  ({ linkId, kind: 'note', sourceId, sourceHash: 'h', marker: `[CW#${sourceId}]`, detail: {} }) as const;

describe('linking two records that exist', () => {
  it('opens the pair with what is known of it, takes over the jobs of both, and looks at it at once', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1042), t0 + 500), { now: t0 });
    store.enqueue(poll(workOrder(91422), t0 + 900), { now: t0 });
    const link = store.openPair(
      aPair(1042, 91422, { base: { title: { source: 'a', target: 'a' } }, seen: { first: 'connectwise' } }),
    );
    expect(link).toEqual({
      id: 1,
      state: 'open',
      ticketId: 1042,
      workOrderId: 91422,
      marker: 'DBR-7f3a2c-1042-1',
      ticketSummary: 'Printer of ticket 1042',
      companyName: 'Acme',
      ticketStatus: 'Dispatch',
      workOrderStatus: 'Assigned',
      providerName: '',
      base: { title: { source: 'a', target: 'a' } },
      mappingVersion: 0,
      seenMilestones: {},
      seen: { first: 'connectwise' },
      origin: 'person',
      closedReason: '',
      createdAt: t0,
      updatedAt: t0,
      lastSyncedAt: null,
    });
    expect(jobsOf(store).filter((job) => job.state === 'ready')).toMatchObject([{ entity_key: 'link:1' }]);
    expect(claimed(store)).toMatchObject({ entityKey: 'link:1' });
  });

  it('lets the run that made the ticket of a work order go on as the link, and runs again behind it', () => {
    const store = inMemoryStore();
    store.enqueue(poll(workOrder(91422)), { now: t0 });
    const run = claimed(store);
    const link = store.openPair(aPair(1042, 91422, { origin: 'workorder' }));
    expect(link.origin).toBe('workorder');
    expect(jobsOf(store)).toMatchObject([
      { entity_key: 'link:1', state: 'running' },
      { entity_key: 'link:1', state: 'ready' },
    ]);
    store.settleJob(aSettlement(run));
    expect(claimed(store).entityKey).toBe('link:1');
  });

  it('is refused when one of the two is linked already', () => {
    const store = inMemoryStore();
    store.openPair(aPair(1042, 91422));
    const refusal = expect.objectContaining({ code: 'store.link-exists' });
    expect(() => store.openPair(aPair(1042, 91500))).toThrow(refusal);
    expect(() => store.openPair(aPair(1077, 91422))).toThrow(refusal);
    expect(() => store.openLink(newLink(1042, 1))).toThrow(refusal);
    expect(store.countLinks()).toEqual({ open: 1, creating: 0, closed: 0 });
  });

  it('numbers the markers of a ticket on, after a link that was made the other way too', () => {
    const store = inMemoryStore();
    store.closeLink(store.openPair(aPair(1042, 91422)).id, 'unlinked', t0);
    const { link } = store.openLink(newLink(1042, 1));
    expect([link.marker, link.origin]).toEqual(['DBR-7f3a2c-1042-2', 'ticket']);
    expect(store.linksOfTicket(1042).map((one) => one.id)).toEqual([2, 1]);
    expect(store.linksOfWorkOrder(91422).map((one) => one.id)).toEqual([1]);
  });
});

describe('closing a link', () => {
  it('keeps why, discards what waits, and abandons what was under way', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1042)), { now: t0 });
    const { link } = store.openLink(newLink(1042, claimed(store).id));
    store.recoverInterrupted(t0);
    store.intendCopy(aCopy(link.id, '1'), t0);
    settleLink(store, link.id, { outcome: { kind: 'dead', error: anError }, conflicts: [aConflict('title')] });
    store.enqueue(poll(linkTarget(link.id)), { now: t0 });
    store.closeLink(link.id, 'Unlinked by jdoe.', t0 + 5);
    expect(store.link(link.id)).toMatchObject({
      state: 'closed',
      closedReason: 'Unlinked by jdoe.',
      updatedAt: t0 + 5,
    });
    expect(jobsOf(store).map((job) => [job.state, job.reason])).toEqual([['discarded', 'Unlinked by jdoe.']]);
    expect([store.openIntents(link.id), store.countConflicts()]).toEqual([[], 0]);
    expect(store.copies(link.id)).toMatchObject([
      { state: 'skipped', detail: { reason: 'The link was closed while this was under way.' } },
    ]);
    expect([store.openLinkByTicket(1042), store.countLinks().closed]).toEqual([null, 1]);
  });

  it('twice keeps the first reason; one that is not there is a mistake', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1042, 91422));
    store.closeLink(id, 'first', t0);
    store.closeLink(id, 'second', t0 + 1);
    expect(store.link(id)).toMatchObject({ closedReason: 'first', updatedAt: t0 });
    expect(() => store.closeLink(9, 'x', t0)).toThrow('There is no link 9.');
    expect(() => store.reopenLink(9, t0)).toThrow('There is no link 9.');
  });

  it('ignores the events nobody acted on; the run under way settles those it acts on', () => {
    const event = (occurrence: string) =>
      ({ recordType: 'ticket', recordId: 1042, name: 'E', occurrence, at: t0 }) as const;
    const states = (store: ReturnType<typeof inMemoryStore>) =>
      store.eventsOf({ recordType: 'ticket', recordId: 1042 }, 9).map((one) => `${one.occurrence} ${one.state}`);
    const deliver = (store: ReturnType<typeof inMemoryStore>, occurrence: string): void => {
      const { id } = store.acceptDelivery(
        {
          source: 'connectwise',
          deliveryId: occurrence,
          receivedAt: t0,
          state: 'verified',
          recordType: 'ticket',
          recordId: 1042,
          action: 'updated',
          actor: '',
          headers: {},
          body: '',
        },
        { maxUnverified: 1 },
      );
      store.queueDelivery(id, [event(occurrence)], poll(ticket(1042)), t0);
    };
    const idle = inMemoryStore();
    const one = idle.openPair(aPair(1042, 91422));
    deliver(idle, 'a');
    idle.closeLink(one.id, 'unlinked', t0);
    expect(states(idle)).toEqual(['a ignored']);

    const busy = inMemoryStore();
    const other = busy.openPair(aPair(1042, 91422));
    deliver(busy, 'a');
    const run = claimed(busy);
    deliver(busy, 'b');
    busy.closeLink(other.id, 'unlinked', t0);
    busy.settleJob(aSettlement(run));
    expect(states(busy)).toEqual(['b ignored', 'a done']);
    expect(busy.nextRunAt()).toBeNull();
  });

  it('is final for a run under way: whatever it says, the link stays closed and nothing follows', () => {
    for (const outcome of [
      { kind: 'done' },
      { kind: 'retry', runAt: t0, countAttempt: false, error: anError },
      { kind: 'dead', error: anError },
      { kind: 'held', error: anError },
    ] as const) {
      const store = inMemoryStore();
      const { id } = store.openPair(aPair(1042, 91422));
      const run = claimed(store);
      store.closeLink(id, 'unlinked', t0);
      store.settleJob(
        aSettlement(run, {
          outcome,
          link: { linkId: id, state: 'open', ticketStatus: 'Assigned' },
          conflicts: [aConflict('title')],
          followUps: [poll(linkTarget(id)), poll(ticket(7))],
        }),
      );
      expect(store.link(id)).toMatchObject({ state: 'closed', closedReason: 'unlinked', ticketStatus: 'Assigned' });
      expect(jobsOf(store).map((job) => [job.entity_key, job.state])).toEqual([
        [`link:${id}`, outcome.kind === 'done' ? 'done' : 'discarded'],
        ['ticket:7', 'ready'],
      ]);
      expect(store.countConflicts()).toBe(0);
    }
  });

  it('takes nothing from a link that a run closes by itself either', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1042, 91422));
    store.intendCopy(aCopy(id, '1'), t0);
    settleLink(store, id, { conflicts: [aConflict('title')] });
    settleLink(store, id, { link: { linkId: id, state: 'closed' }, conflicts: [aConflict('title')] });
    expect(store.countConflicts()).toBe(0);
    expect(store.copies(id)).toMatchObject([{ state: 'skipped' }]);
  });
});

describe('a run whose link was closed while it was about to make a work order', () => {
  it('goes on as the run of the link it opens, with nothing of the old one left over', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1042)), { now: t0 });
    const run = claimed(store);
    store.closeLink(store.openPair(aPair(1042, 91422)).id, 'unlinked', t0);
    const { link } = store.openLink(newLink(1042, run.id));
    store.settleJob(
      aSettlement(run, { outcome: { kind: 'retry', runAt: t0 + 5, countAttempt: true, error: anError } }),
    );
    expect(jobsOf(store).filter((job) => job.state === 'ready')).toEqual([
      { entity_key: `link:${link.id}`, state: 'ready', reason: null },
    ]);
  });

  it('is put back after a kill and ends as a run of a closed link', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1042, 91422));
    claimed(store);
    store.closeLink(id, 'unlinked', t0);
    expect(store.recoverInterrupted(t0)).toEqual({ resumed: 1, dead: 0 });
    store.settleJob(aSettlement(claimed(store)));
    expect(jobsOf(store).map((job) => job.state)).toEqual(['done']);
  });
});

describe('opening a closed link again', () => {
  it('brings back base, maps and what was under way, and looks at it at once', () => {
    const store = inMemoryStore();
    const base = { title: { source: 'a', target: 'b' } };
    const { id } = store.openPair(aPair(1042, 91422, { base, seen: { notes: { cursor: 3 } } }));
    settleLink(store, id, {});
    const sent = store.intendCopy(aCopy(id, '1'), t0).copy;
    store.recordCopy(store.intendCopy(aCopy(id, '2'), t0).copy.id, { targetId: '9' }, t0);
    store.skipCopies([{ ...aCopy(id, '3'), detail: { reason: 'internal' } }], t0);
    store.closeLink(id, 'unlinked', t0);
    store.enqueue(poll(ticket(1042)), { now: t0 });
    expect(store.reopenLink(id, t0 + 5)).toMatchObject({
      id,
      state: 'open',
      base,
      seen: { notes: { cursor: 3 } },
      closedReason: '',
      updatedAt: t0 + 5,
    });
    expect(store.copies(id).map((copy) => [copy.sourceId, copy.state])).toEqual([
      ['1', 'intended'],
      ['2', 'done'],
      ['3', 'skipped'],
    ]);
    expect(store.copies(id)[0]).toEqual(sent);
    expect(jobsOf(store).filter((job) => job.state === 'ready')).toMatchObject([{ entity_key: `link:${id}` }]);
    expect(store.reopenLink(id, t0 + 9)).toMatchObject({ updatedAt: t0 + 5 });
  });

  it('whose work order was never made goes on looking for it before it makes one', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1042)), { now: t0 });
    const run = claimed(store);
    const { link, intent } = store.openLink(newLink(1042, run.id));
    store.closeLink(link.id, 'unlinked', t0);
    store.settleJob(aSettlement(run));
    expect(store.reopenLink(link.id, t0)).toMatchObject({ state: 'creating', workOrderId: null });
    expect(store.openIntents(link.id)).toEqual([intent]);
  });

  it('keeps the number of a work order that a create under way brought in after the link was closed', () => {
    const store = inMemoryStore();
    store.enqueue(poll(ticket(1042)), { now: t0 });
    const { link, intent } = store.openLink(newLink(1042, claimed(store).id));
    store.closeLink(link.id, 'unlinked', t0);
    store.recordIntentResult(intent.id, '91422', t0);
    expect(store.link(link.id)).toMatchObject({ state: 'closed', workOrderId: 91422 });
    expect(store.reopenLink(link.id, t0)).toMatchObject({ state: 'open', workOrderId: 91422 });
  });

  it('lets the run that was told to end go on', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1042, 91422));
    const run = claimed(store);
    store.closeLink(id, 'unlinked', t0);
    store.reopenLink(id, t0);
    store.settleJob(
      aSettlement(run, { outcome: { kind: 'retry', runAt: t0 + 7, countAttempt: true, error: anError } }),
    );
    expect(jobsOf(store).filter((job) => job.state === 'ready')).toMatchObject([{ reason: null }]);
    expect(store.nextRunAt()).toBe(t0 + 7);
  });

  it('is refused while one of its records is linked elsewhere', () => {
    for (const [ticketId, workOrderId] of [
      [1042, 91500],
      [1077, 91422],
    ] as const) {
      const store = inMemoryStore();
      const { id } = store.openPair(aPair(1042, 91422));
      store.closeLink(id, 'unlinked', t0);
      store.openPair(aPair(ticketId, workOrderId));
      expect(() => store.reopenLink(id, t0)).toThrow(expect.objectContaining({ code: 'store.link-exists' }));
      expect(store.link(id)?.state).toBe('closed');
    }
  });
});

describe('a ticket that was merged into another', () => {
  it('takes its link along, with the jobs of the other and news about itself', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1042, 91422));
    const run = claimed(store);
    store.enqueue(poll(ticket(1077), t0 + 50), { now: t0 });
    const { id: delivery } = store.acceptDelivery(
      {
        source: 'connectwise',
        deliveryId: 'm',
        receivedAt: t0,
        state: 'verified',
        recordType: 'ticket',
        recordId: 1042,
        action: 'updated',
        actor: '',
        headers: {},
        body: '',
      },
      { maxUnverified: 1 },
    );
    const news = { recordType: 'ticket', recordId: 1042, name: 'E', occurrence: 'late', at: t0 } as const;
    store.queueDelivery(delivery, [news], poll(ticket(1042), t0 + 60), t0);
    store.settleJob(aSettlement(run, { link: { linkId: id, ticketId: 1077, ticketSummary: 'Merged' } }));
    expect(store.link(id)).toMatchObject({ ticketId: 1077, ticketSummary: 'Merged', marker: 'DBR-7f3a2c-1042-1' });
    expect([store.openLinkByTicket(1042), store.openLinkByTicket(1077)?.id]).toEqual([null, id]);
    const ready = store.db.all("SELECT entity_key, run_at FROM job WHERE state = 'ready' ORDER BY entity_key");
    expect(ready).toEqual([
      { entity_key: `link:${id}`, run_at: t0 + 50 },
      { entity_key: 'ticket:1042', run_at: t0 },
    ]);
    expect(claimed(store)).toMatchObject({ entityKey: 'ticket:1042', events: [{ occurrence: 'late' }] });
  });

  it('is refused when the other has an open link, and the whole settlement with it', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1042, 91422));
    store.openPair(aPair(1077, 91500));
    const run = claimed(store);
    const settlement = aSettlement(run, { link: { linkId: id, ticketId: 1077 }, conflicts: [aConflict('title')] });
    expect(() => store.settleJob(settlement)).toThrow(expect.objectContaining({ code: 'store.link-exists' }));
    expect([store.link(id)?.ticketId, store.countConflicts(), store.queueCounts().running]).toEqual([1042, 0, 1]);
  });

  it('does not make its old number give out a marker twice', () => {
    const store = inMemoryStore();
    store.closeLink(store.openPair(aPair(1042, 91422)).id, 'revisit', t0);
    const { id } = store.openPair(aPair(1042, 91500));
    settleLink(store, id, { link: { linkId: id, ticketId: 1077 } });
    expect(store.openPair(aPair(1042, 91600)).marker).toBe('DBR-7f3a2c-1042-3');
    expect(store.linksOfTicket(1077).map((link) => link.marker)).toEqual(['DBR-7f3a2c-1042-2']);
  });
});

describe('what a run remembers', () => {
  it('is kept with the link, as a whole', () => {
    const store = inMemoryStore();
    const { id } = store.openPair(aPair(1042, 91422, { seen: { a: 1 } }));
    settleLink(store, id, {});
    expect(store.link(id)?.seen).toEqual({ a: 1 });
    settleLink(store, id, { link: { linkId: id, seen: { b: [1, null, { c: 'd' }] } } });
    expect(store.link(id)?.seen).toEqual({ b: [1, null, { c: 'd' }] });
  });
});

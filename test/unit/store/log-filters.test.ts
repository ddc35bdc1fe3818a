import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity, ActivityFilter, NewActivity } from '../../../src/shared/domain/activity.ts';
import { aDelivery, anActivity, aSettlement, claimed, inMemoryStore, t0, ticket } from './in-memory.ts';

const minute = 60_000;
const sides = ['connectwise', 'fieldnation', 'app'] as const;
const directions = ['inbound', 'outbound', 'none'] as const;
const results = ['ok', 'working', 'waiting', 'attention', 'error'] as const;
const kinds = ['ticket.status', 'ticket.not-sent', 'ticketing', 'event.FN_WO_ASSIGNED', 'event.FN_WO_PAID'];
const words = ['printer', 'print', 'prince', 'access', 'a', 'Müller', '1042'];
const ids = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });

/** `late` is how long before it was written down a line happened (minutes). */
const line = fc.record({
  side: fc.constantFrom(...sides),
  direction: fc.constantFrom(...directions),
  result: fc.constantFrom(...results),
  kind: fc.constantFrom(...kinds),
  message: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((some) => some.join(' ')),
  linkId: ids,
  ticketId: ids.map((id) => (id === null ? null : id + 1040)),
  workOrderId: ids.map((id) => (id === null ? null : id + 90)),
  jobId: ids,
  step: fc.integer({ min: 0, max: 3 }),
  late: fc.constantFrom(0, 0, 0, 0.5, 2, 400),
});
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 3 });
const filters = fc.record({
  text: maybe(fc.constantFrom('prin', 'printer', 'pri acc', 'a', 'mul', '1042', 'nowhere', '-')),
  side: maybe(fc.constantFrom(...sides)),
  direction: maybe(fc.constantFrom(...directions)),
  result: maybe(fc.subarray([...results], { minLength: 1 })),
  kinds: maybe(fc.subarray(['ticket', 'ticket.', 'event.FN_WO_', 'event.FN_WO_PAID', 'none.'])),
  linkId: maybe(fc.integer({ min: 1, max: 3 })),
  ticketId: maybe(fc.integer({ min: 1041, max: 1043 })),
  workOrderId: maybe(fc.integer({ min: 91, max: 93 })),
  jobId: maybe(fc.integer({ min: 1, max: 3 })),
  from: maybe(fc.integer({ min: -420, max: 40 }).map((minutes) => t0 + minutes * minute)),
  to: maybe(fc.integer({ min: -420, max: 40 }).map((minutes) => t0 + minutes * minute)),
});

describe('any filter of the log', () => {
  it('finds exactly the lines that fit, in the order of the log, forwards and backwards, and counts them', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 40 }),
        fc.array(filters, { minLength: 1, maxLength: 6 }),
        (lines, asked) => {
          const store = inMemoryStore();
          let now = t0;
          const written = lines.map(({ step, late, ...rest }, index): Activity => {
            now += step * minute;
            const entry: NewActivity = { ...anActivity(), ...rest, at: now - late * minute };
            store.appendActivities([entry]);
            return { ...entry, id: index + 1 };
          });
          for (const one of asked) {
            const filter = Object.fromEntries(
              Object.entries(one).filter(([, value]) => value !== undefined),
            ) as ActivityFilter;
            const expected = written.filter((entry) => fits(entry, filter)).map(({ id }) => id);
            expect(pages(store, filter), JSON.stringify(filter)).toEqual([...expected].reverse());
            expect(upwards(store, filter), JSON.stringify(filter)).toEqual(expected);
            expect(store.countActivities(filter, 5)).toEqual({
              count: Math.min(5, expected.length),
              capped: expected.length > 5,
            });
          }
          store.library.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('of words that look like its own marks finds nothing by them', () => {
    const store = inMemoryStore();
    store.appendActivities([anActivity({ message: '\u{E000}rerror printer' }), anActivity({ result: 'error' })]);
    expect(store.activities({ result: ['error'], direction: 'none' }, null, 9).map(({ id }) => id)).toEqual([2]);
    expect(store.activities({ text: '\u{E000}rerror' }, null, 9).map(({ id }) => id)).toEqual([1]);
  });

  it('that names no kind takes every kind', () => {
    const store = inMemoryStore();
    store.appendActivities([anActivity()]);
    expect(store.activities({ kinds: [] }, null, 9)).toHaveLength(1);
  });
});

describe('a time in the log', () => {
  it('leads to the newest line noted by then, whatever lines tell of', () => {
    const store = inMemoryStore();
    expect(store.activityAt(t0)).toBeNull();
    const at = [0, 10, -500, 20, 20, -3, 30];
    store.appendActivities(at.map((minutes) => anActivity({ at: t0 + minutes * minute })));
    const found = (minutes: number) => store.activityAt(t0 + minutes * minute);
    expect([found(-1), found(0), found(10), found(19), found(20), found(29), found(30), found(999)]).toEqual([
      null,
      1,
      3,
      3,
      6,
      6,
      7,
      7,
    ]);
  });

  it('is not led astray by a line that tells of a time still to come', () => {
    const store = inMemoryStore();
    store.enqueue({ target: ticket(1042), cause: 'poll', runAt: t0 }, { now: t0 });
    const job = claimed(store);
    store.settleJob(aSettlement(job, { activities: [anActivity({ at: t0 + 90 * minute, message: 'Planned' })] }));
    store.appendActivities([anActivity({ at: t0 + minute })]);
    expect(store.activityAt(t0 + 2 * minute)).toBe(2);
    expect(store.activities({ from: t0 + 80 * minute }, null, 9)).toEqual([]);
  });
});

describe('what is kept of a run', () => {
  const request = {
    n: 1,
    at: t0,
    remote: 'fieldnation',
    label: 'the new work order',
    method: 'POST',
    target: 'api.fieldnation.com/workorders',
    status: 500,
    durationMs: 12.5,
    requestId: 'r-1',
    request: '{}',
    response: null,
    error: 'No.',
  } as const;

  function aRun() {
    const store = inMemoryStore();
    const { id } = store.acceptDelivery(aDelivery(), { maxUnverified: 5 });
    const event = {
      recordType: 'ticket',
      recordId: 1042,
      name: 'A',
      occurrence: 'delivery:message-1',
      at: t0,
    } as const;
    const { jobId } = store.queueDelivery(id, [event], { target: ticket(1042), cause: 'callback', runAt: t0 }, t0);
    store.appendActivities([anActivity({ kind: 'callback.received', jobId })]);
    const error = { code: 'x', kind: 'transient', message: 'No.', context: {} } as const;
    const retry = { kind: 'retry', runAt: t0 + 10, countAttempt: true, error } as const;
    const first = claimed(store);
    const requests = { requests: [request, { ...request, n: 2 }], inAll: 230 };
    const line = (message: string) => [anActivity({ message, jobId: first.id })];
    store.settleJob(
      aSettlement(first, { now: t0 + 5, outcome: retry, eventsDone: [], activities: line('failed'), requests }),
    );
    const second = claimed(store, t0 + 20);
    store.settleJob(aSettlement(second, { now: t0 + 30, activities: [...line('done'), ...line('also')] }));
    return { store, first, second };
  }

  it('leads from a line to its own attempt, its requests, what it answers and its other lines', () => {
    const { store, first, second } = aRun();
    const failed = store.logLine(2);
    expect(failed).toMatchObject({
      activity: { message: 'failed' },
      received: [
        { source: 'connectwise', deliveryId: 'message-1', at: t0, recordType: 'ticket', recordId: 1042, actor: 'jdoe' },
      ],
      run: { jobId: first.id, attemptId: first.attemptId, job: { state: 'done', cause: 'callback' } },
      requests: [request, { n: 2 }],
      inAll: 230,
    });
    expect(failed?.run?.attempts.map(({ outcome }) => outcome)).toEqual(['retry', 'done']);
    expect(failed?.siblings.map(({ kind }) => kind)).toEqual(['callback.received']);
    const done = store.logLine(3);
    expect(done).toMatchObject({ run: { attemptId: second.attemptId }, requests: [], inAll: 0 });
    expect(done?.siblings.map(({ message }) => message)).toEqual(['also']);
    expect(done?.received).toHaveLength(1);
    expect(store.logLine(1)?.run?.attemptId).toBe(first.attemptId);
    expect(store.logLine(99)).toBeNull();
  });

  it('is found by job and time for lines of earlier releases', () => {
    const { store, first, second } = aRun();
    store.db.run('UPDATE activity SET attempt_id = NULL, at = ? WHERE id = 2', t0 + 5);
    store.db.run('UPDATE activity SET attempt_id = NULL, at = ? WHERE id > 2', t0 + 25);
    expect(store.logLine(2)?.run?.attemptId).toBe(first.attemptId);
    expect(store.logLine(3)?.run?.attemptId).toBe(second.attemptId);
    expect(store.logLine(3)?.siblings.map(({ message }) => message)).toEqual(['also']);
  });

  it('goes after 30 days, the line stays', () => {
    const { store } = aRun();
    while (store.pruneChunk(t0 + 31 * 86_400_000)) {
      // until nothing is left to forget
    }
    expect(store.db.all('SELECT * FROM request')).toEqual([]);
    expect(store.logLine(2)).toMatchObject({ received: [], requests: [], run: { job: null, attempts: [] } });
  });

  it('tells the jobs about a ticket that are not over, under its own name and its link’s', () => {
    const { store } = aRun();
    expect(store.jobsOfTicket(1042)).toEqual([]);
    store.enqueue({ target: ticket(1042), cause: 'poll', runAt: t0 + 90 }, { now: t0 });
    expect(store.jobsOfTicket(1042)).toMatchObject([{ state: 'ready', runAt: t0 + 90 }]);
    expect(store.jobsOfTicket(1)).toEqual([]);
  });
});

function fits(entry: Activity, filter: ActivityFilter): boolean {
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const own = fold([entry.message, entry.ticketId ?? '', entry.workOrderId ?? ''].join(' ')).split(' ');
  const searched = fold(filter.text ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return (
    searched.every((word) => own.some((one) => (word.length === 1 ? one === word : one.startsWith(word)))) &&
    (filter.side === undefined || entry.side === filter.side) &&
    (filter.direction === undefined || entry.direction === filter.direction) &&
    (filter.result === undefined || filter.result.includes(entry.result)) &&
    (filter.kinds === undefined ||
      filter.kinds.length === 0 ||
      filter.kinds.some((kind) => entry.kind.startsWith(kind))) &&
    (filter.linkId === undefined || entry.linkId === filter.linkId) &&
    (filter.ticketId === undefined || entry.ticketId === filter.ticketId) &&
    (filter.workOrderId === undefined || entry.workOrderId === filter.workOrderId) &&
    (filter.jobId === undefined || entry.jobId === filter.jobId) &&
    (filter.from === undefined || entry.at >= filter.from) &&
    (filter.to === undefined || entry.at < filter.to)
  );
}

type Reading = Pick<ReturnType<typeof inMemoryStore>, 'activities'>;

function pages(store: Reading, filter: ActivityFilter): number[] {
  const seen: number[] = [];
  for (;;) {
    const page = store.activities(filter, seen.at(-1) ?? null, 3);
    seen.push(...page.map(({ id }) => id));
    if (page.length < 3) return seen;
  }
}

function upwards(store: Reading, filter: ActivityFilter): number[] {
  const seen: number[] = [];
  for (;;) {
    const page = [...store.activities(filter, null, 3, seen.at(-1) ?? 0)].reverse();
    seen.push(...page.map(({ id }) => id));
    if (page.length < 3) return seen;
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkUpdate } from '../../../src/core/store/links-port.ts';
import type { ClaimedJob, JobOutcome } from '../../../src/core/store/port.ts';
import type { JobRow } from '../../../src/core/store/rows/job-row.ts';
import {
  aDelivery,
  anError,
  aPair,
  aSettlement,
  type InMemoryStore,
  inMemoryStore,
  linkTarget,
  newLink,
  t0,
  ticket,
  workOrder,
} from './in-memory.ts';

/*
 * Random histories of everything that moves jobs: deliveries, polls, claims, every outcome, links opened, connected and closed, kills,
 * people. After each step the laws of the queue are checked against all rows, read plainly.
 */

const ticketIds = [1, 2];
const workOrderIds = [91, 92];

type Step =
  | { readonly do: 'deliver'; readonly kind: 'ticket' | 'workorder'; readonly n: number }
  | {
      readonly do: 'poll';
      readonly kind: 'ticket' | 'workorder' | 'link';
      readonly n: number;
      readonly delay: number;
      readonly revive: boolean;
    }
  | { readonly do: 'claim' }
  | { readonly do: 'open-link' | 'connect'; readonly n: number }
  | {
      readonly do: 'settle';
      readonly n: number;
      readonly outcome: JobOutcome['kind'];
      readonly delay: number;
      readonly counted: boolean;
      readonly close: boolean;
      /** The run finds that its ticket was merged into the other one. */
      readonly merge: boolean;
    }
  | { readonly do: 'pair'; readonly n: number; readonly m: number }
  | { readonly do: 'unlink' | 'relink'; readonly n: number }
  | { readonly do: 'kill' | 'retry-all' | 'approve-all' }
  | { readonly do: 'wait'; readonly ms: number };

const index = fc.nat(1);
const delay = fc.constantFrom(0, 0, 50, 400);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      kind: fc.constantFrom('ticket', 'workorder'),
      n: index,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('poll' as const),
      kind: fc.constantFrom('ticket', 'workorder', 'link'),
      n: index,
      delay,
      revive: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.constant({ do: 'claim' } as const) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('open-link' as const, 'connect' as const), n: index }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      n: fc.nat(5),
      outcome: fc.constantFrom('done', 'done', 'retry', 'dead', 'held'),
      delay,
      counted: fc.boolean(),
      close: fc.nat(5).map((n) => n === 0),
      merge: fc.nat(5).map((n) => n === 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pair' as const), n: index, m: index }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('unlink' as const, 'relink' as const), n: fc.nat(3) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('kill' as const, 'retry-all' as const, 'approve-all' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(10, 100, 1000) }) },
);

class History {
  readonly store: InMemoryStore = inMemoryStore();
  now = t0;
  running: ClaimedJob[] = [];
  #deliveries = 0;

  rows(): JobRow[] {
    return this.store.db.all<JobRow>('SELECT * FROM job ORDER BY id');
  }

  links(): { id: number; state: string; ticket_id: number; work_order_id: number | null }[] {
    return this.store.db.all('SELECT id, state, ticket_id, work_order_id FROM link ORDER BY id');
  }

  /** Every entity key that means the same record pair as this one, now. */
  related(key: string): Set<string> {
    const keys = new Set([key]);
    const link = this.links().find((one) => `link:${one.id}` === key);
    if (link) {
      keys.add(`ticket:${link.ticket_id}`);
      if (link.work_order_id !== null) keys.add(`workorder:${link.work_order_id}`);
    }
    return keys;
  }

  play(move: Step): void {
    const { store, now } = this;
    switch (move.do) {
      case 'deliver': {
        const id = (move.kind === 'ticket' ? ticketIds : workOrderIds)[move.n] ?? 1;
        this.#deliveries += 1;
        const occurrence = `d${this.#deliveries}`;
        const row = store.acceptDelivery(aDelivery({ deliveryId: occurrence, receivedAt: now }), { maxUnverified: 9 });
        const target = move.kind === 'ticket' ? ticket(id) : workOrder(id);
        const queued = store.queueDelivery(
          row.id,
          [{ recordType: move.kind, recordId: id, name: 'CHANGED', occurrence, at: now }],
          { target, cause: 'callback', runAt: now },
          now,
        );
        expect(queued.newEvents).toBe(1);
        return;
      }
      case 'poll': {
        const links = this.links();
        const link = links[move.n % Math.max(1, links.length)];
        if (move.kind === 'link' && link === undefined) return;
        const target =
          move.kind === 'ticket'
            ? ticket(ticketIds[move.n] ?? 1)
            : move.kind === 'workorder'
              ? workOrder(workOrderIds[move.n] ?? 91)
              : linkTarget(link?.id ?? 0);
        store.enqueue({ target, cause: 'poll', runAt: now + move.delay }, { now, revive: move.revive });
        return;
      }
      case 'claim':
        this.#claim();
        return;
      case 'open-link': {
        const job = this.running.find((one) => one.target.kind === 'ticket');
        if (job?.target.kind !== 'ticket' || store.openLinkByTicket(job.target.ticketId) !== null) return;
        store.openLink(newLink(job.target.ticketId, job.id, now));
        return;
      }
      case 'connect': {
        const workOrderId = workOrderIds[move.n] ?? 91;
        const link = this.links().find((one) => one.state === 'creating' && one.work_order_id === null);
        if (link === undefined || store.openLinkByWorkOrder(workOrderId) !== null) return;
        const [intent] = store.openIntents(link.id);
        if (intent) store.recordIntentResult(intent.id, String(workOrderId), now);
        return;
      }
      case 'pair': {
        const [ticketId = 1, workOrderId = 91] = [ticketIds[move.n], workOrderIds[move.m]];
        if (store.openLinkByTicket(ticketId) !== null || store.openLinkByWorkOrder(workOrderId) !== null) return;
        store.openPair(aPair(ticketId, workOrderId, { now }));
        return;
      }
      case 'unlink':
      case 'relink': {
        const links = this.links();
        const link = links[move.n % Math.max(1, links.length)];
        if (link === undefined) return;
        if (move.do === 'unlink') store.closeLink(link.id, 'unlinked', now);
        else if (!this.#taken(link)) store.reopenLink(link.id, now);
        return;
      }
      case 'settle': {
        const job = this.running[move.n % Math.max(1, this.running.length)];
        if (job === undefined) return;
        this.running = this.running.filter((one) => one !== job);
        const row = this.rows().find((one) => one.id === job.id);
        const outcome: JobOutcome =
          move.outcome === 'done'
            ? { kind: 'done' }
            : move.outcome === 'retry'
              ? { kind: 'retry', runAt: now + move.delay, countAttempt: move.counted, error: anError }
              : { kind: move.outcome, error: anError };
        store.settleJob(
          aSettlement(job, {
            now,
            outcome,
            eventsDone: move.outcome === 'done' ? job.events.map((event) => event.id) : [],
            link: row?.kind === 'link' ? this.#linkUpdate(row.target_id, move) : null,
          }),
        );
        return;
      }
      case 'kill':
        this.running = [];
        store.recoverInterrupted(now);
        return;
      case 'retry-all':
        store.retryJobs(
          this.rows().map((row) => row.id),
          now,
        );
        return;
      case 'approve-all':
        store.approveJobs(
          this.rows().map((row) => row.id),
          now,
        );
        return;
      case 'wait':
        this.now += move.ms;
        return;
    }
  }

  /** Whether one of the link's records is linked elsewhere by now. */
  #taken(link: { id: number; ticket_id: number; work_order_id: number | null }): boolean {
    const others = [
      this.store.openLinkByTicket(link.ticket_id),
      link.work_order_id === null ? null : this.store.openLinkByWorkOrder(link.work_order_id),
    ];
    return others.some((other) => other !== null && other.id !== link.id);
  }

  /** What a run does to its link; like the engine's it always says that the link is open. */
  #linkUpdate(linkId: number, move: { readonly close: boolean; readonly merge: boolean }): LinkUpdate {
    const link = this.store.link(linkId);
    const into = ticketIds.find((id) => id !== link?.ticketId) ?? 0;
    return {
      linkId,
      ...(move.close ? { state: 'closed' as const } : link?.workOrderId ? { state: 'open' as const } : {}),
      ...(move.merge && this.store.openLinkByTicket(into) === null ? { ticketId: into } : {}),
    };
  }

  /** Order: what is claimed is the earliest due job of all that nothing holds back. */
  #claim(): void {
    const rows = this.rows();
    const busy = new Set(rows.filter((row) => row.state === 'running').map((row) => row.entity_key));
    const free = rows
      .filter((row) => row.state === 'ready' && [...this.related(row.entity_key)].every((key) => !busy.has(key)))
      .sort((a, b) => a.run_at - b.run_at || a.id - b.id);
    expect(this.store.nextRunAt()).toBe(free[0]?.run_at ?? null);
    const expected = free.find((row) => row.run_at <= this.now);
    const job = this.store.claimJob(this.now);
    expect(job?.id ?? null).toBe(expected?.id ?? null);
    if (job === null) return;
    expect(job.attempts).toBe((expected?.attempts ?? 0) + 1);
    this.running.push(job);
  }

  check(): void {
    const states = this.links().map((link) => link.state);
    const count = (state: string): number => states.filter((one) => one === state).length;
    expect(this.store.countLinks()).toEqual({
      open: count('open'),
      creating: count('creating'),
      closed: count('closed'),
    });
    const rows = this.rows();
    const open = new Map<string, number>();
    for (const link of this.links()) {
      if (link.state === 'closed') continue;
      open.set(`ticket:${link.ticket_id}`, link.id);
      if (link.work_order_id !== null) open.set(`workorder:${link.work_order_id}`, link.id);
    }
    for (const state of ['ready', 'running']) {
      const keys = rows.filter((row) => row.state === state).map((row) => row.entity_key);
      expect(new Set(keys).size, `one ${state} job per key`).toBe(keys.length);
    }
    for (const row of rows) {
      expect(row.entity_key).toBe(`${row.kind}:${row.target_id}`);
      if (row.state !== 'running' && ['ready', 'dead', 'held'].includes(row.state)) {
        expect(open.has(row.entity_key), `${row.state} ${row.entity_key} belongs to its open link`).toBe(false);
      }
    }
    // Nothing is lost: every open event has an unfinished job that will see it.
    const unfinished = new Set(
      rows
        .filter((row) => ['ready', 'running', 'dead', 'held'].includes(row.state))
        .flatMap((row) =>
          [...this.related(row.entity_key)].filter(
            (key) => (open.get(key) ?? row.target_id) === row.target_id || row.kind !== 'link',
          ),
        ),
    );
    const events = this.store.db.all<{ record_type: string; record_id: number }>(
      "SELECT record_type, record_id FROM event WHERE state = 'open'",
    );
    for (const event of events) expect(unfinished).toContain(`${event.record_type}:${event.record_id}`);
  }
}

/** A sample in the everyday run, many more in `npm run proof`. */
const runs = Number(process.env.HISTORIES ?? (process.env.PROOF === '1' ? 3000 : 60));

/** Histories that failed once. */
const onceFailed: readonly Step[][] = [
  // A run of a closed link and a newer run of its ticket: one link for both.
  [
    { do: 'deliver', kind: 'ticket', n: 0 },
    { do: 'claim' },
    { do: 'open-link', n: 0 },
    { do: 'unlink', n: 0 },
    { do: 'deliver', kind: 'ticket', n: 0 },
    { do: 'claim' },
    { do: 'open-link', n: 0 },
  ],
  // News of a work order in the hands of its closed link's run, while another link gets that work order.
  [
    { do: 'poll', kind: 'ticket', n: 1, delay: 0, revive: false },
    { do: 'pair', n: 0, m: 1 },
    { do: 'deliver', kind: 'workorder', n: 1 },
    { do: 'claim' },
    { do: 'open-link', n: 0 },
    { do: 'claim' },
    { do: 'unlink', n: 0 },
    { do: 'settle', n: 0, outcome: 'done', delay: 0, counted: false, close: false, merge: true },
    { do: 'connect', n: 1 },
    { do: 'open-link', n: 0 },
  ],
];

describe('the laws of the queue', () => {
  it('hold over any history: one run per record pair, order kept, changes coalesced, nothing lost', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 80, size: 'max' }), (moves) => {
        const history = new History();
        try {
          for (const move of moves) {
            history.play(move);
            history.check();
          }
        } finally {
          history.store.db.close();
        }
      }),
      {
        numRuns: runs,
        examples: onceFailed.map((moves) => [moves] as [Step[]]),
      },
    );
  }, 600_000);
});

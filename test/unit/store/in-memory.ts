import Library from 'better-sqlite3';
import { Database } from '../../../src/core/store/database.ts';
import type { NewDelivery } from '../../../src/core/store/intake-port.ts';
import { migrate } from '../../../src/core/store/migrations/index.ts';
import type { NewConflict, StorePairs } from '../../../src/core/store/pairs-port.ts';
import type { ClaimedJob, JobTarget, Settlement } from '../../../src/core/store/port.ts';
import { createReader } from '../../../src/core/store/reader.ts';
import { createWriter } from '../../../src/core/store/writer.ts';
import type { NewActivity } from '../../../src/shared/domain/activity.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';

/** The store's rows without its threads: the same SQL on an in-memory database. */
export function inMemoryStore(file = ':memory:') {
  const library = new Library(file);
  library.pragma('foreign_keys = ON');
  const db = new Database(library);
  migrate(db, file);
  const writer = createWriter(db);
  return { library, db, ...writer.methods, ...createReader(db, file), takeLastActivityId: writer.takeLastActivityId };
}
export type InMemoryStore = ReturnType<typeof inMemoryStore>;
type PairInput = Parameters<StorePairs['openPair']>[0];

export const t0 = Date.UTC(2026, 10, 22, 8);

export const ticket = (ticketId: number): JobTarget => ({ kind: 'ticket', ticketId });
export const workOrder = (workOrderId: number): JobTarget => ({ kind: 'workorder', workOrderId });
export const linkTarget = (linkId: number): JobTarget => ({ kind: 'link', linkId });

export function aDelivery(change: Partial<NewDelivery> = {}): NewDelivery {
  return {
    source: 'connectwise',
    deliveryId: 'message-1',
    receivedAt: t0,
    state: 'verified',
    recordType: 'ticket',
    recordId: 1042,
    action: 'updated',
    actor: 'jdoe',
    headers: { 'content-type': 'application/json' },
    body: '{"ID":1042}',
    ...change,
  };
}

export const anError: AppErrorInfo = {
  code: 'fieldnation.unavailable',
  kind: 'transient',
  message: 'Field Nation did not answer.',
  context: {},
};

export function anActivity(change: Partial<NewActivity> = {}): NewActivity {
  return {
    at: t0,
    side: 'app',
    direction: 'none',
    kind: 'note',
    result: 'ok',
    message: 'A line',
    ticketId: null,
    workOrderId: null,
    linkId: null,
    jobId: null,
    durationMs: null,
    error: null,
    details: null,
    ...change,
  };
}

export function aSettlement(job: ClaimedJob, change: Partial<Settlement> = {}): Settlement {
  return {
    job,
    now: t0,
    outcome: { kind: 'done' },
    eventsDone: job.events.map((event) => event.id),
    eventsIgnored: [],
    eventsObserved: [],
    link: null,
    activities: [],
    records: { ticket: null, workOrder: null },
    plan: null,
    conflicts: null,
    followUps: [],
    ...change,
  };
}

export function claimed(store: Pick<InMemoryStore, 'claimJob'>, now = t0): ClaimedJob {
  const job = store.claimJob(now);
  if (job === null) throw new Error('Nothing to claim');
  return job;
}

export const newLink = (ticketId: number, jobId: number, now = t0) => ({
  ticketId,
  ticketSummary: `Printer of ticket ${ticketId}`,
  companyName: 'Acme',
  ticketStatus: 'Dispatch',
  markerPrefix: `DBR-7f3a2c-${ticketId}-`,
  jobId,
  now,
});

export const aPair = (ticketId: number, workOrderId: number, change: Partial<PairInput> = {}): PairInput => ({
  ticketId,
  workOrderId,
  ticketSummary: `Printer of ticket ${ticketId}`,
  companyName: 'Acme',
  ticketStatus: 'Dispatch',
  workOrderStatus: 'Assigned',
  markerPrefix: `DBR-7f3a2c-${ticketId}-`,
  origin: 'person',
  now: t0,
  ...change,
});

export function aConflict(ruleId: string, change: Partial<NewConflict> = {}): NewConflict {
  return {
    ruleId,
    target: 'title',
    direction: 'inbound',
    ticketValue: 'Printer',
    workOrderValue: 'Copier',
    ticketChange: null,
    workOrderChange: null,
    ...change,
  };
}

/** Runs the waiting job of a link to its end with what the run found. */
export function settleLink(store: InMemoryStore, linkId: number, change: Partial<Settlement>, now = t0): ClaimedJob {
  store.enqueue({ target: linkTarget(linkId), cause: 'poll', runAt: now }, { now, revive: true });
  for (let job = store.claimJob(now); job !== null; job = store.claimJob(now)) {
    const mine = job.entityKey === `link:${linkId}`;
    store.settleJob(aSettlement(job, mine ? { now, ...change } : { now }));
    if (mine) return job;
  }
  throw new Error(`Link ${linkId} had nothing to run`);
}

import { describe, expect, it } from 'vitest';
import { type RunResult, Worker } from '../../../src/core/queue/worker.ts';
import type { ClaimedJob, Settlement, Store } from '../../../src/core/store/port.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const job: ClaimedJob = {
  id: 1,
  target: { kind: 'link', linkId: 7 },
  entityKey: 'link:7',
  state: 'running',
  cause: 'poll',
  runAt: 0,
  attempts: 1,
  interruptions: 0,
  createdAt: 0,
  lastError: null,
  attemptId: 1,
  events: [],
  firstReceivedAt: null,
};

const done: RunResult = {
  outcome: { kind: 'done' },
  eventsDone: [],
  eventsIgnored: [],
  eventsObserved: [],
  link: null,
  activities: [],
  records: { ticket: null, workOrder: null },
  plan: null,
  conflicts: null,
  failure: null,
  metrics: [],
  followUps: [],
};

/** A worker whose store hands out one job and answers its settlements with these errors, then accepts. */
async function settleWith(...refusals: readonly AppError[]): Promise<{ settled: Settlement[]; failures: AppError[] }> {
  const clock = new VirtualClock();
  const [jobs, errors] = [[job], [...refusals]];
  const [settled, failures]: [Settlement[], AppError[]] = [[], []];
  const store = {
    claimJob: async () => jobs.shift() ?? null,
    nextRunAt: async () => null,
    async settleJob(settlement: Settlement) {
      const error = errors.shift();
      if (error !== undefined) throw error;
      settled.push(settlement);
    },
  } as unknown as Store;
  const worker = new Worker({
    store,
    handler: async () => done,
    clock,
    random: () => 0.5,
    logger: silentLogger,
    concurrency: 2,
    deadlineMs: 1_000,
    blockedUntil: () => null,
    step: async () => {},
    describe: () => null,
    onSettled: () => {},
    onStoreFailure: (error) => failures.push(error),
  });
  worker.start();
  await clock.settle();
  await worker.stop(0);
  return { settled, failures };
}

function refusal(code: string): AppError {
  return new AppError({ code, kind: 'permanent', message: 'Refused.' });
}

describe('settling a run', () => {
  it('makes a dead letter of a job whose own settlement the store refuses, and goes on', async () => {
    const { settled, failures } = await settleWith(refusal('store.link-exists'));
    expect(failures).toEqual([]);
    expect(settled.map((one) => one.outcome)).toMatchObject([{ kind: 'dead', error: { code: 'store.link-exists' } }]);
  });

  it('stops when the store cannot write at all', async () => {
    const { settled, failures } = await settleWith(refusal('store.full'));
    expect(settled).toEqual([]);
    expect(failures.map((error) => error.code)).toEqual(['store.full']);
  });
});

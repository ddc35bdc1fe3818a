import { describe, expect, it } from 'vitest';
import { type RunRecorder, type RunResult, Worker } from '../../../src/core/queue/worker.ts';
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
  followUps: [],
};

/** A worker whose store hands out one job and answers its settlements with these errors, then accepts. */
function settleWith(...refusals: readonly AppError[]): Promise<{ settled: Settlement[]; failures: AppError[] }> {
  const errors = [...refusals];
  return settleBy(() => errors.shift());
}

/** The same with a store that may refuse by what the settlement holds. */
async function settleBy(
  refuse: (settlement: Settlement) => AppError | undefined,
  requestLog?: () => RunRecorder,
): Promise<{ settled: Settlement[]; failures: AppError[] }> {
  const clock = new VirtualClock();
  const jobs = [job];
  const [settled, failures]: [Settlement[], AppError[]] = [[], []];
  const store = {
    claimJob: async () => jobs.shift() ?? null,
    nextRunAt: async () => null,
    async settleJob(settlement: Settlement) {
      const error = refuse(settlement);
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
    ...(requestLog === undefined ? {} : { requestLog }),
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
  it('ends as it ended when its requests cannot be kept: they are for reading only', async () => {
    const recorder = { note() {}, taken: () => ({ inAll: 1, requests: [] }) };
    const { settled, failures } = await settleBy(
      ({ requests }) => (requests === undefined ? undefined : refusal('store.misuse')),
      () => recorder,
    );
    expect(failures).toEqual([]);
    expect(settled.map((one) => one.outcome)).toEqual([{ kind: 'done' }]);
  });

  it('ends as it ended when its requests cannot be written down', async () => {
    const recorder: RunRecorder = {
      note() {},
      taken() {
        throw new URIError('URI malformed');
      },
    };
    const { settled, failures } = await settleBy(
      () => undefined,
      () => recorder,
    );
    expect(failures).toEqual([]);
    expect(settled.map((one) => one.outcome)).toEqual([{ kind: 'done' }]);
  });

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

describe('the time a run has', () => {
  /** How a run that lasts 5 s ends, with 1 s allowed and what it asks for in addition. */
  async function endOf(more: number): Promise<Settlement['outcome'] | undefined> {
    const clock = new VirtualClock();
    const [jobs, settled]: [ClaimedJob[], Settlement[]] = [[job], []];
    const store = {
      claimJob: async () => jobs.shift() ?? null,
      nextRunAt: async () => null,
      settleJob: async (settlement: Settlement) => void settled.push(settlement),
    } as unknown as Store;
    const worker = new Worker({
      store,
      handler: (_job, signal, extend) =>
        new Promise<RunResult>((resolve, reject) => {
          extend(more);
          clock.after(5_000, () => resolve(done));
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      clock,
      random: () => 0.5,
      logger: silentLogger,
      concurrency: 1,
      deadlineMs: 1_000,
      blockedUntil: () => null,
      step: async () => {},
      describe: () => null,
      onSettled: () => {},
      onStoreFailure: () => {},
    });
    worker.start();
    for (let at = 0; at < 8_000 && settled.length === 0; at += 500) await clock.advance(500);
    await worker.stop(0);
    return settled[0]?.outcome;
  }

  it('ends at the deadline', async () => {
    expect(await endOf(0)).toMatchObject({ kind: 'retry', error: { code: 'engine.deadline' } });
  });

  it('is prolonged by a run that knows it takes longer', async () => {
    expect(await endOf(6_000)).toEqual({ kind: 'done' });
  });

  it('is prolonged only as far as was asked', async () => {
    expect(await endOf(3_000)).toMatchObject({ kind: 'retry', error: { code: 'engine.deadline' } });
  });
});

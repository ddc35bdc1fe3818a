import type { Activity } from '../../shared/domain/activity.ts';
import type { LogDetails } from '../../shared/domain/log-details.ts';
import type { LogLine } from '../store/log-port.ts';
import type { SyncContext } from '../sync/context.ts';
import { appliedMapping, stoppingRule } from './applied-mapping.ts';

/** Everything the log knows about one of its lines; null for an id that is not there (any more). */
export async function logDetails(context: SyncContext, id: number): Promise<LogDetails | null> {
  const line = await context.store.logLine(id);
  if (line === null) return null;
  const attemptId = line.run?.attemptId ?? null;
  const left = line.inAll - line.requests.length;
  return {
    activity: line.activity,
    received: [...line.received],
    run: await runOf(context, line),
    mapping: attemptId === null ? null : await mappingOf(context, line, attemptId),
    requests: [...line.requests],
    ...(left > 0 ? { requestsLeftOut: left } : {}),
    siblings: [...line.siblings],
  };
}

async function mappingOf(context: SyncContext, line: LogLine, attemptId: number): Promise<LogDetails['mapping']> {
  const applied = await appliedMapping(context, attemptId);
  if (applied !== null) return applied;
  const failed = [line.activity, ...line.siblings].find((one: Activity) => one.error?.code.startsWith('mapping.'));
  return stoppingRule(failed?.error ?? null, (await context.mapping()).version);
}

async function runOf({ store }: SyncContext, { run, received }: LogLine): Promise<LogDetails['run']> {
  if (run === null) return null;
  const { jobId, attemptId, job, attempts } = run;
  const own = attempts.find((one) => one.id === attemptId) ?? null;
  const kept = attemptId === null ? null : await store.keptRun(attemptId);
  const before = attempts.findLast((one) => own !== null && one.id < own.id);
  // A run that follows another one of its job waited since that one ended.
  const since = received[0]?.at ?? before?.endedAt ?? job?.createdAt ?? null;
  return {
    jobId,
    attemptId,
    cause: job?.cause ?? '',
    state: job?.state ?? attempts.at(-1)?.outcome ?? 'forgotten',
    attempts: attempts.map((one) => ({
      attemptId: one.id,
      n: one.n,
      startedAt: one.startedAt,
      endedAt: one.endedAt,
      outcome: one.outcome,
      error: one.error?.message ?? null,
    })),
    waitedMs: own === null || since === null ? null : Math.max(0, own.startedAt - since),
    ranMs: own === null || own.endedAt === null ? null : own.endedAt - own.startedAt,
    replayable: kept !== null && kept.ticket !== null && kept.workOrder !== null,
  };
}

import type { Activity } from '../../../shared/domain/activity.ts';
import type { Database } from '../database.ts';
import type { Attempt } from '../figures-port.ts';
import type { LogLine } from '../log-port.ts';
import type { Activities } from './activities.ts';
import type { Attention } from './attention.ts';
import { type JobRow, toJob } from './job-row.ts';
import { receivedBy } from './received.ts';
import type { Requests } from './requests.ts';

/** Lines of one job that are looked through for those of one run. */
const mostLines = 2000;

interface Parts {
  readonly activities: Activities;
  readonly attention: Attention;
  readonly requests: Requests;
}

/** A line of the log and everything kept of the run it belongs to. */
export class LogLines {
  readonly #db: Database;
  readonly #parts: Parts;

  constructor(db: Database, parts: Parts) {
    this.#db = db;
    this.#parts = parts;
  }

  byId(id: number): LogLine | null {
    const activity = this.#parts.activities.byId(id);
    if (activity === null) return null;
    const { jobId } = activity;
    if (jobId === null) return { activity, received: [], run: null, requests: [], inAll: 0, siblings: [] };
    const attempts = this.#parts.attention.attempts(jobId);
    const attemptId = this.#parts.activities.attemptOf(id) ?? attemptAround(attempts, activity.at);
    const row = this.#db.get<JobRow>('SELECT * FROM job WHERE id = ?', jobId);
    return {
      activity,
      received: attemptId === null ? [] : receivedBy(this.#db, attemptId),
      run: { jobId, attemptId, job: row === undefined ? null : toJob(row), attempts },
      requests: attemptId === null ? [] : this.#parts.requests.of(attemptId),
      inAll: attemptId === null ? 0 : this.#requestsInAll(attemptId),
      siblings: this.#siblings(activity, jobId, attemptId, attempts),
    };
  }

  #siblings(of: Activity, jobId: number, attemptId: number | null, attempts: readonly Attempt[]): Activity[] {
    return this.#parts.activities
      .ofJob(jobId, mostLines)
      .filter((line) => line.activity.id !== of.id)
      .filter((line) => (line.attemptId ?? attemptAround(attempts, line.activity.at)) === attemptId)
      .map((line) => line.activity)
      .reverse();
  }

  #requestsInAll(attemptId: number): number {
    return this.#db.get<{ requests: number }>('SELECT requests FROM attempt WHERE id = ?', attemptId)?.requests ?? 0;
  }
}

/** The run a line was written in, or the one that came of it, by their times. */
function attemptAround(attempts: readonly Attempt[], at: number): number | null {
  const during = attempts.findLast((one) => one.startedAt <= at && (one.endedAt ?? at) >= at);
  return (during ?? attempts.find((one) => one.startedAt >= at) ?? attempts.at(-1))?.id ?? null;
}

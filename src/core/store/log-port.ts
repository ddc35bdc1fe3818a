import type { Activity, ActivityFilter } from '../../shared/domain/activity.ts';
import type { LogDetails, RequestRecord } from '../../shared/domain/log-details.ts';
import type { TicketId } from '../../shared/domain/records.ts';
import type { Attempt } from './figures-port.ts';
import type { Job } from './port.ts';

/* The log beyond its pages: counting, times, and what is known of the run a line belongs to. Part of the Store port. */

/** What a run asked of both remotes. `requests` are the first of them, redacted and cut; `inAll` counts those left out too. */
export interface RunRequests {
  readonly requests: readonly RequestRecord[];
  readonly inAll: number;
}

/** A line with what was kept of its run. */
export interface LogLine extends RunRequests {
  readonly activity: Activity;
  /** The callbacks and webhooks the run was to answer, oldest first. */
  readonly received: LogDetails['received'];
  /** Null for a line that belongs to no run. */
  readonly run: {
    readonly jobId: number;
    readonly attemptId: number | null;
    /** Null when the job is forgotten (14 days after its end). */
    readonly job: Job | null;
    readonly attempts: readonly Attempt[];
  } | null;
  /** The other lines of the run, oldest first. */
  readonly siblings: readonly Activity[];
}

export interface StoreLog {
  /** How many lines fit; beyond `upTo` they are not counted. */
  countActivities(filter: ActivityFilter, upTo: number): Promise<{ readonly count: number; readonly capped: boolean }>;
  /** Id of the newest line noted at or before a time (ms); null when there is none. */
  activityAt(at: number): Promise<number | null>;
  logLine(id: number): Promise<LogLine | null>;
  /** Jobs about a ticket that are not over: waiting, running, held or dead; also those of its open link. */
  jobsOfTicket(ticketId: TicketId): Promise<readonly Job[]>;
}

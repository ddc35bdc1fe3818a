import type { Job, JobState, JobTarget } from '../port.ts';
import { readError } from './columns.ts';

/** A row of `job` as SQLite returns it. */
export interface JobRow {
  readonly id: number;
  readonly kind: JobTarget['kind'];
  readonly target_id: number;
  readonly entity_key: string;
  readonly state: JobState;
  readonly cause: string;
  readonly run_at: number;
  readonly waiting_since: number;
  readonly attempts: number;
  readonly interruptions: number;
  readonly approved: 0 | 1;
  readonly first_received_at: number | null;
  readonly last_error: string | null;
  readonly reason: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export function targetId(target: JobTarget): number {
  if (target.kind === 'link') return target.linkId;
  return target.kind === 'ticket' ? target.ticketId : target.workOrderId;
}

export function targetOf(kind: JobTarget['kind'], id: number): JobTarget {
  if (kind === 'link') return { kind, linkId: id };
  return kind === 'ticket' ? { kind, ticketId: id } : { kind, workOrderId: id };
}

/** Decides order and coalescing: `link:7`, `ticket:1042`, `workorder:91422`. */
export function entityKey(target: JobTarget): string {
  return `${target.kind}:${targetId(target)}`;
}

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    target: targetOf(row.kind, row.target_id),
    entityKey: row.entity_key,
    state: row.state,
    cause: row.cause,
    runAt: row.run_at,
    attempts: row.attempts,
    interruptions: row.interruptions,
    createdAt: row.created_at,
    lastError: readError(row.last_error),
  };
}

/** The earlier of two times, where null means "none". */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}

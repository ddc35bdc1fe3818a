import type { RequestRecord } from '../../../shared/domain/log-details.ts';
import type { Database } from '../database.ts';
import { ms } from './columns.ts';

interface RequestRow {
  readonly n: number;
  readonly at: number;
  readonly remote: RequestRecord['remote'];
  readonly label: string;
  readonly method: string;
  readonly target: string;
  readonly status: number | null;
  readonly duration_ms: number;
  readonly request_id: string;
  readonly request: string | null;
  readonly response: string | null;
  readonly error: string | null;
}

/** What runs asked of both remotes, redacted and cut before it comes here. */
export class Requests {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  keep(attemptId: number, requests: readonly RequestRecord[]): void {
    for (const one of requests) {
      this.#db.run(
        `INSERT INTO request (attempt_id, n, at, remote, label, method, target, status, duration_ms, request_id, request, response, error)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        attemptId,
        one.n,
        ms(one.at),
        one.remote,
        one.label,
        one.method,
        one.target,
        one.status,
        one.durationMs,
        one.requestId,
        one.request,
        one.response,
        one.error,
      );
    }
  }

  of(attemptId: number): RequestRecord[] {
    return this.#db
      .all<RequestRow>(
        'SELECT n, at, remote, label, method, target, status, duration_ms, request_id, request, response, error FROM request WHERE attempt_id = ? ORDER BY n',
        attemptId,
      )
      .map(({ duration_ms: durationMs, request_id: requestId, ...row }) => ({ ...row, durationMs, requestId }));
  }
}

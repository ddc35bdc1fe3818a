import type { Database } from '../database.ts';
import type { MetricBucket, MetricSample } from '../figures-port.ts';

const minuteMs = 60_000;

/** Figures by minute: `count` samples, their `sum` and `max`. Charts read these, never the history itself. */
export class Metrics {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  add(samples: readonly MetricSample[], now: number): void {
    const minute = Math.floor(now / minuteMs) * minuteMs;
    for (const sample of samples) {
      this.#db.run(
        `INSERT INTO metric (minute, name, remote, count, sum, max) VALUES (?, ?, ?, 1, ?, ?)
         ON CONFLICT (minute, name, remote, direction) DO UPDATE SET count = count + 1, sum = sum + excluded.sum, max = max(max, excluded.max)`,
        minute,
        sample.name,
        sample.remote,
        sample.value,
        sample.value,
      );
    }
  }

  since(since: number): MetricBucket[] {
    return this.#db.all<MetricBucket>(
      'SELECT minute, name, remote, count, sum, max FROM metric WHERE minute >= ? ORDER BY minute, name, remote',
      Math.floor(since / minuteMs) * minuteMs,
    );
  }
}

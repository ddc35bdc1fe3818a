import type { Database } from '../database.ts';
import type { FigureTally } from '../figures-port.ts';
import { ms } from './columns.ts';

/** Each figure is kept twice: by the minute for the last day, by the hour for the rest (retention.ts). */
export const spans = { minute: 60_000, hour: 3_600_000 } as const;

/** Figures by minute and by hour: how many, their sum and their largest. Charts read these, never the history itself. */
export class Figures {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  add(tallies: readonly FigureTally[]): void {
    for (const span of Object.values(spans)) for (const tally of tallies) this.#addTo(span, tally);
  }

  #addTo(span: number, tally: FigureTally): void {
    const at = Math.floor(ms(tally.at) / span) * span;
    const { name, remote, direction } = tally;
    this.#db.run(
      `INSERT INTO figure (span, name, at, remote, direction, count, sum, max) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count, sum = sum + excluded.sum, max = max(max, excluded.max)`,
      span,
      name,
      at,
      remote,
      direction,
      tally.count,
      tally.sum,
      tally.max,
    );
    for (const { bucket, count } of tally.durations ?? []) {
      this.#db.run(
        `INSERT INTO duration (span, name, at, remote, direction, bucket, count) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET count = count + excluded.count`,
        span,
        name,
        at,
        remote,
        direction,
        bucket,
        count,
      );
    }
  }
}

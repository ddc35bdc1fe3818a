import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { PausedStart } from '../engine-host.ts';
import { JsonFile } from '../files/json-file.ts';

/** Starts in a row that ended unexpectedly before the next one begins paused. */
const tooMany = 3;
/** Only ends this close together count as "in a row" (ms). */
const withinMs = 15 * 60_000;
/** A start that runs this long has worked (ms). */
const workedMs = 5 * 60_000;

const schema = z.object({
  unfinished: z.array(z.number()).default([]),
  /** Name of the backup that was restored and that nobody resumed the sync after; null = none. */
  restored: z.string().nullable().default(null),
  /** It was started with empty data, and nobody resumed the sync yet. */
  fresh: z.boolean().default(false),
});

/**
 * Which starts ended without saying goodbye (`starts.json` in the profile's folder). Each start writes itself down and is struck out when the app
 * quits in order, or has run for a while; what is left over are crashes, and kills, which look the same from here.
 */
export class StartsFile {
  readonly #file: JsonFile<typeof schema>;
  readonly #clock: Clock;
  #cancel: () => void = () => {};

  constructor(folder: string, clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#file = new JsonFile(join(folder, 'starts.json'), schema, {}, logger);
  }

  /** Writes this start down. Answers how many before it ended unexpectedly, one shortly after the other. */
  begin(): number {
    const now = this.#clock.now();
    const { unfinished } = this.#file.value;
    const before = unfinished.filter((at) => at <= now && now - at < withinMs);
    this.#file.write({ ...this.#file.value, unfinished: [...before, now].slice(-10) });
    this.#cancel = this.#clock.after(workedMs, () => this.ended());
    return before.length;
  }

  /** The app quits in order, or has run long enough: earlier crashes say nothing about the next start. */
  ended(): void {
    this.#cancel();
    this.#file.write({ ...this.#file.value, unfinished: [] });
  }

  /** What was put in the place of the data, as long as nobody has resumed the sync with it; null = nothing. */
  get kept(): PausedStart | null {
    const { restored, fresh } = this.#file.value;
    if (restored !== null) return { because: 'restored', backup: restored };
    return fresh ? { because: 'fresh' } : null;
  }

  /** Until a person resumes, every start is a paused one, also after a quit or a kill in the middle of replacing the data. */
  pausedFor(start: PausedStart | null): void {
    const restored = start?.because === 'restored' ? start.backup : null;
    const fresh = start?.because === 'fresh';
    const is = this.#file.value;
    if (restored !== is.restored || fresh !== is.fresh) this.#file.write({ ...is, restored, fresh });
  }
}

/** Whether a start is to be a paused one, and why: what a person did comes first. */
export function safeStart(asked: boolean, crashes: number, kept: PausedStart | null = null): PausedStart | null {
  if (kept !== null) return kept;
  if (asked) return { because: 'asked' };
  return crashes >= tooMany ? { because: 'crashes', times: crashes } : null;
}

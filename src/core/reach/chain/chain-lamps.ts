import type { Clock } from '../../../shared/clock.ts';
import type { ChainLamp, ChainLink } from '../../../shared/domain/reach.ts';
import { darkLamp, darkLamps, type Finding, type Lamps } from './chain-report.ts';

/** The six lamps. `onLit` is called after each change that is worth telling. */
export class ChainLamps {
  readonly #clock: Clock;
  readonly #onLit: () => void;
  #lamps: Lamps = darkLamps();

  constructor(clock: Clock, onLit: () => void) {
    this.#clock = clock;
    this.#onLit = onLit;
  }

  of(link: ChainLink): ChainLamp {
    return this.#lamps[link];
  }

  /** Begins to look at a link. */
  begin(link: ChainLink, words: Pick<Finding, 'message'>): void {
    this.put({ ...darkLamp(link, words.message), state: 'running' });
    this.#onLit();
  }

  /** `begunAt`: when it was begun to be looked at (ms). Told only when it says something else than before. */
  light(link: ChainLink, finding: Finding, begunAt?: number): void {
    const { state, message, detail } = finding;
    const before = this.#lamps[link];
    const same = before.state === state && before.message === message && before.detail === detail;
    if (same && begunAt === undefined) return;
    const now = this.#clock.now();
    const durationMs = begunAt === undefined ? null : Math.max(0, now - begunAt);
    this.put({ link, state, message, detail, durationMs, at: state === 'unknown' || state === 'running' ? null : now });
    this.#onLit();
  }

  /** As it is, told to nobody yet. */
  put(lamp: ChainLamp): void {
    this.#lamps = { ...this.#lamps, [lamp.link]: lamp };
  }

  clear(): void {
    this.#lamps = darkLamps();
  }
}

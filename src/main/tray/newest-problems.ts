import type { Clock } from '../../shared/clock.ts';
import type { AttentionItem } from '../../shared/domain/views.ts';

export interface NewestProblemsOptions {
  readonly read: () => Promise<readonly AttentionItem[]>;
  readonly show: (items: readonly AttentionItem[]) => void;
  readonly clock: Pick<Clock, 'after'>;
}

/** Every run that ends is a change, and nobody reads a menu faster (ms). */
const everyMs = 5_000;

/** Reads what needs a person when that changed: at once, and then once for all changes of a few seconds. */
export class NewestProblems {
  readonly #options: NewestProblemsOptions;
  #resting = false;
  #again = false;

  constructor(options: NewestProblemsOptions) {
    this.#options = options;
  }

  changed(): void {
    this.#again = true;
    if (!this.#resting) void this.#read();
  }

  async #read(): Promise<void> {
    const { read, show, clock } = this.#options;
    this.#resting = true;
    this.#again = false;
    // Without an engine there is nothing to list; the headline says why.
    show(await read().catch(() => []));
    clock.after(everyMs, () => {
      this.#resting = false;
      if (this.#again) void this.#read();
    });
  }
}

import type { AttentionItem } from '../../shared/domain/views.ts';

export interface NewestProblemsOptions {
  readonly read: () => Promise<readonly AttentionItem[]>;
  readonly show: (items: readonly AttentionItem[]) => void;
}

/** Reads what needs a person whenever that changed: one reading at a time, and one more for all changes during it. */
export class NewestProblems {
  readonly #options: NewestProblemsOptions;
  #reading = false;
  #again = false;

  constructor(options: NewestProblemsOptions) {
    this.#options = options;
  }

  changed(): void {
    this.#again = true;
    if (!this.#reading) void this.#read();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    while (this.#again) {
      this.#again = false;
      // Without an engine there is nothing to list; the headline says why.
      this.#options.show(await this.#options.read().catch(() => []));
    }
    this.#reading = false;
  }
}

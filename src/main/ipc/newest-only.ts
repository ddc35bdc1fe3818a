import { AppError } from '../../shared/errors.ts';

/** Runs one call at a time for the sake of the newest: a newer one ends the one before, whose caller has no use for its answer any more. */
export class NewestOnly {
  #running: AbortController | null = null;

  /** Throws `call.superseded` when a newer call began before this one ended. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#running?.abort(superseded());
    const mine = new AbortController();
    this.#running = mine;
    try {
      const answer = await work(mine.signal);
      mine.signal.throwIfAborted();
      return answer;
    } catch (error) {
      throw mine.signal.aborted ? mine.signal.reason : error;
    } finally {
      if (this.#running === mine) this.#running = null;
    }
  }
}

function superseded(): AppError {
  return new AppError({
    code: 'call.superseded',
    kind: 'transient',
    message: 'A newer question about the same took the place of this one.',
  });
}

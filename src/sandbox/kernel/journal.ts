import type { Clock } from '../../shared/clock.ts';

/** One thing that happened. `seq` grows by one and never repeats within a run; `at` is ms since 1970 UTC. */
export interface JournalEntry {
  readonly seq: number;
  readonly at: number;
  readonly vendor: string;
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** What happened in the sandbox, newest last, bounded so that a sandbox left running does not grow. */
export interface Journal {
  write(entry: { readonly vendor: string; readonly kind: string; readonly [key: string]: unknown }): JournalEntry;
  /** Entries with `seq` above `after` (default: all that are still kept). */
  entries(after?: number): readonly JournalEntry[];
  /** Calls `listener` for each new entry until the returned function is called. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}

export function createJournal(clock: Clock, capacity = 5000): Journal {
  let kept: JournalEntry[] = [];
  let seq = 0;
  const listeners = new Set<(entry: JournalEntry) => void>();
  return {
    write(entry) {
      seq += 1;
      const written: JournalEntry = { ...entry, seq, at: clock.now() };
      kept.push(written);
      // Cutting in blocks keeps the cost per entry constant.
      if (kept.length > capacity * 1.2) kept = kept.slice(-capacity);
      for (const listener of listeners) listener(written);
      return written;
    },
    entries: (after = 0) => kept.filter((entry) => entry.seq > after),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

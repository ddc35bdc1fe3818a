import { AppError } from '../../shared/errors.ts';
import { pooled } from './pooled.ts';
import type { DiscoveryGap } from './port.ts';

/** One list to read. */
export interface ListReading {
  /** As a person calls it: `Statuses`. Refusals of the same name are one gap. */
  readonly what: string;
  /** What stays unsaid when it cannot be read. */
  readonly unread: NonNullable<DiscoveryGap['unread']>;
  /** Reads it and puts it where it belongs. */
  readonly read: () => Promise<void>;
}

/** Lists read at once. */
const atOnce = 4;

/**
 * Reads lists, and gives what could not be read. What concerns all of them (signed out, offline, told to slow down) is thrown. `refused` is the
 * first refusal when there is nothing but refusals.
 */
export async function readLists(
  readings: readonly ListReading[],
): Promise<{ readonly gaps: readonly DiscoveryGap[]; readonly refused: AppError | null }> {
  const first = await attempt(readings);
  // A fault of the moment is over by the time the other lists are read.
  const passing = readings.filter((_, index) => first[index]?.kind === 'transient');
  const second = await attempt(passing);
  const missed = readings.flatMap((reading, index) => {
    const failure = passing.includes(reading) ? second[passing.indexOf(reading)] : first[index];
    return failure == null ? [] : [{ reading, failure }];
  });
  const gaps = [...new Set(missed.map(({ reading }) => reading.what))].map((what): DiscoveryGap => {
    const same = missed.filter(({ reading }) => reading.what === what);
    const more = same.length - 1;
    const others = more === 0 ? '' : ` The same happened ${more === 1 ? 'once' : `${more} times`} more.`;
    return {
      what,
      message: `${inReadingWords(same[0]?.failure.message ?? '')}${others}`,
      unread: same.flatMap(({ reading }) => reading.unread),
    };
  });
  const refused = missed.length === readings.length ? (missed[0]?.failure ?? null) : null;
  return { gaps, refused };
}

async function attempt(readings: readonly ListReading[]): Promise<readonly (AppError | null)[]> {
  return await pooled(
    readings.map((reading) => async (): Promise<AppError | null> => {
      try {
        await reading.read();
        return null;
      } catch (error) {
        const failure = AppError.from(error);
        if (failure.kind !== 'permanent' && failure.kind !== 'transient') throw failure;
        return failure;
      }
    }),
    atOnce,
  );
}

/** Failures are worded for the queue, which tries again by itself; reading fields is asked for by a person. */
export function inReadingWords(message: string): string {
  return message.replace(/ It is tried again\.$/, ' Refresh the fields to try again.');
}

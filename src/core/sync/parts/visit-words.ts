import type { Visit } from '../../fieldnation/records-port.ts';
import type { PsaTimeEntry } from '../../psa/records-port.ts';
import { readableUtc } from '../readable.ts';
import { fingerprint } from './note-once.ts';

/* What a visit is, apart from where it is written. */

/** A visit that is over: the provider checked in and out. */
export interface FinishedVisit {
  readonly id: number;
  readonly inAt: number;
  readonly outAt: number;
  /** As Field Nation counts them, which may be less than from in to out. */
  readonly hours: number;
  /** Fingerprint of the three. */
  readonly hash: string;
}

export function finishedVisits(visits: readonly Visit[]): readonly FinishedVisit[] {
  return visits.flatMap(({ id, inAt, outAt, hours }): readonly FinishedVisit[] => {
    if (inAt === null || outAt === null || outAt < inAt) return [];
    const counted = Math.round((hours ?? (outAt - inAt) / 3_600_000) * 100) / 100;
    return [{ id, inAt, outAt, hours: counted, hash: fingerprint([inAt, outAt, counted]) }];
  });
}

/** `in 22 Nov 2026 14:02 UTC, out 22 Nov 2026 16:30 UTC, 2.47 hours`. */
export function visitInWords({ inAt, outAt, hours }: FinishedVisit): string {
  return `in ${readableUtc(inAt)}, out ${readableUtc(outAt)}, ${hours} ${hours === 1 ? 'hour' : 'hours'}`;
}

export function visitMarker(visitId: number): string {
  return `[FN#v${visitId}]`;
}

/** ConnectWise keeps whole minutes of time entries on some screens; what differs by less was not changed by anybody (ms). */
const minuteMs = 60_000;

/** True when a time entry says what the visit says, whoever brought it there. */
export function sameTime(entry: PsaTimeEntry, visit: FinishedVisit): boolean {
  const near = (a: number | null, b: number) => a !== null && Math.abs(a - b) < minuteMs;
  return near(entry.startAt, visit.inAt) && near(entry.endAt, visit.outAt);
}

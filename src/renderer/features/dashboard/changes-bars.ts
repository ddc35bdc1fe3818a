import type { ChannelOutput } from '../../../shared/ipc/contract.ts';

type Points = ChannelOutput<'engine:metrics'>;

const minuteMs = 60_000;
/** The metric of finished runs. */
const finished = 'job.ok';

/** Finished runs per minute, oldest first, ending with the minute `lastMinute` (minutes since 1970). */
export function barsOf(points: Points, lastMinute: number, minutes: number): readonly number[] {
  const bars = Array.from({ length: minutes }, () => 0);
  for (const point of points) {
    if (point.name !== finished) continue;
    const index = minutes - 1 - (lastMinute - Math.floor(point.minute / minuteMs));
    if (index >= 0 && index < minutes) bars[index] = (bars[index] ?? 0) + point.count;
  }
  return bars;
}

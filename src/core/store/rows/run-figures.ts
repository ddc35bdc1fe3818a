import { bucketOf } from '../durations.ts';
import type { Direction, FigureName, FigureTally } from '../figures-port.ts';
import type { NewDelivery } from '../intake-port.ts';
import type { ClaimedJob, Settlement } from '../port.ts';

/**
 * What a settled run adds to the figures. Written in the transaction that settles it, so that a run counts once or not at all, whatever ends the
 * process. `events` is how many the settlement was done with.
 */
export function runFigures(
  { job, now, outcome }: Pick<Settlement, 'job' | 'now' | 'outcome'>,
  events: number,
): FigureTally[] {
  const direction = directionOf(job);
  const one = (name: FigureName, value: number): FigureTally => ({
    at: now,
    name,
    remote: 'app',
    direction,
    count: 1,
    sum: value,
    max: value,
  });
  const tallies = events === 0 ? [] : [one('events', events)];
  if (outcome.kind === 'done') {
    tallies.push(one('job.ok', 1));
    if (job.firstReceivedAt !== null) {
      // A clock that was set back must not make a negative time.
      const latency = Math.max(0, now - job.firstReceivedAt);
      tallies.push({ ...one('latency', latency), durations: [{ bucket: bucketOf(latency), count: 1 }] });
    }
  } else if (outcome.kind === 'dead' || (outcome.kind === 'retry' && outcome.countAttempt && outcome.error !== null)) {
    tallies.push(one('job.failed', 1));
  }
  return tallies;
}

/** Where what started a run came from. A delivery may have joined a job that a poll or a person began: then its events tell. */
export function directionOf(job: Pick<ClaimedJob, 'cause' | 'firstReceivedAt' | 'events'>): Direction {
  if (job.cause === 'callback') return 'inbound';
  if (job.cause === 'webhook') return 'outbound';
  const [first] = job.events;
  if (job.firstReceivedAt === null || first === undefined) return 'none';
  return first.recordType === 'ticket' ? 'inbound' : 'outbound';
}

/** One delivery that was taken in. */
export function receivedTally({ source, receivedAt }: Pick<NewDelivery, 'source' | 'receivedAt'>): FigureTally {
  const direction = source === 'connectwise' ? 'inbound' : 'outbound';
  return { at: receivedAt, name: 'callback', remote: source, direction, count: 1, sum: 1, max: 1 };
}

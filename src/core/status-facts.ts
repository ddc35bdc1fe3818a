import type { Clock } from '../shared/clock.ts';
import type { Configuration } from './configuration.ts';
import type { Dispatching } from './dispatching.ts';
import type { Poller } from './poll/poller.ts';
import type { Pulse } from './pulse.ts';
import type { Reach } from './reach/index.ts';
import type { Remotes } from './remotes.ts';
import type { StatusFacts } from './status.ts';

/** Those who know a part of the status. */
export interface StatusSources {
  readonly clock: Clock;
  readonly configuration: Pick<Configuration, 'current'>;
  readonly dispatching: Pick<Dispatching, 'paused' | 'pausedUntil' | 'watchOnly'>;
  readonly pulse: Pick<Pulse, 'stoppedBy' | 'counts' | 'lastSyncAt'>;
  readonly remotes: Pick<Remotes, 'lane'>;
  readonly reach: Pick<Reach, 'intakeStatus'>;
  readonly poller: Pick<Poller, 'nextAt'>;
}

/** The status is read often: all of it is at hand, nothing is asked of the store or a remote. */
export function statusFacts(of: StatusSources): StatusFacts {
  const { configuration, dispatching, pulse, remotes } = of;
  return {
    now: of.clock.now(),
    config: configuration.current,
    paused: dispatching.paused,
    pausedUntil: dispatching.pausedUntil,
    stoppedBy: pulse.stoppedBy?.toInfo() ?? null,
    watchOnly: dispatching.watchOnly?.toInfo() ?? null,
    lanes: { connectwise: remotes.lane('connectwise'), fieldnation: remotes.lane('fieldnation') },
    intake: of.reach.intakeStatus(),
    ...pulse.counts,
    lastSyncAt: pulse.lastSyncAt,
    nextPollAt: of.poller.nextAt,
  };
}

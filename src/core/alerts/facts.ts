import type { Config } from '../../shared/config.ts';
import type { HealthFinding } from '../../shared/domain/reach.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';

/** Everything the rules look at; one moment. */
export interface AlertFacts {
  readonly now: number;
  readonly config: Config;
  readonly status: EngineStatus;
  /** Runs that ended within the rule's minutes. */
  readonly runs: { readonly succeeded: number; readonly failed: number };
  /** What the newest of those that stopped says of itself; empty = none. */
  readonly newestStopped: string;
  readonly findings: readonly HealthFinding[];
  /** Since when the tunnel is down (ms); null = it is not, or nobody knows. */
  readonly tunnelDownSince: number | null;
  /** Bytes; null = not known. */
  readonly diskFree: number | null;
}

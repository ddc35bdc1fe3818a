import type { Clock } from '../../shared/clock.ts';
import type { HealthReport } from '../../shared/domain/reach.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Workstation } from '../callbacks/draft.ts';
import type { IntakeHost } from '../intake/host.ts';
import type { Poller } from '../poll/poller.ts';
import type { Registration } from '../registration.ts';
import type { SyncContext } from '../sync/context.ts';
import type { TunnelState } from '../tunnel/port.ts';
import type { OutageBook } from './outages.ts';

export interface HealthCheckOptions {
  readonly context: SyncContext;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registration: Registration;
  readonly outages: OutageBook;
  readonly poller: Pick<Poller, 'catchUp'>;
  /** Dispatching: started, neither paused nor watching only nor stopped by its store. */
  readonly mayAct: () => boolean;
  readonly intake: Pick<IntakeHost, 'mode' | 'status' | 'baseUrl'>;
  /** The chosen tunnel's state; `off` where none is chosen. */
  readonly tunnel: () => TunnelState;
  /** This installation as its callbacks name and reach it; the same as CallbackCommands gets. */
  readonly workstation: () => Workstation;
  /** The report changed. */
  readonly onChange: () => void;
}

/** Why a check runs. */
export type CheckReason = 'start' | 'hourly' | 'wake' | 'person' | 'address';

/**
 * Finds drift between what shall be registered and what is, repairs or offers it, and keeps the timeline of outages: at start, hourly, after sleep,
 * when this workstation's address changed, and when a person asks; only while dispatching.
 *
 * Life: the engine calls `awake()` in its `start()` in any case (heartbeat, `not-running`), `start()` whenever dispatching begins or goes on
 * (dispatching.ts does, through its option `onDispatching`), `stop()` when it ends, `wake()` after sleep, `reachChanged()` whenever the state of the
 * tunnel or of the listener changed.
 */
export class HealthCheck {
  readonly #options: HealthCheckOptions;

  constructor(options: HealthCheckOptions) {
    this.#options = options;
  }

  report(): HealthReport {
    return { running: false, checkedAt: null, nextAt: null, findings: [] };
  }

  /** Joins the check under way. Never throws: what could not be asked is a finding. */
  async checkNow(_why: CheckReason): Promise<HealthReport> {
    return this.report();
  }

  /** Does what a finding offers, and checks again. Throws `health.finding-gone` for one that does not stand any more. */
  async repair(_findingId: string): Promise<HealthReport> {
    return this.report();
  }

  /** The app runs: notes since when it did not, and keeps a heartbeat from now on. */
  async awake(): Promise<void> {}

  /** Dispatching began or goes on: a check now, and one each hour. Safe to repeat. */
  start(): void {}

  /** The last heartbeat; nothing runs afterwards. */
  async stop(): Promise<void> {}

  /** After sleep. `asleepMs` where it is known; otherwise the heartbeat tells. */
  wake(_asleepMs?: number): void {}

  /** The tunnel or the listener changed: an outage begins or ends, and at another address what is registered is pointed there. */
  reachChanged(): void {
    this.#options.onChange();
  }

  /** False while an outage lasts: polling is to be fast then (part of `intake.registered` of the Poller). */
  get sound(): boolean {
    return true;
  }
}

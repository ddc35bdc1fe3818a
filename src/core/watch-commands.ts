import type { EngineStatus } from '../shared/domain/status.ts';
import { alertCommands } from './alerts/index.ts';
import type { Configuration } from './configuration.ts';
import type { Engine, EngineOptions } from './engine-port.ts';
import { logCommands } from './log/index.ts';
import { monitorCommands } from './monitor/index.ts';
import type { Redactor } from './monitor/redact.ts';
import type { PeopleCommands } from './people/index.ts';
import { configurationCommands } from './promote/index.ts';
import type { ReachCommands } from './reach/port.ts';
import { recoveryCommands } from './recovery/index.ts';
import type { Remotes } from './remotes.ts';
import type { QueueCounts } from './store/figures-port.ts';
import type { OpenStore } from './store/open.ts';
import type { SyncContext } from './sync/context.ts';

/** What the parts below are made of. */
export interface WatchOptions {
  readonly engine: EngineOptions;
  /** Strikes out every secret that was used since the start. */
  readonly redactor: Redactor;
  readonly context: SyncContext;
  readonly store: OpenStore;
  readonly remotes: Remotes;
  readonly reach: ReachCommands;
  readonly people: PeopleCommands;
  readonly status: () => EngineStatus;
  /** The queue as last read. */
  readonly counts: () => QueueCounts;
  readonly saveConfig: Engine['saveConfig'];
  /** Configuration and mapping together, or nothing of them. */
  readonly saveWhole: Configuration['saveWhole'];
  readonly saveMapping: Engine['saveMapping'];
  readonly onChange: Engine['onChange'];
  /** Alerts were raised or ended. */
  readonly onAlerts: () => void;
  /** A person linked records that were found again. */
  readonly onLinked: () => void;
}

export interface Watch {
  readonly commands: Pick<Engine, 'monitor' | 'log' | 'alerts' | 'recovery' | 'configurations'>;
  start(): void;
  stop(): Promise<void>;
}

/** What watches over the sync and keeps the house: figures, the log's depths, alerts, recovery, configurations. */
export function watchCommands(options: WatchOptions): Watch {
  const monitor = monitorCommands(options);
  const alerts = alertCommands(options);
  const recovery = recoveryCommands(options, monitor);
  return {
    commands: {
      monitor,
      log: logCommands(options),
      alerts,
      recovery,
      configurations: configurationCommands(options),
    },
    start() {
      monitor.start();
      alerts.start();
      recovery.start();
    },
    async stop() {
      await Promise.all([alerts.stop(), recovery.stop()]);
      await monitor.stop();
    },
  };
}

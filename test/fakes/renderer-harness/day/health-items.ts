import { backupHealth, databaseHealth, diskHealth, queueHealth } from '../../../../src/core/monitor/health-house.ts';
import { callbacksHealth, tunnelHealth } from '../../../../src/core/monitor/health-intake.ts';
import { remoteHealth } from '../../../../src/core/monitor/health-remote.ts';
import { keychainHealth } from '../../../../src/main/ipc/handlers/monitor.ts';
import { configSchema } from '../../../../src/shared/config.ts';
import type { HealthItem } from '../../../../src/shared/domain/monitor.ts';
import type { EngineStatus } from '../../../../src/shared/domain/status.ts';
import { dayFigures } from './figures.ts';

const hour = 3_600_000;
const gb = 1024 ** 3;
const folder = 'C:\\Users\\jharper\\AppData\\Roaming\\Dispatch Bridge\\profiles\\sandbox';

/** Health in the engine's own words, of what the status of the day says. */
export function dayHealth(scenario: string, status: EngineStatus, now: number): HealthItem[] {
  const config = configSchema.parse({ formatVersion: 1 });
  const { rules } = config.alerts;
  const low = scenario === 'low';
  const offline = scenario === 'offline';
  const { remotes } = dayFigures({
    now,
    range: '1h',
    scale: 1,
    one: scenario === 'one',
    blank: scenario === 'ready',
    offline,
  });
  const intake = {
    intake: status.intake,
    config,
    outages: [],
    received: { connectwise: 31, fieldnation: 22 },
  };
  const info = {
    path: `${folder}\\dispatch-bridge.db`,
    schemaVersion: 10,
    sizeBytes: 96.4 * 1024 ** 2,
    sqliteVersion: '3.50.4',
  };
  const keychain = keychainHealth(
    low
      ? {
          kind: 'session',
          name: 'memory',
          warning:
            'No Secret Service answers: keys are kept until Dispatch Bridge quits, and have to be entered again.',
        }
      : { kind: 'keychain', name: 'Windows Credential Manager', warning: null },
  );
  return [
    ...remotes.map((asked) => remoteHealth(asked.remote, status[asked.remote], asked, asked.budget.perMinute)),
    tunnelHealth(intake),
    callbacksHealth(intake),
    queueHealth(status.queue, rules, now),
    diskHealth({ freeBytes: low ? 0.3 * gb : 148 * gb, sizeBytes: 476 * gb }, folder, rules),
    databaseHealth(info, now - 2 * hour, status.state === 'stopped', now),
    backupHealth(
      low ? now - 80 * hour : scenario === 'ready' ? null : now - 6 * hour,
      low ? 3 : 7,
      now - 9 * hour,
      now,
    ),
    keychain,
  ];
}

import type { Figures, HealthItem } from '../../shared/domain/monitor.ts';
import { listBackups, newestBackupAt } from '../store/backup.ts';
import { storeFiles } from '../store/files.ts';
import type { WatchOptions } from '../watch-commands.ts';
import { diskOf } from './disk.ts';
import { backupHealth, databaseHealth, diskHealth, queueHealth } from './health-house.ts';
import { callbacksHealth, tunnelHealth } from './health-intake.ts';
import { remoteHealth } from './health-remote.ts';
import type { MonitorCommands } from './port.ts';
import { spanOf } from './ranges.ts';
import { depthOf, Sampler } from './sampler.ts';

const minuteMs = 60_000;
const remotes = ['connectwise', 'fieldnation'] as const;

/** Figures and health; `start` begins to sample the queue, `stop` writes what was counted last. */
export function monitorCommands(options: WatchOptions): MonitorCommands & { start(): void; stop(): Promise<void> } {
  const { store, context, engine } = options;
  const { clock } = context;
  const sampler = new Sampler({
    store,
    clock,
    logger: engine.logger,
    requests: options.remotes.requests,
    counts: options.counts,
  });

  function perMinute(remote: (typeof remotes)[number]): number {
    const { limits } = context.config();
    return remote === 'connectwise' ? limits.connectwisePerMinute : limits.fieldnationPerMinute;
  }

  async function figures(range: Figures['range']): Promise<Figures> {
    await sampler.flush();
    const to = clock.now();
    const span = spanOf(range, to);
    const [stored, counts] = await Promise.all([store.figures(span), store.queueCounts()]);
    const total = (what: 'events' | 'succeeded' | 'failed'): number =>
      stored.points.reduce((sum, point) => sum + point[what], 0);
    const [events, succeeded, failed] = [total('events'), total('succeeded'), total('failed')];
    const ended = succeeded + failed;
    return {
      range,
      from: span.from,
      to,
      stepMs: span.stepMs,
      points: [...stored.points],
      totals: {
        events,
        perMinute: events / Math.max(1, (to - span.from) / minuteMs),
        succeeded,
        failed,
        successRate: ended === 0 ? null : succeeded / ended,
        errorRate: ended === 0 ? null : failed / ended,
        latency: stored.latency,
        queueNow: depthOf(counts),
        queueMax: Math.max(depthOf(counts), ...stored.points.map((point) => point.queueDepth ?? 0)),
      },
      directions: stored.directions,
      remotes: stored.remotes.map((one) => {
        const most = perMinute(one.remote);
        const left = options.remotes.lane(one.remote)?.state().budgetLeft ?? most;
        return { ...one, budget: { perMinute: most, left: Math.min(most, Math.floor(left)) } };
      }),
    };
  }

  async function health(): Promise<readonly HealthItem[]> {
    await sampler.flush();
    const now = clock.now();
    const config = context.config();
    const files = storeFiles(engine.dataDir);
    const [stored, outages, info, created, disk] = await Promise.all([
      store.figures(spanOf('1h', now)),
      store.unsettledOutages(),
      store.info(),
      store.value('store.created'),
      diskOf(engine.dataDir),
    ]);
    const status = options.status();
    const { rules } = config.alerts;
    const intake = { intake: status.intake, config, outages, received: stored.received };
    return [
      ...stored.remotes.map((asked) =>
        remoteHealth(asked.remote, status[asked.remote], asked, perMinute(asked.remote)),
      ),
      tunnelHealth(intake),
      callbacksHealth(intake),
      queueHealth(status.queue, rules, now),
      diskHealth(disk, engine.dataDir, rules),
      databaseHealth(info, store.checkedAt(), status.state === 'stopped', now),
      backupHealth(newestBackupAt(files), listBackups(files).length, typeof created === 'number' ? created : null, now),
    ];
  }

  return {
    figures,
    health,
    sqliteVersion: async () => (await store.info()).sqliteVersion,
    start: () => sampler.start(),
    stop: () => sampler.stop(),
  };
}

import type { AlertsConfig } from '../../shared/domain/alerts.ts';
import type { HealthItem } from '../../shared/domain/monitor.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import type { StoreInfo } from '../store/figures-port.ts';
import type { Disk } from './disk.ts';
import { lapse, several, size } from './words.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** One is made a day; after two without, something keeps it from being made. */
const backupOldMs = 2 * dayMs;
const mb = 1024 * 1024;
/** A fifth of what a person called low: writing may fail at any moment. */
const nearlyFull = 0.2;

/** What waits, and what waits for a person. */
export function queueHealth(queue: EngineStatus['queue'], rules: AlertsConfig['rules'], now: number): HealthItem {
  const oldestMs = queue.oldestWaitingAt === null ? null : Math.max(0, now - queue.oldestWaitingAt);
  const late = oldestMs !== null && oldestMs > rules['queue-age'].minutes * minuteMs;
  const stuck = queue.dead + queue.held > 0;
  const parts = [
    ...(queue.dead > 0 ? [`${queue.dead} stopped and ${queue.dead === 1 ? 'needs' : 'need'} a person`] : []),
    ...(queue.held > 0 ? [`${queue.held} held for approval`] : []),
    ...(queue.waiting > 0
      ? [`${queue.waiting} waiting${oldestMs === null ? '' : `, the oldest for ${lapse(oldestMs)}`}`]
      : []),
    ...(queue.running > 0 ? [`${queue.running} running`] : []),
  ];
  const busy = queue.running > 0 ? 'working' : queue.waiting > 0 ? 'waiting' : 'ok';
  return {
    id: 'queue',
    tone: stuck || late ? 'attention' : busy,
    message: parts.length === 0 ? 'Nothing waits.' : `${parts.join('; ')}.`,
    since: queue.oldestWaitingAt,
    facts: [
      { name: 'Waiting', value: String(queue.waiting) },
      { name: 'Running', value: String(queue.running) },
      { name: 'Held for approval', value: String(queue.held) },
      { name: 'Dead letters', value: String(queue.dead) },
      { name: 'Deliveries not looked at yet', value: String(queue.inbox) },
      ...(oldestMs === null ? [] : [{ name: 'Oldest waiting', value: lapse(oldestMs) }]),
    ],
    ...(stuck ? { action: { do: 'open-attention' } as const } : {}),
  };
}

/** Room on the disk of the data folder; null when the file system does not say. */
export function diskHealth(disk: Disk | null, dataDir: string, rules: AlertsConfig['rules']): HealthItem {
  const folder = { name: 'Data folder', value: dataDir };
  if (disk === null) {
    const message = 'The file system of the data folder does not say how much room is left.';
    return { id: 'disk', tone: 'off', message, since: null, facts: [folder] };
  }
  const lowBytes = rules['disk-low'].belowMb * mb;
  const low = disk.freeBytes < lowBytes;
  const tone = !low ? 'ok' : disk.freeBytes < lowBytes * nearlyFull ? 'error' : 'attention';
  const free = `${size(disk.freeBytes)} of ${size(disk.sizeBytes)} free`;
  return {
    id: 'disk',
    tone,
    message: low
      ? `Only ${free} on the disk of the data folder. Make room: without any, sync stops until there is.`
      : `${free} on the disk of the data folder.`,
    since: null,
    facts: [{ name: 'Free', value: size(disk.freeBytes) }, { name: 'Called low below', value: size(lowBytes) }, folder],
  };
}

export function databaseHealth(info: StoreInfo, checkedAt: number | null, stopped: boolean, now: number): HealthItem {
  const checked = checkedAt === null ? 'not yet' : `${lapse(Math.max(0, now - checkedAt))} ago`;
  const found = checkedAt === null ? 'its check is under way' : `found whole ${checked}`;
  return {
    id: 'database',
    tone: stopped ? 'error' : checkedAt === null ? 'working' : 'ok',
    message: stopped
      ? `${size(info.sizeBytes)}. Nothing more is written to it; the top of this page says why.`
      : `${size(info.sizeBytes)}, ${found}.`,
    since: checkedAt,
    facts: [
      { name: 'Size', value: size(info.sizeBytes) },
      { name: 'Last check', value: checked },
      { name: 'Format', value: String(info.schemaVersion) },
      { name: 'SQLite', value: info.sqliteVersion },
      { name: 'File', value: info.path },
    ],
  };
}

/** A copy gets its name only after it was opened and checked, so the newest one is a verified one. */
export function backupHealth(
  newestAt: number | null,
  count: number,
  createdAt: number | null,
  now: number,
): HealthItem {
  const action = { do: 'open-settings', section: 'recovery' } as const;
  const facts = [{ name: 'Kept', value: several(count, 'backup') }];
  const base = { id: 'backup', since: newestAt, facts, action } as const;
  const ageMs = now - (newestAt ?? createdAt ?? now);
  const old = ageMs > backupOldMs;
  if (newestAt === null) {
    return {
      ...base,
      tone: old ? 'attention' : 'waiting',
      message: old
        ? `None in ${lapse(ageMs)}, although one is due each day. Make one under Settings, Recovery.`
        : 'None yet; the first is made within a day.',
    };
  }
  const age = lapse(Math.max(0, ageMs));
  return {
    ...base,
    tone: old ? 'attention' : 'ok',
    message: old
      ? `The newest verified one is ${age} old, although one is due each day. Make one under Settings, Recovery.`
      : `The newest verified one is ${age} old; ${several(count, 'backup')} kept.`,
  };
}

import type { AlertsConfig } from '../../shared/domain/alerts.ts';
import type { HealthItem } from '../../shared/domain/monitor.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import { sizeWords } from '../size-words.ts';
import type { StoreInfo } from '../store/figures-port.ts';
import type { Disk } from './disk.ts';
import { count, fact } from './fact.ts';
import { lapse, several } from './words.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** One is made a day; after two without, something keeps it from being made. */
const backupOldMs = 2 * dayMs;
const mb = 1024 * 1024;
/** A fifth of what a person called low: writing may fail at any moment. */
const nearlyFull = 0.2;

/** What waits, and what waits for a person. */
export function queueHealth(queue: EngineStatus['queue'], rules: AlertsConfig['rules'], now: number): HealthItem {
  const { dead, held, waiting, running } = queue;
  const oldestMs = queue.oldestWaitingAt === null ? null : Math.max(0, now - queue.oldestWaitingAt);
  const late = oldestMs !== null && oldestMs > rules['queue-age'].minutes * minuteMs;
  const stuck = dead + held > 0;
  const parts = [
    ...(dead > 0 ? [`${dead} stopped and ${dead === 1 ? 'needs' : 'need'} a person`] : []),
    ...(held > 0 ? [`${held} held for approval`] : []),
    ...(waiting > 0 ? [`${waiting} waiting${oldestMs === null ? '' : `, the oldest for ${lapse(oldestMs)}`}`] : []),
    ...(running > 0 ? [`${running} running`] : []),
  ];
  const busy = running > 0 ? 'working' : waiting > 0 ? 'waiting' : 'ok';
  return {
    id: 'queue',
    tone: stuck || late ? 'attention' : busy,
    message: parts.length === 0 ? 'Nothing waits.' : `${parts.join('; ')}.`,
    said: { code: 'queue', dead, held, waiting, running, oldestMs },
    since: queue.oldestWaitingAt,
    facts: [
      fact('waiting', 'Waiting', count(waiting)),
      fact('running', 'Running', count(running)),
      fact('held', 'Held for approval', count(held)),
      fact('dead', 'Dead letters', count(dead)),
      fact('inbox', 'Deliveries not looked at yet', count(queue.inbox)),
      ...(oldestMs === null ? [] : [fact('oldest', 'Oldest waiting', { unit: 'ms', n: oldestMs })]),
    ],
    ...(stuck ? { action: { do: 'open-attention' } as const } : {}),
  };
}

/** Room on the disk of the data folder; null when the file system does not say. */
export function diskHealth(disk: Disk | null, dataDir: string, rules: AlertsConfig['rules']): HealthItem {
  const folder = fact('folder', 'Data folder', dataDir);
  if (disk === null) {
    const message = 'The file system of the data folder does not say how much room is left.';
    return { id: 'disk', tone: 'off', message, said: { code: 'disk-unknown' }, since: null, facts: [folder] };
  }
  const lowBytes = rules['disk-low'].belowMb * mb;
  const low = disk.freeBytes < lowBytes;
  const tone = !low ? 'ok' : disk.freeBytes < lowBytes * nearlyFull ? 'error' : 'attention';
  const { freeBytes, sizeBytes } = disk;
  const free = `${sizeWords(freeBytes)} of ${sizeWords(sizeBytes)} free`;
  return {
    id: 'disk',
    tone,
    message: low
      ? `Only ${free} on the disk of the data folder. Make room: without any, sync stops until there is.`
      : `${free} on the disk of the data folder.`,
    said: { code: 'disk', freeBytes, sizeBytes, low },
    since: null,
    facts: [
      fact('free', 'Free', { unit: 'bytes', n: freeBytes }),
      fact('low-below', 'Called low below', { unit: 'bytes', n: lowBytes }),
      folder,
    ],
  };
}

export function databaseHealth(info: StoreInfo, checkedAt: number | null, stopped: boolean, now: number): HealthItem {
  const { sizeBytes } = info;
  const checkedMs = checkedAt === null ? null : Math.max(0, now - checkedAt);
  const found = checkedMs === null ? 'its check is under way' : `found whole ${lapse(checkedMs)} ago`;
  return {
    id: 'database',
    tone: stopped ? 'error' : checkedAt === null ? 'working' : 'ok',
    message: stopped
      ? `${sizeWords(sizeBytes)}. Nothing more is written to it; the top of this page says why.`
      : `${sizeWords(sizeBytes)}, ${found}.`,
    said: { code: 'database', sizeBytes, checkedMs, stopped },
    since: checkedAt,
    facts: [
      fact('size', 'Size', { unit: 'bytes', n: sizeBytes }),
      fact(
        'last-check',
        'Last check',
        checkedMs === null ? { unit: 'word', word: 'not-yet' } : { unit: 'ago', n: checkedMs },
      ),
      fact('format', 'Format', count(info.schemaVersion)),
      fact('sqlite', 'SQLite', info.sqliteVersion),
      fact('file', 'File', info.path),
    ],
  };
}

/** A copy gets its name only after it was opened and checked, so the newest one is a verified one. */
export function backupHealth(newestAt: number | null, kept: number, createdAt: number | null, now: number): HealthItem {
  const action = { do: 'open-settings', section: 'recovery' } as const;
  const facts = [fact('kept', 'Kept', { unit: 'backups', n: kept })];
  const base = { id: 'backup', since: newestAt, facts, action } as const;
  const ageMs = now - (newestAt ?? createdAt ?? now);
  const old = ageMs > backupOldMs;
  if (newestAt === null) {
    return {
      ...base,
      tone: old ? 'attention' : 'waiting',
      message: old
        ? `None in ${lapse(ageMs)}, although one is due each day. Make one under Settings, Backups and recovery.`
        : 'None yet; the first is made within a day.',
      said: { code: 'backup-none', lateMs: old ? ageMs : null },
    };
  }
  const age = lapse(Math.max(0, ageMs));
  return {
    ...base,
    tone: old ? 'attention' : 'ok',
    message: old
      ? `The newest verified one is ${age} old, although one is due each day. Make one under Settings, Backups and recovery.`
      : `The newest verified one is ${age} old; ${several(kept, 'backup')} kept.`,
    said: { code: 'backup', ageMs: Math.max(0, ageMs), count: kept, old },
  };
}

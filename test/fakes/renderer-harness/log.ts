import type { Activity, ActivityFilter } from '../../../src/shared/domain/activity.ts';
import type { SavedFilter } from '../../../src/shared/domain/log-details.ts';
import type { LinkRow } from '../../../src/shared/domain/views.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';
import { dayLine } from './day/log.ts';
import { dayDetails } from './day/log-details.ts';
import { dayWhy } from './day/why.ts';

type Channels = Extract<keyof DispatchBridgeApi, `log:${string}`>;

const million = 1_000_000;
const countedTo = 10_000;
const answerMs = 15;

const failure: AppErrorInfo = {
  code: 'store.read',
  kind: 'permanent',
  message:
    'The log could not be read: the data file is locked by another program (a backup or virus scanner). Close it, then load again.',
  context: { file: 'bridge.db', code: 'SQLITE_BUSY' },
};

function fits(row: Activity, filter: ActivityFilter): boolean {
  const words = filter.text?.toLowerCase().split(/\s+/) ?? [];
  const hay = `${row.message} ${String(row.ticketId)} ${String(row.workOrderId)}`.toLowerCase();
  return (
    words.every((word) => hay.includes(word)) &&
    (filter.side === undefined || row.side === filter.side) &&
    (filter.direction === undefined || row.direction === filter.direction) &&
    (filter.result === undefined || filter.result.includes(row.result)) &&
    (filter.kinds === undefined || filter.kinds.some((kind) => row.kind.startsWith(kind))) &&
    (filter.ticketId === undefined || row.ticketId === filter.ticketId) &&
    (filter.workOrderId === undefined || row.workOrderId === filter.workOrderId) &&
    (filter.linkId === undefined || row.linkId === filter.linkId) &&
    (filter.jobId === undefined || row.jobId === filter.jobId) &&
    (filter.from === undefined || row.at >= filter.from) &&
    (filter.to === undefined || row.at < filter.to)
  );
}

/** Lines by id, newest id first; those of a million are made when they are asked for. */
interface Lines {
  newest(): number;
  line(id: number): Activity | null;
}

function listLines(log: readonly Activity[]): Lines {
  return {
    newest: () => log[0]?.id ?? 0,
    line: (id) => {
      const newest = log[0]?.id ?? 0;
      return log[newest - id] ?? null;
    },
  };
}

function madeLines(log: readonly Activity[], links: readonly LinkRow[], now: number): Lines {
  const before = million - (log[0]?.id ?? 0);
  const recent = listLines(log);
  return {
    newest: () => recent.newest() + before,
    line: (id) => {
      const known = id > before ? recent.line(id - before) : null;
      if (known !== null) return { ...known, id };
      return id < 1 ? null : dayLine(links, id, million, now);
    },
  };
}

function pageOf(lines: Lines, filter: ActivityFilter, from: number, step: 1 | -1, limit: number): Activity[] {
  const found: Activity[] = [];
  for (let id = from; id >= 1 && id <= lines.newest() && found.length < limit; id += step) {
    const row = lines.line(id);
    if (row !== null && fits(row, filter)) found.push(row);
  }
  return found;
}

const startFilters: SavedFilter[] = [
  { id: 'f1', name: 'Failed or needs somebody', filter: { result: ['attention', 'error'] } },
  { id: 'f2', name: 'Northwind, notes only', filter: { kinds: ['note.', 'event.note'], text: 'northwind' } },
  { id: 'f3', name: 'What Field Nation sent', filter: { side: 'fieldnation' } },
];

/** The log of the made-up day and its depths; in the scenario `million` it goes on for a million lines. */
export function logBridge(
  log: readonly Activity[],
  { scenario, links, now }: { readonly scenario: string; readonly links: readonly LinkRow[]; readonly now: number },
): Pick<DispatchBridgeApi, Channels> {
  const lines = scenario === 'million' ? madeLines(log, links, now) : listLines(log);
  let saved = scenario === 'first-use' || scenario === 'one' ? [] : startFilters;
  const soon = <T>(value: T, afterMs = answerMs): Promise<T> =>
    new Promise((resolve) => setTimeout(() => resolve(value), afterMs));
  return {
    'log:page': ({ filter, before, after, limit }) => {
      if (scenario === 'failing') return Promise.reject(failure);
      if (after !== undefined && after !== null) return soon(pageOf(lines, filter, after + 1, 1, limit).reverse());
      return soon(pageOf(lines, filter, before === null ? lines.newest() : before - 1, -1, limit));
    },
    'log:entry': ({ id }) => soon(lines.line(id)),
    'log:count': ({ filter }) => {
      const count = pageOf(lines, filter, lines.newest(), -1, countedTo + 1).length;
      return soon({ count: Math.min(count, countedTo), capped: count > countedTo });
    },
    'log:details': ({ id }) => {
      const event = lines.line(id);
      return soon(event === null ? null : dayDetails(event, log));
    },
    'log:at': ({ at }) => soon(pageOf(lines, { to: at + 1 }, lines.newest(), -1, 1)[0]?.id ?? null),
    'log:export': ({ filter, format }) => {
      const count = pageOf(lines, filter, lines.newest(), -1, million).length;
      return soon({ file: `C:\\Users\\jmiller\\Documents\\events-2026-11-22.${format}`, lines: count }, 400);
    },
    'log:saved-filters': () => soon(saved),
    'log:save-filters': (filters) => {
      saved = filters as SavedFilter[];
      return soon(saved);
    },
    'log:why': ({ ticketId }) => soon(dayWhy(ticketId, links, Date.now()), 350),
  };
}

import { mkdirSync, statSync } from 'node:fs';
import type { Database } from '../../../src/core/store/database.ts';
import { loadDriver } from '../../../src/core/store/driver.ts';
import { storeFiles, syncToDisk } from '../../../src/core/store/files.ts';
import { openProfile } from '../../../src/core/store/open-profile.ts';
import { Activities } from '../../../src/core/store/rows/activities.ts';
import type { Activity, NewActivity } from '../../../src/shared/domain/activity.ts';

/** What `fillLog` puts into a log that its measurements ask for. */
export const filledLog = {
  /** In half of all lines. */
  commonWord: 'provider',
  /** In a few lines each, and in some of them together. */
  rareWords: ['forklift', 'basement'],
  /** Lines, links and records are numbered from here. */
  firstTicket: 10_000,
  firstWorkOrder: 90_000,
  tickets: 5_000,
  /** Time from the first line to the last (ms). */
  spanMs: 300 * 86_400_000,
} as const;

/**
 * Writes `lines` realistic lines into a profile's log, newest at `now`, the way the app writes them. The profile must not be open; it is made when
 * it is not there. About 25 s for 1,000,000.
 */
export async function fillLog(dataDir: string, lines: number, now: number): Promise<{ readonly megabytes: number }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const library = await loadDriver();
  const files = storeFiles(dataDir);
  const profile = openProfile(library, files, { pid: process.pid, host: 'here', since: now, version: '0.0.0' }, now);
  try {
    const db = profile.connection;
    db.pragma('synchronous = OFF');
    writeLines(db, lines, now);
  } finally {
    profile.close();
  }
  // Otherwise the first commit afterwards waits for the whole file.
  syncToDisk(files.database);
  return { megabytes: statSync(files.database).size / 1024 / 1024 };
}

/** As `fillLog`, into an open database. */
export function writeLines(db: Database, lines: number, now: number): void {
  const log = new Activities(db);
  const chunk = 20_000;
  for (let from = 0; from < lines; from += chunk) {
    const rows = Array.from({ length: Math.min(chunk, lines - from) }, (_, k) => lineAt(from + k, lines, now));
    db.transaction(() => log.append(rows));
  }
}

type Shape = Pick<NewActivity, 'side' | 'direction' | 'kind' | 'result'> & {
  /** How often it comes among 1,000 lines. */
  readonly share: number;
  readonly words: (n: Numbers) => string;
};
interface Numbers {
  readonly ticketId: number;
  readonly workOrderId: number;
  readonly i: number;
}

const people = ['jdoe', 'mgarcia', 'pkumar', 'lschmidt', 'anguyen', 'tbrown', 'rdiaz'];
const providers = ['R. Diaz', 'Amy Wong', 'Kofi Mensah', 'Lena Vogt', 'Sam Carter', 'José Núñez', 'P. O’Neill'];
const places = ['Main Street', 'Harbour Road', 'Airport', 'Warehouse 7', 'Head office', 'Campus North'];
const of = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;

const inbound = { side: 'connectwise', direction: 'inbound' } as const;
const outbound = { side: 'fieldnation', direction: 'outbound' } as const;
const shapes: readonly Shape[] = [
  {
    ...inbound,
    share: 260,
    kind: 'callback.received',
    result: 'ok',
    words: ({ ticketId, i }) => `ConnectWise reports ticket ${ticketId} updated by ${of(people, i)}`,
  },
  {
    ...outbound,
    share: 180,
    kind: 'webhook.received',
    result: 'ok',
    words: () => 'Field Nation reports workorder.status.assigned of a provider',
  },
  {
    ...inbound,
    share: 90,
    kind: 'workorder.updated',
    result: 'ok',
    words: ({ ticketId, workOrderId, i }) =>
      `Work order ${workOrderId} follows ticket ${ticketId}: schedule, ${of(places, i)}; the provider is told`,
  },
  {
    ...outbound,
    share: 150,
    kind: 'ticket.updated',
    result: 'ok',
    words: ({ ticketId, workOrderId, i }) =>
      `Work order ${workOrderId} assigned to provider ${of(providers, i)}: ticket ${ticketId} set to Scheduled`,
  },
  {
    ...inbound,
    share: 40,
    kind: 'workorder.created',
    result: 'ok',
    words: ({ ticketId, workOrderId, i }) =>
      `Ticket ${ticketId} became work order ${workOrderId}: replace the access point at ${of(places, i)}`,
  },
  {
    ...outbound,
    share: 70,
    kind: 'event.FN_WO_CHECKED_IN',
    result: 'ok',
    words: ({ workOrderId, i }) => `Work order ${workOrderId}: provider ${of(providers, i)} checked in`,
  },
  {
    ...outbound,
    share: 60,
    kind: 'event.FN_WO_MESSAGE',
    result: 'ok',
    words: ({ workOrderId, i }) => `Work order ${workOrderId}: message from provider ${of(providers, i)}`,
  },
  {
    ...outbound,
    share: 50,
    kind: 'note.copied',
    result: 'ok',
    words: ({ ticketId }) => `A message became a Discussion note of ticket ${ticketId}`,
  },
  {
    ...inbound,
    share: 40,
    kind: 'ticket.not-sent',
    result: 'ok',
    words: ({ ticketId }) =>
      `Ticket ${ticketId} was saved; it is in New on Field Dispatch, not in Dispatch to FN on Field Dispatch`,
  },
  {
    side: 'fieldnation',
    direction: 'none',
    share: 25,
    kind: 'job.retry',
    result: 'waiting',
    words: ({ workOrderId }) =>
      `Field Nation did not answer within 30 s for work order ${workOrderId}. It is tried again`,
  },
  {
    side: 'connectwise',
    direction: 'none',
    share: 15,
    kind: 'job.dead',
    result: 'error',
    words: ({ ticketId }) =>
      `Ticket ${ticketId} has no value for priority: P1 - Emergency is not mapped. Map it, then retry.`,
  },
  {
    side: 'app',
    direction: 'none',
    share: 10,
    kind: 'conflict.opened',
    result: 'attention',
    words: ({ ticketId }) =>
      `Both sides changed Title of ticket ${ticketId}. Choose one under Conflicts, or make them equal.`,
  },
  {
    side: 'app',
    direction: 'none',
    share: 6,
    kind: 'tunnel.down',
    result: 'attention',
    words: () => 'The tunnel is down: changes are found by polling until it is back',
  },
  {
    side: 'app',
    direction: 'none',
    share: 4,
    kind: 'app.started',
    result: 'ok',
    words: () => 'Dispatch Bridge started',
  },
];
/** Shape of each of 1,000 lines, spread out. */
const order = shapes.flatMap((shape) => Array.from({ length: shape.share }, () => shape));
const [first, second] = filledLog.rareWords;

function lineAt(i: number, lines: number, now: number): NewActivity {
  const shape = order[(i * 389) % order.length] as Shape;
  const n = (Math.floor(i / 7) * 13) % filledLog.tickets;
  const numbers = { i, ticketId: filledLog.firstTicket + n, workOrderId: filledLog.firstWorkOrder + n };
  const about = shape.kind !== 'tunnel.down' && shape.kind !== 'app.started';
  const rare = `${i % 9001 === 0 ? `, ${first}` : ''}${i % 7001 === 0 ? `, ${second}` : ''}${i % 99_991 === 0 ? `, ${first} and ${second}` : ''}`;
  const at = now - Math.round(((lines - 1 - i) / lines) * filledLog.spanMs);
  const failed = shape.result === 'error' || shape.result === 'waiting';
  return {
    // Some facts are learned of late.
    at: i % 250 === 17 ? at - 3 * 3_600_000 : at,
    side: shape.side,
    direction: shape.direction,
    kind: shape.kind,
    result: shape.result satisfies Activity['result'],
    message: `${shape.words(numbers)}${rare}`,
    ticketId: about ? numbers.ticketId : null,
    workOrderId: about && shape.side === 'fieldnation' ? numbers.workOrderId : null,
    linkId: about ? n + 1 : null,
    jobId: about ? 1 + Math.floor(i / 5) : null,
    durationMs: shape.kind.endsWith('.received') ? null : 180 + ((i * 37) % 900),
    error: failed
      ? {
          code: shape.result === 'error' ? 'mapping.no-value' : 'fieldnation.timeout',
          kind: shape.result === 'error' ? 'permanent' : 'transient',
          message: shape.words(numbers),
          context: {},
        }
      : null,
    details: shape.kind.endsWith('.updated') ? { changes: [{ target: 'status', value: 'Scheduled' }] } : null,
  };
}

import type { DiagnosticsFile, LinkProposal, LinkScan } from '../../../src/shared/domain/recovery.ts';
import { AppError } from '../../../src/shared/errors.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Extract<keyof DispatchBridgeApi, `recovery:${string}` | `diagnostics:${string}` | `audit:${string}`>;

const idle = (): LinkScan => ({
  state: 'idle',
  ticketsRead: 0,
  workOrdersRead: 0,
  proposals: [],
  message: '',
  at: null,
});
const day = 86_400_000;
const stamp = (at: number): string => new Date(at).toISOString().replace(/[-:.]/g, '');

function backupsOf(now: number) {
  const made = (
    at: number,
    reason: 'daily' | 'migration' | 'person' | 'restore',
    sizeBytes: number,
    problem: string | null = null,
  ) => ({
    name: `${stamp(at)}-v${reason === 'migration' ? 6 : 10}-${reason}.db`,
    madeAt: at,
    sizeBytes,
    schemaVersion: reason === 'migration' ? 6 : 10,
    reason,
    problem,
  });
  return [
    made(now - 3_600_000, 'person', 48_000_000),
    made(now - 9_000_000, 'daily', 47_900_000),
    made(now - day - 9_000_000, 'daily', 47_200_000),
    made(now - day - 20_000_000, 'restore', 47_100_000),
    made(now - 2 * day - 9_000_000, 'daily', 46_800_000, 'The file is cut off: part of it is missing.'),
    made(now - 3 * day - 9_000_000, 'daily', 46_100_000),
    made(now - 5 * day, 'migration', 44_000_000),
  ];
}

const pair = (
  ticketId: number,
  workOrderId: number,
  part: Partial<LinkProposal> & Pick<LinkProposal, 'ticketSummary'>,
): LinkProposal => ({
  ticketId,
  workOrderId,
  workOrderTitle: part.ticketSummary,
  companyName: 'Hopkins Medical Group',
  evidence: ['ticket-reference', 'work-order-marker'],
  confidence: 'certain',
  problem: '',
  ...part,
});
const proposals: readonly LinkProposal[] = [
  pair(1042, 91422, { ticketSummary: 'Replace the failed switch in the server room' }),
  pair(1043, 91423, { ticketSummary: 'Label printer at dock 14 offline', companyName: 'Alder Logistics' }),
  pair(1051, 91431, {
    ticketSummary:
      'Install and test redundant LTE failover modem, antenna on roof, roof access key at the security desk',
    evidence: ['work-order-marker', 'note-markers'],
    confidence: 'likely',
    companyName: 'Northwind Credit Union of the Upper Valley and Lakes',
  }),
  pair(1058, 91440, {
    ticketSummary: 'Camera 7 has no picture',
    evidence: ['work-order-marker'],
    confidence: 'ambiguous',
    problem: 'Several work orders belong to ticket 1058: 91440, 91447. Link the one that is to be kept in step.',
  }),
  pair(1058, 91447, {
    ticketSummary: 'Camera 7 has no picture',
    workOrderTitle: 'Second visit: camera 7',
    evidence: ['work-order-marker'],
    confidence: 'ambiguous',
    problem: 'Several work orders belong to ticket 1058: 91440, 91447. Link the one that is to be kept in step.',
  }),
  pair(1030, 91401, { ticketSummary: 'UPS alarm', confidence: 'linked' }),
  pair(1031, 91402, { ticketSummary: 'Re-terminate fiber', confidence: 'linked' }),
];

function bundle(now: number): DiagnosticsFile[] {
  const file = (name: string, about: string, text: string, redacted = 0): DiagnosticsFile => ({
    name,
    about,
    bytes: text.length,
    text,
    cut: false,
    redacted,
  });
  const log = Array.from(
    { length: 60 },
    (_, n) =>
      `${new Date(now - n * 61_000).toISOString()} ok ticket.synced ticket ${1042 + (n % 9)} work order ${91422 + (n % 9)}: Work order ${91422 + (n % 9)} of [customer]: 2 fields written`,
  ).join('\n');
  return [
    file(
      'app.json',
      'Versions of the app and what it runs on.',
      JSON.stringify(
        {
          version: '1.0.0',
          runtime: { electron: '45.1.0', node: '24.4.0' },
          system: { platform: 'linux', processors: 8 },
        },
        null,
        2,
      ),
    ),
    file(
      'surroundings.json',
      'Proxy, languages, time zone and displays of this computer.',
      '{\n  "proxyForFieldNation": "PROXY [host]:8080"\n}\n',
      1,
    ),
    file('status.json', 'What the engine is doing now.', '{\n  "state": "running"\n}\n'),
    file(
      'settings.json',
      'The settings, without passwords, keys and names of customers.',
      '{\n  "connectwise": { "site": "na.myconnectwise.net", "company": "[set]" }\n}\n',
      4,
    ),
    file('log.txt', 'The last 500 lines of the log, without texts of tickets and work orders.', log, 312),
    file('developers-log.txt', 'The end of the log for developers.', log, 41),
  ];
}

/** Backups, diagnostics and the trail of the made-up day. */
export function recoveryBridge(now: number): Pick<DispatchBridgeApi, Channels> {
  let backups = backupsOf(now);
  let scan = idle();
  let looks = 0;
  return {
    'recovery:backups': async () => ({
      backups,
      quarantine: [
        {
          name: stamp(now - 6 * day),
          at: now - 6 * day,
          sizeBytes: 41_000_000,
          why: 'The database of this profile is damaged: row 812 missing from index activity_by_side. Restore a backup or start fresh.',
        },
      ],
      folder: '/home/dana/.config/dispatch-bridge/profiles/sandbox/backups',
    }),
    async 'recovery:back-up-now'() {
      const [newest] = backupsOf(now + 3_600_000 + 120_000);
      if (newest === undefined) throw new Error('no backup');
      backups = [newest, ...backups];
      return newest;
    },
    'recovery:restore': async ({ name }) => {
      throw new AppError({
        code: 'store.bad-backup',
        kind: 'permanent',
        message: `The backup ${name} cannot be restored: it is no longer there. Nothing was changed; choose another backup.`,
      });
    },
    async 'recovery:scan-links'() {
      looks = 0;
      scan = { ...idle(), state: 'running', ticketsRead: 120 };
      return scan;
    },
    async 'recovery:scan'() {
      looks += 1;
      if (scan.state === 'running' && looks > 1)
        scan = { ...scan, state: 'done', ticketsRead: 412, workOrdersRead: 398, proposals: [...proposals], at: now };
      return scan;
    },
    async 'recovery:stop-scan'() {
      scan = { ...scan, state: 'stopped', at: now };
      return scan;
    },
    async 'recovery:link-found'({ pairs }) {
      const linked = new Set(pairs.map((one) => `${one.ticketId} ${one.workOrderId}`));
      scan = {
        ...scan,
        proposals: scan.proposals.map((one) =>
          linked.has(`${one.ticketId} ${one.workOrderId}`)
            ? { ...one, confidence: 'linked' as const, problem: '' }
            : one,
        ),
      };
      return { linked: pairs.length, refused: [] };
    },
    'diagnostics:preview': async () => bundle(now),
    'diagnostics:save': async () => ({ file: '/home/dana/Documents/dispatch-bridge-diagnostics-2026-11-22.zip' }),
    'audit:page': async () => [],
  };
}

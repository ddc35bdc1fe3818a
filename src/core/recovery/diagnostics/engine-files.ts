import { hostname } from 'node:os';
import { secretNames } from '../../../shared/config.ts';
import type { Link } from '../../../shared/domain/records.ts';
import type { AuditEntry, DiagnosticsFile } from '../../../shared/domain/recovery.ts';
import type { MonitorCommands } from '../../monitor/port.ts';
import type { SecretStore } from '../../secrets.ts';
import { userName } from '../../user-name.ts';
import type { WatchOptions } from '../../watch-commands.ts';
import { makeFiles, type Step } from './bundle.ts';
import { logLineForStrangers } from './log-line.ts';
import { createMasker, type MaskOptions } from './mask.ts';
import { settingsForStrangers } from './settings.ts';

const logLines = 500;
const historyLines = 500;
/** Links whose words are known to be customers'; more than that, and the oldest stand in no log line of today. */
const knownLinks = 5000;

/** Everything a profile keeps secret, for the mask. One that cannot be read now was not read before either. */
export async function knownSecrets(secrets: SecretStore): Promise<readonly string[]> {
  const values = await Promise.all(secretNames.map((name) => secrets.get(name).catch(() => null)));
  return values.filter((value) => value !== null);
}

/** What the masks of the engine's files know. Ticket summaries, companies and providers are left out wherever they stand. */
export async function maskOptions(options: WatchOptions): Promise<MaskOptions> {
  const { engine, store, context } = options;
  const links = await store.searchLinks('', knownLinks);
  const { connectwise, fieldnation } = context.config();
  const words = links.flatMap((link) => [
    link.ticketSummary,
    link.companyName,
    link.providerName,
    ...agreedTexts(link),
  ]);
  return {
    secrets: await knownSecrets(engine.secrets),
    customers: [...words, connectwise?.company ?? '', fieldnation?.username ?? '', connectwise?.publicKey ?? ''],
    user: engine.person ?? userName(),
    computer: hostname(),
  };
}

/** Texts both sides agreed on: what a record was called before somebody renamed it. Single words are statuses and the like. */
function agreedTexts({ base }: Link): readonly string[] {
  return Object.values(base)
    .flatMap(({ source, target }) => [source, target])
    .filter((value) => typeof value === 'string')
    .filter((value) => value.length < 300 && /\S\s+\S|@/.test(value));
}

/** The engine's part of the bundle, redacted. */
export async function engineDiagnostics(
  options: WatchOptions,
  monitor: MonitorCommands,
): Promise<readonly DiagnosticsFile[]> {
  return makeFiles(steps(options, monitor), createMasker(await maskOptions(options)));
}

function steps(options: WatchOptions, monitor: MonitorCommands): readonly Step[] {
  const { store, context, reach, remotes, status } = options;
  return [
    { name: 'status.json', about: 'What the engine is doing now.', read: status },
    { name: 'health.json', about: 'What is in order and what is not.', read: () => monitor.health() },
    {
      name: 'settings.json',
      about: 'The settings, without passwords, keys and names of customers.',
      read: () => settingsForStrangers(context.config()),
    },
    {
      name: 'mapping.json',
      about: 'Which field goes where, without fixed texts and scripts.',
      read: () => mappingInShort(options),
    },
    { name: 'queue.json', about: 'What waits, and which errors wait for a person.', read: () => queueInShort(options) },
    {
      name: 'remotes.json',
      about: 'Request budgets, pauses and the last answers of both sides.',
      read: () => ({
        connectwise: remotes.lane('connectwise')?.state() ?? null,
        fieldnation: remotes.lane('fieldnation')?.state() ?? null,
      }),
    },
    { name: 'figures.json', about: 'Counts and times of the last 24 hours.', read: () => monitor.figures('24h') },
    {
      name: 'reach.json',
      about: 'The listener, the tunnel, what is registered at both vendors, and outages.',
      read: async () => ({
        intake: status().intake,
        tunnel: await reach.tunnel(),
        registered: reach.health(),
        chain: reach.chain(),
        outages: await reach.outages(50),
      }),
    },
    {
      name: 'log.txt',
      about: `The last ${logLines} lines of the log, without texts of tickets and work orders.`,
      read: async () => (await store.activities({}, null, logLines)).map(logLineForStrangers).join(''),
    },
    {
      name: 'history.txt',
      about: `The last ${historyLines} changes of settings: when and which, without their values.`,
      read: async () => (await store.auditPage(null, historyLines)).map(historyLine).join(''),
    },
    {
      name: 'database.json',
      about: 'Format and size of the database, backups and what is in quarantine.',
      read: async () => {
        const { backups, quarantine } = await store.keptFiles();
        return { ...(await store.info()), backups, quarantine };
      },
    },
  ];
}

/** What a line is about stands before the first colon or bracket; behind it are names and values. */
function historyLine({ at, area, what }: AuditEntry): string {
  return `${new Date(at).toISOString()} ${area}: ${(what.split(/[:(]/)[0] ?? '').trim()}\n`;
}

async function mappingInShort({ context }: WatchOptions): Promise<unknown> {
  const { version, mapping } = await context.mapping();
  return {
    version,
    rules: mapping.rules.map(({ id, direction, target, onConflict }) => ({ id, direction, target, onConflict })),
  };
}

async function queueInShort({ store }: WatchOptions): Promise<unknown> {
  const groups = await store.attentionGroups();
  return {
    counts: await store.queueCounts(),
    waitingForAPerson: groups.map(({ code, state, count, oldestAt }) => ({ code, state, count, oldestAt })),
    links: await store.countLinks(),
    conflicts: await store.countConflicts(),
  };
}

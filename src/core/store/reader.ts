import { statSync } from 'node:fs';
import type { Database } from './database.ts';
import { Activities } from './rows/activities.ts';
import { Alerts } from './rows/alerts.ts';
import { Attention } from './rows/attention.ts';
import { Audit } from './rows/audit.ts';
import { Claim } from './rows/claim.ts';
import { Conflicts } from './rows/conflicts.ts';
import { Copies } from './rows/copies.ts';
import { DeadLetters } from './rows/dead-letters.ts';
import { Deliveries } from './rows/deliveries.ts';
import { Documents } from './rows/documents.ts';
import { Events } from './rows/events.ts';
import { FigureRanges } from './rows/figure-ranges.ts';
import { Intents } from './rows/intents.ts';
import { Jobs } from './rows/jobs.ts';
import { linkRuns } from './rows/link-runs.ts';
import { Links } from './rows/links.ts';
import { LogLines } from './rows/log-lines.ts';
import { Mappings } from './rows/mappings.ts';
import { Outages } from './rows/outages.ts';
import { Requests } from './rows/requests.ts';
import { Runs } from './rows/runs.ts';
import type { ReaderMethods } from './rpc.ts';

/** The reading half: what the engine decides on, log, search, figures, checks. Sees every write that was acknowledged before it was asked. */
export function createReader(db: Database, file: string): Omit<ReaderMethods, 'open' | 'shutdown'> {
  const links = new Links(db);
  const activities = new Activities(db);
  const runs = new Runs(db);
  const figures = new FigureRanges(db);
  const attention = new Attention(db, new Jobs(db, links), links);
  const logLines = new LogLines(db, { activities, attention, requests: new Requests(db) });
  const deliveries = new Deliveries(db);
  const documents = new Documents(db);
  const mappings = new Mappings(db);
  const audit = new Audit(db);
  const intents = new Intents(db);
  const events = new Events(db, links);
  const claim = new Claim(db, events);
  const deadLetters = new DeadLetters(db, attention);
  const copies = new Copies(db, links);
  const conflicts = new Conflicts(db, links);
  const outages = new Outages(db);
  const alerts = new Alerts(db, documents);
  return {
    pendingDeliveries: (limit) => deliveries.pending(limit),
    webhookSignatures: (limit) => deliveries.webhookSignatures(limit),
    nextRunAt: () => claim.nextRunAt(),
    queueCounts: () => attention.counts(deliveries),
    isApproved: (id) => attention.isApproved(id),
    link: (id) => links.byId(id),
    openLinkByTicket: (ticketId) => links.openByTicket(ticketId),
    openLinkByWorkOrder: (workOrderId) => links.openByWorkOrder(workOrderId),
    linkByMarker: (marker) => links.byMarker(marker),
    openLinks: (after, limit) => links.openAfter(after, limit),
    staleLinks: (before, limit, except) => links.stale(before, limit, except),
    openIntents: (linkId) => intents.openOf(linkId),
    countIntents: (kind, since) => intents.count(kind, since),
    linksOfTicket: (ticketId) => links.ofTicket(ticketId),
    linksOfWorkOrder: (workOrderId) => links.ofWorkOrder(workOrderId),
    copies: (linkId) => copies.of(linkId),
    looseCopy: (kind, sourceId) => copies.loose(kind, sourceId),
    openConflicts: (limit) => conflicts.waiting(limit),
    conflictsOf: (linkId) => conflicts.waitingOf(linkId),
    conflict: (id) => conflicts.byId(id),
    countConflicts: () => conflicts.count(),
    isIgnored: (id) => documents.isIgnored(id),
    ignoredTickets: () => documents.ignoredTickets(),
    outages: (limit) => outages.newest(limit),
    unsettledOutages: () => outages.unsettled(),
    lastDelivery: (source, callbackId) => outages.lastDelivery(source, callbackId),
    alertMemory: () => alerts.memory(),
    activeAlerts: () => alerts.active(),
    pastAlerts: (limit) => alerts.past(limit),
    waitingAlerts: () => alerts.waiting(),
    lanes: () => documents.lanes(),
    value: (key) => documents.value(key),
    activeMapping: () => mappings.active(),
    mappingVersions: (limit) => mappings.versions(limit),
    mappingVersion: (version) => mappings.version(version),
    mappingDraft: () => mappings.draft(),
    mappingExamples: () => mappings.examples(),
    auditPage: (before, limit) => audit.page(before, limit),
    linkedBoards: () => mappings.linkedBoards(),
    activities: (filter, before, limit, after) => activities.page(filter, before, limit, after),
    activity: (id) => activities.byId(id),
    countActivities: (filter, upTo) => activities.count(filter, upTo),
    activityAt: (at) => activities.at(at),
    logLine: (id) => logLines.byId(id),
    jobsOfTicket: (ticketId) => attention.ofTicket(ticketId),
    attempts: (jobId) => attention.attempts(jobId),
    attention: (limit) => attention.list(limit),
    attentionGroups: () => deadLetters.groups(),
    runs: (filter, before, limit) => runs.page(filter.linkId ?? null, before, limit),
    keptRun: (attemptId) => runs.byAttempt(attemptId),
    linkRuns: (linkId, before, limit) => linkRuns(db, linkId, before, limit),
    eventsOf: (record, limit) => events.ofRecord(record, limit),
    countLinks: () => links.counts(),
    lastRecords: (linkId) => runs.last(linkId),
    figures: (span) => figures.read(span),
    endedRuns: (from, to) => figures.endedRuns(from, to),
    searchLinks: (text, limit) => links.search(text, limit),
    integrityCheck: (full) => integrityProblems(db, full),
    info: () => ({
      path: file,
      schemaVersion: Number(db.pragma('user_version')),
      sizeBytes: sizeOf(file) + sizeOf(`${file}-wal`),
      sqliteVersion: db.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '',
    }),
  };
}

/** Empty when all is well. The quick check skips the comparison of indexes with their tables. */
export function integrityProblems(db: Database, full: boolean): string[] {
  const rows = full
    ? db.all<{ integrity_check: string }>('PRAGMA integrity_check(50)').map((row) => row.integrity_check)
    : db.all<{ quick_check: string }>('PRAGMA quick_check(50)').map((row) => row.quick_check);
  const problems = rows.filter((text) => text !== 'ok');
  if (!full) return problems;
  const orphans = db.all<{ table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check');
  return [
    ...problems,
    ...orphans.map((row) => `row ${row.rowid ?? '?'} of ${row.table} refers to a missing row of ${row.parent}`),
  ];
}

export function tableNames(db: Database): string[] {
  return db
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .map((row) => row.name);
}

/** The quick check of one table. */
export function tableProblems(db: Database, table: string): string[] {
  const name = `'${table.replaceAll("'", "''")}'`;
  const rows = db.all<{ quick_check: string }>(`PRAGMA quick_check(${name})`);
  return rows.map((row) => row.quick_check).filter((text) => text !== 'ok');
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

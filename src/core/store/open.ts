import { hostname } from 'node:os';
import type { Clock } from '../../shared/clock.ts';
import { AppError, type AppErrorInfo } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { Emitter } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/logger.ts';
import { Care } from './care.ts';
import { Channel } from './channel.ts';
import { storeFiles } from './files.ts';
import type { KeptFiles } from './kept-files.ts';
import type { Store } from './port.ts';
import { ReaderThread } from './reader-thread.ts';
import { listKeptFiles } from './recover.ts';
import type { Opened, ReaderMethods, WriterMethods } from './rpc.ts';
import { isTrouble } from './store-errors.ts';

export interface OpenStoreOptions {
  /** The profile's folder; created (0700) and locked for life. */
  readonly dataDir: string;
  /** Module of the worker: `worker.ts` under Node 24, the bundled file in the app. */
  readonly worker: URL;
  readonly now: () => number;
  /** Ours, for the message of a second process. */
  readonly version: string;
  /**
   * Resolves when the app has started. What would only slow that down waits for it: the reader's thread, for which the writer's reads until
   * then, and the check of a large file. Absent = nothing waits, and the store is open when both threads are.
   */
  readonly appStarted?: Promise<void>;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** The store with what it tells of its own accord. */
export type OpenStore = Store & {
  /** After a commit that added log lines; `lastId` is the newest. */
  onActivity(listener: (lastId: number) => void): () => void;
  /** A verified backup among the profile's own, beside the work; returns its full path. */
  backUpNow(): Promise<string>;
  /** Backups and quarantine as they are now. */
  keptFiles(): Promise<KeptFiles>;
  /** When the whole file was last found in order (ms); null while that is not known. */
  checkedAt(): number | null;
  /** Disk full, write-protected, damaged, or the thread is gone: nothing can be relied on being written. */
  onTrouble(listener: (error: AppErrorInfo) => void): () => void;
};

/**
 * Opens the profile's store. Throws AppError `store.locked` (open elsewhere), `store.newer`, `store.corrupt`, `store.read-only`, `store.full`,
 * `store.runtime`.
 */
export async function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  const { dataDir, clock, logger } = options;
  const files = storeFiles(dataDir);
  const activity = new Emitter<number>((error) => logger.error({ err: String(error) }, 'A listener of the log failed'));
  const trouble = new Emitter<AppErrorInfo>((error) =>
    logger.error({ err: String(error) }, 'A listener of the store failed'),
  );
  const onError = (error: AppErrorInfo): void => {
    if (!isTrouble(error)) return;
    care.stop();
    logger.error({ code: error.code, context: error.context }, error.message);
    trouble.emit(error);
  };

  const openedAt = options.now();
  const holder = { pid: process.pid, host: hostname(), since: openedAt, version: options.version };
  const care = new Care({ ...options, files, onDamage: onError });
  const writer = new Channel<WriterMethods & Omit<ReaderMethods, 'open'>>(
    options.worker,
    { mode: 'writer', dataDir, holder, openedAt },
    clock,
    {
      onActivity: (lastId) => activity.emit(lastId),
      onError,
    },
  );
  const reader = new ReaderThread(() => new Channel(options.worker, { mode: 'reader', dataDir }, clock, { onError }));
  if (options.appStarted === undefined) reader.start();
  let opened: Opened;
  try {
    opened = (await writer.ready()) as Opened;
  } catch (error) {
    await Promise.all([writer.exited(), reader.shutdown()]);
    throw error;
  }
  try {
    await reader.open();
  } catch (error) {
    await Promise.all([reader.shutdown(), writer.shutdown()]);
    throw error;
  }
  logger.info({ schemaFrom: opened.schemaFrom, schemaTo: opened.schemaTo, backup: opened.backup }, 'Store opened');
  care.start(opened);
  void options.appStarted?.then(async () => {
    if (closing !== null) return;
    reader.start();
    try {
      await reader.open();
    } catch (error) {
      // The writer goes on reading.
      logger.warn({ err: String(error) }, 'The thread that reads the database did not start');
    }
  });

  const write =
    <K extends keyof WriterMethods & string>(method: K) =>
    (...args: Parameters<WriterMethods[K]>): Promise<ReturnType<WriterMethods[K]>> =>
      closing === null ? writer.call(method, ...args) : Promise.reject(closed());
  const read =
    <K extends Exclude<keyof ReaderMethods, 'open'>>(method: K) =>
    (...args: Parameters<ReaderMethods[K]>): Promise<ReturnType<ReaderMethods[K]>> =>
      closing === null ? (reader.opened ?? writer).call(method, ...args) : Promise.reject(closed());
  let closing: Promise<void> | null = null;

  async function closeAll(): Promise<void> {
    await care.close();
    await reader.shutdown();
    await writer.shutdown();
  }

  return {
    acceptDelivery: write('acceptDelivery'),
    pendingDeliveries: read('pendingDeliveries'),
    webhookSignatures: read('webhookSignatures'),
    queueDelivery: write('queueDelivery'),
    rejectDelivery: write('rejectDelivery'),
    dropUnverified: write('dropUnverified'),
    enqueue: write('enqueue'),
    claimJob: write('claimJob'),
    nextRunAt: read('nextRunAt'),
    settleJob: (settlement) =>
      write('settleJob')({
        ...settlement,
        records: { ticket: asText(settlement.records.ticket), workOrder: asText(settlement.records.workOrder) },
        plan: asText(settlement.plan),
      }),
    recoverInterrupted: write('recoverInterrupted'),
    clockSetBack: write('clockSetBack'),
    queueCounts: read('queueCounts'),
    attention: read('attention'),
    retryJobs: write('retryJobs'),
    approveJobs: write('approveJobs'),
    isApproved: read('isApproved'),
    discardJob: write('discardJob'),
    discardJobs: write('discardJobs'),
    attentionGroups: read('attentionGroups'),
    retryKind: write('retryKind'),
    attempts: read('attempts'),
    runs: read('runs'),
    keptRun: read('keptRun'),
    linkRuns: read('linkRuns'),
    eventsOf: read('eventsOf'),
    openLink: write('openLink'),
    recordIntentResult: write('recordIntentResult'),
    openIntents: read('openIntents'),
    markIntentSent: write('markIntentSent'),
    countIntents: read('countIntents'),
    link: read('link'),
    openLinkByTicket: read('openLinkByTicket'),
    openLinkByWorkOrder: read('openLinkByWorkOrder'),
    linkByMarker: read('linkByMarker'),
    openLinks: read('openLinks'),
    staleLinks: read('staleLinks'),
    searchLinks: read('searchLinks'),
    lastRecords: read('lastRecords'),
    countLinks: read('countLinks'),
    openPair: write('openPair'),
    closeLink: write('closeLink'),
    reopenLink: write('reopenLink'),
    linksOfTicket: read('linksOfTicket'),
    linksOfWorkOrder: read('linksOfWorkOrder'),
    copies: read('copies'),
    looseCopy: read('looseCopy'),
    intendCopy: write('intendCopy'),
    markCopySent: write('markCopySent'),
    recordCopy: write('recordCopy'),
    skipCopies: write('skipCopies'),
    forgetSkipped: write('forgetSkipped'),
    openConflicts: read('openConflicts'),
    conflictsOf: read('conflictsOf'),
    conflict: read('conflict'),
    countConflicts: read('countConflicts'),
    chooseConflict: write('chooseConflict'),
    beginOutage: write('beginOutage'),
    endOutage: write('endOutage'),
    outagesCaughtUp: write('outagesCaughtUp'),
    outages: read('outages'),
    unsettledOutages: read('unsettledOutages'),
    lastDelivery: read('lastDelivery'),
    keepAlerts: write('keepAlerts'),
    alertMemory: read('alertMemory'),
    activeAlerts: read('activeAlerts'),
    pastAlerts: read('pastAlerts'),
    waitingAlerts: read('waitingAlerts'),
    alertsTold: write('alertsTold'),
    setAside: write('setAside'),
    ignoreTickets: write('ignoreTickets'),
    isIgnored: read('isIgnored'),
    ignoredTickets: read('ignoredTickets'),
    forgetIgnored: write('forgetIgnored'),
    appendActivities: write('appendActivities'),
    activities: read('activities'),
    activity: read('activity'),
    countActivities: read('countActivities'),
    activityAt: read('activityAt'),
    logLine: read('logLine'),
    jobsOfTicket: read('jobsOfTicket'),
    lanes: read('lanes'),
    saveLane: write('saveLane'),
    addFigures: write('addFigures'),
    figures: read('figures'),
    endedRuns: read('endedRuns'),
    value: read('value'),
    setValue: write('setValue'),
    activeMapping: read('activeMapping'),
    saveMapping: write('saveMapping'),
    mappingVersions: read('mappingVersions'),
    mappingVersion: read('mappingVersion'),
    mappingDraft: read('mappingDraft'),
    saveMappingDraft: write('saveMappingDraft'),
    discardMappingDraft: write('discardMappingDraft'),
    mappingExamples: read('mappingExamples'),
    addMappingExample: write('addMappingExample'),
    expectOfMappingExample: write('expectOfMappingExample'),
    removeMappingExample: write('removeMappingExample'),
    linkedBoards: read('linkedBoards'),
    auditPage: read('auditPage'),
    appendAudit: write('appendAudit'),
    saveDocument: write('saveDocument'),
    info: read('info'),
    integrityCheck: read('integrityCheck'),
    async prune(now) {
      const chunk = write('pruneChunk');
      while (await chunk(now)) {
        // Each chunk is a request of its own, so that other writes come between.
      }
      await write('checkpoint')();
    },
    async backup(file) {
      if (closing !== null) throw closed();
      await care.copyTo(file);
    },
    async backUpNow() {
      if (closing !== null) throw closed();
      return care.backUp('person');
    },
    keptFiles: () => listKeptFiles(options),
    close() {
      closing ??= closeAll();
      return closing;
    },
    onActivity: (listener) => activity.on(listener),
    onTrouble: (listener) => trouble.on(listener),
    checkedAt: () => care.checkedAt,
  };
}

function asText(record: JsonObject | null): string | null {
  return record === null ? null : JSON.stringify(record);
}

function closed(): AppError {
  return new AppError({
    code: 'store.closed',
    kind: 'offline',
    message: 'Dispatch Bridge is closing; nothing more is read or written.',
  });
}

import type { AppErrorInfo } from '../../shared/errors.ts';
import type { Store } from './port.ts';
import type { SettlementToKeep } from './rows/settle.ts';

/*
 * What travels between the store's thread and its workers. One request is one method is one transaction; answers come in the order of
 * the requests. Errors cross as AppErrorInfo.
 */

type Sync<M> = { [K in keyof M]: M[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R : never };

/**
 * Methods the read-only connection answers: it sees every write that was acknowledged before it was asked, waits for no commit, and a slow
 * search never holds one up.
 */
type ReadName =
  | 'activeAlerts'
  | 'activeMapping'
  | 'activities'
  | 'activity'
  | 'activityAt'
  | 'alertMemory'
  | 'attempts'
  | 'attention'
  | 'attentionGroups'
  | 'auditPage'
  | 'conflict'
  | 'conflictsOf'
  | 'copies'
  | 'countActivities'
  | 'countConflicts'
  | 'countIntents'
  | 'countLinks'
  | 'endedRuns'
  | 'eventsOf'
  | 'figures'
  | 'ignoredTickets'
  | 'info'
  | 'integrityCheck'
  | 'isApproved'
  | 'isIgnored'
  | 'jobsOfTicket'
  | 'keptRun'
  | 'lanes'
  | 'lastDelivery'
  | 'lastRecords'
  | 'link'
  | 'linkByMarker'
  | 'linkRuns'
  | 'linkedBoards'
  | 'linksOfTicket'
  | 'linksOfWorkOrder'
  | 'logLine'
  | 'looseCopy'
  | 'mappingDraft'
  | 'mappingExamples'
  | 'mappingVersion'
  | 'mappingVersions'
  | 'nextRunAt'
  | 'openConflicts'
  | 'openIntents'
  | 'openLinkByTicket'
  | 'openLinkByWorkOrder'
  | 'openLinks'
  | 'outages'
  | 'pastAlerts'
  | 'staleLinks'
  | 'pendingDeliveries'
  | 'webhookSignatures'
  | 'queueCounts'
  | 'runs'
  | 'searchLinks'
  | 'unsettledOutages'
  | 'value'
  | 'waitingAlerts';
/** Methods made of several requests. */
type ComposedName = 'prune' | 'backup' | 'close';

export type ReaderMethods = Sync<Pick<Store, ReadName>> & {
  /** Once, after the writer has opened. */
  open(): void;
  shutdown(): void;
};
export type WriterMethods = Sync<Omit<Store, ReadName | ComposedName | 'settleJob'>> & {
  settleJob(settlement: SettlementToKeep): void;
  /** One chunk of retention; true while there may be more. */
  pruneChunk(now: number): boolean;
  checkpoint(): void;
  shutdown(): void;
};
export interface CareMethods {
  tables(): readonly string[];
  /** The quick check of one table; empty when all is well. */
  check(table: string): readonly string[];
  /** Writes and verifies a copy at `file`. */
  backup(file: string): void;
  shutdown(): void;
}

/** Who holds a profile's lock, for the message of whoever comes second. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: number;
  readonly version: string;
}

export type RecoverHow = 'restore-backup' | 'start-fresh';
/** What is to be done to a profile whose store is not open. */
export interface RecoverOrder {
  readonly how: RecoverHow;
  /** Name of the backup to restore; absent = the newest good one. */
  readonly backup?: string;
  /** The database in place is put among the backups when it is whole, so that the restore can be undone. Otherwise it goes to quarantine. */
  readonly keepCurrent?: boolean;
  /** For the file in quarantine: why it is there, in words. */
  readonly why?: string;
}
export interface Recovered {
  /** Folder the old files were moved to; null when there were none. */
  readonly quarantine: string | null;
  /** The backup that was put in place; null for a fresh start. */
  readonly restoredFrom: string | null;
  /** Name among the backups of what was there before; null when it could not be read whole, or there was nothing. */
  readonly safetyCopy: string | null;
}

/** What a worker is started as. `openedAt` is the caller's clock: workers never read one. */
export type WorkerMode =
  | { readonly mode: 'writer'; readonly dataDir: string; readonly holder: Holder; readonly openedAt: number }
  | { readonly mode: 'reader'; readonly dataDir: string }
  | { readonly mode: 'care'; readonly dataDir: string }
  | {
      readonly mode: 'recover';
      readonly dataDir: string;
      readonly holder: Holder;
      readonly openedAt: number;
      readonly order: RecoverOrder;
    }
  /** Looks at the backups and the quarantine; answers and ends. */
  | { readonly mode: 'kept-files'; readonly dataDir: string };

/** What the writer found when it opened. */
export interface Opened {
  readonly schemaFrom: number;
  readonly schemaTo: number;
  /** When the database was made. */
  readonly createdAt: number;
  /** False when the file is so large that its check goes on beside the work. */
  readonly checked: boolean;
  /** Backup made before a migration. */
  readonly backup: string | null;
}

export interface Request {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type Answer =
  /** The first message of every worker: it is open, or why it is not. */
  | { readonly kind: 'ready'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly error: AppErrorInfo }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown; readonly lastActivityId: number | null }
  | { readonly kind: 'failed'; readonly id: number; readonly error: AppErrorInfo };

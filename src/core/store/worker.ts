import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { writeBackup } from './backup.ts';
import type { Database } from './database.ts';
import { loadDriver, openReader } from './driver.ts';
import { storeFiles } from './files.ts';
import { gather } from './gather.ts';
import { answerTogether, takeWaiting } from './group-commit.ts';
import { keptFiles } from './kept-files.ts';
import { openProfile } from './open-profile.ts';
import { createReader, tableNames, tableProblems } from './reader.ts';
import { recoverProfile } from './recovery.ts';
import type { Answer, Request, WorkerMode } from './rpc.ts';
import { misuse, toStoreError } from './store-errors.ts';

/*
 * Entry of every store thread, whichever its mode. It answers requests in order, each synchronously: a method never awaits, so a transaction
 * is never open between two messages.
 */

const modeSchema: z.ZodType<Pick<WorkerMode, 'mode' | 'dataDir'>> = z.object({
  mode: z.enum(['writer', 'reader', 'care', 'recover', 'kept-files']),
  dataDir: z.string(),
});

interface Served {
  readonly value: unknown;
  readonly methods: Readonly<Record<string, (...args: never[]) => unknown>>;
  readonly takeLastActivityId: () => number | null;
  readonly close: () => void;
  /** Wraps requests that arrived together; plain where nothing is written. */
  readonly transaction: <T>(work: () => T) => T;
}

const plain = <T>(work: () => T): T => work();

async function serve(start: WorkerMode): Promise<Served | { readonly value: unknown }> {
  const open = await loadDriver();
  const files = storeFiles(start.dataDir);
  switch (start.mode) {
    case 'writer': {
      const profile = openProfile(open, files, start.holder, start.openedAt);
      const { methods, takeLastActivityId } = profile.writer;
      return {
        value: profile.opened,
        // It reads as well, for as long as the reader's thread has not been started.
        methods: { ...createReader(profile.connection, files.database), ...methods },
        takeLastActivityId,
        close: profile.close,
        transaction: profile.transaction,
      };
    }
    case 'reader': {
      // The thread starts beside the writer's; the file may be opened only once the writer has made or migrated it.
      let db: Database | null = null;
      const methods: Served['methods'] = {
        open() {
          db = openReader(open, files.database);
          Object.assign(methods, createReader(db, files.database));
        },
      };
      return { value: null, methods, takeLastActivityId: () => null, close: () => db?.close(), transaction: plain };
    }
    case 'care': {
      const db = openReader(open, files.database);
      const backup = (file: string): void => writeBackup(open, db, file);
      return {
        value: null,
        methods: { backup, tables: () => tableNames(db), check: (table: string) => tableProblems(db, table) },
        takeLastActivityId: () => null,
        close: () => db.close(),
        transaction: plain,
      };
    }
    case 'recover':
      return { value: recoverProfile(open, files, start.holder, start.order, start.openedAt) };
    case 'kept-files':
      return { value: keptFiles(open, files) };
  }
}

async function main(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('The store worker was started outside a worker thread.');
  const start = workerData as WorkerMode;
  const file = storeFiles(modeSchema.parse(start).dataDir).database;
  const say = (answer: Answer): void => port.postMessage(answer);
  let served: Awaited<ReturnType<typeof serve>>;
  try {
    served = await serve(start);
  } catch (error) {
    say({ kind: 'refused', error: toStoreError(error, file).toInfo() });
    port.close();
    return;
  }
  if (!('methods' in served)) {
    say({ kind: 'ready', value: served.value });
    port.close();
    return;
  }
  const { methods, takeLastActivityId, close, transaction } = served;
  const answer = ({ id, method, args }: Request): Answer => {
    try {
      const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (run === undefined) throw misuse('unknown-method', `The store has no method ${method}.`, { method });
      const value = run(...(args as never[]));
      return { kind: 'done', id, value, lastActivityId: takeLastActivityId() };
    } catch (error) {
      takeLastActivityId();
      return { kind: 'failed', id, error: toStoreError(error, file).toInfo() };
    }
  };
  Object.assign(methods, { shutdown: close });
  gather(port, (arrived) => {
    let together = 0;
    for (let first = arrived(); first !== undefined; first = arrived()) {
      const taken = takeWaiting(first, arrived);
      together = Math.max(together, taken.together.length);
      for (const said of answerTogether(taken.together, answer, transaction)) say(said);
      if (taken.alone === null) continue;
      say(answer(taken.alone));
      if (taken.alone.method === 'shutdown') port.close();
    }
    return together > 1;
  });
  say({ kind: 'ready', value: served.value });
}

void main();

import { pathToFileURL } from 'node:url';

/*
 * The modules of the engine's threads. Under vitest they are the bundles that `bundled-workers.ts` made, which start in half the time; elsewhere the
 * sources.
 */
const { TEST_STORE_WORKER: store, TEST_SCRIPT_WORKER: script } = process.env;

export const storeWorker =
  store === undefined ? new URL('../../src/core/store/worker.ts', import.meta.url) : pathToFileURL(store);
export const scriptWorker =
  script === undefined ? new URL('../../src/core/scripts/jsonata-worker.ts', import.meta.url) : pathToFileURL(script);

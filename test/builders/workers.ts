import { fileURLToPath, pathToFileURL } from 'node:url';
import { childProcessHost } from '../../src/core/child-process-host.ts';
import type { JsonnetParts } from '../../src/core/scripts/create-host.ts';

/*
 * The modules of the engine's threads and processes. Under vitest they are the bundles that `bundled-workers.ts` made, which start in half the time;
 * elsewhere the sources.
 */
const { env } = process;

function moduleOf(bundled: string | undefined, source: string): URL {
  return bundled === undefined ? new URL(`../../src/core/${source}`, import.meta.url) : pathToFileURL(bundled);
}

export const storeWorker = moduleOf(env.TEST_STORE_WORKER, 'store/worker.ts');
export const scriptWorker = moduleOf(env.TEST_SCRIPT_WORKER, 'scripts/jsonata-worker.ts');

export const jsonnetParts: JsonnetParts = {
  processHost: childProcessHost,
  evaluator: fileURLToPath(moduleOf(env.TEST_JSONNET_EVALUATOR, 'scripts/jsonnet/evaluator.ts')),
  worker: moduleOf(env.TEST_JSONNET_WORKER, 'scripts/jsonnet/portable-worker.ts'),
  library: new URL('../../resources/jsonnet/', import.meta.url),
};

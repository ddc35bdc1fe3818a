import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');
/** Below the project, where native modules are found. */
const folder = join(root, '.cache', 'workers');
const dayMs = 86_400_000;

/** Set-up of vitest: bundles the engine's threads once, as the product does, and tells the tests where they are (`workers.ts`). */
export default async function bundleWorkers(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > dayMs) rmSync(path, { force: true });
  }
  const [store, script, evaluator, portable] = await Promise.all([
    bundle('store-worker', 'src/core/store/worker.ts'),
    bundle('script-worker', 'src/core/scripts/jsonata-worker.ts'),
    bundle('jsonnet-evaluator', 'src/core/scripts/jsonnet/evaluator.ts'),
    bundle('jsonnet-worker', 'src/core/scripts/jsonnet/portable-worker.ts'),
  ]);
  Object.assign(process.env, {
    TEST_STORE_WORKER: store,
    TEST_SCRIPT_WORKER: script,
    TEST_JSONNET_EVALUATOR: evaluator,
    TEST_JSONNET_WORKER: portable,
  });
}

/** Named after its content, so that runs at the same time do not disturb each other. */
async function bundle(name: string, entry: string): Promise<string> {
  const made = await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3', '@hanazuki/node-jsonnet', '@rbicker/jsonnet'] },
    build: { ssr: entry, write: false, minify: false, target: 'node24' },
  });
  const chunks = 'output' in made ? made.output.filter((file) => file.type === 'chunk') : [];
  const [chunk] = chunks;
  if (chunk === undefined || chunks.length !== 1) throw new Error(`${entry} did not become one file`);
  const path = join(folder, `${name}-${createHash('sha256').update(chunk.code).digest('hex').slice(0, 16)}.mjs`);
  writeFileSync(`${path}.${process.pid}`, chunk.code);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}

/*
 * One document of 100 MB in each direction between two linked records: how long it takes, and how much memory the engine's process grows by
 * while it passes. The sandbox is a process of its own, so nothing of it is counted.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { documentsConfigSchema } from '../../src/shared/config-sync.ts';
import { startBenchEngine } from './support/bench-engine.ts';
import { row, waitFor } from './support/figures.ts';
import { startSandboxProcess } from './support/sandbox-process.ts';

const megabyte = 1_048_576;
const bytes = 100 * megabyte;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const sandbox = await startSandboxProcess();
await sandbox.control('POST', '/control/switches', {
  'connectwise.documentMaxMegabytes': 200,
  'fieldnation.attachmentMaxBytes': 200 * megabyte,
});
const bench = await startBenchEngine(sandbox.info);
const { engine } = bench;
await engine.saveConfig((config) => ({
  ...config,
  sync: { ...config.sync, documents: documentsConfigSchema.parse({ toWorkOrder: true, maxMegabytes: 200 }) },
}));
const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
await sandbox.control('POST', '/control/people/dispatcher/move-ticket', { ticketId });
await waitFor('the link', async () => (await link())?.workOrderId !== undefined);
const linkId = (await link())?.id ?? 0;
const workOrderId = (await link())?.workOrderId ?? 0;
await sandbox.control('POST', '/control/people/buyer/assign', { workOrderId });

// Once small: what is loaded and compiled for the first file is not the price of a large one.
await carry('warm-up.jpg', 'uploaded', 1 * megabyte);
await carry('warm-up.pdf', 'attached', 1 * megabyte);
for (const [name, how, words] of [
  ['video.jpg', 'uploaded', 'Field Nation to ConnectWise, 100 MB'],
  ['images.pdf', 'attached', 'ConnectWise to Field Nation, 100 MB'],
] as const) {
  const { seconds, grownMegabytes } = await carry(name, how, bytes);
  row(words, { seconds, 'MB per second': 100 / seconds, 'extra memory MB': grownMegabytes }, 'under 60 MB extra');
}
await bench.stop();
await sandbox.stop();

async function link() {
  return (await engine.searchLinks('', 10)).find((one) => one.ticketId === ticketId && one.workOrderId !== null);
}

/** From the file's appearance on one side until the engine says that the other has it. */
async function carry(
  name: string,
  how: 'uploaded' | 'attached',
  size: number,
): Promise<{ readonly seconds: number; readonly grownMegabytes: number }> {
  collect();
  const before = process.memoryUsage.rss();
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  const started = performance.now();
  if (how === 'uploaded')
    await sandbox.control('POST', '/control/people/provider/upload-file', { workOrderId, name, size });
  else await sandbox.control('POST', '/control/people/dispatcher/upload-document', { ticketId, name, size });
  // ConnectWise sends no callback for a document; the sweep, or a person, looks.
  await engine.syncNow(linkId);
  await waitFor(`${name} on the other side`, async () =>
    (await engine.activities({ ticketId }, null, 50)).some(
      (line) => line.kind === 'document.copied' && line.message.includes(name),
    ),
  );
  clearInterval(sampling);
  return { seconds: (performance.now() - started) / 1000, grownMegabytes: (most - before) / megabyte };
}

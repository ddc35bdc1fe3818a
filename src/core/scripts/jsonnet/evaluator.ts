import type { Jsonnet } from '@hanazuki/node-jsonnet';
import { systemClock } from '../../../shared/clock.ts';
import { maxAnswer } from '../failures.ts';
import { convertFor, nativeName } from './dates.ts';
import { documentName } from './document.ts';
import type { DocumentQuestion, DocumentResult, EvaluatorMessage } from './messages.ts';

/*
 * The process that evaluates Jsonnet with the native library, which works on a thread of its own meanwhile. This thread answers for dates and watches
 * the memory. The library can neither be interrupted nor limited: whoever started the process ends it.
 * `node evaluator.js <memory limit in MB>`, without an environment.
 */

/** How often the memory is looked at (ms). */
const lookMs = 20;
/** Calls of one script inside another (frames of Jsonnet). */
const maxStack = 500;
/** Ended by ourselves when our parent has not done it by then (ms). */
const mercyMs = 200;

/** The part of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}
const { parentPort } = process as { parentPort?: ParentPort };

function tell(message: EvaluatorMessage): void {
  if (parentPort !== undefined) parentPort.postMessage(message);
  else process.send?.(message);
}

function onQuestion(listener: (question: DocumentQuestion & { readonly id: number }) => void): void {
  const take = (message: unknown): void => listener(message as DocumentQuestion & { readonly id: number });
  if (parentPort !== undefined) parentPort.on('message', ({ data }) => take(data));
  else process.on('message', take);
}

/** At once: an ordinary exit waits for the library's thread, which may never end. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function rssMb(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}

async function evaluate(interpreter: Jsonnet, document: string): Promise<DocumentResult> {
  try {
    const text = await interpreter.evaluateSnippet(document, documentName);
    return text.length > maxAnswer * 2 ? { kind: 'output' } : { kind: 'value', text };
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return { kind: 'fault', text: text.slice(0, 20_000) };
  }
}

/** Looks at the memory until the returned function is called. */
function watchMemory(limitMb: number, tooMuch: () => void): () => void {
  let cancel = (): void => {};
  const look = (): void => {
    if (rssMb() > limitMb) tooMuch();
    else cancel = systemClock.after(lookMs, look);
  };
  look();
  return () => cancel();
}

async function start(): Promise<void> {
  process.on('disconnect', die);
  let library: typeof import('@hanazuki/node-jsonnet');
  try {
    library = await import('@hanazuki/node-jsonnet');
  } catch (thrown) {
    const [detail = ''] = String(thrown instanceof Error ? thrown.message : thrown).split('\n');
    return tell({ kind: 'missing', detail: detail.slice(0, 200) });
  }
  const limitMb = Number(process.argv[2]);
  const interpreter = new library.Jsonnet()
    .setMaxStack(maxStack)
    .nativeCallback(
      nativeName,
      (...parts) => convertFor(parts),
      'value',
      'format_in',
      'format_out',
      'zone_in',
      'zone_out',
    );
  onQuestion(({ id, document }) => {
    const stopWatching = watchMemory(limitMb, () => {
      tell({ kind: 'answer', id, rssMb: rssMb(), result: { kind: 'memory' } });
      systemClock.after(mercyMs, die);
    });
    void evaluate(interpreter, document).then((result) => {
      stopWatching();
      tell({ kind: 'answer', id, rssMb: rssMb(), result });
    });
  });
  tell({ kind: 'ready', version: library.Jsonnet.version });
}

await start();

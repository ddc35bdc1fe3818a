import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type RunningSandbox, startSandbox } from './index.ts';

/** The part of Electron's `process.parentPort` that is used here; the sandbox does not import electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}
const parentPort = (process as { parentPort?: ParentPort }).parentPort;

/** Says something to whoever started the process: by message where there is a channel, else as one line of JSON. */
function tell(message: Readonly<Record<string, unknown>>): void {
  if (parentPort) parentPort.postMessage(message);
  else if (process.send) process.send(message);
  else process.stdout.write(`${JSON.stringify(message)}\n`);
}

function portOf(text: string | undefined, name: string): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name} ${text} is not a port number`);
  return port;
}

async function start(): Promise<RunningSandbox> {
  const { values } = parseArgs({
    options: {
      'connectwise-port': { type: 'string' },
      'fieldnation-port': { type: 'string' },
      'control-port': { type: 'string' },
      tls: { type: 'boolean', default: false },
      state: { type: 'string' },
      'state-file': { type: 'string' },
      seed: { type: 'string' },
    },
  });
  return startSandbox({
    seed: Number(values.seed ?? 1) || 1,
    tls: values.tls,
    stateFile: values.state ?? values['state-file'] ?? null,
    ports: {
      connectwise: portOf(values['connectwise-port'], '--connectwise-port'),
      fieldnation: portOf(values['fieldnation-port'], '--fieldnation-port'),
      control: portOf(values['control-port'], '--control-port'),
    },
  });
}

/** A parent that holds our standard input as a pipe ends us by closing it, also when it crashes. */
function stdinIsPipe(): boolean {
  try {
    const stats = fstatSync(0);
    return stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}

let stopping = false;

async function stop(sandbox: RunningSandbox): Promise<void> {
  if (stopping) return;
  stopping = true;
  await sandbox.stop();
  process.exit(0);
}

function stopWith(sandbox: RunningSandbox): void {
  const onMessage = (message: unknown): void => {
    if ((message as { type?: unknown } | null)?.type === 'stop') void stop(sandbox);
  };
  process.on('SIGTERM', () => void stop(sandbox));
  process.on('SIGINT', () => void stop(sandbox));
  process.on('disconnect', () => void stop(sandbox));
  process.on('message', onMessage);
  parentPort?.on('message', (event) => onMessage(event.data));
  if (!parentPort && stdinIsPipe()) {
    process.stdin.on('end', () => void stop(sandbox));
    process.stdin.on('error', () => void stop(sandbox));
    process.stdin.resume();
  }
}

try {
  const sandbox = await start();
  stopWith(sandbox);
  tell({ type: 'ready', ready: true, info: sandbox.info });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  tell({ type: 'failed', ready: false, message });
  process.exitCode = 1;
}

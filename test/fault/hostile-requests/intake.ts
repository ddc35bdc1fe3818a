import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Order, Ready, Report } from './world.ts';

export interface IntakeProcess {
  readonly port: number;
  report(): Promise<Report>;
  /** What it wrote on stderr. */
  complaints(): string;
  /** Its exit code; null when it had to be killed. */
  stop(): Promise<number | null>;
  /** Ends it whatever it does, when a statement about it failed. Nothing happens when it ended before. */
  kill(): void;
}

/** Longest a question may wait (ms, real); a process that hangs is a failure with a name and not a test that never ends. */
const answersWithinMs = 60_000;

/** Starts intake-process.ts, with the collector at hand so that memory can be measured. */
export async function startIntake(limits: Order['limits'] = {}): Promise<IntakeProcess> {
  const root = mkdtempSync(join(tmpdir(), 'hostile-'));
  const order: Order = { dataDir: join(root, 'profile'), limits };
  const script = fileURLToPath(new URL('./intake-process.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--expose-gc', script], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, INTAKE_PROCESS: JSON.stringify(order) },
  });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk.toString('utf8');
  });
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (child.stdout === null || child.stdin === null) throw new Error('The process has no pipes');
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`Intake does not answer after ${answersWithinMs} ms: ${complaints}`)),
        answersWithinMs,
      );
    });
    const line = await Promise.race([
      lines.next(),
      gone.then(() => ({ done: true, value: '' }) as const),
      late,
    ]).finally(() => clearTimeout(timer));
    if (line.done === true) throw new Error(`Intake ended: ${complaints}`);
    return JSON.parse(line.value) as T;
  };
  const { port } = await next<Ready>();
  return {
    port,
    async report() {
      stdin.write('report\n');
      return next<Report>();
    },
    complaints: () => complaints,
    async stop() {
      stdin.end();
      const late = setTimeout(() => child.kill('SIGKILL'), answersWithinMs);
      const code = await gone;
      clearTimeout(late);
      rmSync(root, { recursive: true, force: true });
      return code;
    },
    kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      void gone.then(() => rmSync(root, { recursive: true, force: true }));
    },
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Order } from './engine-process.ts';

const program = fileURLToPath(new URL('./engine-process.ts', import.meta.url));

/** Keeps an engine process alive: one that killed itself is started again at once, with the same profile. */
export class Keeper {
  readonly #order: Order;
  #child: ChildProcess | null = null;
  #heard: ((line: string) => void) | null = null;
  #closing = false;
  /** Steps at which it died. */
  readonly deaths: string[] = [];
  #armed = '';
  /** From its word that it runs to its end; work that a kill interrupted is taken up only then. */
  running = false;
  /** Complaints of a process that ended without being killed. */
  failure: string | null = null;

  constructor(order: Order) {
    this.#order = order;
  }

  /** Resolves when the engine runs. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
      env: { ...process.env, BRIDGE_PROCESS: JSON.stringify(this.#order) },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    let complaints = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    // What was on its way to a process that just died went with it.
    child.stdin?.on('error', () => {});
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line === 'ready') this.running = true;
        this.#heard?.(line);
      });
    }
    child.once('exit', (code, signal) => {
      this.#child = null;
      this.running = false;
      this.#heard?.('gone');
      if (this.#closing) return;
      if (signal !== 'SIGKILL') {
        this.failure = `The engine ended by itself (${code ?? signal}): ${complaints}`;
        return;
      }
      this.deaths.push(this.#armed);
      this.#armed = '';
      void this.start();
    });
    await this.#hear('ready');
  }

  /** The next time it passes this step it dies there; empty: it lives. */
  async dieAt(step: string): Promise<void> {
    this.#armed = step;
    this.#child?.stdin?.write(`kill ${step}\n`);
    await this.#hear('armed');
  }

  /** Every step it passed so far, in order. */
  steps(): readonly string[] {
    const { stepsFile } = this.#order;
    return existsSync(stepsFile) ? readFileSync(stepsFile, 'utf8').trim().split('\n') : [];
  }

  /** Ends it in good order. */
  async close(): Promise<void> {
    this.#closing = true;
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin?.end();
    await ended;
  }

  /** For the end of a test that failed. */
  kill(): void {
    this.#closing = true;
    this.#child?.kill('SIGKILL');
  }

  async #hear(what: string): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#heard = (line) => {
        if (line === what || line === 'gone') resolve();
      };
    });
  }
}

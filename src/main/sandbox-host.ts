import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ChildProcessHandle, ProcessHost } from '../core/process-host.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';

/** Where the sandbox listens and which keys it takes: what it says when it is ready, and what `sandbox.json` holds. */
const sandboxInfoSchema = z.object({
  connectwise: z.object({
    url: z.string(),
    company: z.string(),
    publicKey: z.string(),
    privateKey: z.string(),
    clientId: z.string(),
    dispatcher: z.string(),
  }),
  fieldnation: z.object({
    url: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
    username: z.string(),
    password: z.string(),
  }),
  controlUrl: z.string(),
  controlToken: z.string(),
  certificate: z.string().nullable(),
  demo: z.object({
    boardId: z.number(),
    boardName: z.string(),
    triggerStatusId: z.number(),
    triggerStatusName: z.string(),
    ticketIds: z.array(z.number()),
  }),
});
export type SandboxInfo = z.infer<typeof sandboxInfoSchema>;

const readySchema = z.object({ type: z.literal('ready'), info: sandboxInfoSchema });
const failedSchema = z.object({ type: z.literal('failed'), message: z.string() });

export interface SandboxHostOptions {
  readonly host: ProcessHost;
  /** The bundled sandbox (`out/main/sandbox.js`). */
  readonly module: string;
  /** The profile's folder: `sandbox.json` (addresses and keys) and `sandbox-state.json` (its records) live there. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long it may take to listen. Default 15 s. */
  readonly startTimeoutMs?: number;
}

/** Runs the built-in sandbox as a process beside the app, and remembers it between starts. Its keys are not secrets: it is a toy. */
export class SandboxHost {
  readonly #options: SandboxHostOptions;
  #child: ChildProcessHandle | null = null;
  #info: SandboxInfo | null = null;
  #starting: Promise<SandboxInfo> | null = null;

  constructor(options: SandboxHostOptions) {
    this.#options = options;
  }

  get running(): SandboxInfo | null {
    return this.#child === null ? null : this.#info;
  }

  /** Starts it, on the same ports as last time where they are free. A second call gives the same one. */
  start(): Promise<SandboxInfo> {
    const running = this.running;
    if (running !== null) return Promise.resolve(running);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /** Asks it to save and end; ends it after three seconds if it does not. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(3000, () => {
        child.kill();
        resolve();
      });
      child.onExit(() => {
        cancel();
        resolve();
      });
      child.send({ type: 'stop' });
    });
  }

  async #start(): Promise<SandboxInfo> {
    const samePorts = portArguments(this.#lastInfo());
    const info = await this.#launch(samePorts).catch((error: unknown) => {
      if (samePorts.length === 0) throw error;
      this.#options.logger.warn({ error: String(error) }, 'The sandbox did not start on its old ports');
      return this.#launch([]);
    });
    this.#info = info;
    this.#save(info);
    this.#options.logger.info(
      { connectwise: info.connectwise.url, fieldnation: info.fieldnation.url },
      'The sandbox is running',
    );
    return info;
  }

  #launch(ports: readonly string[]): Promise<SandboxInfo> {
    const { host, module, folder } = this.#options;
    const args = ['--state-file', join(folder, 'sandbox-state.json'), ...ports];
    return this.#waitUntilReady(host.start(module, args, 'Dispatch Bridge sandbox'));
  }

  #waitUntilReady(child: ChildProcessHandle): Promise<SandboxInfo> {
    this.#child = child;
    return new Promise((resolve, reject) => {
      let waiting = true;
      const fail = (reason: string): void => {
        if (!waiting) return;
        waiting = false;
        cancel();
        if (this.#child === child) this.#child = null;
        child.kill();
        reject(notStarted(reason));
      };
      const cancel = this.#options.clock.after(this.#options.startTimeoutMs ?? 15_000, () =>
        fail('it did not answer in time'),
      );
      child.onMessage((message) => {
        const ready = readySchema.safeParse(message);
        if (ready.success && waiting) {
          waiting = false;
          cancel();
          resolve(ready.data.info);
        }
        const failed = failedSchema.safeParse(message);
        if (failed.success) fail(failed.data.message);
        else if (!ready.success) fail('its answer was not understood');
      });
      child.onExit((code) => {
        fail(`it ended with ${code ?? 'a signal'}`);
        if (this.#child !== child) return;
        this.#child = null;
        this.#options.logger.warn({ code }, 'The sandbox ended');
      });
    });
  }

  #lastInfo(): SandboxInfo | null {
    try {
      return sandboxInfoSchema.parse(JSON.parse(readFileSync(join(this.#options.folder, 'sandbox.json'), 'utf8')));
    } catch {
      return null;
    }
  }

  #save(info: SandboxInfo): void {
    const path = join(this.#options.folder, 'sandbox.json');
    const handle = openSync(`${path}.new`, 'w', 0o600);
    try {
      writeSync(handle, `${JSON.stringify(info, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(`${path}.new`, path);
  }
}

function notStarted(reason: string): AppError {
  return new AppError({
    code: 'sandbox.start',
    kind: 'permanent',
    message: `The built-in sandbox did not start: ${reason}. Quit, start Dispatch Bridge again, and try once more.`,
    context: { reason },
  });
}

/** The ports it had last time; it takes others when they are in use. */
function portArguments(last: SandboxInfo | null): readonly string[] {
  if (last === null) return [];
  const port = (url: string): string => new URL(url).port;
  return [
    ...['--connectwise-port', port(last.connectwise.url)],
    ...['--fieldnation-port', port(last.fieldnation.url)],
    ...['--control-port', port(last.controlUrl)],
  ];
}

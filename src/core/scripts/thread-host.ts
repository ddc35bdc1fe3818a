import { Worker } from 'node:worker_threads';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import type { Question, Reply } from './messages.ts';
import type { RuleScript, Script, ScriptDiagnostic, ScriptEngines, ScriptHost, ScriptOutcome } from './port.ts';

/** A script that is not done by then is ended (ms). */
const deadlineMs = 2_000;
/** A thread that does not even start by then is given up (ms). */
const startMs = 10_000;
/** Memory of the thread (MB): input, answer and everything in between. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

export interface ThreadScriptHostOptions {
  /** Module of the thread: `scripts/jsonata-worker.ts` under Node 24, the bundled file in the app. */
  readonly worker: URL;
  readonly clock: Clock;
}

/** Runs scripts one after the other in a thread that is made when it is first needed and replaced whenever a script had to be ended. */
export class ThreadScriptHost implements ScriptHost {
  readonly #options: ThreadScriptHostOptions;
  #worker: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #nextId = 1;
  #stopped = false;

  constructor(options: ThreadScriptHostOptions) {
    this.#options = options;
  }

  evaluate(script: Script, input: JsonObject, signal?: AbortSignal): Promise<Json> {
    const turn = this.#last.then(() => this.#evaluate(script, input, signal));
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** One after the other: JSONata's faults are each script's own. */
  async evaluateAll(
    scripts: readonly RuleScript[],
    input: JsonObject,
    { signal }: { readonly signal?: AbortSignal | undefined },
  ): Promise<ReadonlyMap<string, ScriptOutcome>> {
    const outcomes = new Map<string, ScriptOutcome>();
    for (const script of scripts) {
      try {
        outcomes.set(script.ruleId, { kind: 'value', value: await this.evaluate(script, input, signal) });
      } catch (thrown) {
        signal?.throwIfAborted();
        outcomes.set(script.ruleId, { kind: 'failed', error: AppError.from(thrown).toInfo() });
      }
    }
    return outcomes;
  }

  async check(): Promise<readonly ScriptDiagnostic[]> {
    return [];
  }

  async engines(): Promise<ScriptEngines> {
    return { jsonnet: 'none', lacks: ['Jsonnet scripts cannot run'] };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end();
  }

  #evaluate(script: Script, input: JsonObject, signal: AbortSignal | undefined): Promise<Json> {
    signal?.throwIfAborted();
    if (script.language !== 'jsonata') throw failed(script, 'script.unavailable', 'is Jsonnet, which cannot run here');
    if (this.#stopped) throw failed(script, 'script.unavailable', 'was not run: Dispatch Bridge is stopping');
    const fresh = this.#worker === null;
    const worker = this.#thread();
    const id = this.#nextId++;
    const release = this.#options.clock.hold();
    return new Promise<Json>((resolve, reject) => {
      const done = (settle: () => void): void => {
        cancel();
        worker.off('online', onOnline);
        worker.off('message', onReply);
        worker.off('error', onError);
        worker.off('exit', onExit);
        signal?.removeEventListener('abort', onAbort);
        worker.unref();
        settle();
      };
      const giveUp = (error: unknown): void =>
        done(() => {
          // What it is busy with would hold up the next script.
          void this.#end().then(() => {
            release();
            reject(error);
          });
        });
      const onReply = (reply: Reply): void => {
        if (reply.id !== id) return;
        done(() => {
          release();
          if (reply.ok) resolve(JSON.parse(reply.answer) as Json);
          else reject(wrong(script, reply));
        });
      };
      const onError = (error: Error): void =>
        giveUp(
          (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? failed(script, 'script.too-large', 'needed too much memory and was ended. Make it work on less')
            : failed(script, 'script.failed', `ended its thread (${error.message})`),
        );
      const onExit = (): void => giveUp(failed(script, 'script.failed', 'ended its thread'));
      const onAbort = (): void => giveUp(signal?.reason);
      const tooSlow = (): void =>
        giveUp(
          failed(script, 'script.too-slow', `was not done after ${deadlineMs / 1000} s and was ended. Simplify it`),
        );
      const { clock } = this.#options;
      let cancel = clock.after(fresh ? startMs : deadlineMs, tooSlow);
      const onOnline = (): void => {
        cancel();
        cancel = clock.after(deadlineMs, tooSlow);
      };
      if (fresh) worker.once('online', onOnline);
      worker.on('message', onReply);
      worker.on('error', onError);
      worker.on('exit', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      worker.ref();
      const question: Question = { id, script: script.text, input: JSON.stringify(input) };
      worker.postMessage(question);
    });
  }

  #thread(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.#options.worker, { name: 'scripts', env: {}, stdin: false, resourceLimits });
    // Without a listener an error of an idle thread would end the process; the script it concerns has its own.
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
    });
    this.#worker = worker;
    return worker;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

function wrong(script: Script, { message, line }: Extract<Reply, { ok: false }>): AppError {
  const where = line === null ? 'failed' : `failed in line ${line}`;
  return failed(script, 'script.failed', `${where}: ${message.replace(/[.\s]+$/, '')}. Correct it`, { line });
}

function failed(script: Script, code: string, what: string, context: AppError['context'] = {}): AppError {
  return new AppError({
    code,
    kind: 'permanent',
    message: `${script.name} ${what}.`,
    context,
    action: { do: 'retry' },
  });
}

/** The host of an engine that was given no thread: says so for every script. */
export const noScripts: ScriptHost = {
  async evaluate(script) {
    throw failed(script, 'script.unavailable', 'cannot run: this installation has no script host');
  },
  async evaluateAll(scripts) {
    return new Map(
      scripts.map((script): [string, ScriptOutcome] => [
        script.ruleId,
        {
          kind: 'failed',
          error: failed(script, 'script.unavailable', 'cannot run: this installation has no script host').toInfo(),
        },
      ]),
    );
  },
  async check() {
    return [];
  },
  async engines() {
    return { jsonnet: 'none', lacks: ['Scripts cannot run'] };
  },
  async stop() {},
};

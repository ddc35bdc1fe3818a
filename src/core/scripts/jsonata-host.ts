import type { Clock } from '../../shared/clock.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import {
  type Ended,
  endedError,
  failedOutcome,
  faultError,
  neverRan,
  parseAnswer,
  soleValue,
  valueOutcome,
} from './failures.ts';
import type { JsonataQuestion, JsonataReply } from './messages.ts';
import type { RuleScript, Script, ScriptDiagnostic, ScriptOutcome } from './port.ts';
import { ScriptThread } from './thread.ts';

export interface JsonataHostOptions {
  /** Module of the thread: `scripts/jsonata-worker.ts` under Node 24, the bundled file in the app. */
  readonly worker: URL;
  readonly clock: Clock;
  readonly deadlineMs: number;
}

/** JSONata in a thread of its own. Faults are each script's own; one that overruns is ended with the thread, and the others go on in a fresh one. */
export class JsonataHost {
  readonly #thread: ScriptThread<JsonataQuestion, JsonataReply>;
  readonly #deadlineMs: number;

  constructor({ worker, clock, deadlineMs }: JsonataHostOptions) {
    this.#thread = new ScriptThread({ worker, clock, deadlineMs, name: 'scripts' });
    this.#deadlineMs = deadlineMs;
  }

  async evaluate(script: Script, input: JsonObject, signal?: AbortSignal): Promise<Json> {
    const [outcome] = await this.#run([script], input, false, signal);
    return soleValue(script, outcome);
  }

  /** The record is handed over once for all of them. */
  async evaluateAll(
    scripts: readonly RuleScript[],
    input: JsonObject,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, ScriptOutcome>> {
    const outcomes = await this.#run(scripts, input, true, signal);
    return new Map(scripts.map(({ ruleId }, index) => [ruleId, outcomes[index] ?? valueOutcome(null)]));
  }

  async check(script: Script, signal?: AbortSignal): Promise<readonly ScriptDiagnostic[]> {
    const found: ScriptDiagnostic[] = [];
    const asked = await this.#thread.ask(
      { do: 'check', scripts: [script.text], input: 'null', steady: true },
      ({ result }) => {
        if (!result.ok && !result.tooLarge)
          found.push({ line: result.line, column: result.column, message: result.message });
      },
      signal,
    );
    if (asked.kind === 'ended' && neverRan(asked.why)) throw this.#ended(script, asked.why, asked.detail);
    if (asked.kind === 'ended')
      found.push({ line: null, column: null, message: endedError(script, asked.why, this.#deadlineMs).message });
    return found;
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }

  async #run(
    scripts: readonly Script[],
    input: JsonObject,
    steady: boolean,
    signal?: AbortSignal,
  ): Promise<readonly ScriptOutcome[]> {
    const outcomes: ScriptOutcome[] = [];
    const text = JSON.stringify(input);
    while (outcomes.length < scripts.length) {
      const from = outcomes.length;
      const rest = scripts.slice(from);
      const asked = await this.#thread.ask(
        { do: 'evaluate', scripts: rest.map((script) => script.text), input: text, steady },
        (reply) => {
          const script = rest[reply.index];
          if (script !== undefined) outcomes.push(this.#outcome(script, reply.result));
        },
        signal,
      );
      if (asked.kind === 'done') break;
      if (neverRan(asked.why)) {
        for (const script of scripts.slice(outcomes.length))
          outcomes.push(failedOutcome(this.#ended(script, asked.why, asked.detail)));
        break;
      }
      // Answers come in order: the first without one is the script that the thread was busy with.
      const culprit = scripts[outcomes.length];
      if (culprit !== undefined) outcomes.push(failedOutcome(this.#ended(culprit, asked.why, asked.detail)));
    }
    return outcomes;
  }

  #outcome(script: Script, result: JsonataReply['result']): ScriptOutcome {
    if (result.ok) return valueOutcome(parseAnswer(result.answer));
    return failedOutcome(
      result.tooLarge ? this.#ended(script, 'output') : faultError(script, result.message, result.line),
    );
  }

  #ended(script: Script, why: Ended, detail = ''): AppError {
    return endedError(script, why, this.#deadlineMs, detail);
  }
}

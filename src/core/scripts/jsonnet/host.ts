import { readFile } from 'node:fs/promises';
import type { AppError } from '../../../shared/errors.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import {
  endedError,
  failedOutcome,
  faultError,
  maxAnswer,
  neverRan,
  parseAnswer,
  scriptError,
  soleValue,
  valueOutcome,
} from '../failures.ts';
import type { RuleScript, Script, ScriptDiagnostic, ScriptEngines, ScriptOutcome } from '../port.ts';
import { documentOf, type Library } from './document.ts';
import { readFault } from './fault.ts';
import { admit } from './refuse.ts';
import type { JsonnetRunner, Ran } from './runner.ts';

export interface JsonnetHostOptions {
  /** In the order in which they are tried; the first that can be loaded serves. */
  readonly runners: readonly JsonnetRunner[];
  /** The folder `resources/jsonnet/`, with a trailing slash. */
  readonly library: URL;
  readonly deadlineMs: number;
}

/** A script that may stand in a document. */
interface Member {
  readonly script: Script;
  readonly text: string;
}

/** The evaluator of scripts that belong to no mapping. */
const noMapping = '';

/** Who is at fault when a document of several scripts fails. */
type Together =
  /** One for each script. */
  | { readonly kind: 'values'; readonly outcomes: readonly ScriptOutcome[] }
  | { readonly kind: 'failed'; readonly outcome: ScriptOutcome | null; readonly culprit: number | null };

/** Jsonnet as mappings use it: all scripts of one mapping are one document; when that fails, each is asked alone. */
export class JsonnetHost {
  readonly #options: JsonnetHostOptions;
  #runner: Promise<JsonnetRunner | null> | null = null;
  #library: Promise<Library> | null = null;

  constructor(options: JsonnetHostOptions) {
    this.#options = options;
  }

  async engines(): Promise<ScriptEngines> {
    const runner = await this.#chosen();
    return runner === null
      ? { jsonnet: 'none', lacks: ['Jsonnet scripts cannot run on this computer'] }
      : { jsonnet: runner.kind, lacks: runner.lacks };
  }

  async evaluate(script: Script, input: JsonObject, signal?: AbortSignal): Promise<Json> {
    const [outcome] = await this.#outcomes([script], input, noMapping, signal);
    return soleValue(script, outcome);
  }

  async evaluateAll(
    scripts: readonly RuleScript[],
    input: JsonObject,
    mapping: string,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, ScriptOutcome>> {
    const outcomes = await this.#outcomes(scripts, input, mapping, signal);
    return new Map(
      scripts.map((script, index) => [
        script.ruleId,
        outcomes[index] ?? failedOutcome(scriptError(script, 'script.failed', 'gave no answer')),
      ]),
    );
  }

  /** Reads the script as it would be read in its document, without running it. */
  async check(script: Script, signal?: AbortSignal): Promise<readonly ScriptDiagnostic[]> {
    const admitted = admit(script.text);
    if (!admitted.ok) return [admitted.fault];
    const runner = await this.#chosen();
    if (runner === null) return [];
    const document = documentOf({
      library: await this.#sources(),
      convert: runner.convert,
      input: {},
      scripts: [admitted.text],
      onlyRead: true,
    });
    const ran = await runner.run(noMapping, document.text, signal);
    if (ran.kind === 'value') return [];
    if (ran.kind === 'ended' && neverRan(ran.why)) throw this.#ended(script, ran);
    if (ran.kind === 'ended') return [{ line: null, column: null, message: this.#ended(script, ran).message }];
    const { message, line, column } = readFault(ran.text, document);
    return [{ line, column, message }];
  }

  async stop(): Promise<void> {
    await Promise.all(this.#options.runners.map((runner) => runner.stop()));
  }

  async #outcomes(
    scripts: readonly Script[],
    input: JsonObject,
    mapping: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly ScriptOutcome[]> {
    const runner = await this.#chosen();
    const outcomes = new Map<number, ScriptOutcome>();
    const waiting = new Map<number, Member>();
    for (const [index, script] of scripts.entries()) {
      if (runner === null) {
        outcomes.set(index, failedOutcome(endedError(script, 'missing', 0, 'this computer has no Jsonnet')));
        continue;
      }
      const admitted = admit(script.text);
      if (admitted.ok) waiting.set(index, { script, text: admitted.text });
      else outcomes.set(index, failedOutcome(faultError(script, admitted.fault.message, admitted.fault.line)));
    }
    while (runner !== null && waiting.size > 0) {
      const asked = [...waiting];
      const members = asked.map(([, member]) => member);
      const together = await this.#together(runner, members, input, mapping, signal);
      if (together.kind === 'values') {
        for (const [place, [index]] of asked.entries())
          outcomes.set(index, together.outcomes[place] ?? valueOutcome(null));
        break;
      }
      const one = asked[together.culprit ?? -1];
      // A fault names its script, which is asked alone to be sure; what overran names nobody, so each is asked.
      for (const [index, member] of one === undefined ? asked : [one]) {
        const alone = members.length === 1 ? together : await this.#together(runner, [member], input, mapping, signal);
        const outcome = alone.kind === 'values' ? alone.outcomes[0] : alone.outcome;
        if (outcome === undefined || outcome === null) continue;
        outcomes.set(index, outcome);
        waiting.delete(index);
      }
    }
    return scripts.map((_script, index) => outcomes.get(index) ?? valueOutcome(null));
  }

  async #together(
    runner: JsonnetRunner,
    members: readonly Member[],
    input: JsonObject,
    mapping: string,
    signal: AbortSignal | undefined,
  ): Promise<Together> {
    const document = documentOf({
      library: await this.#sources(),
      convert: runner.convert,
      input,
      scripts: members.map(({ text }) => text),
    });
    let ran = await runner.run(mapping, document.text, signal);
    // Several that ended their evaluator are asked one by one; one that is alone is asked again: something else may have ended it.
    if (members.length === 1 && ran.kind === 'ended' && ran.why === 'crash')
      ran = await runner.run(mapping, document.text, signal);
    const [first] = members;
    if (first === undefined) return { kind: 'values', outcomes: [] };
    if (ran.kind === 'value') return { kind: 'values', outcomes: this.#values(members, ran.text) };
    if (ran.kind === 'ended' && neverRan(ran.why))
      return { kind: 'values', outcomes: members.map(({ script }) => failedOutcome(this.#ended(script, ran))) };
    if (ran.kind === 'ended')
      return { kind: 'failed', culprit: null, outcome: failedOutcome(this.#ended(first.script, ran)) };
    const fault = readFault(ran.text, document);
    return {
      kind: 'failed',
      culprit: fault.script,
      outcome: failedOutcome(faultError(first.script, fault.message, fault.line)),
    };
  }

  #values(members: readonly Member[], text: string): readonly ScriptOutcome[] {
    const answers = parseAnswer(text) as JsonObject;
    return members.map(({ script }, index) => {
      const value = answers[`r${index}`] ?? null;
      return JSON.stringify(value).length > maxAnswer
        ? failedOutcome(endedError(script, 'output', this.#options.deadlineMs))
        : valueOutcome(value);
    });
  }

  #ended(script: Script, ran: Extract<Ran, { kind: 'ended' }>): AppError {
    return endedError(script, ran.why, this.#options.deadlineMs, ran.detail);
  }

  #chosen(): Promise<JsonnetRunner | null> {
    this.#runner ??= this.#choose();
    return this.#runner;
  }

  async #choose(): Promise<JsonnetRunner | null> {
    for (const runner of this.#options.runners) if (await runner.available()) return runner;
    return null;
  }

  #sources(): Promise<Library> {
    this.#library ??= this.#read();
    return this.#library;
  }

  async #read(): Promise<Library> {
    const [std, util] = await Promise.all(
      ['std.libsonnet', 'util.libsonnet'].map((name) => readFile(new URL(name, this.#options.library), 'utf8')),
    );
    return { std: std ?? '', util: util ?? '' };
  }
}

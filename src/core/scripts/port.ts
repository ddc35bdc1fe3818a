import type { AppErrorInfo } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';

export type ScriptLanguage = 'jsonata' | 'jsonnet';

export interface Script {
  readonly language: ScriptLanguage;
  readonly text: string;
  /** Whose script it is, for messages: `The script of FN_WO_ASSIGNED`. */
  readonly name: string;
}

/** A script of a mapping: its rule's id finds its answer again. */
export interface RuleScript extends Script {
  readonly ruleId: string;
}
export type ScriptOutcome =
  | { readonly kind: 'value'; readonly value: Json }
  /** The script's own fault: `script.failed` with `context.line`, `script.too-slow`, `script.too-large`, `script.unavailable`. */
  | { readonly kind: 'failed'; readonly error: AppErrorInfo };

/** Something wrong in a script that can be said without running it on a record. Lines and columns from 1. */
export interface ScriptDiagnostic {
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** Which Jsonnet runs here and what it cannot do, in words. */
export interface ScriptEngines {
  readonly jsonnet: 'native' | 'portable' | 'none';
  readonly lacks: readonly string[];
}

/**
 * Evaluates expressions over plain data. A script reads its input and nothing else: no files, no network, no environment, no imports. All
 * failures are AppErrors of kind `permanent`: `script.failed` (with the line), `script.too-slow`, `script.too-large`, `script.unavailable`; the last
 * is `transient` where the script did not run because the computer was busy or the app stops.
 */
export interface ScriptHost {
  /** What the script answers; null when it answers nothing. */
  evaluate(script: Script, input: JsonObject, signal?: AbortSignal): Promise<Json>;
  /**
   * The scripts of one mapping and direction over one record, as one document; one script's fault is its own outcome and spoils no other. Answers
   * for every rule id; rejects only when aborted. `mapping` names the document, so that its evaluator can be kept.
   */
  evaluateAll(
    scripts: readonly RuleScript[],
    input: JsonObject,
    options: { readonly mapping: string; readonly signal?: AbortSignal | undefined },
  ): Promise<ReadonlyMap<string, ScriptOutcome>>;
  /** Empty when the script can be read. Throws `script.unavailable` when nobody could look at it now. */
  check(script: Script, signal?: AbortSignal): Promise<readonly ScriptDiagnostic[]>;
  engines(): Promise<ScriptEngines>;
  stop(): Promise<void>;
}

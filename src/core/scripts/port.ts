import type { Json, JsonObject } from '../../shared/json.ts';

export interface Script {
  readonly language: 'jsonata';
  readonly text: string;
  /** Whose script it is, for messages: `The script of FN_WO_ASSIGNED`. */
  readonly name: string;
}

/**
 * Evaluates expressions over plain data. A script reads its input and nothing else: no files, no network, no environment. All failures are
 * AppErrors of kind `permanent`: `script.failed` (with the line), `script.too-slow`, `script.too-large`, `script.unavailable`.
 */
export interface ScriptHost {
  /** What the script answers; null when it answers nothing. */
  evaluate(script: Script, input: JsonObject, signal?: AbortSignal): Promise<Json>;
  stop(): Promise<void>;
}

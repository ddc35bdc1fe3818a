import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { Script, ScriptOutcome } from './port.ts';

/** Results of more text than this are no field values or notes any more (characters). */
export const maxAnswer = 1_000_000;

/** Every failure of a script; `what` goes on after the script's name: `was not done after 2 s`. */
export function scriptError(
  script: Script,
  code: 'script.failed' | 'script.too-slow' | 'script.too-large' | 'script.unavailable',
  what: string,
  context: AppError['context'] = {},
  kind: 'permanent' | 'transient' = 'permanent',
): AppError {
  return new AppError({
    code,
    kind,
    message: `${script.name} ${what}.`,
    context,
    action: { do: 'retry' },
  });
}

/** A fault that the language itself reported, with the script's own line where it has one. */
export function faultError(script: Script, message: string, line: number | null): AppError {
  const where = line === null ? 'failed' : `failed in line ${line}`;
  return scriptError(script, 'script.failed', `${where}: ${message.replace(/[.\s]+$/, '')}. Correct it`, { line });
}

/** Reads an answer. A field named `__proto__` is left out: no value of a vendor has that name, and code that copies fields would trip over it. */
export function parseAnswer(text: string): Json {
  const read = text.includes('__proto__')
    ? JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))
    : JSON.parse(text);
  return read as Json;
}

/** How a script's thread or process ended before it had an answer. */
export type Ended = 'slow' | 'memory' | 'crash' | 'output' | 'died' | 'stopped' | 'not-started' | 'missing';

/** Ends that say nothing about the script: it did not run, and neither would the next one asked now. */
export function neverRan(why: Ended): boolean {
  return why === 'stopped' || why === 'not-started';
}

export function endedError(script: Script, ended: Ended, deadlineMs: number, detail = ''): AppError {
  switch (ended) {
    case 'slow':
      return scriptError(
        script,
        'script.too-slow',
        `was not done after ${deadlineMs / 1000} s and was ended. Simplify it`,
      );
    case 'memory':
      return scriptError(script, 'script.too-large', 'needed too much memory and was ended. Make it work on less');
    case 'crash':
      return scriptError(
        script,
        'script.too-large',
        `ended its evaluator${detail === '' ? '' : ` (${detail})`}: it needed too much memory or went too deep. Make it work on less`,
      );
    case 'output':
      return scriptError(script, 'script.too-large', 'answered too much. Make its answer smaller');
    case 'died':
      return scriptError(
        script,
        'script.failed',
        `ended its evaluator${detail === '' ? '' : ` (${detail})`}. Correct it`,
        {
          line: null,
        },
      );
    case 'stopped':
      return scriptError(script, 'script.unavailable', 'was not run: Dispatch Bridge is stopping', {}, 'transient');
    case 'not-started':
      return scriptError(
        script,
        'script.unavailable',
        `could not be run${detail === '' ? '' : `: ${detail}`}. It is tried again by itself`,
        {},
        'transient',
      );
    case 'missing':
      return scriptError(script, 'script.unavailable', `cannot run here${detail === '' ? '' : `: ${detail}`}`);
  }
}

export function valueOutcome(value: Json): ScriptOutcome {
  return { kind: 'value', value };
}

export function failedOutcome(error: AppError): ScriptOutcome {
  return { kind: 'failed', error: error.toInfo() };
}

/** The value of a single script; throws why it has none. */
export function soleValue(script: Script, outcome: ScriptOutcome | undefined): Json {
  if (outcome?.kind === 'value') return outcome.value;
  throw outcome === undefined
    ? scriptError(script, 'script.failed', 'gave no answer')
    : AppError.fromInfo(outcome.error);
}

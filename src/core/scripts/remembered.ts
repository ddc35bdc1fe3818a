import { createHash } from 'node:crypto';
import type { RuleScript, ScriptHost, ScriptOutcome } from './port.ts';

/** Answers that are kept; the oldest go first. */
const maxAnswers = 5_000;
/** Longer answers are asked for again (characters), so that all of them together stay small. */
const longestAnswer = 4_000;

/**
 * A host that asks each script of a mapping once for each record: a script gives the same answer to the same record, and most runs, and every key
 * typed elsewhere in the editor, meet a record that was answered before. Scripts of events are not remembered: they may read the clock.
 */
export function remembered(host: ScriptHost): ScriptHost {
  const answers = new Map<string, ScriptOutcome>();
  const keep = (key: string, outcome: ScriptOutcome): void => {
    // What was ended for time or memory, or found no evaluator, may fare better next time.
    if (outcome.kind === 'failed' && outcome.error.code !== 'script.failed') return;
    if (JSON.stringify(outcome).length > longestAnswer) return;
    answers.delete(key);
    answers.set(key, outcome);
    for (const oldest of answers.keys()) {
      if (answers.size <= maxAnswers) break;
      answers.delete(oldest);
    }
  };
  return {
    ...host,
    async evaluateAll(scripts, input, options) {
      options.signal?.throwIfAborted();
      const record = digest(JSON.stringify(input));
      const keyed = scripts.map((script) => ({ script, key: keyOf(script, record) }));
      const unknown = keyed.filter(({ key }) => !answers.has(key));
      const known = new Map(keyed.map(({ script, key }) => [script.ruleId, answers.get(key)]));
      if (unknown.length > 0) {
        const asked = unknown.map(({ script }) => script);
        for (const [ruleId, outcome] of await host.evaluateAll(asked, input, options)) known.set(ruleId, outcome);
        for (const { script, key } of unknown) {
          const outcome = known.get(script.ruleId);
          if (outcome !== undefined) keep(key, outcome);
        }
      }
      return new Map([...known].flatMap(([ruleId, outcome]) => (outcome === undefined ? [] : [[ruleId, outcome]])));
    },
  };
}

/** The name stands in messages of a failure, so it belongs to the answer. */
function keyOf({ language, name, text }: RuleScript, record: string): string {
  return digest(JSON.stringify([language, name, text, record]));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

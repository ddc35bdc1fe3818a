import { describe, expect, it } from 'vitest';
import { noScripts } from '../../../src/core/scripts/create-host.ts';
import type { RuleScript, ScriptHost, ScriptOutcome } from '../../../src/core/scripts/port.ts';
import { remembered } from '../../../src/core/scripts/remembered.ts';

/** Answers with the script's text and the record's number, and notes what it was asked. */
function counting(outcome?: (script: RuleScript) => ScriptOutcome) {
  const asked: string[][] = [];
  const host: ScriptHost = {
    ...noScripts,
    async evaluateAll(scripts, input) {
      asked.push(scripts.map((script) => script.ruleId));
      const value = (script: RuleScript) => `${script.text} of ${String(input.id)}`;
      return new Map(
        scripts.map((script) => [script.ruleId, outcome?.(script) ?? { kind: 'value', value: value(script) }]),
      );
    },
  };
  return { asked, host: remembered(host) };
}
const script = (ruleId: string, text: string): RuleScript => ({
  ruleId,
  text,
  language: 'jsonnet',
  name: `The script for ${ruleId}`,
});
const options = { mapping: 'Standard' };

describe('a script of a mapping', () => {
  it('is asked once for a record, alone when it alone is new', async () => {
    const { asked, host } = counting();
    const [one, two] = [script('r1', 'a'), script('r2', 'b')];
    const first = await host.evaluateAll([one, two], { id: 1 }, options);
    expect(await host.evaluateAll([one, two], { id: 1 }, options)).toEqual(first);
    await host.evaluateAll([one, script('r2', 'changed')], { id: 1 }, options);
    expect(asked).toEqual([['r1', 'r2'], ['r2']]);
    expect((await host.evaluateAll([one], { id: 2 }, options)).get('r1')).toEqual({ kind: 'value', value: 'a of 2' });
  });

  it('keeps its answer for its own rule, whatever else is asked', async () => {
    const { host } = counting();
    await host.evaluateAll([script('r1', 'a')], { id: 1 }, options);
    const answers = await host.evaluateAll([script('r2', 'b'), script('r1', 'a')], { id: 1 }, options);
    expect([answers.get('r1'), answers.get('r2')]).toEqual([
      { kind: 'value', value: 'a of 1' },
      { kind: 'value', value: 'b of 1' },
    ]);
  });

  it('is asked again for an answer that is too long to be kept', async () => {
    const { asked, host } = counting(() => ({ kind: 'value', value: 'x'.repeat(10_000) }));
    for (const _ of [1, 2]) await host.evaluateAll([script('r1', 'a')], { id: 1 }, options);
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['script.failed', 1],
    ['script.too-slow', 2],
    ['script.unavailable', 2],
  ])('that ended with %s is asked %i times in two looks', async (code, times) => {
    const error = { code, kind: 'permanent', message: 'It failed.', context: {} } as const;
    const { asked, host } = counting(() => ({ kind: 'failed', error }));
    await host.evaluateAll([script('r1', 'a')], { id: 1 }, options);
    expect((await host.evaluateAll([script('r1', 'a')], { id: 1 }, options)).get('r1')).toEqual({
      kind: 'failed',
      error,
    });
    expect(asked).toHaveLength(times);
  });
});

import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/core/mapping/evaluate.ts';
import type { ScriptOutcome } from '../../../src/core/scripts/port.ts';
import type { OneWayRule } from '../../../src/shared/domain/mapping.ts';
import type { Json } from '../../../src/shared/json.ts';

/** What a script rule gives when its script gave this. */
async function given(answer: ScriptOutcome, language: 'jsonnet' | 'jsonata' = 'jsonnet') {
  const rule: OneWayRule = {
    id: 'r',
    direction: 'inbound',
    action: 'CUSTOM',
    target: 'title',
    language,
    script: 'x',
    when: 'always',
    onMissing: 'skip',
    onConflict: 'ask',
  };
  const mapping = { name: 'Test', rules: [rule] };
  const [one] = await evaluate(
    { mapping, direction: 'inbound', occasion: 'update', source: { id: 1042 }, subject: 'Ticket 1042' },
    { evaluateAll: async () => new Map([['r', answer]]) },
  );
  return one?.outcome;
}
const value = (answer: Json): ScriptOutcome => ({ kind: 'value', value: answer });

describe('the answer of a script', () => {
  it('is the value', async () => {
    expect(await given(value('Printer'))).toEqual({ kind: 'value', value: 'Printer' });
    expect(await given(value([1, 2]))).toEqual({ kind: 'value', value: [1, 2] });
  });

  it("in Field Nation's style is an object with the one field it fills", async () => {
    expect(await given(value({ full_name: 'Ana Ruiz' }))).toEqual({ kind: 'value', value: 'Ana Ruiz' });
    expect(await given(value({ full_name: null }))).toEqual({ kind: 'none' });
    expect(await given(value({ a: 1, b: 2 }))).toEqual({ kind: 'value', value: { a: 1, b: 2 } });
    expect(await given(value({ full_name: 'Ana Ruiz' }), 'jsonata')).toMatchObject({
      value: { full_name: 'Ana Ruiz' },
    });
  });

  it.each([null, ''])('is no value when it is %j', async (answer) => {
    expect(await given(value(answer))).toEqual({ kind: 'none' });
  });

  it('that failed is a problem which names ticket, rule and place', async () => {
    const error = {
      code: 'script.failed',
      kind: 'permanent',
      message: 'The script for Title failed in line 3: no such field. Correct it.',
      context: { line: 3 },
    } as const;
    expect(await given({ kind: 'failed', error })).toEqual({
      kind: 'problem',
      problem: {
        ...error,
        code: 'mapping.script.failed',
        message: `Ticket 1042: ${error.message}`,
        context: { line: 3, ruleId: 'r', target: 'title' },
        action: { do: 'open-mapping', ruleId: 'r' },
      },
    });
  });
});

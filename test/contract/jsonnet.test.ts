import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createScriptHost } from '../../src/core/scripts/create-host.ts';
import type { RuleScript, ScriptHost, ScriptOutcome } from '../../src/core/scripts/port.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { jsonnetParts, scriptWorker } from '../builders/workers.ts';
import { type Case, dateCases, nativeOnlyCases, scriptCases, utilCases, workOrder } from './jsonnet-cases.ts';

/** The time of an evaluation is no matter here. */
const deadlineMs = 30_000;
const hostOf = (engine: 'native' | 'portable'): ScriptHost =>
  createScriptHost({ worker: scriptWorker, jsonnet: jsonnetParts, clock: systemClock, deadlineMs, engines: [engine] });

const hosts = { native: hostOf('native'), portable: hostOf('portable') };
afterAll(() => Promise.all(Object.values(hosts).map((host) => host.stop())));

const built = (await hosts.native.engines()).jsonnet === 'native';
if (!built) console.log('note: native Jsonnet is not built here; its half of the Jsonnet contract was not run');

function ruleOf({ name, script }: Case): RuleScript {
  return { ruleId: name, language: 'jsonnet', text: script, name: `The script of "${name}"` };
}

for (const engine of ['native', 'portable'] as const) {
  describe.skipIf(engine === 'native' && !built)(`${engine} Jsonnet`, () => {
    const host = hosts[engine];
    let outcomes: ReadonlyMap<string, ScriptOutcome>;
    beforeAll(async () => {
      // As one mapping has them: in one document. Dates make the portable one run it again, so they are one of their own.
      const [dates, others] = await Promise.all(
        [dateCases, [...utilCases, ...scriptCases]].map((cases) =>
          host.evaluateAll(cases.map(ruleOf), workOrder, { mapping: `Mapping of ${cases.length}` }),
        ),
      );
      outcomes = new Map([...(dates ?? []), ...(others ?? [])]);
    }, deadlineMs);

    test.each([...utilCases, ...dateCases].map((each) => [each.name, each] as const))(
      '$.util.%s',
      (name, { gives }) => {
        expect(outcomes.get(name)).toEqual({ kind: 'value', value: gives });
      },
    );

    test.each(scriptCases.map((each) => [each.name, each] as const))('script: %s', (name, { gives }) => {
      expect(outcomes.get(name)).toEqual({ kind: 'value', value: gives });
    });

    test('says which it is', async () => {
      const said = await host.engines();
      expect(said.jsonnet).toBe(engine);
      expect(said.lacks.length > 0).toBe(engine === 'portable');
    });

    test('a value that is no date ends the script in words', async () => {
      const script = ruleOf({ name: 'x', script: `\n$.util.date_convert('soon', 'YYYY-MM-DD', 'X')`, gives: null });
      await expect(host.evaluate(script, workOrder)).rejects.toThrow(
        'failed in line 2: "soon" is not a date in the format YYYY-MM-DD, or a time zone is unknown. Correct it.',
      );
    });

    test('syntax errors have line and column, and nothing is run to find them', async () => {
      const check = (text: string) => host.check({ language: 'jsonnet', text, name: 'The script' });
      expect(await check(`{\n  a: 1 +\n}`)).toEqual([
        { line: 3, column: 1, message: expect.stringContaining('unexpected: "}"') },
      ]);
      expect(await check(`local a = 1;\n  b`)).toEqual([{ line: 2, column: 3, message: 'Unknown variable: b' }]);
      expect(await check(`1 +`)).toEqual([{ line: 1, column: null, message: 'the script ends too early' }]);
      expect(await check(`{ a: [1, 2 }`)).toEqual([{ line: 1, column: 12, message: '} does not close [' }]);
      expect(await check(`error 'not run'`)).toEqual([]);
    });
  });
}

describe('what only native Jsonnet can do', () => {
  test.skipIf(!built).each(nativeOnlyCases.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
    expect(await hosts.native.evaluate(ruleOf(each), workOrder)).toEqual(each.gives);
  });

  test.each(nativeOnlyCases.map((each) => [each.name, each] as const))(
    '%s is refused by the portable one, which says so',
    async (name, each) => {
      await expect(hosts.portable.evaluate(ruleOf(each), workOrder)).rejects.toThrow(/failed in line 1/);
      const [called = ''] = name.split(' ');
      expect((await hosts.portable.engines()).lacks.join(' ')).toContain(called);
    },
  );
});

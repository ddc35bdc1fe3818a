import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createScriptHost } from '../../src/core/scripts/create-host.ts';
import type { RuleScript, ScriptHost, ScriptLanguage } from '../../src/core/scripts/port.ts';
import { type Clock, systemClock } from '../../src/shared/clock.ts';
import { AppError } from '../../src/shared/errors.ts';
import { jsonnetParts, scriptWorker } from '../builders/workers.ts';
import { type HostileCase, jsonataCases, jsonnetCases } from './hostile-cases.ts';

/*
 * Scripts that mean harm. None may reach this process or spoil the script after it. What never ends is ended at once; what ends gets all the time it
 * takes on a busy machine, so that nothing here depends on how fast that is.
 */
const deadlineMs = 2_000;
const soonMs = 300;
const plentyMs = 60_000;
let patienceMs = plentyMs;
const clock: Clock = {
  ...systemClock,
  after: (delayMs, fn) => systemClock.after(delayMs === deadlineMs ? patienceMs : delayMs, fn),
};
afterEach(() => {
  patienceMs = plentyMs;
});

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
const secretFile = join(folder, 'secret.txt');
writeFileSync(secretFile, '"the content of a file"');

const hostOf = (engine: 'native' | 'portable'): ScriptHost =>
  createScriptHost({ worker: scriptWorker, jsonnet: jsonnetParts, clock, deadlineMs, engines: [engine] });
const hosts = { native: hostOf('native'), portable: hostOf('portable') };
afterAll(async () => {
  await Promise.all(Object.values(hosts).map((host) => host.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const built = (await hosts.native.engines()).jsonnet === 'native';
if (!built) console.log('note: native Jsonnet is not built here; hostile scripts were not run against it');

const input = { id: 7 };

function scriptOf(language: ScriptLanguage, text: string, ruleId = 'r'): RuleScript {
  return { language, text, ruleId, name: 'The script for Title' };
}

/** What came of it, and that this process went on working meanwhile. */
async function attack(host: ScriptHost, language: ScriptLanguage, { script, endless = false }: HostileCase) {
  if (endless) patienceMs = soonMs;
  let turns = 0;
  let open = true;
  const done = host
    .evaluate(scriptOf(language, script), input)
    .then(
      (value) => ({ value, error: null }),
      (thrown: unknown) => ({ value: null, error: AppError.from(thrown) }),
    )
    .finally(() => {
      open = false;
    });
  while (open) {
    await systemClock.sleep(1);
    turns += 1;
  }
  patienceMs = plentyMs;
  if (endless) expect(turns).toBeGreaterThan(3);
  return done;
}

const suites = [
  { title: 'native Jsonnet', language: 'jsonnet', host: hosts.native, run: built, cases: jsonnetCases(secretFile) },
  {
    title: 'portable Jsonnet',
    language: 'jsonnet',
    host: hosts.portable,
    run: true,
    cases: jsonnetCases(secretFile).filter((each) => each.nativeOnly !== true),
  },
  { title: 'JSONata', language: 'jsonata', host: hosts.portable, run: true, cases: jsonataCases },
] as const;

for (const { title, language, host, run, cases } of suites) {
  const good = language === 'jsonnet' ? `$.util.array_sum([$.input.id, 1])` : 'id + 1';

  describe.skipIf(!run)(`A script in ${title}`, () => {
    test.each(cases.map((each) => [each.name, each] as const))(
      'that %s harms nobody',
      async (_name, each) => {
        const { value, error } = await attack(host, language, each);
        if (each.fails === undefined) {
          expect(error).toBeNull();
          expect(value).toEqual(each.gives);
        } else {
          expect(each.fails.map((code) => `script.${code}`)).toContain(error?.code);
          expect(error?.kind).toBe('permanent');
          expect(error?.message).toMatch(/^The script for Title .+\.$/s);
          expect(error?.message).not.toContain('the content of a file');
          if (each.says !== undefined) expect(error?.message).toMatch(each.says);
          if (each.line !== undefined) {
            expect(error?.context.line).toBe(each.line);
            expect(error?.message).toContain(`failed in line ${each.line}: `);
          }
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect('polluted' in {}).toBe(false);
        expect(await host.evaluate(scriptOf(language, good), input)).toBe(8);
      },
      plentyMs,
    );

    test('that loops is named, and the others of its mapping are answered', async () => {
      patienceMs = 1_500;
      const loop = cases.find(({ name }) => name === 'loops')?.script ?? '';
      const outcomes = await host.evaluateAll(
        [scriptOf(language, good, 'a'), scriptOf(language, loop, 'b'), scriptOf(language, good, 'c')],
        input,
        { mapping: 'Standard' },
      );
      expect([...outcomes.keys()].sort()).toEqual(['a', 'b', 'c']);
      expect(outcomes.get('a')).toEqual({ kind: 'value', value: 8 });
      expect(outcomes.get('b')).toMatchObject({ kind: 'failed', error: { code: 'script.too-slow' } });
      expect(outcomes.get('c')).toEqual({ kind: 'value', value: 8 });
    });

    test('cannot change what the next script reads or calls', async () => {
      const scripts =
        language === 'jsonnet'
          ? [`{ input:: { id: 0 }, util:: { array_sum(a):: 0 } }`, `local std = {}; $ { input:: null, util:: null }.r9`]
          : ['$sum := function($x){ 0 }', '$ ~> |$|{"id": 0}|'];
      const outcomes = await host.evaluateAll(
        [...scripts.map((text, index) => scriptOf(language, text, `bad ${index}`)), scriptOf(language, good, 'good')],
        input,
        { mapping: 'Standard' },
      );
      expect(outcomes.get('good')).toEqual({ kind: 'value', value: 8 });
      if (language === 'jsonata') expect(await host.evaluate(scriptOf(language, '$sum([1, 2])'), input)).toBe(3);
    });

    test('that is given up ends at once', async () => {
      const loop = cases.find(({ name }) => name === 'loops')?.script ?? '';
      const given = new AbortController();
      const running = host.evaluateAll([scriptOf(language, loop)], input, {
        mapping: 'Standard',
        signal: given.signal,
      });
      given.abort(new Error('given up'));
      await expect(running).rejects.toThrow('given up');
      expect(await host.evaluate(scriptOf(language, good), input)).toBe(8);
    });
  });
}

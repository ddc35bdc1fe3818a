import { afterAll, describe, expect, test } from 'vitest';
import { readAnswer } from '../../../src/core/scripts/answer.ts';
import { createScriptHost, noScripts } from '../../../src/core/scripts/create-host.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const worker = new URL('../../../src/core/scripts/jsonata-worker.ts', import.meta.url);
const clock = new VirtualClock({ stallMs: 100 });
const host = createScriptHost({ worker, jsonnet: null, clock });
afterAll(() => host.stop());

const script = (text: string) => ({ language: 'jsonata', text, name: 'The script of FN_WO_DONE' }) as const;
const input = { event: { name: 'FN_WO_DONE' }, workOrder: { id: 91422, title: 'Switch' }, ticket: { id: 1042 } };
const failure = async (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('It did not fail')),
    (thrown: unknown) => AppError.from(thrown),
  );

describe('a script', () => {
  test('reads its input and answers plain data', async () => {
    const text = '{"ticket": {"customFields.12": workOrder.title}, "note": {"text": "Done: " & $string(ticket.id)}}';
    const answer = await host.evaluate(script(text), input);
    expect(readAnswer(answer, 'The script')).toEqual({
      ticket: { 'customFields.12': 'Switch' },
      note: { text: 'Done: 1042', tab: 'internal' },
    });
    expect(await host.evaluate(script('workOrder.nothing'), input)).toBeNull();
  });

  test('that fails names its line', async () => {
    const error = await failure(host.evaluate(script('{\n  "a": $number("x"),\n  "b": $no()\n}'), input));
    expect(error.toInfo()).toMatchObject({ code: 'script.failed', kind: 'permanent' });
    expect(error.message).toMatch(/^The script of FN_WO_DONE failed in line [23]: .+ Correct it\.$/);
    expect((await failure(host.evaluate(script('{"a": '), input))).message).toMatch(/failed in line 1/);
  });

  test('has no way out of its input', async () => {
    for (const text of ['$process', 'process', '$require("fs")', 'constructor', '__proto__.constructor', '$globalThis'])
      expect(await host.evaluate(script(text), input).catch(() => null)).toBeNull();
  });

  test('that never ends is ended, and the next one runs', async () => {
    const endless = failure(host.evaluate(script('($loop := function(){ $loop() }; $loop())'), input));
    const next = host.evaluate(script('1 + 1'), input);
    let done = false;
    void next.then(() => {
      done = true;
    });
    const started = clock.now();
    while (!done) await clock.advance(1_000);
    expect((await endless).code).toBe('script.too-slow');
    expect(clock.now() - started).toBeLessThanOrEqual(10_000);
    expect(await next).toBe(2);
  });

  test('that wants too much memory is ended', async () => {
    const error = await failure(host.evaluate(script('$map([1..2000], function($v){ [1..100000] })'), input));
    expect(error.code).toBe('script.too-large');
    expect(await host.evaluate(script('2'), input)).toBe(2);
  });
});

describe('what a script answers', () => {
  test.each([{ note: { text: '' } }, { note: { text: 'x', tab: 'resolution' } }, { fields: {} }, 'text', [1]])(
    'is refused in words when it cannot be used: %j',
    (answer) => {
      expect(() => readAnswer(answer, 'The script of FN_WO_DONE')).toThrow(/answered something that cannot be used/);
    },
  );
});

test('without a thread every script says that it cannot run', async () => {
  expect((await failure(noScripts.evaluate(script('1'), input))).code).toBe('script.unavailable');
});

describe('a script of a mapping', () => {
  const rule = (text: string) => ({ ...script(text), ruleId: 'r1', name: 'The script for Title' });
  const answerOf = async (text: string) =>
    (await host.evaluateAll([rule(text)], { id: 1 }, { mapping: 'Test' })).get('r1');

  test.each(['$now()', '$millis()', '$random()', '$shuffle([1, 2])', '($f := $now; $f())', '$map([1], $random)'])(
    'that would answer otherwise each time is refused: %s',
    async (text) => {
      expect(await answerOf(text)).toMatchObject({ kind: 'failed', error: { code: 'script.failed' } });
    },
  );

  test('is told where it calls such a function before it runs', async () => {
    const found = await host.check(rule('{\n  "a": id,\n  "b": [1, $now()]\n}'));
    expect(found).toMatchObject([{ line: 3, message: expect.stringContaining('$now() answers otherwise each time') }]);
    expect(await host.check(rule('$string(id) & $formatNumber(3, "0")'))).toEqual([]);
  });

  test('of an event may read the clock', async () => {
    expect(typeof (await host.evaluate(script('$millis()'), input))).toBe('number');
  });
});

import { describe, expect, test } from 'vitest';
import type { Ended } from '../../../src/core/scripts/failures.ts';
import { JsonataHost } from '../../../src/core/scripts/jsonata-host.ts';
import { JsonnetHost } from '../../../src/core/scripts/jsonnet/host.ts';
import type { JsonnetRunner, Ran } from '../../../src/core/scripts/jsonnet/runner.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { jsonnetParts, scriptWorker } from '../../builders/workers.ts';

/* Scripts whose thread or process does not start, as on a computer that is short of memory: nothing is said about the scripts themselves. */

const rules = (language: 'jsonata' | 'jsonnet', count: number) =>
  Array.from({ length: count }, (_, at) => ({ ruleId: `r${at}`, language, text: '1', name: `The script ${at}` }));

function jsonataThatEndsAtOnce() {
  const worker = new URL('data:text/javascript,process.exit(1)');
  return new JsonataHost({ worker, clock: systemClock, deadlineMs: 2_000 });
}

/** `times`: how often it ends so before it answers. */
function jsonnetThatEnds(why: Ended, times = Number.POSITIVE_INFINITY) {
  const documents: string[] = [];
  const runner: JsonnetRunner = {
    kind: 'native',
    lacks: [],
    convert: 'null',
    available: async () => true,
    async run(_mapping, document): Promise<Ran> {
      documents.push(document);
      if (documents.length > times) return { kind: 'value', text: '{"r0": 1}' };
      return { kind: 'ended', why, detail: 'its process did not start' };
    },
    async stop() {},
  };
  return { documents, host: new JsonnetHost({ runners: [runner], library: jsonnetParts.library, deadlineMs: 2_000 }) };
}

const transient = { kind: 'failed', error: { code: 'script.unavailable', kind: 'transient' } };

describe('a script that found no evaluator', () => {
  test('is no fault of the script, in JSONata', async () => {
    const host = jsonataThatEndsAtOnce();
    const outcomes = await host.evaluateAll(rules('jsonata', 3), {}, undefined);
    expect([...outcomes.values()]).toMatchObject([transient, transient, transient]);
  });

  test.each(['not-started', 'stopped'] as const)(
    'is no fault of the script, in Jsonnet, and is asked once: %s',
    async (why) => {
      const { host, documents } = jsonnetThatEnds(why);
      const outcomes = await host.evaluateAll(rules('jsonnet', 3), {}, 'Standard');
      expect([...outcomes.values()]).toMatchObject([transient, transient, transient]);
      expect(documents).toHaveLength(1);
    },
  );

  test('is not called wrong by a check', async () => {
    const [script] = rules('jsonnet', 1);
    if (script === undefined) throw new Error('No script');
    await expect(jsonnetThatEnds('not-started').host.check(script)).rejects.toMatchObject({ kind: 'transient' });
    await expect(jsonataThatEndsAtOnce().check({ ...script, language: 'jsonata' })).rejects.toMatchObject({
      code: 'script.unavailable',
    });
  });

  test('is no fault of the script when the app stops meanwhile', async () => {
    const host = new JsonataHost({ worker: scriptWorker, clock: systemClock, deadlineMs: 60_000 });
    await host.evaluateAll(rules('jsonata', 1), {}, undefined);
    const endless = { ruleId: 'r', language: 'jsonata', text: '($f := function(){ $f() }; $f())', name: 'x' } as const;
    const outcomes = host.evaluateAll([endless], {}, undefined);
    await new Promise(setImmediate);
    await host.stop();
    expect([...(await outcomes).values()]).toMatchObject([transient]);
  });
});

describe('a script whose evaluator was ended from outside', () => {
  test('is asked once more, and is at fault when the next one ends as well', async () => {
    const once = jsonnetThatEnds('crash', 1);
    expect([...(await once.host.evaluateAll(rules('jsonnet', 1), {}, 'Standard')).values()]).toEqual([
      { kind: 'value', value: 1 },
    ]);
    const always = jsonnetThatEnds('crash');
    expect([...(await always.host.evaluateAll(rules('jsonnet', 1), {}, 'Standard')).values()]).toMatchObject([
      { kind: 'failed', error: { code: 'script.too-large', kind: 'permanent' } },
    ]);
    expect(always.documents).toHaveLength(2);
  });
});

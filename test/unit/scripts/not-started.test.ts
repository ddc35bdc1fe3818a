import { describe, expect, test } from 'vitest';
import { JsonataHost } from '../../../src/core/scripts/jsonata-host.ts';
import { JsonnetHost } from '../../../src/core/scripts/jsonnet/host.ts';
import type { JsonnetRunner, Ran } from '../../../src/core/scripts/jsonnet/runner.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { jsonnetParts } from '../../builders/workers.ts';

/* Scripts whose thread or process does not start, as on a computer that is short of memory: nothing is said about the scripts themselves. */

const rules = (language: 'jsonata' | 'jsonnet', count: number) =>
  Array.from({ length: count }, (_, at) => ({ ruleId: `r${at}`, language, text: '1', name: `The script ${at}` }));

function jsonataThatEndsAtOnce() {
  const worker = new URL('data:text/javascript,process.exit(1)');
  return new JsonataHost({ worker, clock: systemClock, deadlineMs: 2_000 });
}

function jsonnetThatEnds(why: 'not-started' | 'stopped') {
  const documents: string[] = [];
  const runner: JsonnetRunner = {
    kind: 'native',
    lacks: [],
    convert: 'null',
    available: async () => true,
    async run(_mapping, document): Promise<Ran> {
      documents.push(document);
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
});

import { expect, it } from 'vitest';
import { engineScripts } from '../../../src/core/scripts/engine-hosts.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { jsonnetParts, scriptWorker } from '../../builders/workers.ts';

it('a draft that never ends holds up no script of the mapping in force', async () => {
  const scripts = engineScripts({ scriptWorker, jsonnet: jsonnetParts }, systemClock);
  const rule = (text: string) => ({ ruleId: 'r', language: 'jsonata', text, name: 'The script for Title' }) as const;
  const options = { mapping: 'Standard' };
  let draftDone = false;
  const draft = scripts.drafts.evaluateAll([rule('($f := function() { $f() }; $f())')], { id: 1 }, options);
  void draft.finally(() => {
    draftDone = true;
  });
  expect((await scripts.live.evaluateAll([rule('id + 1')], { id: 1 }, options)).get('r')).toEqual({
    kind: 'value',
    value: 2,
  });
  expect(draftDone).toBe(false);
  await scripts.stop();
  expect((await draft).get('r')).toMatchObject({ kind: 'failed' });
});

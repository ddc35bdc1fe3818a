import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/shared/domain/mapping.ts';
import { applyEdit } from '../../../src/shared/domain/mapping-edits.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { withRules } from './linked.ts';

/* What would fail is said while it is edited and keeps a mapping from being activated. */

let bridge: Bridge;
beforeAll(async () => {
  bridge = await startBridge({ begin: false });
}, 30_000);
afterAll(() => bridge.stop());

const mappings = () => bridge.engine.mappings;
const base = async (): Promise<Mapping> => (await mappings().state()).mapping;
const check = (mapping: Mapping) => bridge.during(mappings().check(mapping));
const errors = async (mapping: Mapping) => (await check(mapping)).filter(({ severity }) => severity === 'error');
const activate = async (mapping: Mapping, override = false) =>
  bridge.during(
    mappings().activate(mapping, {
      by: 'jdoe',
      note: '',
      override,
      basedOn: (await mappings().state()).active.version,
    }),
  );

describe('the check of a mapping', () => {
  it('finds no error in the mapping every profile starts with, nor in any preset', async () => {
    expect(await errors(await base())).toEqual([]);
    for (const { id, mapping } of await bridge.during(mappings().presets()))
      if (id !== 'empty') expect([id, await errors(mapping)]).toEqual([id, []]);
  });

  it('refuses a value that is not in the list of its field, and activates with the fix it offers', async () => {
    const { connectwise } = await bridge.during(mappings().catalog());
    const field = connectwise.fields.find(({ path }) => path === 'priority.id' || path === 'priority');
    expect(field?.options?.length).toBeGreaterThan(1);
    const draft = withRules(await base(), {
      id: 'priority',
      direction: 'outbound',
      action: 'SET_STATIC',
      target: field?.path ?? '',
      value: 987_654,
    });
    const [problem, ...others] = await errors(draft);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'value.not-in-list', ruleId: 'priority', part: 'value' });
    await expect(activate(draft)).rejects.toMatchObject({
      code: 'mapping.invalid',
      message: expect.stringContaining(problem?.message ?? 'nothing'),
      context: { errors: 1, ruleId: 'priority' },
    });
    // Nobody overrides an error.
    await expect(activate(draft, true)).rejects.toMatchObject({ code: 'mapping.invalid' });
    expect((await mappings().state()).active.version).toBe(1);

    const edits = problem?.fix?.edits ?? [];
    const fixed = edits.length > 0 ? edits.reduce(applyEdit, draft) : await base();
    expect(await errors(fixed)).toEqual([]);
    expect(await activate(fixed)).toMatchObject({ version: 2 });
  });

  it.each([
    ['jsonata', 'summary & (', null],
    ['jsonnet', "local a = 'x';\nlocal b = ;\na", 2],
  ] as const)('says where a script in %s cannot be read', async (language, script, line) => {
    const draft = withRules(await base(), {
      id: 'script',
      direction: 'inbound',
      action: 'CUSTOM',
      language,
      script,
      target: 'confidential.html',
    });
    const found = await errors(draft);
    expect(found).toMatchObject([{ ruleId: 'script', part: 'script' }]);
    if (line !== null) expect(found[0]?.line).toBe(line);
    await expect(activate(draft)).rejects.toMatchObject({ code: 'mapping.invalid' });
  });
});

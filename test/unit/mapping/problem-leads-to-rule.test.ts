import { expect, it } from 'vitest';
import { evaluate } from '../../../src/core/mapping/evaluate.ts';
import { oneWayRules } from '../../../src/core/mapping/one-way.ts';
import { noScripts } from '../../../src/core/scripts/create-host.ts';
import { mappingRuleSchema } from '../../../src/shared/domain/mapping.ts';

it('a problem on the way back leads to the rule as a person sees it', async () => {
  const rule = mappingRuleSchema.parse({
    id: 'drops',
    direction: 'both',
    action: 'ARRAY_MAP',
    source: 'customFields.12',
    target: 'custom_fields.130',
    mappings: [{ compare: 2, value: '20' }],
  });
  const mapping = { name: 'Test', rules: oneWayRules(rule) };
  const source = { custom_fields: { '130': '30' } };
  const [{ outcome } = { outcome: null }] = await evaluate(
    { mapping, direction: 'outbound', occasion: 'update', source, subject: 'Work order 7' },
    noScripts,
  );
  expect(outcome).toMatchObject({ problem: { action: { do: 'open-mapping', ruleId: 'drops' } } });
});

import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluate } from '../../../src/core/mapping/evaluate.ts';
import { oneWayRules } from '../../../src/core/mapping/one-way.ts';
import { checkMapping } from '../../../src/core/mapping/validate/check.ts';
import { createScriptHost } from '../../../src/core/scripts/create-host.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { jsonSchema, mappingRuleSchema, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { jsonnetParts, scriptWorker } from '../../builders/workers.ts';
import { unreadCatalog } from './known-catalog.ts';

/** An example of docs/mapping.md: a JSON block with these keys. */
const exampleSchema = z.strictObject({
  rule: z.record(z.string(), jsonSchema),
  /** Which half of a rule for both directions. */
  towards: z.enum(['ticket', 'work order']).optional(),
  input: z.record(z.string(), jsonSchema),
  result: jsonSchema,
});
const page = readFileSync(new URL('../../../docs/mapping.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => {
  const { rule, ...rest } = exampleSchema.parse(JSON.parse(text ?? ''));
  return { rule: mappingRuleSchema.parse({ id: 'example', direction: 'inbound', ...rule }), ...rest };
});

const scripts = createScriptHost({ worker: scriptWorker, jsonnet: jsonnetParts, clock: systemClock });
afterAll(() => scripts.stop());

describe('docs/mapping.md', () => {
  it('has an example of every action', () => {
    const actions = mappingRuleSchema.options.map((option) => option.shape.action.value);
    expect([...new Set(examples.map(({ rule }) => rule.action))].sort()).toEqual([...actions].sort());
    const languages = examples.flatMap(({ rule }) => (rule.action === 'CUSTOM' ? [rule.language] : []));
    expect([...new Set(languages)].sort()).toEqual(['jsonata', 'jsonnet']);
  });

  it.each(examples.map((example) => [`${example.rule.action} into ${example.rule.target}`, example] as const))(
    '%s gives the result it says',
    async (_, { rule, towards, input, result }) => {
      const rules = oneWayRules(rule).filter(
        ({ direction }) => towards === undefined || (direction === 'outbound') === (towards === 'ticket'),
      );
      expect(rules).toHaveLength(1);
      const [evaluated] = await evaluate(
        {
          mapping: { name: 'documentation', rules },
          direction: rules[0]?.direction ?? 'inbound',
          occasion: rule.when === 'create' ? 'create' : 'update',
          source: input,
          subject: 'Ticket 1042',
        },
        scripts,
      );
      expect(evaluated?.outcome).toEqual({ kind: 'value', value: result });
    },
  );

  it.each(examples.map(({ rule }) => [`${rule.action} into ${rule.target}`, rule] as const))(
    '%s shows a rule with nothing wrong',
    (_, rule) => {
      const mapping = mappingSchema.parse({ formatVersion: 1, name: 'Page', rules: [rule] });
      const problems = checkMapping({ mapping, catalog: unreadCatalog, boards: [], scripts: new Map(), given: [] });
      expect(problems.filter(({ ruleId, severity }) => ruleId !== null && severity === 'error')).toEqual([]);
    },
  );

  it('names every code of the check', () => {
    const folder = new URL('../../../src/core/mapping/validate/', import.meta.url);
    const source = readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n');
    const table = page.slice(page.indexOf('| codes |'), page.indexOf('## Import'));
    const subjects = [...new Set([...table.matchAll(/`([a-z]+)\./g)].map(([, subject]) => subject))];
    const codes = [...source.matchAll(new RegExp(`'((?:${subjects.join('|')})\\.[a-z-]+|loop)'`, 'g'))].map(
      ([, code]) => code,
    );
    expect(new Set(codes).size).toBeGreaterThan(40);
    expect(codes.filter((code) => !table.includes(`\`${code}\``))).toEqual([]);
  });
});

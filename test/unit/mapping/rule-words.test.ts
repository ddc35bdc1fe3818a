import { describe, expect, it } from 'vitest';
import { mappingRuleSchema } from '../../../src/shared/domain/mapping.ts';
import { ruleInWords, valueInWords } from '../../../src/shared/domain/rule-words.ts';

const names: Readonly<Record<string, string>> = {
  summary: 'Summary',
  title: 'Title',
  'priority.name': 'Priority',
  incident_id: 'Incident number',
};

function words(rule: object): string {
  const parsed = mappingRuleSchema.parse({ id: 'r', direction: 'inbound', target: 'title', ...rule });
  return ruleInWords(parsed, (path) => names[path] ?? path);
}

describe('a rule in words', () => {
  it.each([
    [{ action: 'SYNC', source: 'summary' }, 'Summary → Title'],
    [{ action: 'SYNC', source: 'summary', direction: 'both' }, 'Summary ↔ Title'],
    [{ action: 'SYNC', source: 'summary', when: 'create' }, 'Summary → Title, only at creation'],
    [{ action: 'SYNC', source: 'summary', when: 'update' }, 'Summary → Title, only at updates'],
    [{ action: 'SET_STATIC', value: 'On site' }, '"On site" → Title'],
    [{ action: 'SET_STATIC', value: null }, 'nothing → Title'],
    [{ action: 'SET_STATIC', value: true }, 'yes → Title'],
    [
      { action: 'ARRAY_MAP', source: 'priority.name', mappings: [{ compare: 'High', value: 1 }] },
      'Priority → Title by map (1 value)',
    ],
    [{ action: 'RANGE_MAP', source: 'budgetHours', ranges: [] }, 'budgetHours → Title by ranges (0 ranges)'],
    [
      { action: 'DATE_CONVERT', source: 'requiredDate', outputFormat: 'YYYY-MM-DD' },
      'requiredDate → Title as date (iso to YYYY-MM-DD)',
    ],
    [
      {
        action: 'CONCAT',
        parts: [
          { type: 'field', value: 'summary' },
          { type: 'static', value: ' - ' },
          { type: 'field', value: 'priority.name' },
        ],
      },
      'Text with Summary and Priority → Title',
    ],
    [
      {
        action: 'CONCAT',
        parts: ['summary', 'a', 'b', 'c', 'd'].map((value) => ({ type: 'field', value })),
      },
      'Text with Summary, a, b and 2 more → Title',
    ],
    [{ action: 'CONCAT', parts: [{ type: 'static', value: 'x' }] }, 'Text → Title'],
    [{ action: 'CUSTOM', language: 'jsonnet', script: '1' }, 'Script (Jsonnet) → Title'],
    [{ action: 'CUSTOM', language: 'jsonata', script: '1' }, 'Script (JSONata) → Title'],
  ])('%j is %s', (rule, expected) => {
    expect(words(rule)).toBe(expected);
  });

  it('shortens a long value and keeps it in one line', () => {
    expect(valueInWords(`a\nb${'c'.repeat(200)}`)).toHaveLength(62);
    expect(valueInWords('a\nb')).toBe('"a b"');
    expect(valueInWords([{ id: 1 }])).toBe('[{"id":1}]');
  });
});

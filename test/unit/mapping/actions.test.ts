import { describe, expect, it } from 'vitest';
import standard from '../../../resources/mappings/standard.json' with { type: 'json' };
import { toHtml } from '../../../src/core/mapping/actions.ts';
import { evaluate } from '../../../src/core/mapping/evaluate.ts';
import { noScripts } from '../../../src/core/scripts/create-host.ts';
import {
  type MappingRule,
  mappingRuleSchema,
  mappingSchema,
  type OneWayRule,
} from '../../../src/shared/domain/mapping.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { readPath } from '../../../src/shared/record-path.ts';

function oneWayOnly(rules: readonly MappingRule[]): readonly OneWayRule[] {
  return rules.flatMap((rule) => (rule.direction === 'both' ? [] : [{ ...rule, direction: rule.direction }]));
}

async function outcome(rule: unknown, source: JsonObject) {
  const parsed = mappingRuleSchema.parse({
    id: 'r',
    direction: 'inbound',
    target: 't',
    ...(rule as object),
  });
  const rules = oneWayOnly([parsed]);
  const [first] = await evaluate(
    { mapping: { name: 'm', rules }, direction: 'inbound', occasion: 'create', source, subject: 'Ticket 1042' },
    noScripts,
  );
  return first?.outcome;
}

describe('paths', () => {
  const ticket: JsonObject = {
    status: { name: 'New' },
    contacts: [{ email: 'a@example.com' }],
    customFields: [
      { id: 7, caption: 'FN Work Order', value: '91422' },
      { id: 0, caption: 'Zero', value: 'zero' },
    ],
  };

  it('reads references and array positions in both spellings', () => {
    expect(readPath(ticket, 'status.name')).toBe('New');
    expect(readPath(ticket, 'contacts[0].email')).toBe('a@example.com');
    expect(readPath(ticket, 'contacts.0.email')).toBe('a@example.com');
  });

  it('finds a custom field by its id, whatever its position', () => {
    expect(readPath(ticket, 'customFields.7')).toBe('91422');
    expect(readPath(ticket, 'customFields.0')).toBe('zero');
  });

  it('gives nothing for what is not there, and never reaches a prototype', () => {
    expect(readPath(ticket, 'status.color')).toBeUndefined();
    expect(readPath(ticket, 'toString')).toBeUndefined();
    expect(readPath(ticket, 'status.constructor.name')).toBeUndefined();
    expect(readPath(ticket, 'summary.deep.down')).toBeUndefined();
  });
});

describe('actions', () => {
  it('copies, and treats blank text as no value', async () => {
    expect(await outcome({ action: 'SYNC', source: 'summary' }, { summary: 'Printer' })).toEqual({
      kind: 'value',
      value: 'Printer',
    });
    expect(await outcome({ action: 'SYNC', source: 'summary' }, { summary: '  ' })).toEqual({ kind: 'none' });
    expect(await outcome({ action: 'SYNC', source: 'summary', onMissing: 'default', default: 'No title' }, {})).toEqual(
      {
        kind: 'value',
        value: 'No title',
      },
    );
  });

  it('stops at a missing value that must be there, naming ticket and field', async () => {
    const result = await outcome({ action: 'SYNC', source: 'summary', onMissing: 'fail' }, {});
    expect(result).toMatchObject({
      kind: 'problem',
      problem: { message: 'Ticket 1042 has no value for t: summary is empty. Map it, then retry.' },
    });
  });

  it('maps exactly and case-sensitively, and never drops an unknown value in silence', async () => {
    const rule = {
      action: 'ARRAY_MAP',
      source: 'p',
      mappings: [
        { compare: 'High', value: 1 },
        { compare: 'Low', value: null },
      ],
    };
    expect(await outcome(rule, { p: 'High' })).toEqual({ kind: 'value', value: 1 });
    expect(await outcome(rule, { p: 'Low' })).toEqual({ kind: 'none' });
    expect(await outcome(rule, { p: 'high' })).toMatchObject({
      kind: 'problem',
      problem: { code: 'mapping.no-value' },
    });
    expect(await outcome({ ...rule, onMissing: 'default', default: 9 }, { p: 'Urgent' })).toEqual({
      kind: 'value',
      value: 9,
    });
    expect(await outcome(rule, {})).toEqual({ kind: 'none' });
  });

  it('joins fields and texts, and escapes fields in html', async () => {
    const parts = [
      { type: 'static', value: '<p>' },
      { type: 'field', value: 'd' },
      { type: 'static', value: '</p>' },
    ];
    expect(
      await outcome({ action: 'CONCAT', parts, format: 'html' }, { d: '<script>alert("x")</script>\nnext & last' }),
    ).toEqual({
      kind: 'value',
      value: '<p>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;<br>next &amp; last</p>',
    });
    expect(await outcome({ action: 'CONCAT', parts }, { d: '' })).toEqual({ kind: 'none' });
  });

  it('leaves no markup behind, whatever the text', () => {
    expect(toHtml(`<a href='x' onclick="y">`)).not.toMatch(/[<>"]/);
  });

  it.each([
    ['2026-02-03T14:00:00Z', 'iso', 'YYYY-MM-DD HH:mm:ss', 'UTC', 'UTC', '2026-02-03 14:00:00'],
    ['2026-02-03T14:00:00Z', 'iso', 'YYYY-MM-DD HH:mm:ss', 'UTC', 'America/New_York', '2026-02-03 09:00:00'],
    ['2026-07-03 08:30:00', 'YYYY-MM-DD HH:mm:ss', 'iso', 'America/New_York', 'UTC', '2026-07-03T12:30:00Z'],
    ['1770127200', 'X', 'YYYY-MM-DD HH:mm:ss', 'UTC', 'UTC', '2026-02-03 14:00:00'],
    ['2026-02-03T14:00:00Z', 'iso', 'x', 'UTC', 'UTC', '1770127200000'],
  ])(
    'converts %s from %s to %s (%s -> %s)',
    async (value, inputFormat, outputFormat, timezoneIn, timezoneOut, expected) => {
      expect(
        await outcome(
          { action: 'DATE_CONVERT', source: 'd', inputFormat, outputFormat, timezoneIn, timezoneOut },
          { d: value },
        ),
      ).toEqual({
        kind: 'value',
        value: expected,
      });
    },
  );

  it.each(['tomorrow', '2026-02-31T25:00:00Z', '02/03/2026'])(
    'refuses %s as a date instead of guessing',
    async (value) => {
      expect(await outcome({ action: 'DATE_CONVERT', source: 'd', outputFormat: 'iso' }, { d: value })).toMatchObject({
        kind: 'problem',
      });
    },
  );
});

describe('the standard preset', () => {
  it('is a valid mapping document', () => {
    expect(mappingSchema.parse(standard).rules.map((rule) => rule.id)).toContain('title');
  });

  it('keeps leading zeros of a ZIP code and stops at a country it does not know', async () => {
    const mapping = mappingSchema.parse(standard);
    const ticket = { id: 1, summary: 's', company: { name: 'Acme' }, site: { zip: '02108', country: 'Narnia' } };
    const rules = oneWayOnly(mapping.rules);
    const evaluated = await evaluate(
      { mapping: { name: 'm', rules }, direction: 'inbound', occasion: 'create', source: ticket, subject: 'Ticket 1' },
      noScripts,
    );
    const byTarget = new Map(evaluated.map((one) => [one.rule.target, one.outcome]));
    expect(byTarget.get('location.zip')).toEqual({ kind: 'value', value: '02108' });
    expect(byTarget.get('location.country')).toMatchObject({ kind: 'problem' });
  });
});

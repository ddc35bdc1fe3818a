import { describe, expect, it } from 'vitest';
import { candidates } from '../../../../src/renderer/features/mapping/connect/candidates.ts';
import { freeId, mapEntries, ruleBetween, waysOf } from '../../../../src/renderer/features/mapping/connect/new-rule.ts';
import { fieldIndex } from '../../../../src/renderer/features/mapping/fields/field-index.ts';
import { fieldItems } from '../../../../src/renderer/features/mapping/fields/field-rows.ts';
import {
  directionsOf,
  turned,
  withAction,
  withDirection,
  withEnd,
} from '../../../../src/renderer/features/mapping/inspector/change-rule.ts';
import { ruleEnds, usesOf } from '../../../../src/renderer/features/mapping/rule-ends.ts';
import { filterRules, noFilter, worstByRule } from '../../../../src/renderer/features/mapping/rules/filter-rules.ts';
import { rowsByRule, tellingRow } from '../../../../src/renderer/features/mapping/rules/results.ts';
import type { Catalog, CatalogField } from '../../../../src/shared/domain/catalog.ts';
import { type MappingRule, mappingRuleSchema } from '../../../../src/shared/domain/mapping.ts';
import type { MappingProblem, PreviewRow } from '../../../../src/shared/domain/mapping-work.ts';
import { readPath } from '../../../../src/shared/record-path.ts';
import { dayCatalog } from '../../../fakes/renderer-harness/day/catalog.ts';
import { dayMapping } from '../../../fakes/renderer-harness/day/mapping.ts';

const field = (path: string, change: Partial<CatalogField> = {}): CatalogField => ({
  path,
  label: path,
  group: 'Ticket',
  type: 'text',
  maxLength: null,
  read: true,
  write: true,
  required: 'no',
  options: null,
  dateFormat: '',
  note: '',
  ...change,
});
const options = (...pairs: readonly (readonly [number | string, string])[]) =>
  pairs.map(([value, label]) => ({ value, label }));
const base = { id: 'r', direction: 'inbound', when: 'always', onMissing: 'skip', onConflict: 'ask' } as const;
const day: Catalog = dayCatalog('day', 0);
const index = fieldIndex(day);

describe('connecting two fields', () => {
  it('goes the way that both sides allow, first the way it was dragged', () => {
    const free = { connectwise: field('summary'), fieldnation: field('title') };
    expect(waysOf(free)).toEqual(['inbound', 'outbound', 'both']);
    expect(waysOf(free, 'fieldnation')[0]).toBe('outbound');
    const readOnly = { connectwise: field('id', { write: false }), fieldnation: field('title') };
    expect(waysOf(readOnly, 'fieldnation')).toEqual(['inbound']);
    expect(waysOf({ ...readOnly, fieldnation: field('id', { write: false }) })).toEqual([]);
  });

  it('copies text, and escapes it where the target is formatted', () => {
    const ends = { connectwise: field('summary'), fieldnation: field('description.html', { type: 'html' }) };
    expect(ruleBetween(ends, 'inbound', [])).toMatchObject({
      action: 'CONCAT',
      format: 'html',
      parts: [{ type: 'field', value: 'summary' }],
    });
    expect(ruleBetween({ ...ends, fieldnation: field('title') }, 'inbound', [])).toMatchObject({ action: 'SYNC' });
  });

  it('converts dates from one side’s way of writing them into the other’s', () => {
    const ends = {
      connectwise: field('requiredDate', { type: 'date-time', dateFormat: 'iso' }),
      fieldnation: field('start', { type: 'date-time', dateFormat: 'YYYY-MM-DD HH:mm:ss' }),
    };
    expect(ruleBetween(ends, 'inbound', [])).toMatchObject({
      action: 'DATE_CONVERT',
      inputFormat: 'iso',
      outputFormat: 'YYYY-MM-DD HH:mm:ss',
    });
    expect(ruleBetween(ends, 'outbound', [])).toMatchObject({
      source: 'start',
      target: 'requiredDate',
      outputFormat: 'iso',
    });
  });

  it('maps lists value by value, the ones with the same words filled in', () => {
    const source = field('priority', { type: 'picklist', options: options([1, 'High'], [2, 'Low'], [3, 'Odd']) });
    const target = field('urgency', { type: 'picklist', options: options([10, 'low'], [11, 'high ']) });
    expect(ruleBetween({ connectwise: source, fieldnation: target }, 'inbound', [])).toMatchObject({
      action: 'ARRAY_MAP',
      mappings: [
        { compare: 1, value: 11 },
        { compare: 2, value: 10 },
        { compare: 3, value: null },
      ],
    });
  });

  it('offers the values of a list when the source is free text, each once', () => {
    const target = field('country', { type: 'picklist', options: options(['US', 'United States'], ['US', 'USA']) });
    expect(mapEntries(field('site.country'), target)).toEqual([{ compare: 'United States', value: 'US' }]);
  });

  it('stops without a value that the other side needs', () => {
    const ends = { connectwise: field('summary'), fieldnation: field('title', { required: 'create' }) };
    expect(ruleBetween(ends, 'inbound', []).onMissing).toBe('fail');
  });

  it('gives a rule a name that no other rule has', () => {
    expect(freeId('location.zip', ['location-zip', 'location-zip-2'])).toBe('location-zip-3');
    expect(freeId('---', [])).toBe('rule');
    expect(freeId('x'.repeat(200), []).length).toBeLessThan(64);
  });

  it('makes a rule of every possible pair of the day’s fields that the contract takes', () => {
    for (const connectwise of day.connectwise.fields)
      for (const fieldnation of day.fieldnation.fields)
        for (const way of waysOf({ connectwise, fieldnation }))
          expect(mappingRuleSchema.safeParse(ruleBetween({ connectwise, fieldnation }, way, [])).success).toBe(true);
  });

  it('suggests the field that means the same first', () => {
    const summary = index.field('connectwise', 'summary');
    if (summary === undefined) throw new Error('The day has a summary');
    const [first] = candidates('connectwise', summary, day.fieldnation.fields, 'Looks alike');
    expect(first).toMatchObject({ path: 'title', group: 'Looks alike' });
  });
});

describe('changing a rule', () => {
  const map: MappingRule = {
    ...base,
    action: 'ARRAY_MAP',
    source: 'priority.name',
    target: 'urgency',
    onMissing: 'default',
    default: 'low',
    mappings: [
      { compare: 'P1', value: 'high' },
      { compare: 'P2', value: 'high' },
      { compare: 'P3', value: null },
    ],
  };

  it('turns a map round without writing two values for one', () => {
    expect(turned(map)).toEqual({
      ...base,
      action: 'ARRAY_MAP',
      source: 'urgency',
      target: 'priority.name',
      mappings: [{ compare: 'high', value: 'P1' }],
    });
  });

  it('keeps each field on its side when the direction changes', () => {
    for (const rule of dayMapping.rules)
      for (const direction of directionsOf(rule)) {
        const next = withDirection(rule, direction);
        expect(mappingRuleSchema.safeParse(next).success).toBe(true);
        const before = ruleEnds(rule);
        if (rule.action === 'CONCAT' || before.connectwise.kind !== 'field') continue;
        expect(ruleEnds(next).connectwise).toEqual(before.connectwise);
      }
  });

  it('has no other direction where there is no field that could be written instead', () => {
    const constant: MappingRule = { ...base, action: 'SET_STATIC', target: 'title', value: 'x' };
    expect(directionsOf(constant)).toEqual(['inbound']);
    expect(withDirection(constant, 'outbound')).toBe(constant);
  });

  it('keeps its target and terms with every other action', () => {
    for (const action of ['SYNC', 'SET_STATIC', 'ARRAY_MAP', 'RANGE_MAP', 'DATE_CONVERT', 'CONCAT', 'CUSTOM'] as const)
      for (const rule of dayMapping.rules) {
        const next = withAction(rule, action, index);
        expect(mappingRuleSchema.safeParse(next).success).toBe(true);
        expect(next).toMatchObject({ id: rule.id, target: rule.target, when: rule.when, onConflict: rule.onConflict });
      }
  });

  it('takes a field that is dropped on one of its ends', () => {
    expect(withEnd(map, 'fieldnation', 'title')).toMatchObject({ target: 'title', source: 'priority.name' });
    expect(withEnd(map, 'connectwise', 'summary')).toMatchObject({ target: 'urgency', source: 'summary' });
    const text: MappingRule = {
      ...base,
      action: 'CONCAT',
      format: 'text',
      target: 't',
      parts: [{ type: 'static', value: '-' }],
    };
    expect(withEnd(text, 'connectwise', 'summary')).toMatchObject({ parts: [{}, { type: 'field', value: 'summary' }] });
  });
});

describe('the list of rules', () => {
  const { rules } = dayMapping;
  const problem = (ruleId: string, severity: 'error' | 'warning'): MappingProblem => ({
    code: 'x',
    severity,
    ruleId,
    boardId: null,
    part: '',
    line: null,
    column: null,
    message: severity,
    fix: null,
  });
  const worst = worstByRule([problem('title', 'warning'), problem('title', 'error'), problem('city', 'warning')]);
  const ids = (filter: Partial<typeof noFilter>) =>
    filterRules(rules, { ...noFilter, ...filter }, index, worst).map(({ id }) => id);

  it('is whole without a filter, and in its order', () => {
    expect(filterRules(rules, noFilter, index, worst)).toBe(rules);
  });

  it('finds rules by the labels and paths of both ends, in any order', () => {
    expect(ids({ text: 'title summary' })).toContain('title');
    expect(ids({ text: 'addressline1' })).toEqual(['address1']);
  });

  it('counts a rule for both directions to either', () => {
    expect(ids({ direction: 'inbound' })).toContain('asset');
    expect(ids({ direction: 'outbound' })).toContain('asset');
    expect(ids({ direction: 'outbound' })).not.toContain('title');
  });

  it('names the worst problem of each rule', () => {
    expect(ids({ onlyProblems: true })).toEqual(['title', 'city']);
    expect(worst.get('title')?.severity).toBe('error');
  });

  it('shows of a rule for both directions what needs a look', () => {
    const row = (direction: PreviewRow['direction'], change: Partial<PreviewRow>): PreviewRow => ({
      ruleId: 'asset',
      direction,
      target: 't',
      label: 'T',
      outcome: 'value',
      value: 1,
      present: 1,
      differs: false,
      message: '',
      ...change,
    });
    const rows = rowsByRule([row('inbound', {}), row('outbound', { differs: true })]).get('asset') ?? [];
    expect(tellingRow(rows)?.direction).toBe('outbound');
    expect(tellingRow([...rows, row('inbound', { outcome: 'problem' })])?.outcome).toBe('problem');
  });
});

describe('the fields of a side', () => {
  it('stand under their headings, and a search keeps only headings with a field', () => {
    const items = fieldItems(day.connectwise.fields, 'address line', 40);
    expect(items[0]).toMatchObject({ option: false });
    expect(items.filter((item) => item.option).map((item) => item.id)).toContain('site.addressLine2');
    expect(fieldItems(day.connectwise.fields, 'zebra', 40)).toEqual([]);
  });

  it('show what the rules would read, custom fields by their number', () => {
    const record = { site: { zip: '50613' }, customFields: [{ id: 22, caption: 'FN Provider', value: 'Rosa Diaz' }] };
    expect(readPath(record, 'site.zip')).toBe('50613');
    expect(readPath(record, 'customFields.22')).toBe('Rosa Diaz');
    expect(readPath(record, 'customFields[0].caption')).toBe('FN Provider');
    expect(readPath(record, 'site.name.first')).toBeUndefined();
    expect(readPath(record, 'constructor')).toBeUndefined();
  });

  it('count the rules that read or write them', () => {
    expect(usesOf(dayMapping.rules, 'connectwise').get('summary')).toBe(1);
    expect(usesOf(dayMapping.rules, 'fieldnation').get('title')).toBe(1);
    expect(usesOf(dayMapping.rules, 'fieldnation').get('client.id')).toBeUndefined();
  });
});

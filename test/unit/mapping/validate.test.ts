import { describe, expect, it } from 'vitest';
import standard from '../../../resources/mappings/standard.json' with { type: 'json' };
import { checkMapping } from '../../../src/core/mapping/validate/check.ts';
import type { CheckInput } from '../../../src/core/mapping/validate/port.ts';
import { type Mapping, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { applyEdit } from '../../../src/shared/domain/mapping-edits.ts';
import type { MappingProblem } from '../../../src/shared/domain/mapping-work.ts';
import { workOrderStatuses } from '../../../src/shared/domain/work-order-statuses.ts';
import { projects, readCatalog, serviceDesk, unreadCatalog } from './known-catalog.ts';

const given = ['types_of_work.0.id', 'pay.type', 'pay.base.amount', 'pay.base.units'];
const standardMapping = mappingSchema.parse(standard);
const bare = { direction: 'inbound', action: 'SYNC', source: 'poNumber' };

function check(mapping: Mapping, more: Partial<CheckInput> = {}): readonly MappingProblem[] {
  return checkMapping({ mapping, catalog: readCatalog, boards: [], scripts: new Map(), given, ...more });
}

/** The standard mapping with these rules behind it; whatever they write, no other rule does. */
function withRules(...rules: readonly object[]): Mapping {
  const added = rules.map((rule, index) => ({ id: `r${index}`, ...bare, ...rule }));
  const targets = new Set(added.map((rule) => String((rule as { target?: string }).target)));
  const kept = standardMapping.rules.filter(({ target }) => !targets.has(target));
  return mappingSchema.parse({ ...standardMapping, rules: [...kept, ...added] });
}

/** What is said about the added rules. */
function problemsOf(...rules: readonly object[]): readonly MappingProblem[] {
  return check(withRules(...rules)).filter(({ ruleId }) => /^r\d/.test(ruleId ?? ''));
}
const codes = (problems: readonly MappingProblem[]) => problems.map(({ code }) => code);

/** The rule as its fix leaves it. */
function fixed(rule: object, code: string): object | undefined {
  const mapping = withRules(rule);
  const problem = check(mapping).find((one) => one.code === code);
  return problem?.fix?.edits.reduce(applyEdit, mapping).rules.find(({ id }) => id === 'r0');
}

describe('the standard mapping', () => {
  it('has nothing wrong, before and after the fields were read', () => {
    expect(check(standardMapping).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(codes(check(standardMapping, { catalog: unreadCatalog }))).toContain('catalog.not-read');
    expect(check(standardMapping, { catalog: unreadCatalog }).filter(({ severity }) => severity === 'error')).toEqual(
      [],
    );
  });
});

describe('fields of a rule', () => {
  it('are there: the nearest name is offered', () => {
    const [problem] = problemsOf({ source: 'sumary', target: 'incident_id' });
    expect(problem).toMatchObject({ code: 'source.unknown', severity: 'error', part: 'source' });
    expect(problem?.message).toBe('Incident ID reads "sumary", which no ticket has. Summary is closest.');
    expect(fixed({ source: 'sumary', target: 'incident_id' }, 'source.unknown')).toMatchObject({ source: 'summary' });
    expect(fixed({ target: 'incidentid' }, 'target.unknown')).toMatchObject({ target: 'incident_id' });
  });

  it('are there: a rule that looks the wrong way is turned', () => {
    const rule = { direction: 'outbound', source: 'summary', target: 'title' };
    expect(fixed(rule, 'source.unknown')).toMatchObject({ direction: 'inbound' });
  });

  it('may be a custom field nobody has read yet, and not one that is gone', () => {
    const mapping = withRules({ source: 'customFields.99', target: 'custom_fields.98' });
    expect(codes(check(mapping)).filter((code) => code.endsWith('.unknown'))).toEqual([
      'target.unknown',
      'source.unknown',
    ]);
    expect(codes(check(mapping, { catalog: unreadCatalog })).filter((code) => code.endsWith('.unknown'))).toEqual([]);
  });

  it('can be written and read', () => {
    expect(
      fixed({ direction: 'outbound', action: 'SET_STATIC', value: 3, target: 'priority.name' }, 'target.not-writable'),
    ).toMatchObject({ target: 'priority' });
    expect(fixed({ source: 'priority', target: 'incident_id' }, 'source.not-readable')).toMatchObject({
      source: 'priority.name',
    });
    expect(
      fixed({ direction: 'both', source: 'company.name', target: 'incident_id' }, 'target.not-writable'),
    ).toMatchObject({ direction: 'inbound' });
    expect(codes(problemsOf({ direction: 'outbound', source: 'title', target: 'actualHours' }))).toContain(
      'target.not-writable',
    );
  });

  it('are not the status, which follows from the status map', () => {
    expect(codes(problemsOf({ direction: 'outbound', action: 'SET_STATIC', value: 11, target: 'status' }))).toContain(
      'status.by-rule',
    );
  });
});

describe('types', () => {
  it.each([
    [{ source: '_info', target: 'incident_id' }, 'type.wrong'],
    [{ source: 'budgetHours', target: 'require_gps' }, 'type.wrong'],
    [{ source: 'closedFlag', target: 'pay.base.amount' }, 'type.wrong'],
    [{ source: 'poNumber', target: 'pay.base.amount' }, 'type.differs'],
    [{ source: 'closedFlag', target: 'incident_id' }, 'type.differs'],
    [{ source: 'initialDescription', target: 'description.html' }, 'type.differs'],
    [{ source: 'requiredDate', target: 'schedule.service_window.end.utc' }, 'date.needs-convert'],
    [{ source: 'summary', target: 'schedule.service_window.end.utc' }, 'type.differs'],
    [{ source: 'closedFlag', target: 'schedule.service_window.end.utc' }, 'type.wrong'],
    [
      { action: 'RANGE_MAP', source: 'summary', ranges: [{ compare: 1, value: 'a' }], target: 'incident_id' },
      'type.differs',
    ],
    [
      { action: 'RANGE_MAP', source: 'closedFlag', ranges: [{ compare: 1, value: 'a' }], target: 'incident_id' },
      'type.wrong',
    ],
    [{ action: 'SET_STATIC', value: 'much', target: 'pay.base.amount' }, 'type.wrong'],
    [{ action: 'SET_STATIC', value: 'tomorrow', target: 'schedule.service_window.end.utc' }, 'type.wrong'],
    [{ action: 'SET_STATIC', value: ['a'], target: 'incident_id' }, 'type.wrong'],
    [{ action: 'CONCAT', parts: [{ type: 'static', value: 'x' }], target: 'require_gps' }, 'type.wrong'],
  ])('%j: %s', (rule, code) => {
    expect(codes(problemsOf(rule))).toContain(code);
  });

  it.each([
    [{ action: 'SET_STATIC', value: '45', target: 'pay.base.amount' }, 'value.other-spelling', { value: 45 }],
    [{ action: 'SET_STATIC', value: 'TRUE', target: 'require_gps' }, 'value.other-spelling', { value: true }],
    [{ action: 'SET_STATIC', value: true, target: 'incident_id' }, 'type.wrong', { value: 'true' }],
    [
      { action: 'SET_STATIC', value: '2026-02-03T14:00:00Z', target: 'schedule.service_window.end.utc' },
      'type.wrong',
      { value: '2026-02-03 14:00:00' },
    ],
    [
      { source: 'requiredDate', target: 'schedule.service_window.end.utc' },
      'date.needs-convert',
      { action: 'DATE_CONVERT', inputFormat: 'iso', outputFormat: 'YYYY-MM-DD HH:mm:ss' },
    ],
    [
      { direction: 'both', source: 'estimatedStartDate', target: 'schedule.service_window.end.utc' },
      'date.needs-convert',
      { action: 'DATE_CONVERT', direction: 'both', inputFormat: 'iso', outputFormat: 'YYYY-MM-DD HH:mm:ss' },
    ],
    [
      { source: 'initialDescription', target: 'confidential.html' },
      'type.differs',
      { action: 'CONCAT', format: 'html', parts: [{ type: 'field', value: 'initialDescription' }] },
    ],
    [
      { action: 'CONCAT', parts: [{ type: 'field', value: 'summary' }], target: 'confidential.html' },
      'text.not-escaped',
      { format: 'html' },
    ],
    [{ source: 'closedFlag', target: 'incident_id' }, 'type.differs', { action: 'ARRAY_MAP' }],
  ])('%j (%s) is put right', (rule, code, expected) => {
    expect(fixed(rule, code)).toMatchObject(expected);
  });
});

describe('dates', () => {
  const date = { action: 'DATE_CONVERT', source: 'requiredDate', target: 'schedule.service_window.end.utc' };
  it.each([
    [{ outputFormat: 'iso' }, 'date.target-format', { outputFormat: 'YYYY-MM-DD HH:mm:ss' }],
    [{ inputFormat: 'X', outputFormat: 'YYYY-MM-DD HH:mm:ss' }, 'date.source-format', { inputFormat: 'iso' }],
    [
      { outputFormat: 'YYYY-MM-DD HH:mm:ss', timezoneIn: 'Eastern Standard Time' },
      'date.zone',
      { timezoneIn: 'America/New_York' },
    ],
    [{ outputFormat: 'YYYY-MM-DD HH:mm:ss', timezoneOut: '' }, 'date.zone', { timezoneOut: 'UTC' }],
  ])('%j: %s', (rule, code, expected) => {
    expect(fixed({ ...date, ...rule }, code)).toMatchObject(expected);
  });

  it.each([
    ['mm/dd/yyyy', 'MM/DD/YYYY'],
    ['yyyy-mm-dd HH:MM', 'YYYY-MM-DD HH:mm'],
    ['ISO 8601', 'iso'],
    ['', 'iso'],
  ])('the format %j is meant as %s', (outputFormat, meant) => {
    expect(fixed({ ...date, target: 'incident_id', outputFormat }, 'date.format')).toMatchObject({
      outputFormat: meant,
    });
  });

  it('that name no day are refused where they are read, not where they are written', () => {
    const rule = { ...date, source: 'poNumber', target: 'incident_id', outputFormat: 'HH:mm' };
    expect(codes(problemsOf(rule))).toEqual([]);
    expect(codes(problemsOf({ ...rule, inputFormat: 'HH:mm' }))).toEqual(['date.format']);
  });

  it('keep texts in brackets, and unknown zones without a guess', () => {
    expect(
      codes(problemsOf({ ...date, target: 'incident_id', outputFormat: '[on] dddd, MMMM D, YYYY [at] h:mm a' })),
    ).toEqual([]);
    const [problem] = problemsOf({ ...date, outputFormat: 'YYYY-MM-DD HH:mm:ss', timezoneIn: 'Mars/Olympus' });
    expect(problem).toMatchObject({ code: 'date.zone', fix: null });
  });
});

describe('lengths', () => {
  const long = 'x'.repeat(130);
  it('of fixed values are held, and shortened on demand', () => {
    const rule = { direction: 'outbound', action: 'SET_STATIC', value: long, target: 'summary' };
    expect(problemsOf(rule)[0]).toMatchObject({ code: 'text.too-long', severity: 'error', part: 'value' });
    expect(fixed(rule, 'text.too-long')).toMatchObject({ value: 'x'.repeat(100) });
    const map = {
      direction: 'outbound',
      action: 'ARRAY_MAP',
      source: 'title',
      target: 'summary',
      mappings: [{ compare: 'a', value: long }],
    };
    expect(problemsOf(map)[0]).toMatchObject({ code: 'text.too-long', part: 'mappings.0.value' });
    const fallback = { ...map, mappings: [{ compare: 'a', value: 'b' }], onMissing: 'default', default: long };
    expect(problemsOf(fallback)[0]).toMatchObject({ code: 'text.too-long', part: 'default' });
  });

  it('of fields that may be longer are a warning', () => {
    const rule = { direction: 'outbound', source: 'title', target: 'summary' };
    expect(problemsOf(rule)[0]).toMatchObject({ code: 'text.may-be-too-long', severity: 'warning' });
    expect(fixed(rule, 'text.may-be-too-long')).toMatchObject({
      action: 'CUSTOM',
      script: '$substring(title, 0, 100)',
    });
    expect(codes(problemsOf({ direction: 'outbound', source: 'custom_fields.129', target: 'poNumber' }))).toEqual([]);
  });

  it('of joined texts count their fields', () => {
    const parts = [
      { type: 'static', value: 'FN ' },
      { type: 'field', value: 'id' },
    ];
    expect(codes(problemsOf({ direction: 'outbound', action: 'CONCAT', parts, target: 'poNumber' }))).toEqual([]);
    const titled = [...parts, { type: 'field', value: 'title' }];
    expect(codes(problemsOf({ direction: 'outbound', action: 'CONCAT', parts: titled, target: 'poNumber' }))).toEqual([
      'text.may-be-too-long',
    ]);
    const endless = [...parts, { type: 'static', value: long }];
    const rule = { direction: 'outbound', action: 'CONCAT', parts: endless, target: 'poNumber' };
    expect(codes(problemsOf(rule))).toEqual(['text.too-long']);
    expect(fixed(rule, 'text.too-long')).toMatchObject({
      parts: [...parts, { type: 'static', value: 'x'.repeat(47) }],
    });
  });

  it('offer the standard map where cutting would make nonsense', () => {
    expect(fixed({ source: 'site.country', target: 'location.country' }, 'text.may-be-too-long')).toMatchObject({
      action: 'ARRAY_MAP',
      source: 'site.country',
    });
  });
});

describe('lists', () => {
  it('take their values exactly; another spelling of one is offered', () => {
    const rule = (value: unknown) => ({ action: 'SET_STATIC', value, target: 'custom_fields.130' });
    expect(codes(problemsOf(rule('High')))).toEqual([]);
    expect(problemsOf(rule('high'))[0]).toMatchObject({ code: 'value.not-in-list', severity: 'error' });
    expect(fixed(rule('high'), 'value.not-in-list')).toMatchObject({ value: 'High' });
    expect(fixed(rule('Normal '), 'value.not-in-list')).toMatchObject({ value: 'Normal' });
    expect(fixed(rule('Hihg'), 'value.not-in-list')).toMatchObject({ value: 'High' });
    expect(problemsOf(rule('Purple'))[0]).toMatchObject({ code: 'value.not-in-list', fix: null });
  });

  it('are checked in maps, ranges and defaults', () => {
    const map = {
      action: 'ARRAY_MAP',
      source: 'summary',
      target: 'custom_fields.130',
      mappings: [{ compare: 'a', value: 'hgih' }],
    };
    expect(problemsOf(map)[0]).toMatchObject({ code: 'value.not-in-list', part: 'mappings.0.value' });
    const ranges = {
      action: 'RANGE_MAP',
      source: 'budgetHours',
      target: 'custom_fields.130',
      ranges: [{ compare: 1, value: 'LOW' }],
    };
    expect(fixed(ranges, 'value.not-in-list')).toMatchObject({ ranges: [{ compare: 1, value: 'Low' }] });
    const fallback = { ...ranges, ranges: [{ compare: 1, value: 'Low' }], onMissing: 'default', default: 'norml' };
    expect(fixed(fallback, 'value.not-in-list')).toMatchObject({ default: 'Normal' });
  });

  it('take a record by its name, and say how it is written', () => {
    const rule = { direction: 'outbound', action: 'SET_STATIC', value: 'Priority 3 - Normal', target: 'priority' };
    expect(problemsOf(rule)[0]).toMatchObject({ code: 'value.other-spelling', severity: 'warning' });
    expect(fixed(rule, 'value.other-spelling')).toMatchObject({ value: 3 });
  });

  it('are inbound only, or mapped to exact values', () => {
    const rule = { direction: 'outbound', source: 'custom_fields.130', target: 'priority' };
    expect(problemsOf(rule)[0]).toMatchObject({ code: 'list.needs-map', severity: 'error' });
    expect(fixed(rule, 'list.needs-map')).toMatchObject({
      action: 'ARRAY_MAP',
      mappings: [{ compare: 'High', value: null }, { compare: 'Normal' }, { compare: 'Low' }],
    });
    expect(codes(problemsOf({ source: 'priority.name', target: 'incident_id' }))).toEqual([]);
  });

  it('of one board are no value for tickets of another', () => {
    const mapping = withRules({ direction: 'outbound', action: 'SET_STATIC', value: 5, target: 'type' });
    const said = check(mapping, { boards: [serviceDesk, projects] }).find(({ code }) => code === 'value.not-on-board');
    expect(said?.message).toBe('Type Break-fix does not exist on Projects: a ticket there would be refused.');
    expect(codes(check(mapping, { boards: [serviceDesk] }))).not.toContain('value.not-on-board');
  });

  it('that nobody has read are not judged', () => {
    const mapping = withRules({ direction: 'outbound', action: 'SET_STATIC', value: 99, target: 'priority' });
    expect(codes(check(mapping, { catalog: unreadCatalog }))).not.toContain('value.not-in-list');
    expect(codes(check(mapping))).toContain('value.not-in-list');
  });
});

describe('maps and ranges', () => {
  const map = (mappings: unknown, more: object = {}) => ({
    action: 'ARRAY_MAP',
    source: 'priority.name',
    target: 'incident_id',
    mappings,
    ...more,
  });
  it('name each value once, and no empty one', () => {
    const entries = [
      { compare: 'Priority 3 - Normal', value: 'a' },
      { compare: 'Priority 3 - Normal', value: 'b' },
      { compare: '', value: 'c' },
    ];
    const said = codes(problemsOf(map(entries)));
    expect(said).toContain('map.twice');
    expect(said).toContain('map.never');
    expect(fixed(map(entries), 'map.twice')).toMatchObject({ mappings: [entries[0], entries[2]] });
  });

  it('name every value of the list, and only values of the list', () => {
    const rule = map([{ compare: 'priority 3 - normal', value: 'a' }]);
    expect(codes(problemsOf(rule))).toEqual(['compare.not-in-list', 'map.incomplete']);
    expect(fixed(rule, 'compare.not-in-list')).toMatchObject({ mappings: [{ compare: 'Priority 3 - Normal' }] });
    const whole = fixed(map([{ compare: 'Priority 3 - Normal', value: 'a' }]), 'map.incomplete');
    expect(whole).toMatchObject({ mappings: [{ value: 'a' }, { value: null }, { value: null }] });
    expect(
      codes(problemsOf(map([{ compare: 'Priority 3 - Normal', value: 'a' }], { onMissing: 'default', default: 'z' }))),
    ).toEqual([]);
  });

  it('are not empty; the lists fill them', () => {
    expect(codes(problemsOf(map([])))).toEqual(['map.empty']);
    expect(fixed({ ...map([]), target: 'custom_fields.130' }, 'map.empty')).toMatchObject({
      mappings: [{ compare: 'Priority 1 - Critical' }, {}, {}],
    });
    expect(
      codes(problemsOf({ action: 'RANGE_MAP', source: 'budgetHours', target: 'incident_id', ranges: [] })),
    ).toEqual(['map.empty']);
  });

  it('have ranges that rise', () => {
    const ranges = [
      { compare: 8, value: 'day' },
      { compare: 2, value: 'visit' },
      { compare: 8, value: 'again' },
    ];
    const rule = { action: 'RANGE_MAP', source: 'budgetHours', target: 'incident_id', ranges };
    expect(problemsOf(rule)[0]).toMatchObject({ code: 'range.order', part: 'ranges.1' });
    expect(fixed(rule, 'range.order')).toMatchObject({
      ranges: [
        { compare: 2, value: 'visit' },
        { compare: 8, value: 'day' },
      ],
    });
  });

  it('have a default when they say so, and say so when they have one', () => {
    const rule = { source: 'summary', target: 'incident_id' };
    expect(fixed({ ...rule, onMissing: 'default' }, 'default.missing')).toMatchObject({ onMissing: 'skip' });
    expect(fixed({ ...rule, default: 'x' }, 'default.unused')).toMatchObject({ onMissing: 'default', default: 'x' });
  });
});

describe('directions', () => {
  it.each([
    [{ direction: 'both', action: 'SET_STATIC', value: 'x', target: 'incident_id' }, 'both.one-way'],
    [{ direction: 'both', action: 'CUSTOM', language: 'jsonata', script: '1', target: 'incident_id' }, 'both.one-way'],
    [{ direction: 'both', when: 'create', target: 'incident_id' }, 'when.never'],
    [
      {
        direction: 'both',
        action: 'ARRAY_MAP',
        target: 'incident_id',
        mappings: [
          { compare: 'a', value: '1' },
          { compare: 'b', value: '1' },
        ],
      },
      'both.not-unique',
    ],
  ])('%j: %s', (rule, code) => {
    expect(codes(problemsOf(rule))).toContain(code);
    expect(fixed(rule, code)).toMatchObject({ direction: 'inbound' });
  });

  it('towards the ticket apply at updates', () => {
    const rule = { direction: 'outbound', source: 'incident_id', target: 'poNumber', when: 'create' };
    expect(fixed(rule, 'when.never')).toMatchObject({ when: 'always' });
  });
});

describe('rules together', () => {
  it('write each field once', () => {
    const rules = [{ target: 'incident_id' }, { target: 'incident_id', source: 'summary' }];
    const [problem] = problemsOf(...rules);
    expect(problem).toMatchObject({ code: 'target.twice', ruleId: 'r1', severity: 'error' });
    expect(problem?.fix?.edits).toEqual([{ kind: 'remove-rule', ruleId: 'r1' }]);
    const apart = [
      { target: 'incident_id', when: 'create' },
      { target: 'incident_id', source: 'summary', when: 'update' },
    ];
    expect(codes(problemsOf(...apart))).toEqual([]);
    const part = [{ target: 'contacts.results.0.name', source: 'contactName' }, { target: 'contacts[0].name' }];
    expect(codes(problemsOf(...part))).toContain('target.twice');
  });

  it('have ids of their own', () => {
    const mapping = withRules({ target: 'incident_id' }, { id: 'r0', target: 'custom_fields.129', source: 'summary' });
    const problem = check(mapping).find(({ code }) => code === 'id.twice');
    const after = problem?.fix?.edits.reduce(applyEdit, mapping);
    expect(after?.rules.slice(-2).map(({ id, target }) => [id, target])).toEqual([
      ['r0', 'incident_id'],
      ['r0-2', 'custom_fields.129'],
    ]);
  });

  it('do not go round: two that mirror each other become one', () => {
    const mapping = withRules(
      { target: 'incident_id' },
      { direction: 'outbound', source: 'incident_id', target: 'poNumber' },
    );
    const problem = check(mapping).find(({ code }) => code === 'loop');
    expect(problem?.message).toMatch(
      /^These rules go round in a circle: Customer PO of the ticket and Incident ID of the work order /,
    );
    expect(problem?.fix?.label).toBe('Make it one rule for both directions');
    const after = problem?.fix?.edits.reduce(applyEdit, mapping);
    expect(after?.rules.at(-1)).toMatchObject({ id: 'r0', direction: 'both' });
  });

  it('do not go round over several fields, nor through a text that would grow', () => {
    const four = [
      { source: 'poNumber', target: 'incident_id' },
      { direction: 'outbound', source: 'incident_id', target: 'customFields.7' },
      { source: 'customFields.7', target: 'custom_fields.129' },
      { direction: 'outbound', source: 'custom_fields.129', target: 'poNumber' },
    ];
    expect(codes(problemsOf(...four)).filter((code) => code === 'loop')).toEqual(['loop']);
    expect(codes(problemsOf(...four.slice(0, 3)))).not.toContain('loop');
    const growing = [
      {
        target: 'incident_id',
        action: 'CONCAT',
        parts: [
          { type: 'static', value: 'PO ' },
          { type: 'field', value: 'poNumber' },
        ],
      },
      { direction: 'outbound', source: 'incident_id', target: 'poNumber' },
    ];
    const problem = problemsOf(...growing).find(({ code }) => code === 'loop');
    expect(problem?.fix?.label).toBe('Apply the inbound rule at creation only');
  });

  it('may be for both directions', () => {
    expect(codes(problemsOf({ direction: 'both', target: 'incident_id' }))).not.toContain('loop');
  });

  it('give a work order what Field Nation asks for', () => {
    const without = (target: string) => ({
      ...standardMapping,
      rules: standardMapping.rules.filter((rule) => rule.target !== target),
    });
    const [title] = check(without('title')).filter(({ code }) => code === 'required.missing');
    expect(title).toMatchObject({
      severity: 'error',
      part: 'title',
      fix: { label: 'Add the standard rule for Title' },
    });
    const start = check(without('schedule.service_window.start.utc')).find(({ code }) => code === 'required.missing');
    expect(start).toMatchObject({
      severity: 'warning',
      message: 'No rule gives a work order its Start; Field Nation publishes none without.',
    });
    expect(codes(check(standardMapping, { given: [] })).filter((code) => code === 'required.missing')).toHaveLength(4);
    const template = withRules({ action: 'SET_STATIC', value: 68, target: 'template.id' });
    expect(codes(check(template, { given: [] }))).not.toContain('required.missing');
    expect(codes(problemsOf({ source: 'summary', target: 'title' }))).toEqual(['required.may-be-empty']);
  });
});

describe('scripts', () => {
  it('are shown where the host found the fault', () => {
    const mapping = withRules({ action: 'CUSTOM', language: 'jsonnet', script: '{', target: 'incident_id' });
    const scripts = new Map([['r0', [{ line: 3, column: 7, message: 'Expected a comma' }]]]);
    expect(check(mapping, { scripts })).toContainEqual(
      expect.objectContaining({
        code: 'script.wrong',
        ruleId: 'r0',
        line: 3,
        column: 7,
        message: 'Jsonnet: Expected a comma.',
      }),
    );
    expect(codes(problemsOf({ action: 'CUSTOM', language: 'jsonata', script: ' ', target: 'incident_id' }))).toEqual([
      'script.empty',
    ]);
  });
});

describe('status maps', () => {
  const entry = (workOrderStatus: string, ticketStatusId: number | null, ticketStatusName = '') => ({
    workOrderStatus,
    ticketStatusId,
    ticketStatusName,
  });
  const complete = workOrderStatuses.map((status) => entry(status, null));
  const withMap = (toTicket: readonly object[], more: object = {}): Mapping =>
    mappingSchema.parse({
      ...standardMapping,
      statusMaps: [{ boardId: 1, boardName: 'Service Desk', toTicket, ...more }],
    });
  const ofBoard = (mapping: Mapping) =>
    check(mapping, { boards: [serviceDesk] }).filter(({ boardId }) => boardId === 1);

  it('are begun by name for a board without one', () => {
    const [problem] = check(standardMapping, { boards: [serviceDesk] }).filter(({ code }) => code === 'status.no-map');
    const after = problem?.fix?.edits.reduce(applyEdit, standardMapping);
    expect(after?.statusMaps[0]?.toTicket).toContainEqual(entry('Work Done', 13, 'Work done'));
    expect(after?.statusMaps[0]?.toTicket).toContainEqual(entry('Cancelled', 15, 'Canceled'));
    expect(after?.statusMaps[0]?.toTicket).toContainEqual(entry('Paid', null));
    expect(ofBoard(after ?? standardMapping)).toEqual([]);
  });

  it('name every status of Field Nation', () => {
    const problems = ofBoard(
      withMap(complete.filter(({ workOrderStatus }) => workOrderStatus !== 'Paid' && workOrderStatus !== 'Assigned')),
    );
    expect(problems.map(({ part, fix }) => [part, fix?.label])).toEqual([
      ['toTicket.Assigned', 'Set the ticket to Assigned'],
      ['toTicket.Paid', 'Leave the ticket alone'],
    ]);
  });

  it('name statuses that the board has', () => {
    const wrong = withMap([
      entry('Assigned', 99, 'assigned'),
      ...complete.filter(({ workOrderStatus }) => workOrderStatus !== 'Assigned'),
    ]);
    const [problem] = ofBoard(wrong);
    expect(problem).toMatchObject({ code: 'status.not-on-board', severity: 'error', fix: { label: 'Use Assigned' } });
  });

  it('name each status once, and only statuses there are', () => {
    expect(codes(ofBoard(withMap([...complete, entry('paid', 14, 'Closed')])))).toEqual(['status.twice']);
    expect(codes(ofBoard(withMap([...complete, entry('Nonsense', 14, 'Closed')])))).toEqual(['status.unknown']);
  });

  it('do not close a ticket whose work goes on', () => {
    const closing = withMap(
      complete.map((one) => (one.workOrderStatus === 'Published' ? entry('Published', 14, 'Closed') : one)),
    );
    expect(codes(ofBoard(closing))).toEqual(['status.closes-early']);
  });

  it('ask for something in statuses that the board has', () => {
    const action = { do: 'publish' };
    const gone = withMap(complete, { toWorkOrder: [{ ticketStatusId: 99, ticketStatusName: 'Assignd', action }] });
    expect(ofBoard(gone)[0]).toMatchObject({
      code: 'status.not-on-board',
      part: 'toWorkOrder.99',
      fix: { label: 'Use Assigned' },
    });
    const twice = withMap(complete, {
      toWorkOrder: [
        { ticketStatusId: 11, ticketStatusName: 'New', action },
        { ticketStatusId: 11, ticketStatusName: 'New', action },
      ],
    });
    expect(codes(ofBoard(twice))).toEqual(['status.action-twice']);
  });

  it('of a board that is gone are removed', () => {
    const mapping = mappingSchema.parse({
      ...standardMapping,
      statusMaps: [{ boardId: 9, boardName: 'Old', toTicket: [] }],
    });
    const [problem] = check(mapping).filter(({ boardId }) => boardId === 9);
    expect(problem).toMatchObject({
      code: 'status.board-gone',
      fix: { edits: [{ kind: 'remove-status-map', boardId: 9 }] },
    });
  });
});

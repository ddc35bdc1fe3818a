import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import standard from '../../../resources/mappings/standard.json' with { type: 'json' };
import { importMapping } from '../../../src/core/mapping/field-nation-import.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { arbitraryMapping } from './arbitrary.ts';

const read = (document: unknown) => importMapping(JSON.stringify(document));
function refusal(text: string): AppError {
  try {
    importMapping(text);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was read.');
}

describe('a mapping of ours', () => {
  it('comes back exactly as it was exported', () => {
    fc.assert(
      fc.property(arbitraryMapping, (mapping) => {
        const text = `${JSON.stringify(mappingSchema.parse(mapping), null, 2)}\n`;
        expect(importMapping(text)).toEqual({ mapping, from: 'dispatch-bridge', remarks: [] });
      }),
      { numRuns: 60 },
    );
  });

  it('is found within an exported configuration', () => {
    const { mapping } = read({ formatVersion: 1, connectwise: null, started: true, mapping: standard });
    expect(mapping).toEqual(mappingSchema.parse(standard));
    expect(refusal(JSON.stringify({ formatVersion: 1, connectwise: null })).message).toContain('without a mapping');
  });

  it('that cannot be read is refused with its place', () => {
    const broken = { ...standard, rules: [standard.rules[0], { ...standard.rules[1], target: '' }] };
    expect(refusal(JSON.stringify(broken))).toMatchObject({
      code: 'mapping.unreadable',
      context: { place: 'rules.1.target' },
    });
    expect(refusal(JSON.stringify({ ...standard, formatVersion: 2, rules: [{}] })).message).toContain(
      'newer Dispatch Bridge',
    );
  });
});

describe("a mapping of Field Nation's connector", () => {
  it('is read with every action and parameter of the reference', () => {
    const { mapping, from, remarks } = read({
      inbound: [
        { source: 'summary', target: 'title', action: 'ACTION_TYPE_SYNC', required: true },
        { target: 'allow_counter_offers', action: 'ACTION_TYPE_SET_STATIC', value: false },
        {
          source: 'priority.name',
          target: 'custom_fields.130',
          action: 'ACTION_TYPE_ARRAY_MAP',
          mappings: [{ compare: 'Priority 1', value: 'High' }],
          default: 'Normal',
        },
        {
          source: 'budgetHours',
          target: 'pay.base.units',
          action: 'ACTION_TYPE_RANGE_MAP',
          ranges: [
            { compare: '2', value: 2 },
            { compare: 8, value: 8 },
          ],
        },
        {
          source: 'requiredDate',
          target: 'schedule.service_window.start.utc',
          action: 'ACTION_TYPE_DATE_CONVERT',
          input_format: 'YYYY-MM-DDTHH:mm:ss[Z]',
          output_format: 'YYYY-MM-DD HH:mm:ss',
          timezone_in: 'UTC',
          timezone_out: 'UTC',
        },
        {
          target: 'incident_id',
          action: 'ACTION_TYPE_CONCAT',
          parts: [
            { type: 'static', value: 'CW-' },
            { type: 'field', value: 'id' },
          ],
        },
        { target: 'location.city', action: 'ACTION_TYPE_CUSTOM', script: '$.input.site.city' },
      ],
      outbound: [{ source: 'completion_notes', target: 'customFields.7', action: 'ACTION_TYPE_SYNC' }],
    });
    expect(from).toBe('field-nation');
    expect(remarks).toEqual([]);
    expect(mapping.rules).toMatchObject([
      { id: 'title', direction: 'inbound', action: 'SYNC', source: 'summary', onMissing: 'fail' },
      { action: 'SET_STATIC', value: false },
      {
        action: 'ARRAY_MAP',
        mappings: [{ compare: 'Priority 1', value: 'High' }],
        onMissing: 'default',
        default: 'Normal',
      },
      {
        action: 'RANGE_MAP',
        ranges: [
          { compare: 2, value: 2 },
          { compare: 8, value: 8 },
        ],
      },
      { action: 'DATE_CONVERT', inputFormat: 'iso', outputFormat: 'YYYY-MM-DD HH:mm:ss' },
      {
        action: 'CONCAT',
        format: 'text',
        parts: [
          { type: 'static', value: 'CW-' },
          { type: 'field', value: 'id' },
        ],
      },
      { action: 'CUSTOM', language: 'jsonnet', script: '$.input.site.city' },
      { direction: 'outbound', action: 'SYNC', source: 'closing_notes', target: 'customFields.7' },
    ]);
  });

  it("takes over the connector's own default mapping, and says what it cannot", () => {
    const { mapping, remarks } = read({
      name: 'ConnectWise',
      fieldMappings: [
        { sourceField: 'summary', targetField: 'title', actionType: 'SYNC', direction: 'inbound' },
        { sourceField: 'initialDescription', targetField: 'description', actionType: 'SYNC', direction: 'inbound' },
        {
          sourceField: 'status.name',
          targetField: 'status_id',
          actionType: 'ARRAY_MAP',
          direction: 'inbound',
          parameters: { mappings: { New: 1 } },
        },
        {
          sourceField: 'priority.name',
          targetField: 'priority',
          actionType: 'ARRAY_MAP',
          direction: 'inbound',
          parameters: { mappings: { High: 'P1' } },
        },
        { sourceField: 'company.name', targetField: 'location.company.name', actionType: 'SYNC', direction: 'inbound' },
        {
          sourceField: 'status.name',
          targetField: 'status',
          actionType: 'ARRAY_MAP',
          direction: 'outbound',
          parameters: { mappings: { Assigned: 'Scheduled' } },
        },
        { sourceField: 'completion_notes', targetField: 'internalAnalysis', actionType: 'SYNC', direction: 'outbound' },
      ],
    });
    expect(mapping.name).toBe('ConnectWise');
    expect(mapping.rules.map(({ action, target }) => [action, target])).toEqual([
      ['SYNC', 'title'],
      ['CONCAT', 'description.html'],
      ['ARRAY_MAP', 'priority'],
      ['SYNC', 'location.display_name'],
    ]);
    expect(remarks).toHaveLength(5);
    expect(remarks.join('\n')).toContain(
      'Rule 6 (status.name to status) was left out: every board has its own statuses.',
    );
    expect(remarks.join('\n')).toContain('"Assigned" to "Scheduled"');
    expect(remarks.join('\n')).toContain('"priority" is no field that every account has; it was kept as it is.');
    expect(remarks.join('\n')).toContain('ConnectWise keeps internalAnalysis as notes of the ticket');
  });

  it('gets a status map where board and numbers are named', () => {
    const rule = {
      direction: 'outbound',
      source: 'status.name',
      target: 'status',
      action: 'ACTION_TYPE_ARRAY_MAP',
      board_id: 5,
      mappings: [{ compare: 'assigned', value: 17 }],
    };
    const { mapping } = read([rule, { source: 'summary', target: 'title', direction: 'inbound' }]);
    expect(mapping.statusMaps).toMatchObject([
      { boardId: 5, toTicket: [{ workOrderStatus: 'Assigned', ticketStatusId: 17 }] },
    ]);
  });

  it('without directions is sorted by whose fields they are', () => {
    const { mapping, remarks } = read([
      { source: 'summary', target: 'title' },
      { source: 'provider.name', target: 'contactName' },
      { source: '$.input.poNumber', target: 'incident_id', direction: '←' },
    ]);
    expect(mapping.rules.map(({ direction }) => direction)).toEqual(['inbound', 'outbound', 'inbound']);
    expect(mapping.rules[2]).toMatchObject({ source: 'poNumber' });
    expect(remarks).toHaveLength(2);
  });

  it('says nothing at length, whatever names it has', () => {
    const long = 'x'.repeat(100_000);
    const { remarks } = read([
      { target: long, source: long, action: long },
      { target: 'status', source: 'status', action: 'ARRAY_MAP', mappings: [{ compare: long, value: long }] },
      { target: 'title', source: 'summary', direction: 'inbound' },
    ]);
    expect(Math.max(...remarks.map((text) => text.length))).toBeLessThan(1000);
  });

  it('keeps what it can when a rule makes no sense', () => {
    const { mapping, remarks } = read({
      rules: [
        { target: 'title', source: 'summary', direction: 'inbound' },
        { target: 'title', source: 'summary', action: 'ACTION_TYPE_MAGIC', direction: 'inbound' },
        {
          target: 'title',
          action: 'ACTION_TYPE_RANGE_MAP',
          source: 'budgetHours',
          ranges: [{ compare: 'many', value: 1 }],
          direction: 'inbound',
        },
        { target: 'title', action: 'ACTION_TYPE_CUSTOM', script: 'x'.repeat(30_000), direction: 'inbound' },
      ],
    });
    expect(mapping.rules).toHaveLength(1);
    expect(remarks).toHaveLength(3);
    expect(remarks[0]).toBe('Rule 2 (summary to title) was left out: "MAGIC" is no action that is known.');
  });
});

describe('text that is no mapping', () => {
  it('is refused with its line', () => {
    const error = refusal('{\n  "rules": [\n    { "id": }\n  ]\n}');
    expect(error).toMatchObject({ code: 'mapping.unreadable', kind: 'permanent', context: { line: 3 } });
    expect(error.message).toContain('line 3');
  });

  it.each([
    ['{"a":1,}', 8],
    ['[1,2', 5],
    ['[1 2]', 4],
    ['{"a" 1}', 6],
    ['{a:1}', 2],
    ['["a]', 2],
    ['[tru]', 2],
    ['{"a":[]]', 8],
    ['{} x', 4],
    ['[01]', 3],
  ])('%s stops making sense at column %i', (text, column) => {
    expect(refusal(text).context).toMatchObject({ line: 1, column });
  });

  it.each([
    ['', 'empty'],
    ['null', 'neither'],
    ['[]', 'neither'],
    ['{"rules":[]}', 'neither'],
    ['"text"', 'neither'],
    ['[1,2,3]', 'neither'],
    ['{"rules":[', 'not JSON'],
    ['{"formatVersion":1,"__proto__":{"polluted":true},"rules":[]}', '__proto__'],
    ['[{"target":"title","constructor":{}}]', 'constructor'],
    [`${'['.repeat(5000)}${']'.repeat(5000)}`, 'levels deep'],
    [`[${'0,'.repeat(250_000)}0]`, 'values'],
    [' '.repeat(2_000_001), '2 million'],
    [JSON.stringify(Array.from({ length: 1001 }, () => ({ source: 'a', target: 'b' }))), 'at most 1000'],
  ])('%.40s is refused: %s', (text, words) => {
    const error = refusal(text);
    expect(error.code).toBe('mapping.unreadable');
    expect(error.message).toContain(words);
  });

  it('never brings down more than itself', () => {
    const key = fc.constantFrom(
      'rules',
      'inbound',
      'outbound',
      'mappings',
      'target',
      'source',
      'action',
      'formatVersion',
      'parts',
      'ranges',
      'type',
      'value',
      'compare',
      'status',
      'parameters',
      'direction',
      '__proto__',
    );
    const leaf = fc.oneof(
      fc.constantFrom<unknown>(
        1,
        null,
        true,
        'ACTION_TYPE_CONCAT',
        'ACTION_TYPE_ARRAY_MAP',
        'ACTION_TYPE_RANGE_MAP',
        'CUSTOM',
        'title',
        'status',
        'inbound',
      ),
      fc.string(),
    );
    const { document } = fc.letrec((tie) => ({
      document: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.array(tie('document'), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie('document')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          document.map((value) => JSON.stringify(value)),
          fc.string(),
          fc.json(),
        ),
        (text) => {
          try {
            mappingSchema.parse(importMapping(text).mapping);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

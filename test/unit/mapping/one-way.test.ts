import { describe, expect, it } from 'vitest';
import { canTurn, oneWayRules, wholeRuleId } from '../../../src/core/mapping/one-way.ts';
import { mappingRuleSchema } from '../../../src/shared/domain/mapping.ts';

function halves(rule: object) {
  return oneWayRules(
    mappingRuleSchema.parse({ id: 'r', direction: 'both', source: 'poNumber', target: 'incident_id', ...rule }),
  );
}

describe('a rule for both directions', () => {
  it('is itself towards the work order, and turned round with a mark towards the ticket', () => {
    const [inbound, outbound] = halves({ action: 'SYNC' });
    expect(inbound).toMatchObject({ id: 'r', direction: 'inbound', source: 'poNumber', target: 'incident_id' });
    expect(outbound).toMatchObject({ id: 'r~', direction: 'outbound', source: 'incident_id', target: 'poNumber' });
    expect(wholeRuleId(outbound?.id ?? '')).toBe('r');
    expect(wholeRuleId('r')).toBe('r');
  });

  it.each([
    ['source', 'target'],
    ['target', 'source'],
    ['connectwise', 'connectwise'],
    ['last-write', 'last-write'],
    ['ask', 'ask'],
  ])('lets the same side win: %s becomes %s', (onConflict, mirrored) => {
    expect(halves({ action: 'SYNC', onConflict })[1]?.onConflict).toBe(mirrored);
  });

  it('reads a value map backwards; what changes nothing one way is nothing one comes from the other way', () => {
    const mappings = [
      { compare: 'High', value: 1 },
      { compare: 'Low', value: null },
    ];
    expect(halves({ action: 'ARRAY_MAP', mappings })[1]).toMatchObject({
      mappings: [
        { compare: 1, value: 'High' },
        { compare: null, value: 'Low' },
      ],
    });
  });

  it('takes the default back through the map, and drops one that nothing leads to', () => {
    const mappings = [{ compare: 'High', value: 1 }];
    const rule = { action: 'ARRAY_MAP', mappings, onMissing: 'default' };
    expect(halves({ ...rule, default: 1 })[1]).toMatchObject({ onMissing: 'default', default: 'High' });
    const [inbound, outbound] = halves({ ...rule, default: 2 });
    expect(inbound).toMatchObject({ onMissing: 'default', default: 2 });
    expect(outbound?.onMissing).toBe('skip');
    expect(outbound).not.toHaveProperty('default');
    expect(halves({ ...rule, default: null })[1]).toMatchObject({ onMissing: 'default', default: null });
  });

  it('swaps formats and time zones of a date, and its default', () => {
    const rule = {
      action: 'DATE_CONVERT',
      inputFormat: 'iso',
      outputFormat: 'YYYY-MM-DD HH:mm:ss',
      timezoneIn: 'America/Phoenix',
      timezoneOut: 'UTC',
      onMissing: 'default',
      default: '2026-02-03 14:00:00',
    };
    expect(halves(rule)[1]).toMatchObject({
      inputFormat: 'YYYY-MM-DD HH:mm:ss',
      outputFormat: 'iso',
      timezoneIn: 'UTC',
      timezoneOut: 'America/Phoenix',
      default: '2026-02-03T14:00:00Z',
    });
    expect(halves({ ...rule, default: 'soon' })[1]?.onMissing).toBe('skip');
  });

  it('goes one way only when its action cannot be turned round', () => {
    for (const rule of [
      { action: 'SET_STATIC', value: 1 },
      { action: 'RANGE_MAP', ranges: [] },
      { action: 'CONCAT', parts: [{ type: 'static', value: 'x' }] },
      { action: 'CUSTOM', language: 'jsonata', script: '1' },
    ]) {
      expect(halves(rule).map(({ direction }) => direction)).toEqual(['inbound']);
      expect(canTurn(rule.action as 'CUSTOM')).toBe(false);
    }
    expect(canTurn('SYNC')).toBe(true);
  });
});

describe('a rule for one direction', () => {
  it('stays as it is', () => {
    const rule = mappingRuleSchema.parse({ id: 'r', direction: 'outbound', action: 'SYNC', source: 'a', target: 'b' });
    expect(oneWayRules(rule)).toEqual([rule]);
  });
});

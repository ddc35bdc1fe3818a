import { describe, expect, it } from 'vitest';
import {
  eventRows,
  groupedRows,
  placeholders,
  presetDifference,
  withRule,
} from '../../../../src/renderer/features/sync/events/rules.ts';
import { type EventRule, eventRuleSchema } from '../../../../src/shared/config-sync.ts';
import { eventPresetNames, presetOf, presetRules } from '../../../../src/shared/domain/work-order-event-rules.ts';

const note: EventRule = { on: true, action: { do: 'note', tab: 'internal', text: '' } };

describe('the table of events', () => {
  it('has all 35, those that cannot be observed off', () => {
    const rows = eventRows({});
    expect(rows).toHaveLength(35);
    for (const row of rows) expect(row.rule.on, row.event).toBe(row.observable);
    expect(rows.filter(({ own }) => own)).toEqual([]);
  });

  it('finds events by their name, their words and their group', () => {
    const found = (typed: string) =>
      groupedRows(eventRows({}), typed, 'all').flatMap(({ rows }) => rows.map((row) => row.event));
    expect(found('checked_in')).toEqual(['FN_WO_PROVIDER_CHECKED_IN']);
    expect(found('took decline')).toEqual(['FN_WO_UNDECLINED']);
    expect(found('financial')).toHaveLength(3);
    expect(found('zebra')).toEqual([]);
  });

  it('shows only what is on, changed, or warned about when asked to', () => {
    const rows = eventRows({
      FN_WO_DONE: note,
      FN_WO_DRAFT: { on: false, action: { do: 'update' } },
      FN_WO_DECLINED: note,
    });
    const shown = (which: Parameters<typeof groupedRows>[2]) =>
      groupedRows(rows, '', which).flatMap((group) => group.rows.map((row) => row.event));
    expect(shown('own')).toEqual(['FN_WO_DRAFT', 'FN_WO_DECLINED', 'FN_WO_DONE']);
    expect(shown('warned')).toEqual(['FN_WO_DECLINED']);
    expect(shown('on')).not.toContain('FN_WO_DRAFT');
    expect(shown('on')).toHaveLength(28);
  });
});

describe('changing an event', () => {
  const off: EventRule = { on: false, action: { do: 'update' } };
  const on: EventRule = { on: true, action: { do: 'update' } };

  it('and thinking better of it leaves nothing to save', () => {
    const tried = withRule({}, {}, 'FN_WO_DONE', off);
    expect(tried).toEqual({ FN_WO_DONE: off });
    expect(withRule(tried, {}, 'FN_WO_DONE', on)).toEqual({});
  });

  it('that a preset had switched off is kept as a choice, so that its warnings show', () => {
    const rules = presetRules('minimal');
    const next = withRule(rules, rules, 'FN_WO_ROUTED', on);
    expect(next.FN_WO_ROUTED).toEqual(on);
    expect(eventRows(next).find(({ event }) => event === 'FN_WO_ROUTED')?.warnings).not.toEqual([]);
  });
});

describe('a preset', () => {
  it("tells before it is used what it switches on and off, and which actions of one's own end", () => {
    const difference = presetDifference(
      { FN_WO_ASSIGNED: note, FN_WO_APPROVED: { on: false, action: { do: 'update' } } },
      'minimal',
    );
    expect(difference.on).toEqual(['FN_WO_APPROVED']);
    expect(difference.actions).toEqual(['FN_WO_ASSIGNED']);
    expect(difference.off).toContain('FN_WO_CREATED');
    expect(difference.off).not.toContain('FN_WO_COUNTER_OFFER');
  });

  it('names the events it has that cannot be observed', () => {
    expect(presetDifference({}, 'comprehensive').gaps.map(({ event }) => event)).toEqual(['FN_WO_PAYMENT_APPROVED']);
  });

  it.each(eventPresetNames)('%s changes nothing where it is in use', (preset) => {
    const { on, off, actions } = presetDifference(presetRules(preset), preset);
    expect([...on, ...off, ...actions]).toEqual([]);
    expect(presetOf(presetRules(preset))).toBe(preset);
  });
});

it('pieces offered for a note fit into one', () => {
  const text = placeholders.map((name) => `{${name}}`).join(' ');
  expect(eventRuleSchema.parse({ on: true, action: { do: 'note', text } }).action).toMatchObject({ text });
});

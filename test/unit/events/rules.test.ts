import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../src/shared/config.ts';
import {
  defaultRule,
  presetEvents,
  presetGaps,
  presetOf,
  presetRules,
  warningsFor,
} from '../../../src/shared/domain/work-order-event-rules.ts';
import {
  isObservable,
  workOrderEvent,
  workOrderEventGroups,
  workOrderEventNames,
  workOrderEvents,
} from '../../../src/shared/domain/work-order-events.ts';

const check = (rules: unknown) => configSchema.safeParse({ formatVersion: 1, sync: { events: { rules } } });

describe('the events', () => {
  test('are 35, each described, grouped, and said where it is observed or why it is not', () => {
    expect(workOrderEventNames).toHaveLength(35);
    for (const name of workOrderEventNames) {
      const { group, description, observed } = workOrderEvents[name];
      expect(workOrderEventGroups).toContain(group);
      expect(description).toMatch(/\.$/);
      const where =
        observed.by === 'record' ? observed.field : observed.by === 'webhook' ? observed.webhook : observed.reason;
      expect(where).not.toBe('');
    }
    expect(workOrderEventNames.filter((name) => !isObservable(name))).toEqual([
      'FN_WO_INTEGRATION_STATUS_UPDATED',
      'FN_WO_ALERTS_SENT',
      'FN_WO_TASK_MESSAGE_ADDED',
      'FN_WO_PAYMENT_APPROVED',
      'FN_WO_COUNTER_OFFER',
      'FN_WO_PENDING_QUALIFICATIONS',
    ]);
  });

  test('are known by their older names too', () => {
    expect(workOrderEvent('FN_WO_MESSAGE_POSTED')).toBe('FN_WO_MESSAGE_ADDED');
    expect(workOrderEvent('constructor')).toBeNull();
    const parsed = check({ FN_WO_PROVIDER_UPLOAD: { on: false } });
    expect(parsed.data?.sync.events.rules).toEqual({ FN_WO_ATTACHMENT_ADDED: { on: false, action: { do: 'update' } } });
  });
});

describe('a configuration', () => {
  test('cannot switch on what cannot be observed, and says why', () => {
    const refused = check({ FN_WO_COUNTER_OFFER: { on: true } });
    expect(refused.error?.issues[0]?.message).toMatch(
      /^FN_WO_COUNTER_OFFER cannot be switched on: Field Nation documents no/,
    );
    expect(check({ FN_WO_COUNTER_OFFER: { on: false } }).success).toBe(true);
    expect(check({ FN_WO_NO_SUCH_EVENT: { on: true } }).success).toBe(false);
  });

  test.each(['minimal', 'standard', 'comprehensive', 'everything'] as const)('takes the preset %s', (preset) => {
    const parsed = check(presetRules(preset));
    expect(parsed.success).toBe(true);
    expect(presetOf(parsed.data?.sync.events.rules ?? {})).toBe(preset);
  });
});

describe('presets', () => {
  test('hold what the documentation lists', () => {
    const on = (preset: Parameters<typeof presetRules>[0]) =>
      workOrderEventNames.filter((name) => (presetRules(preset)[name] ?? defaultRule(name)).on);
    expect(on('minimal').toSorted()).toEqual(['FN_WO_APPROVED', 'FN_WO_ASSIGNED', 'FN_WO_DONE']);
    expect(on('standard')).toHaveLength(6);
    expect(presetEvents('comprehensive')).toHaveLength(11);
    expect(on('comprehensive')).toHaveLength(10);
    expect(presetGaps('comprehensive').map(({ event }) => event)).toEqual(['FN_WO_PAYMENT_APPROVED']);
    expect(on('everything')).toHaveLength(29);
  });
});

describe('warnings', () => {
  const on = { on: true, action: { do: 'update' } } as const;

  test('name overlaps, noise, and what needs webhooks', () => {
    expect(warningsFor({ FN_WO_ROUTED: on, FN_WO_STATUS_ROUTED: on }).map(({ text }) => text)).toEqual([
      'It comes once for every provider the work order is routed to.',
      'FN_WO_STATUS_ROUTED tells of the same routing once; keep that one unless each provider matters.',
    ]);
    expect(warningsFor({ FN_WO_DECLINED: on })[0]?.text).toContain('workorder.declined');
    const off = { on: false, action: { do: 'update' } } as const;
    expect(warningsFor({ FN_WO_ROUTED: on, FN_WO_STATUS_ROUTED: off })).toHaveLength(1);
  });

  test('say that a note about a problem stays internal, and that messages become notes elsewhere', () => {
    const note = { on: true, action: { do: 'note', tab: 'discussion', text: '' } } as const;
    expect(warningsFor({ FN_WO_PROBLEM_REPORTED: note }).at(-1)?.text).toContain('Internal tab');
    expect(warningsFor({ FN_WO_MESSAGE_ADDED: note }).some(({ text }) => text.includes('writes nothing more'))).toBe(
      true,
    );
  });

  test('are none for what is off, and none for the default', () => {
    expect(warningsFor({})).toEqual([]);
    expect(warningsFor({ FN_WO_UPDATED: { on: false, action: { do: 'update' } } })).toEqual([]);
  });
});

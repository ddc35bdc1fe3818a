import { Switch } from '@mantine/core';
import { useState } from 'react';
import { type AlertRule, type AlertsConfig, alertRules } from '../../../shared/domain/alerts.ts';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { SettingBox, SettingRow } from '../../ui/setting-row.tsx';
import classes from './alerts.module.css';
import { NumberField } from './fields.tsx';
import { sentenceParts } from './sentence.ts';

/** The thresholds of the rules, with what the schema takes. */
const ranges = {
  atLeast: [1, 1000],
  belowPercent: [1, 100],
  minutes: [1, 1440],
  leastRuns: [1, 1000],
  belowMb: [50, 1_000_000],
} as const;
type Field = keyof typeof ranges;
/** Shorter spans say nothing of a rate. */
const shortestRate = 5;

interface RuleRowProps {
  readonly rule: AlertRule;
  readonly value: AlertsConfig['rules'][AlertRule];
  readonly onChange: (change: Readonly<Partial<Record<Field, number>>> | { readonly on: boolean }) => void;
}

function RuleRow({ rule, value, onChange }: RuleRowProps) {
  const [faults, setFaults] = useState<Readonly<Partial<Record<string, string>>>>({});
  const title = t(`alerts.rule.${rule}`);
  const numbers = new Map(Object.entries(value));
  const fault = Object.values(faults).find((words) => words !== undefined);
  // Filled in by `t` with their own names: the language says where they stand.
  const sentence = t(`alerts.say.${rule}` as 'alerts.say.sign-in');
  return (
    <SettingRow
      title={title}
      facts={
        <div className={classes.sentence} data-fields={sentence.includes('{') || undefined}>
          {sentenceParts(sentence).map((part) => {
            if ('words' in part) return <span key={part.words}>{part.words}</span>;
            const field = part.field as Field;
            const [least, most] = ranges[field];
            const now = numbers.get(field);
            return (
              <NumberField
                key={field}
                label={t('alerts.fieldOf', { rule: title, field: t(`alerts.field.${field}` satisfies MessageKey) })}
                value={typeof now === 'number' ? now : least}
                least={rule === 'success-rate' && field === 'minutes' ? shortestRate : least}
                most={most}
                disabled={!value.on}
                onChange={(next) => onChange({ [field]: next })}
                onFault={(words) => setFaults((known) => ({ ...known, [field]: words ?? undefined }))}
              />
            );
          })}
          {fault !== undefined && (
            <p className={classes.fault} role="alert">
              {fault}
            </p>
          )}
        </div>
      }
      control={
        <Switch
          aria-label={title}
          checked={value.on}
          onChange={(event) => onChange({ on: event.currentTarget.checked })}
        />
      }
    />
  );
}

/** What a person is told, each rule as a sentence with its thresholds in it. */
export function RulesBox({
  rules,
  onChange,
}: {
  readonly rules: AlertsConfig['rules'];
  readonly onChange: (change: (rules: AlertsConfig['rules']) => AlertsConfig['rules']) => void;
}) {
  return (
    <SettingBox>
      {alertRules.map((rule) => (
        <RuleRow
          key={rule}
          rule={rule}
          value={rules[rule]}
          onChange={(change) => onChange((now) => ({ ...now, [rule]: { ...now[rule], ...change } }))}
        />
      ))}
    </SettingBox>
  );
}

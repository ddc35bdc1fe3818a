import { SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { PickOne } from '../look-up-fields.tsx';
import { WarningLine } from '../setting-facts.tsx';
import classes from './trigger.module.css';
import type { RuleForm } from './workflow-rule.ts';

/** Name of the workflow rule, and which tickets of the board it moves. */
export function RuleFields({
  form,
  board,
  onChange,
}: {
  readonly form: RuleForm;
  readonly board: string;
  readonly onChange: (form: RuleForm) => void;
}) {
  const id = useId();
  return (
    <div className={classes.rule}>
      <TextInput
        label={t('trigger.ruleName')}
        maxLength={50}
        value={form.name}
        onChange={(event) => onChange({ ...form, name: event.currentTarget.value })}
      />
      <div>
        <div className={classes.label} id={id}>
          {t('trigger.ruleWhich', { board })}
        </div>
        <SegmentedControl
          size="xs"
          aria-labelledby={id}
          value={form.which}
          onChange={(which) => onChange({ ...form, which: which as RuleForm['which'] })}
          data={(['field', 'all'] as const).map((value) => ({ value, label: t(`trigger.ruleWhich.${value}`) }))}
        />
        {form.which === 'all' && <WarningLine>{t('trigger.ruleAllWarning', { board })}</WarningLine>}
      </div>
      {form.which === 'field' && (
        <div className={classes.fieldAndValue}>
          <div>
            <div className={classes.label}>{t('trigger.ruleField')}</div>
            <PickOne
              what="psa-custom-fields"
              labels={{ 'aria-label': t('trigger.ruleField') }}
              value={form.field}
              onChange={(field) => onChange({ ...form, field })}
            />
          </div>
          <TextInput
            label={t('trigger.ruleValue')}
            description={t('trigger.ruleValueHelp')}
            maxLength={200}
            value={form.value}
            onChange={(event) => onChange({ ...form, value: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  );
}

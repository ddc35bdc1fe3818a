import { Select } from '@mantine/core';
import { useRef } from 'react';
import type { MappingAction, MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useFieldIndex } from '../fields/field-index.ts';
import { targetSide } from '../rule-ends.ts';
import { changeRule } from '../rules/rule-actions.ts';
import { withAction } from './change-rule.ts';
import { ConcatFields } from './concat-fields.tsx';
import { CustomFields } from './custom-fields.tsx';
import { DateFields } from './date-fields.tsx';
import classes from './inspector.module.css';
import { MapFields } from './map-fields.tsx';
import { RangeFields } from './range-fields.tsx';
import { ValueField } from './value-field.tsx';

const actions = [
  'SYNC',
  'ARRAY_MAP',
  'DATE_CONVERT',
  'CONCAT',
  'SET_STATIC',
  'RANGE_MAP',
  'CUSTOM',
] as const satisfies readonly MappingAction[];

function Parameters({ rule }: { readonly rule: MappingRule }) {
  const index = useFieldIndex();
  switch (rule.action) {
    case 'SYNC':
      return null;
    case 'SET_STATIC':
      return (
        <ValueField
          field={index.field(targetSide(rule), rule.target)}
          label={t('mappingEditor.static.value')}
          value={rule.value}
          onValue={(value) => changeRule({ ...rule, value }, 'value')}
        />
      );
    case 'ARRAY_MAP':
      return <MapFields rule={rule} />;
    case 'RANGE_MAP':
      return <RangeFields rule={rule} />;
    case 'DATE_CONVERT':
      return <DateFields rule={rule} />;
    case 'CONCAT':
      return <ConcatFields rule={rule} />;
    case 'CUSTOM':
      return <CustomFields rule={rule} />;
  }
}

/** What is done with the value, with what that needs. An action that is left and chosen again has its parameters as they were. */
export function ActionFields({ rule }: { readonly rule: MappingRule }) {
  const index = useFieldIndex();
  const left = useRef<Partial<Record<MappingAction, MappingRule>>>({});
  left.current[rule.action] = rule;

  function choose(action: MappingAction): void {
    const before = left.current[action];
    const fresh = withAction(rule, action, index);
    const fits = before !== undefined && before.target === rule.target && before.direction === rule.direction;
    changeRule(fits ? { ...before, when: rule.when, onMissing: rule.onMissing, onConflict: rule.onConflict } : fresh);
  }

  return (
    <div className={classes.group} data-split={rule.action === 'CUSTOM' || undefined}>
      <Select
        label={t('mappingEditor.inspector.action')}
        description={t(`mappingEditor.actionText.${rule.action}`)}
        data={actions.map((value) => ({ value, label: t(`mappingEditor.action.${value}`) }))}
        value={rule.action}
        maxDropdownHeight={420}
        renderOption={({ option }) => (
          <span className={classes.actionOption}>
            <span>{option.label}</span>
            <span className={classes.actionText}>{t(`mappingEditor.actionText.${option.value as MappingAction}`)}</span>
          </span>
        )}
        onChange={(value) => {
          const action = actions.find((one) => one === value);
          if (action !== undefined && action !== rule.action) choose(action);
        }}
      />
      <Parameters rule={rule} />
    </div>
  );
}

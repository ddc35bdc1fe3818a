import { SegmentedControl, Select, Textarea } from '@mantine/core';
import { useId } from 'react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useFieldIndex } from '../fields/field-index.ts';
import { targetSide } from '../rule-ends.ts';
import { changeRule } from '../rules/rule-actions.ts';
import classes from './inspector.module.css';
import { ValueField } from './value-field.tsx';

const whens = ['always', 'create', 'update'] as const satisfies readonly MappingRule['when'][];
const missings = ['skip', 'default', 'fail'] as const satisfies readonly MappingRule['onMissing'][];
const winners = [
  'ask',
  'connectwise',
  'fieldnation',
  'last-write',
  'source',
  'target',
] as const satisfies readonly MappingRule['onConflict'][];

/** The note as typed; none leaves the field out. */
function withNote(rule: MappingRule, note: string): MappingRule {
  const { note: _note, ...rest } = rule;
  return note === '' ? (rest as MappingRule) : { ...rule, note };
}

/** When the rule applies, what happens without a value, who wins, and why it is there. */
export function RuleTerms({ rule }: { readonly rule: MappingRule }) {
  const id = useId();
  const target = useFieldIndex().field(targetSide(rule), rule.target);
  const mayMiss = rule.action !== 'SET_STATIC';
  return (
    <div className={classes.group}>
      <div>
        <div className={classes.label} id={`${id}-when`}>
          {t('mappingEditor.when')}
        </div>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-labelledby={`${id}-when`}
          value={rule.when}
          onChange={(when) => changeRule({ ...rule, when: when as MappingRule['when'] })}
          data={whens.map((value) => ({ value, label: t(`mappingEditor.when.${value}`) }))}
        />
      </div>
      {mayMiss && (
        <Select
          label={t('mappingEditor.missing')}
          description={t(`mappingEditor.missingText.${rule.onMissing}`)}
          data={missings.map((value) => ({ value, label: t(`mappingEditor.missing.${value}`) }))}
          value={rule.onMissing}
          onChange={(value) => {
            const onMissing = missings.find((one) => one === value);
            if (onMissing !== undefined) changeRule({ ...rule, onMissing });
          }}
        />
      )}
      {mayMiss && rule.onMissing === 'default' && (
        <ValueField
          field={target}
          label={t('mappingEditor.default')}
          value={rule.default}
          onValue={(value) => changeRule({ ...rule, default: value }, 'default')}
        />
      )}
      <Select
        label={t('mappingEditor.wins')}
        description={t(`mappingEditor.winsText.${rule.onConflict}`)}
        data={winners.map((value) => ({ value, label: t(`mappingEditor.wins.${value}`) }))}
        value={rule.onConflict}
        onChange={(value) => {
          const onConflict = winners.find((one) => one === value);
          if (onConflict !== undefined) changeRule({ ...rule, onConflict });
        }}
      />
      <Textarea
        label={t('mappingEditor.note')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={200}
        value={rule.note ?? ''}
        onChange={(event) => changeRule(withNote(rule, event.currentTarget.value), 'note')}
      />
    </div>
  );
}

import { Button, NumberInput } from '@mantine/core';
import { IconArrowRight, IconPlus } from '@tabler/icons-react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useFieldIndex } from '../fields/field-index.ts';
import { targetSide } from '../rule-ends.ts';
import { changeRule } from '../rules/rule-actions.ts';
import classes from './inspector.module.css';
import { RowMenu } from './row-menu.tsx';
import { ValueField } from './value-field.tsx';

type RangeRule = Extract<MappingRule, { action: 'RANGE_MAP' }>;

/** What a number means up to each limit. */
export function RangeFields({ rule }: { readonly rule: RangeRule }) {
  const target = useFieldIndex().field(targetSide(rule), rule.target);
  const { ranges } = rule;
  const change = (next: RangeRule['ranges'], key?: string): void => changeRule({ ...rule, ranges: next }, key);
  const highest = Math.max(0, ...ranges.map(({ compare }) => compare));
  return (
    <fieldset className={classes.rows}>
      <legend className={classes.label}>{t('mappingEditor.range.title')}</legend>
      <p className={classes.help}>{t('mappingEditor.range.help')}</p>
      {ranges.map((row, at) => (
        // Rows have no identity of their own: their place is it.
        <div key={`row-${String(at)}`} className={classes.pair}>
          <NumberInput
            aria-label={t('mappingEditor.range.upTo', { n: at + 1 })}
            leftSection={<span className={classes.prefix}>{t('mappingEditor.range.prefix')}</span>}
            leftSectionWidth={48}
            hideControls
            value={row.compare}
            onChange={(compare) => {
              if (typeof compare === 'number') change(ranges.with(at, { ...row, compare }), `compare${String(at)}`);
            }}
          />
          <IconArrowRight size={14} className={classes.between} aria-hidden />
          <ValueField
            field={target}
            hideLabel
            mayLeave
            label={t('mappingEditor.map.value', { n: at + 1 })}
            value={row.value}
            onValue={(value) => change(ranges.with(at, { ...row, value }), `value${String(at)}`)}
          />
          <RowMenu list={ranges} at={at} onList={(next) => change(next)} />
        </div>
      ))}
      <div className={classes.buttons}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => change([...ranges, { compare: highest + 1, value: null }])}
        >
          {t('mappingEditor.range.add')}
        </Button>
      </div>
    </fieldset>
  );
}

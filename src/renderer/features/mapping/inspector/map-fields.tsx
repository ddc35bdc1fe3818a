import { Button } from '@mantine/core';
import { IconArrowRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { jsonEqual } from '../../../../shared/json.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { mapEntries } from '../connect/new-rule.ts';
import { useEditor } from '../editor-store.ts';
import { useFieldIndex } from '../fields/field-index.ts';
import { sourceSide, targetSide } from '../rule-ends.ts';
import { changeRule } from '../rules/rule-actions.ts';
import classes from './inspector.module.css';
import { RowMenu } from './row-menu.tsx';
import { ValueField } from './value-field.tsx';

type MapRule = Extract<MappingRule, { action: 'ARRAY_MAP' }>;

const shownFirst = 40;
const most = 500;

/** What each value of the source means for the target. The comparison is exact. */
export function MapFields({ rule }: { readonly rule: MapRule }) {
  const index = useFieldIndex();
  const problems = useEditor((state) => state.problems);
  const [all, setAll] = useState(false);
  const source = index.field(sourceSide(rule), rule.source);
  const target = index.field(targetSide(rule), rule.target);
  const { mappings } = rule;
  const shown = all ? mappings : mappings.slice(0, shownFirst);
  const missing =
    source === undefined || target === undefined
      ? []
      : mapEntries(source, target).filter(({ compare }) => !mappings.some((row) => jsonEqual(row.compare, compare)));
  const change = (next: MapRule['mappings'], key?: string): void => changeRule({ ...rule, mappings: next }, key);
  const problemAt = (at: number, part: 'compare' | 'value'): string | undefined =>
    problems.find(
      (problem) =>
        problem.ruleId === rule.id &&
        (problem.part === `mappings.${String(at)}.${part}` || problem.part === `mappings[${String(at)}].${part}`),
    )?.message;

  return (
    <fieldset className={classes.rows}>
      <legend className={classes.label}>{t('mappingEditor.map.title')}</legend>
      {mappings.length === 0 && <p className={classes.help}>{t('mappingEditor.map.empty')}</p>}
      {shown.map((row, at) => (
        // Rows have no identity of their own: their place is it.
        <div key={`row-${String(at)}`} className={classes.pair}>
          <ValueField
            field={source}
            hideLabel
            label={t('mappingEditor.map.compare', { n: at + 1 })}
            value={row.compare}
            error={problemAt(at, 'compare')}
            onValue={(compare) => change(mappings.with(at, { ...row, compare }), `compare${String(at)}`)}
          />
          <IconArrowRight size={14} className={classes.between} aria-hidden />
          <ValueField
            field={target}
            hideLabel
            mayLeave
            label={t('mappingEditor.map.value', { n: at + 1 })}
            value={row.value}
            error={problemAt(at, 'value')}
            onValue={(value) => change(mappings.with(at, { ...row, value }), `value${String(at)}`)}
          />
          <RowMenu list={mappings} at={at} onList={(next) => change(next)} />
        </div>
      ))}
      <div className={classes.buttons}>
        {shown.length < mappings.length && (
          <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
            {tn('mappingEditor.map.showAll', mappings.length)}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={mappings.length >= most}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            setAll(true);
            change([...mappings, { compare: '', value: null }]);
          }}
        >
          {t('mappingEditor.map.add')}
        </Button>
        {missing.length > 0 && mappings.length + missing.length <= most && (
          <Button size="xs" variant="default" onClick={() => change([...mappings, ...missing])}>
            {tn('mappingEditor.map.fill', missing.length)}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useEditor } from '../editor-store.ts';
import { sides } from '../fields/field-index.ts';
import { ruleEnds, targetSide } from '../rule-ends.ts';
import { changeRule } from '../rules/rule-actions.ts';
import { directionsOf, withDirection, withEnd } from './change-rule.ts';
import { FieldPicker } from './field-picker.tsx';
import classes from './inspector.module.css';

const directions = ['inbound', 'outbound', 'both'] as const satisfies readonly MappingRule['direction'][];

/** Which way the rule goes and which fields it connects, ConnectWise first as everywhere on the page. */
export function EndFields({ rule }: { readonly rule: MappingRule }) {
  const id = useId();
  const problems = useEditor((state) => state.problems);
  const ends = ruleEnds(rule);
  const possible = directionsOf(rule);
  const errorOf = (part: 'source' | 'target'): boolean =>
    problems.some((problem) => problem.ruleId === rule.id && problem.part === part && problem.severity === 'error');
  return (
    <div className={classes.group} data-split={rule.action === 'CUSTOM' || undefined}>
      <div>
        <div className={classes.label} id={id}>
          {t('mappingEditor.inspector.direction')}
        </div>
        {possible.length === 1 ? (
          <div className={classes.oneWay}>{t(`mappingEditor.direction.${rule.direction}`)}</div>
        ) : (
          <SegmentedControl
            size="xs"
            fullWidth
            aria-labelledby={id}
            value={rule.direction}
            onChange={(direction) => changeRule(withDirection(rule, direction as MappingRule['direction']))}
            data={directions.map((value) => ({
              value,
              label: t(`mappingEditor.direction.${value}`),
              disabled: !possible.includes(value),
            }))}
          />
        )}
        {possible.length < directions.length && (
          <p className={classes.help}>
            {possible.length === 1 ? t('mappingEditor.inspector.oneWayOnly') : t('mappingEditor.inspector.notBoth')}
          </p>
        )}
      </div>
      {sides.map((side) => {
        const end = ends[side];
        const isTarget = targetSide(rule) === side;
        if (end.kind !== 'field') return null;
        const use = isTarget ? 'write' : 'read';
        const role = rule.direction === 'both' ? 'both' : isTarget ? 'target' : 'source';
        return (
          <FieldPicker
            key={side}
            side={side}
            use={use}
            label={t(`mappingEditor.inspector.${role}`, { side: t(`remote.${side}`) })}
            path={end.path}
            error={errorOf(isTarget ? 'target' : 'source') ? t('mappingEditor.inspector.seeAbove') : undefined}
            onPath={(path) => changeRule(withEnd(rule, side, path))}
          />
        );
      })}
    </div>
  );
}

import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { useEditor } from '../editor-store.ts';
import { ExpressionEditor } from '../expression/expression-editor.tsx';
import { useSampleDocument } from '../fields/field-column.tsx';
import { useFieldIndex } from '../fields/field-index.ts';
import { sourceSide } from '../rule-ends.ts';
import { changeRule } from '../rules/rule-actions.ts';
import classes from './inspector.module.css';

type CustomRule = Extract<MappingRule, { action: 'CUSTOM' }>;

/** The script of a rule and its language. */
export function CustomFields({ rule }: { readonly rule: CustomRule }) {
  const id = useId();
  const problems = useEditor((state) => state.problems);
  const lacks = useAsked('mapping:script-engines', undefined).value;
  const side = sourceSide(rule);
  const sample = useSampleDocument(side);
  const fields = useFieldIndex().fields(side);
  return (
    <>
      <div>
        <div className={classes.label} id={id}>
          {t('mappingEditor.custom.language')}
        </div>
        <SegmentedControl
          size="xs"
          aria-labelledby={id}
          value={rule.language}
          onChange={(language) => changeRule({ ...rule, language: language as CustomRule['language'] })}
          data={[
            { value: 'jsonata', label: 'JSONata' },
            { value: 'jsonnet', label: 'Jsonnet' },
          ]}
        />
        {rule.language === 'jsonnet' && lacks !== undefined && lacks.jsonnet !== 'native' && (
          <p className={classes.help}>
            {lacks.jsonnet === 'none'
              ? t('mappingEditor.custom.noJsonnet')
              : t('mappingEditor.custom.portable', { lacks: lacks.lacks.join('; ') })}
          </p>
        )}
      </div>
      <div className={classes.whole}>
        <ExpressionEditor
          language={rule.language}
          label={t('mappingEditor.custom.script')}
          value={rule.script}
          sample={sample}
          fields={fields}
          height={220}
          diagnostics={problems.filter((problem) => problem.ruleId === rule.id && problem.part.startsWith('script'))}
          onChange={(script) => changeRule({ ...rule, script }, 'script')}
        />
      </div>
    </>
  );
}

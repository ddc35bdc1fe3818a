import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { IconLetterT, IconPlus } from '@tabler/icons-react';
import { useId } from 'react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useFieldIndex } from '../fields/field-index.ts';
import { sourceSide } from '../rule-ends.ts';
import { changeRule } from '../rules/rule-actions.ts';
import { FieldPicker } from './field-picker.tsx';
import classes from './inspector.module.css';
import { RowMenu } from './row-menu.tsx';

type ConcatRule = Extract<MappingRule, { action: 'CONCAT' }>;

const mostParts = 50;

/** A text put together of fields and words. */
export function ConcatFields({ rule }: { readonly rule: ConcatRule }) {
  const id = useId();
  const index = useFieldIndex();
  const side = sourceSide(rule);
  const { parts } = rule;
  const firstField = index.fields(side).find((field) => field.read)?.path ?? 'id';
  const change = (next: ConcatRule['parts'], key?: string): void => changeRule({ ...rule, parts: next }, key);
  return (
    <>
      <fieldset className={classes.rows}>
        <legend className={classes.label}>{t('mappingEditor.concat.parts')}</legend>
        {parts.map((part, at) => (
          // Parts have no identity of their own: their place is it.
          <div key={`part-${String(at)}`} className={classes.part}>
            {part.type === 'field' ? (
              <FieldPicker
                side={side}
                use="read"
                hideLabel
                label={t('mappingEditor.concat.field', { n: at + 1 })}
                path={part.value}
                onPath={(value) => change(parts.with(at, { ...part, value }))}
              />
            ) : (
              <Textarea
                aria-label={t('mappingEditor.concat.text', { n: at + 1 })}
                leftSection={<IconLetterT size={14} aria-hidden />}
                classNames={{ input: classes.partText ?? '' }}
                autosize
                minRows={1}
                maxRows={6}
                spellCheck={false}
                value={part.value}
                onChange={(event) =>
                  change(parts.with(at, { ...part, value: event.currentTarget.value }), `part${String(at)}`)
                }
              />
            )}
            <RowMenu list={parts} at={at} least={1} onList={(next) => change(next)} />
          </div>
        ))}
        <div className={classes.buttons}>
          <Button
            size="xs"
            variant="default"
            disabled={parts.length >= mostParts}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => change([...parts, { type: 'field', value: firstField }])}
          >
            {t('mappingEditor.concat.addField')}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={parts.length >= mostParts}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => change([...parts, { type: 'static', value: ' ' }])}
          >
            {t('mappingEditor.concat.addText')}
          </Button>
        </div>
      </fieldset>
      <div>
        <div className={classes.label} id={id}>
          {t('mappingEditor.concat.format')}
        </div>
        <SegmentedControl
          size="xs"
          aria-labelledby={id}
          value={rule.format}
          onChange={(format) => changeRule({ ...rule, format: format as ConcatRule['format'] })}
          data={(['text', 'html'] as const).map((value) => ({
            value,
            label: t(`mappingEditor.concat.format.${value}`),
          }))}
        />
        <p className={classes.help}>{t(`mappingEditor.concat.formatText.${rule.format}`)}</p>
      </div>
    </>
  );
}

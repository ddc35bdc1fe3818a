import { Button, UnstyledButton } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { ruleName } from '../rules/rule-actions.ts';
import classes from './field-column.module.css';
import { typeWords } from './field-type.tsx';

function factsOf(field: CatalogField): string {
  return [
    typeWords(field.type),
    ...(field.maxLength === null ? [] : [tn('mappingEditor.fields.characters', field.maxLength)]),
    ...(field.options === null ? [] : [tn('mappingEditor.fields.options', field.options.length)]),
    ...(field.required === 'no' ? [] : [t(`mappingEditor.fields.required.${field.required}`)]),
    ...(field.write ? [] : [t('mappingEditor.fields.readOnly')]),
    ...(field.read ? [] : [t('mappingEditor.fields.writeOnly')]),
  ].join(', ');
}

/** What is known about the chosen field, and what can be done with it. */
export function FieldFoot({
  field,
  value,
  rules,
  onConnect,
  onRule,
}: {
  readonly field: CatalogField;
  readonly value: string | null;
  readonly rules: readonly MappingRule[];
  readonly onConnect: () => void;
  readonly onRule: (ruleId: string) => void;
}) {
  return (
    <div className={classes.foot}>
      <div className={classes.footName}>{field.label}</div>
      <div className={classes.footPath}>{field.path}</div>
      <div className={classes.footText}>{factsOf(field)}</div>
      {value !== null && <div className={classes.footValue}>{value}</div>}
      {field.note !== '' && <div className={classes.footText}>{field.note}</div>}
      {rules.length > 0 && (
        <div className={classes.footRules}>
          {rules.slice(0, 3).map((rule) => (
            <UnstyledButton key={rule.id} className={classes.footRule} onClick={() => onRule(rule.id)}>
              {t('mappingEditor.fields.rule', { rule: ruleName(rule) })}
            </UnstyledButton>
          ))}
        </div>
      )}
      <Button
        size="xs"
        variant="default"
        fullWidth
        leftSection={<IconPlugConnected size={14} aria-hidden />}
        aria-label={t('mappingEditor.fields.connectLabel', { field: field.label })}
        onClick={onConnect}
      >
        {t('mappingEditor.fields.connect')}
      </Button>
    </div>
  );
}

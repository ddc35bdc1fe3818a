import { Button, Radio, Select, Stack, Textarea } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import classes from './setup.module.css';
import {
  conditionExamples,
  conditionsLimit,
  customFieldConditionsLimit,
  customFieldExamples,
  type TriggerForm,
  type TriggerKind,
  withExample,
} from './trigger-form.ts';
import type { BoardStatuses } from './use-statuses.ts';

interface TriggerFieldsProps {
  readonly form: TriggerForm;
  readonly onChange: (form: TriggerForm) => void;
  readonly boards: readonly { readonly id: number; readonly name: string }[];
  readonly statuses: { readonly value: BoardStatuses | undefined; readonly error: AppErrorInfo | null };
}

const anyStatus = 'any';

function ConditionsField({
  label,
  help,
  value,
  limit,
  examples,
  onChange,
}: {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly limit: number;
  readonly examples: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <div>
      <Textarea
        label={label}
        description={help}
        classNames={{ input: classes.code ?? '' }}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={limit}
        spellCheck={false}
        autoCapitalize="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <fieldset className={classes.examples}>
        <legend>{t('trigger.examples')}</legend>
        {examples.map((example) => (
          <Button
            key={example}
            size="xs"
            variant="default"
            className={classes.example ?? ''}
            aria-label={t('trigger.useExample', { example })}
            onClick={() => onChange(withExample(value, example).slice(0, limit))}
          >
            {example}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}

function StatusField({ form, onChange, statuses }: Omit<TriggerFieldsProps, 'boards'>) {
  const any = form.kind === 'conditions';
  return (
    <>
      <Select
        label={t('setup.trigger.status')}
        description={any ? null : t('setup.trigger.statusHelp')}
        placeholder={form.boardId === null ? t('setup.trigger.statusFirst') : t('setup.trigger.statusChoose')}
        disabled={form.boardId === null || statuses.value === undefined}
        data={[
          ...(any ? [{ value: anyStatus, label: t('trigger.anyStatus') }] : []),
          ...(statuses.value ?? []).map((one) => ({
            value: String(one.id),
            label: one.closed ? `${one.name} ${t('setup.trigger.closed')}` : one.name,
          })),
        ]}
        value={form.statusId === null ? (any ? anyStatus : null) : String(form.statusId)}
        onChange={(value) =>
          onChange({ ...form, statusId: value === null || value === anyStatus ? null : Number(value) })
        }
        searchable
      />
      {statuses.error !== null && <ErrorNote error={statuses.error} />}
    </>
  );
}

/** Board, and what makes a ticket of it a work order: a status, any save, or conditions. */
export function TriggerFields({ form, onChange, boards, statuses }: TriggerFieldsProps) {
  return (
    <>
      <Select
        label={t('setup.trigger.board')}
        description={t('setup.trigger.boardHelp')}
        placeholder={t('setup.trigger.boardChoose')}
        data={boards.map((one) => ({ value: String(one.id), label: one.name }))}
        value={form.boardId === null ? null : String(form.boardId)}
        onChange={(value) => onChange({ ...form, boardId: value === null ? null : Number(value), statusId: null })}
        searchable
      />
      <Radio.Group
        label={t('trigger.kind')}
        value={form.kind}
        onChange={(value) => onChange({ ...form, kind: value as TriggerKind })}
      >
        <Stack gap={8} mt={4}>
          {(['status', 'board', 'conditions'] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`trigger.kind.${kind}`)}
              description={t(`trigger.kind.${kind}Help`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {form.kind === 'board' ? (
        <p className={classes.boxText} data-warn>
          <ToneIcon tone="attention" size={15} />
          <span>{t('trigger.kind.boardWarning')}</span>
        </p>
      ) : (
        <StatusField form={form} onChange={onChange} statuses={statuses} />
      )}
      {form.kind === 'conditions' && (
        <>
          <ConditionsField
            label={t('trigger.conditions')}
            help={t('trigger.conditionsHelp')}
            value={form.conditions}
            limit={conditionsLimit}
            examples={conditionExamples}
            onChange={(conditions) => onChange({ ...form, conditions })}
          />
          <ConditionsField
            label={t('trigger.customFieldConditions')}
            help={t('trigger.customFieldConditionsHelp')}
            value={form.customFieldConditions}
            limit={customFieldConditionsLimit}
            examples={customFieldExamples}
            onChange={(customFieldConditions) => onChange({ ...form, customFieldConditions })}
          />
          <p className={classes.help}>{t('trigger.checked')}</p>
        </>
      )}
    </>
  );
}

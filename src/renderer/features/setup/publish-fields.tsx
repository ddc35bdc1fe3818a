import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import type { Pay, TypeOfWork } from '../../../shared/config.ts';
import { t } from '../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { type PublishForm, positiveNumber } from './publish-values.ts';
import classes from './setup.module.css';

interface PublishFieldsProps {
  readonly form: PublishForm;
  readonly onChange: (form: PublishForm) => void;
  /** Undefined while they are read. */
  readonly typesOfWork: readonly TypeOfWork[] | undefined;
  readonly error: AppErrorInfo | null;
  readonly onAgain: () => void;
}

function wrongNumber(text: string): string | null {
  return text.trim() === '' || positiveNumber(text) !== null ? null : t('setup.trigger.number');
}

/** Type of work and pay: the two things Field Nation wants before it publishes, and a ticket does not have. */
export function PublishFields({ form, onChange, typesOfWork, error, onAgain }: PublishFieldsProps) {
  const hourly = form.payType === 'hourly';
  return (
    <div className={classes.publish}>
      <p className={classes.publishWhy}>{t('setup.trigger.why')}</p>
      <Select
        label={t('setup.trigger.typeOfWork')}
        placeholder={t(
          typesOfWork === undefined ? 'setup.trigger.typeOfWorkLoading' : 'setup.trigger.typeOfWorkChoose',
        )}
        nothingFoundMessage={t('setup.trigger.typeOfWorkNone')}
        disabled={typesOfWork === undefined}
        data={(typesOfWork ?? []).map((type) => ({ value: String(type.id), label: type.name }))}
        value={form.typeOfWorkId === null ? null : String(form.typeOfWorkId)}
        onChange={(value) => onChange({ ...form, typeOfWorkId: value === null ? null : Number(value) })}
        searchable
      />
      {error !== null && (
        <ErrorNote error={error}>
          <Button size="xs" variant="default" onClick={onAgain}>
            {t('setup.trigger.typeOfWorkAgain')}
          </Button>
        </ErrorNote>
      )}
      <div className={classes.pay}>
        <div>
          <div className={classes.label} id="trigger-pay-type">
            {t('setup.trigger.payType')}
          </div>
          <SegmentedControl
            fullWidth
            size="sm"
            aria-labelledby="trigger-pay-type"
            data={[
              { value: 'hourly', label: t('setup.trigger.hourly') },
              { value: 'fixed', label: t('setup.trigger.fixed') },
            ]}
            value={form.payType}
            onChange={(value) => onChange({ ...form, payType: value as Pay['type'] })}
          />
        </div>
        <TextInput
          label={t(hourly ? 'setup.trigger.amountHourly' : 'setup.trigger.amountFixed')}
          inputMode="decimal"
          autoComplete="off"
          value={form.amount}
          error={wrongNumber(form.amount)}
          onChange={(event) => onChange({ ...form, amount: event.currentTarget.value })}
        />
        {hourly && (
          <TextInput
            label={t('setup.trigger.hours')}
            inputMode="decimal"
            autoComplete="off"
            value={form.hours}
            error={wrongNumber(form.hours)}
            onChange={(event) => onChange({ ...form, hours: event.currentTarget.value })}
          />
        )}
      </div>
      <p className={classes.help}>{t('setup.trigger.currency')}</p>
    </div>
  );
}

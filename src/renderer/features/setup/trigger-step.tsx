import { Button, Switch, Title } from '@mantine/core';
import { useState } from 'react';
import { emptyConfig, type Pay, type TypeOfWork } from '../../../shared/config.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useApp } from '../../stores/app-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { PublishFields } from './publish-fields.tsx';
import { publishForm, readPublishForm } from './publish-values.ts';
import classes from './setup.module.css';
import { goToStep } from './setup-wizard.tsx';
import { StepFoot, StepHead } from './step-parts.tsx';
import { TriggerFields } from './trigger-fields.tsx';
import { readTriggerForm, triggerForm } from './trigger-form.ts';
import { TriggerHelp } from './trigger-help.tsx';
import { triggerSentence } from './trigger-words.ts';
import { useStatuses } from './use-statuses.ts';
import { useTypesOfWork } from './use-types-of-work.ts';

function offerWords(typeOfWork: TypeOfWork, pay: Pay): string {
  const values = { typeOfWork: typeOfWork.name, amount: pay.amount, hours: pay.units };
  return pay.type === 'hourly' ? t('setup.trigger.offerHourly', values) : t('setup.trigger.offerFixed', values);
}

/** Which tickets make a work order, and whether it is published at once, as what and for how much. */
export function TriggerStep() {
  const saved = useApp((state) => state.setup?.config.trigger ?? null);
  const savedCreate = useApp((state) => state.setup?.config.create ?? emptyConfig.create);
  const limit = useApp((state) => state.setup?.config.limits.publishesPerTenMinutes ?? 5);
  const boards = useAsked('setup:boards', undefined);
  const [place, setPlace] = useState(() => triggerForm(saved));
  const [publish, setPublish] = useState(savedCreate.publish);
  const [form, setForm] = useState(() => publishForm(savedCreate));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const statuses = useStatuses(place.boardId);
  const typesOfWork = useTypesOfWork(publish);
  const offer = publish ? readPublishForm(form, typesOfWork.value ?? []) : null;
  const read = readTriggerForm(
    place,
    boards.value?.find(({ id }) => id === place.boardId),
    statuses.value?.find(({ id }) => id === place.statusId),
  );
  const missing = offer?.ok === false ? offer.reason : read.ok ? null : read.reason;

  async function save(): Promise<void> {
    if (!read.ok || offer?.ok === false) return;
    setBusy(true);
    setFailed(null);
    const answer = await ask('setup:save-trigger', {
      ...read.trigger,
      publish,
      // A draft is filled in by the person who publishes it.
      typeOfWork: offer?.typeOfWork ?? null,
      pay: offer?.pay ?? null,
    });
    setBusy(false);
    if (!answer.ok) {
      setFailed(answer.error);
      return;
    }
    useApp.getState().setSetup(answer.value);
    goToStep('status-map');
  }

  const head = <StepHead title={t('setup.trigger.title')} lead={t('setup.trigger.lead')} />;
  if (boards.value === undefined) {
    return (
      <>
        {head}
        {boards.error === null ? <Loading rows={4} /> : <FailedPage error={boards.error} onAgain={boards.again} />}
      </>
    );
  }
  return (
    <>
      {head}
      <div className={classes.form}>
        {boards.value.length === 0 && <p>{t('setup.trigger.noBoards')}</p>}
        <TriggerFields form={place} onChange={setPlace} boards={boards.value} statuses={statuses} />
        <section className={classes.box} aria-labelledby="trigger-create">
          <Title order={2} id="trigger-create" mb={8}>
            {t('setup.trigger.create')}
          </Title>
          <Switch
            label={t('setup.trigger.publish')}
            checked={publish}
            onChange={(event) => setPublish(event.currentTarget.checked)}
          />
          <p className={classes.boxText} data-warn={publish || undefined}>
            {publish && <ToneIcon tone="attention" size={15} />}
            <span>{publish ? t('setup.trigger.publishOn', { n: limit }) : t('setup.trigger.publishOff')}</span>
          </p>
          {publish && (
            <PublishFields
              form={form}
              onChange={setForm}
              typesOfWork={typesOfWork.value}
              error={typesOfWork.error}
              onAgain={typesOfWork.again}
            />
          )}
        </section>
        {read.ok && (
          <p className={classes.sentence}>
            {triggerSentence(read.trigger, publish)}
            {offer?.ok === true && ` ${offerWords(offer.typeOfWork, offer.pay)}`}
          </p>
        )}
        {failed !== null && <ErrorNote error={failed} />}
        <StepFoot>
          <Button
            loading={busy}
            disabled={!read.ok || offer?.ok === false}
            aria-describedby={missing === null ? undefined : 'trigger-missing'}
            onClick={() => void save()}
          >
            {t('setup.trigger.next')}
          </Button>
          {missing !== null && (
            <p className={classes.footReason} id="trigger-missing">
              {t(missing)}
            </p>
          )}
        </StepFoot>
        <TriggerHelp saved={saved} form={place} />
      </div>
    </>
  );
}

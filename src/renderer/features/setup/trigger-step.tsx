import { Button, Select, Switch, Title } from '@mantine/core';
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
import { useStatuses } from './use-statuses.ts';
import { useTypesOfWork } from './use-types-of-work.ts';

function offerWords(typeOfWork: TypeOfWork, pay: Pay): string {
  const values = { typeOfWork: typeOfWork.name, amount: pay.amount, hours: pay.units };
  return pay.type === 'hourly' ? t('setup.trigger.offerHourly', values) : t('setup.trigger.offerFixed', values);
}

/** Which board and status make a work order, and whether it is published at once, as what and for how much. */
export function TriggerStep() {
  const saved = useApp((state) => state.setup?.config.trigger ?? null);
  const savedCreate = useApp((state) => state.setup?.config.create ?? emptyConfig.create);
  const limit = useApp((state) => state.setup?.config.limits.publishesPerTenMinutes ?? 5);
  const boards = useAsked('setup:boards', undefined);
  const [boardId, setBoardId] = useState<number | null>(saved?.boardId ?? null);
  const [statusId, setStatusId] = useState<number | null>(saved?.statusId ?? null);
  const [publish, setPublish] = useState(savedCreate.publish);
  const [form, setForm] = useState(() => publishForm(savedCreate));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const statuses = useStatuses(boardId);
  const typesOfWork = useTypesOfWork(publish);
  const asked = publish ? readPublishForm(form, typesOfWork.value ?? []) : null;
  const board = boards.value?.find((candidate) => candidate.id === boardId);
  const status = statuses.value?.find((candidate) => candidate.id === statusId);

  async function save(): Promise<void> {
    if (board === undefined || status === undefined || asked?.ok === false) return;
    setBusy(true);
    setFailed(null);
    const answer = await ask('setup:save-trigger', {
      boardId: board.id,
      boardName: board.name,
      statusId: status.id,
      statusName: status.name,
      publish,
      // A draft is filled in by the person who publishes it.
      typeOfWork: asked?.typeOfWork ?? null,
      pay: asked?.pay ?? null,
    });
    setBusy(false);
    if (!answer.ok) {
      setFailed(answer.error);
      return;
    }
    useApp.getState().setSetup(answer.value);
    goToStep('status-map');
  }

  if (boards.value === undefined) {
    return (
      <>
        <StepHead title={t('setup.trigger.title')} lead={t('setup.trigger.lead')} />
        {boards.error === null ? <Loading rows={4} /> : <FailedPage error={boards.error} onAgain={boards.again} />}
      </>
    );
  }
  return (
    <>
      <StepHead title={t('setup.trigger.title')} lead={t('setup.trigger.lead')} />
      <div className={classes.form}>
        {boards.value.length === 0 && <p>{t('setup.trigger.noBoards')}</p>}
        <Select
          label={t('setup.trigger.board')}
          description={t('setup.trigger.boardHelp')}
          placeholder={t('setup.trigger.boardChoose')}
          data={boards.value.map((one) => ({ value: String(one.id), label: one.name }))}
          value={boardId === null ? null : String(boardId)}
          onChange={(value) => {
            setBoardId(value === null ? null : Number(value));
            setStatusId(null);
          }}
          searchable
        />
        <Select
          label={t('setup.trigger.status')}
          description={t('setup.trigger.statusHelp')}
          placeholder={boardId === null ? t('setup.trigger.statusFirst') : t('setup.trigger.statusChoose')}
          disabled={boardId === null || statuses.value === undefined}
          data={(statuses.value ?? []).map((one) => ({
            value: String(one.id),
            label: one.closed ? `${one.name} ${t('setup.trigger.closed')}` : one.name,
          }))}
          value={statusId === null ? null : String(statusId)}
          onChange={(value) => setStatusId(value === null ? null : Number(value))}
          searchable
        />
        {statuses.error !== null && <ErrorNote error={statuses.error} />}
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
        {board !== undefined && status !== undefined && (
          <p className={classes.sentence}>
            {t('setup.trigger.sentence', {
              board: board.name,
              status: status.name,
              kind: publish ? t('setup.trigger.published') : t('setup.trigger.draft'),
            })}
            {asked?.ok === true && ` ${offerWords(asked.typeOfWork, asked.pay)}`}
          </p>
        )}
        {failed !== null && <ErrorNote error={failed} />}
        <StepFoot>
          <Button
            loading={busy}
            disabled={board === undefined || status === undefined || asked?.ok === false}
            aria-describedby={asked?.ok === false ? 'trigger-missing' : undefined}
            onClick={() => void save()}
          >
            {t('setup.trigger.next')}
          </Button>
          {asked?.ok === false && (
            <p className={classes.footReason} id="trigger-missing">
              {t(asked.reason)}
            </p>
          )}
        </StepFoot>
      </div>
    </>
  );
}

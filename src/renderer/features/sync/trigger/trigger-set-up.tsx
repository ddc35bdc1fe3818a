import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { Config } from '../../../../shared/config.ts';
import type { ChannelOutput } from '../../../../shared/ipc/contract.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { loadSetup } from '../../../stores/app-store.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { SettingBox, SettingRow } from '../../../ui/setting-row.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { sameValue } from '../draft.ts';
import { RequestList } from './request-list.tsx';
import { RuleFields } from './rule-fields.tsx';
import classes from './trigger.module.css';
import { type RuleForm, ruleOfForm, type WorkflowRule } from './workflow-rule.ts';

interface Preview {
  readonly rule: WorkflowRule | null;
  readonly answer: ChannelOutput<'trigger:preview'>;
}

const emptyForm = (): RuleForm => ({
  on: false,
  name: t('trigger.ruleNameDefault'),
  which: 'field',
  field: null,
  value: '',
});

function createdWords({ workflowId }: ChannelOutput<'trigger:create'>): string {
  return workflowId === null ? t('trigger.created') : t('trigger.createdRule', { id: workflowId });
}

/**
 * The custom field "FN Sync Status" and, if wanted, a workflow rule. The exact requests are shown first; they can be sent only while what they were
 * made for still stands in the form.
 */
export function TriggerSetUp({ trigger }: { readonly trigger: NonNullable<Config['trigger']> }) {
  const [form, setForm] = useState(emptyForm);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const asked = ruleOfForm(form, trigger);
  const shown = preview !== null && asked !== null && sameValue(preview.rule, asked.rule) ? preview : null;
  const inUse = trigger.sentFieldId !== 0;

  async function look(): Promise<void> {
    if (asked === null) return;
    setBusy(true);
    setFailed(null);
    setDone(null);
    const answer = await ask('trigger:preview', { rule: asked.rule });
    setBusy(false);
    if (answer.ok) setPreview({ rule: asked.rule, answer: answer.value });
    else setFailed(answer.error);
  }

  async function create(): Promise<void> {
    if (shown === null) return;
    setBusy(true);
    setFailed(null);
    const answer = await ask('trigger:create', { rule: shown.rule });
    setBusy(false);
    setPreview(null);
    if (!answer.ok) {
      setFailed(answer.error);
      return;
    }
    setForm(emptyForm);
    setDone(createdWords(answer.value));
    await loadSetup();
  }

  return (
    <SettingBox>
      <SettingRow
        title={t('trigger.sentField')}
        help={t('trigger.sentFieldHelp')}
        control={
          <StatusMark tone={inUse ? 'ok' : 'waiting'}>
            {inUse ? t('trigger.sentFieldIs', { id: trigger.sentFieldId }) : t('trigger.sentFieldNot')}
          </StatusMark>
        }
      />
      <SettingRow
        title={t('trigger.rule')}
        help={
          trigger.statusId === 0 ? t('trigger.ruleNoStatus') : t('trigger.ruleHelp', { status: trigger.statusName })
        }
        control={(labels) => (
          <Switch
            {...labels}
            disabled={trigger.statusId === 0}
            checked={form.on}
            onChange={(event) => setForm({ ...form, on: event.currentTarget.checked })}
          />
        )}
      >
        {form.on && <RuleFields form={form} board={trigger.boardName} onChange={setForm} />}
      </SettingRow>
      <div className={classes.foot}>
        {failed !== null && <ErrorNote error={failed} />}
        <div role="status">{done !== null && <StatusMark tone="ok">{done}</StatusMark>}</div>
        {shown !== null && <RequestList requests={shown.answer.requests} />}
        <div className={classes.buttons}>
          {shown === null ? (
            <Button
              size="xs"
              variant="default"
              loading={busy}
              disabled={asked === null || (inUse && asked.rule === null)}
              onClick={() => void look()}
            >
              {t('trigger.preview')}
            </Button>
          ) : (
            <>
              <Button size="xs" loading={busy} onClick={() => void create()}>
                {t(shown.answer.requests.length === 0 ? 'trigger.useField' : 'trigger.create')}
              </Button>
              <Button size="xs" variant="default" disabled={busy} onClick={() => setPreview(null)}>
                {t('action.cancel')}
              </Button>
            </>
          )}
        </div>
      </div>
    </SettingBox>
  );
}

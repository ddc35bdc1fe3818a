import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { CallbackChoice } from '../../../../shared/domain/callbacks.ts';
import type { CallbackPreviewView } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { type Answer, ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { go } from '../../../stores/nav-store.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Loading } from '../../../ui/page-state.tsx';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { readCallbacks, useCallbacks } from '../callbacks-store.ts';
import { isKept } from '../list/groups.ts';
import { lacksRight } from '../list/unread-callbacks.tsx';
import { entrySentence } from '../sentences.ts';
import { choiceSentence, staysOff } from './choice-words.ts';
import { RequestView } from './request-view.tsx';
import { StepForm } from './step-form.tsx';
import { PairFacts } from './what-step.tsx';
import classes from './wizard.module.css';
import { choiceOf, isKeptByApp, pairOf, sameEntry, type WizardState } from './wizard-state.ts';
import { closeWizard, enter, useWizard } from './wizard-store.ts';

/** What would be sent for a choice; null while it is not known. A trigger URL that stays as it is cannot be shown. */
function usePreview(choice: CallbackChoice | null): Answer<CallbackPreviewView> | null {
  const [answer, setAnswer] = useState<Answer<CallbackPreviewView> | null>(null);
  const keptAddress = choice?.destination.to === 'broker' && choice.destination.triggerUrl === '';
  const [key] = useDebouncedValue(choice === null || keptAddress ? '' : JSON.stringify(choice), 200);
  useEffect(() => {
    if (key === '') return;
    let current = true;
    void ask('callbacks:preview', JSON.parse(key) as CallbackChoice).then((result) => {
      if (current) setAnswer(result);
    });
    return () => {
      current = false;
    };
  }, [key]);
  return answer;
}

function Problem({ error }: { readonly error: AppErrorInfo }) {
  if (lacksRight(error)) {
    return <ErrorNote error={{ ...error, message: t('callbacks.register.noRight', { why: error.message }) }} />;
  }
  return (
    <ErrorNote error={error}>
      {error.code === 'callback.trigger-url' && (
        <Button size="xs" variant="default" onClick={() => enter({ do: 'go', step: 'destination' })}>
          {t('callbacks.register.changeUrl')}
        </Button>
      )}
      {error.code === 'callback.no-address' && (
        <Button size="xs" variant="default" onClick={() => go({ page: 'callbacks', tab: 'tunnel' })}>
          {t('callbacks.openTunnel')}
        </Button>
      )}
      {error.code === 'connectwise.callback-exists' && (
        <>
          <Button size="xs" variant="default" onClick={() => enter({ do: 'go', step: 'record' })}>
            {t('callbacks.register.chooseOther')}
          </Button>
          <Button size="xs" variant="default" onClick={closeWizard}>
            {t('callbacks.register.seeIt')}
          </Button>
        </>
      )}
    </ErrorNote>
  );
}

function Warnings({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className={classes.warnings}>
      {lines.map((line) => (
        <li key={line}>
          <ToneIcon tone="attention" size={15} />
          <span>{line}</span>
        </li>
      ))}
    </ul>
  );
}

/** How an entry is changed: in place, or by a new one where ConnectWise may not change type and level. */
function EditPlan({ state, choice }: { readonly state: WizardState; readonly choice: CallbackChoice }) {
  const { editing } = state;
  const board = useCallbacks(({ list }) => list?.triggerBoard ?? null);
  if (editing === null) return null;
  const inPlace = editing.type === choice.type && editing.level === choice.level;
  const comesBack = isKept(editing, board) && !(inPlace && editing.objectId === choice.objectId);
  return (
    <div className={classes.edit}>
      <div className={classes.factName}>{t('callbacks.review.now')}</div>
      <p>{entrySentence(editing)}</p>
      <p className={classes.text}>
        {t(inPlace ? 'callbacks.review.inPlace' : 'callbacks.review.newThenDelete', { id: editing.id })}
        {staysOff(editing) && ` ${t('callbacks.review.staysOff')}`}
        {comesBack && ` ${t('callbacks.review.comesBack', { board: board?.name ?? '' })}`}
      </p>
    </div>
  );
}

/** What will be sent, what speaks against it, and the button that does it. */
export function ReviewStep({ state }: { readonly state: WizardState }) {
  const told = useWizard((store) => store.told);
  const entries = useCallbacks(({ list }) => list?.entries);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const choice = choiceOf(state);
  const pair = pairOf(state);
  const preview = usePreview(choice);
  if (choice === null || pair === null) return null;
  const { editing } = state;
  const same = sameEntry(state, entries ?? [], choice.objectId);
  const view = preview?.ok === true ? preview.value : null;
  const previewError = preview?.ok === false ? preview.error : null;
  const warnings = [
    ...(same === null
      ? []
      : [
          t(editing === null ? 'callbacks.review.same' : 'callbacks.review.sameEdit', {
            label: same.description || t('callbacks.unlabelled'),
          }),
        ]),
    ...(view?.warnings ?? []),
  ];

  async function send(): Promise<void> {
    if (choice === null) return;
    setBusy(true);
    setFailed(null);
    const answer =
      editing === null
        ? await ask('callbacks:register', choice)
        : await ask('callbacks:edit', { id: editing.id, choice, told });
    setBusy(false);
    if (!answer.ok) {
      setFailed(answer.error);
      return;
    }
    enter({ do: 'registered', entry: answer.value });
    await readCallbacks();
  }

  const shownError = failed ?? previewError;
  const forbidden = failed !== null && lacksRight(failed);
  return (
    <StepForm
      state={state}
      title={editing === null ? t('callbacks.review.title') : t('callbacks.review.titleEdit')}
      nextLabel={editing === null ? t('callbacks.review.send') : t('callbacks.review.save')}
      busy={busy}
      disabled={previewError !== null}
      onNext={() => void send()}
      problem={shownError !== null && <Problem error={shownError} />}
    >
      <EditPlan state={state} choice={choice} />
      <div className={classes.sum}>
        <p className={classes.sumSentence}>{choiceSentence(state)}</p>
        <PairFacts pair={pair} to={state.to} />
      </div>
      <Warnings lines={warnings} />
      {!isKeptByApp(state) && (
        <TextInput
          label={t('callbacks.label')}
          description={state.to === 'broker' ? t('callbacks.labelHelpBroker') : t('callbacks.labelHelp')}
          maxLength={60}
          value={state.label}
          onChange={(event) => enter({ do: 'label', text: event.currentTarget.value })}
        />
      )}
      {editing === null && view === null && previewError === null && <Loading rows={3} />}
      {editing === null && view !== null && <RequestView preview={view} commandOpen={forbidden} />}
    </StepForm>
  );
}

import { Button, Title } from '@mantine/core';
import { IconFlask, IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useApp } from '../../stores/app-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import classes from './setup.module.css';
import { goToStep } from './setup-wizard.tsx';
import { StepHead } from './step-parts.tsx';

/** Practise with the sandbox, or connect real systems. */
export function WelcomeStep() {
  const running = useApp((state) => state.setup?.sandboxRunning ?? false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);

  async function startSandbox(): Promise<void> {
    setBusy(true);
    setFailed(null);
    const answer = await ask('setup:use-sandbox', undefined);
    setBusy(false);
    if (!answer.ok) {
      setFailed(answer.error);
      return;
    }
    useApp.getState().setSetup(answer.value);
    goToStep('connectwise');
  }

  return (
    <>
      <StepHead title={t('setup.welcome.title')} lead={t('setup.welcome.lead')} />
      {failed !== null && <ErrorNote error={failed} />}
      <div className={classes.choices}>
        <section className={classes.choice} aria-labelledby="choice-sandbox">
          <IconFlask size={24} stroke={1.5} aria-hidden />
          <Title order={2} id="choice-sandbox">
            {t('setup.welcome.sandbox')}
          </Title>
          <p className={classes.choiceText}>{t('setup.welcome.sandboxText')}</p>
          {running && (
            <div className={classes.choiceState}>
              <StatusMark tone="ok">{t('setup.welcome.sandboxRunning')}</StatusMark>
            </div>
          )}
          {running ? (
            <Button onClick={() => goToStep('connectwise')}>{t('setup.welcome.sandboxContinue')}</Button>
          ) : (
            <Button loading={busy} onClick={() => void startSandbox()}>
              {t('setup.welcome.sandboxButton')}
            </Button>
          )}
        </section>
        <section className={classes.choice} aria-labelledby="choice-real">
          <IconPlugConnected size={24} stroke={1.5} aria-hidden />
          <Title order={2} id="choice-real">
            {t('setup.welcome.real')}
          </Title>
          <p className={classes.choiceText}>{t('setup.welcome.realText')}</p>
          <Button variant="default" onClick={() => goToStep('connectwise')}>
            {t('setup.welcome.realButton')}
          </Button>
        </section>
      </div>
    </>
  );
}

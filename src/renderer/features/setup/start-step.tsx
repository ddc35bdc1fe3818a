import { Anchor, Button, Radio, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { type MessageKey, t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { loadSetup, useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { setTicked, usePlanChoice } from './plan-store.ts';
import classes from './setup.module.css';
import { StepFoot, StepHead } from './step-parts.tsx';
import { missingBeforeStart } from './steps.ts';
import { triggerPlace } from './trigger-words.ts';

function startWords(count: number, publish: boolean): string {
  if (count === 0) return t('setup.start.button');
  return publish ? tn('setup.start.buttonPublish', count) : tn('setup.start.buttonCreate', count);
}

/** Where a person makes changes arrive at once; nobody has to. */
function TunnelHint() {
  return (
    <p className={classes.boxText}>
      <span>
        {t('setup.start.tunnel')}{' '}
        <Anchor component="button" type="button" onClick={() => go({ page: 'callbacks', tab: 'tunnel' })}>
          {t('setup.start.tunnelChoose')}
        </Anchor>
      </span>
    </p>
  );
}

/** The last question: which tickets, and then writing begins. */
export function StartStep() {
  const setup = useApp((state) => state.setup);
  const mode = useApp((state) => state.status?.intake.mode ?? 'none');
  const ticked = usePlanChoice((state) => state.ticked);
  const [also, setAlso] = useState(ticked.size > 0);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  if (setup === null) return null;
  const { config } = setup;

  async function start(takeOver: boolean): Promise<void> {
    setBusy(true);
    setFailed(null);
    const answer = await ask('setup:start', { ticketIds: also ? [...ticked] : [], takeOver });
    setBusy(false);
    if (!answer.ok) {
      setFailed(answer.error);
      return;
    }
    useApp.getState().setStatus(answer.value);
    setTicked([]);
    await loadSetup();
    go({ page: 'dashboard' });
  }

  if (config.started) {
    return (
      <>
        <StepHead title={t('setup.step.start')} lead={t('setup.start.already')} />
        {mode === 'none' && <TunnelHint />}
        <StepFoot>
          <Button onClick={() => go({ page: 'dashboard' })}>{t('setup.start.dashboard')}</Button>
        </StepFoot>
      </>
    );
  }
  const missing = missingBeforeStart(setup).map((step) => {
    const key: MessageKey = `setup.step.${step}`;
    return t(key);
  });
  const place = config.trigger === null ? '' : triggerPlace(config.trigger);
  const board = config.trigger?.boardName ?? '';
  // Without a way in nothing is registered; everything works, only later.
  const toldAtOnce = mode !== 'none';
  const does = [
    ...(toldAtOnce ? [t('setup.start.does.callback', { board }), t('setup.start.does.webhook')] : []),
    t(toldAtOnce ? 'setup.start.does.poll' : 'setup.start.does.pollOnly', { n: config.limits.pollSeconds }),
    config.create.publish ? t('setup.start.does.publish') : t('setup.start.does.draft'),
    ...(config.statusMap.length === 0 ? [t('setup.start.does.noMap')] : []),
  ];
  const takeOver = failed?.action?.do === 'take-over';
  return (
    <>
      <StepHead title={t('setup.start.title')} lead={t('setup.start.lead')} />
      <Radio.Group
        value={also ? 'also' : 'now'}
        onChange={(value) => setAlso(value === 'also')}
        label={t('setup.start.which')}
      >
        <Stack gap={12} mt={8}>
          <Radio value="now" label={t('setup.start.fromNow', { place })} description={t('setup.start.fromNowHelp')} />
          <Radio
            value="also"
            disabled={ticked.size === 0}
            label={ticked.size === 0 ? t('setup.start.alsoNone') : tn('setup.start.also', ticked.size)}
            description={t('setup.start.alsoHelp')}
          />
        </Stack>
      </Radio.Group>
      <section className={`${classes.box ?? ''} ${classes.startBox ?? ''}`} aria-labelledby="start-does">
        <Title order={2} id="start-does">
          {t('setup.start.summary')}
        </Title>
        <ul className={classes.does}>
          {does.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {!toldAtOnce && <TunnelHint />}
      </section>
      {missing.length > 0 && (
        <p>
          <StatusMark tone="attention">{t('setup.start.missing', { steps: missing.join(', ') })}</StatusMark>
        </p>
      )}
      {failed !== null && (
        <ErrorNote error={failed}>
          {takeOver && (
            <Button size="xs" onClick={() => void start(true)} title={t('setup.start.takeOverText')}>
              {t('setup.start.takeOver')}
            </Button>
          )}
        </ErrorNote>
      )}
      <StepFoot>
        <Button loading={busy} disabled={missing.length > 0} onClick={() => void start(false)}>
          {startWords(also ? ticked.size : 0, config.create.publish)}
        </Button>
      </StepFoot>
    </>
  );
}

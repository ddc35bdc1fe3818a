import { PasswordInput, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { useApp } from '../../../stores/app-store.ts';
import { go } from '../../../stores/nav-store.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { ChoiceCard } from './choice-card.tsx';
import { triggerEnvironment } from './hidden-secrets.ts';
import { StepForm } from './step-form.tsx';
import { useAddress } from './use-address.ts';
import classes from './wizard.module.css';
import { missingIn, type WizardState, type WizardTo } from './wizard-state.ts';
import { enter } from './wizard-store.ts';

function Reach({ address }: { readonly address: string | null }) {
  if (address !== null) {
    return (
      <p className={classes.fact}>
        <StatusMark tone="ok">{t('callbacks.to.reached')}</StatusMark> <span className="mono">{address}</span>
      </p>
    );
  }
  return (
    <div className={classes.need}>
      <StatusMark tone="attention">{t('callbacks.to.unreached')}</StatusMark>
      <p>{t('callbacks.to.unreachedText')}</p>
    </div>
  );
}

/** Production or sandbox, as the address itself says; and whether this app is connected to the same. */
function Environment({ triggerUrl }: { readonly triggerUrl: string }) {
  const ours = useApp((state) => state.setup?.config.fieldnation?.environment ?? null);
  const environment = triggerEnvironment(triggerUrl);
  if (environment === null) return null;
  const same = ours === null || ours === 'custom' || ours === environment;
  return (
    <p className={classes.fact}>
      <StatusMark tone={same ? 'ok' : 'attention'}>{t(`callbacks.environment.${environment}`)}</StatusMark>{' '}
      {!same && t('callbacks.environment.differs', { ours: t(`callbacks.environmentName.${ours}`) })}
    </p>
  );
}

function TriggerUrl({ state, error }: { readonly state: WizardState; readonly error: string | null }) {
  const kept = state.editing?.relation === 'broker';
  return (
    <>
      <PasswordInput
        label={t('callbacks.triggerUrl')}
        description={kept ? t('callbacks.triggerUrlKept') : t('callbacks.triggerUrlHelp')}
        placeholder={kept ? t('callbacks.triggerUrlKeptPlaceholder') : ''}
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        value={state.triggerUrl}
        error={error}
        onChange={(event) => enter({ do: 'trigger-url', text: event.currentTarget.value })}
      />
      <Environment triggerUrl={state.triggerUrl} />
    </>
  );
}

/** Where the callback shall go. The trigger URL is looked at before going on, by the same rules it is registered by. */
export function DestinationStep({ state }: { readonly state: WizardState }) {
  const address = useAddress();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const [tried, setTried] = useState(false);
  const missing = missingIn(state, 'destination', address);

  async function next(): Promise<void> {
    setTried(true);
    setFailed(null);
    if (missing === 'address') return go({ page: 'callbacks', tab: 'tunnel' });
    if (missing !== null) return;
    if (state.to === 'workstation' || state.triggerUrl.trim() === '') return enter({ do: 'next' });
    setBusy(true);
    const destination = { to: 'broker', triggerUrl: state.triggerUrl.trim() } as const;
    const answer = await ask('callbacks:preview', { destination, type: 'Ticket', level: 'Owner', objectId: 1 });
    setBusy(false);
    if (answer.ok) enter({ do: 'next' });
    else setFailed(answer.error);
  }

  const wrongUrl = failed?.code === 'callback.trigger-url' ? failed.message : null;
  const emptyUrl = tried && missing === 'trigger-url' ? t('callbacks.triggerUrlNeeded') : null;
  return (
    <StepForm
      state={state}
      title={t('callbacks.to.title')}
      lead={t('callbacks.to.lead')}
      busy={busy}
      onNext={() => void next()}
      {...(missing === 'address' ? { nextLabel: t('callbacks.openTunnel') } : {})}
      problem={failed !== null && wrongUrl === null && <ErrorNote error={failed} />}
    >
      <Radio.Group
        aria-label={t('callbacks.to.title')}
        value={state.to}
        onChange={(to) => {
          setTried(false);
          setFailed(null);
          enter({ do: 'to', to: to as WizardTo });
        }}
      >
        <Stack gap={12}>
          <ChoiceCard
            value="workstation"
            chosen={state.to === 'workstation'}
            title={t('callbacks.to.workstation')}
            text={t('callbacks.to.workstationText')}
          >
            <Reach address={address} />
          </ChoiceCard>
          <ChoiceCard
            value="broker"
            chosen={state.to === 'broker'}
            title={t('callbacks.to.broker')}
            text={t('callbacks.to.brokerText')}
          >
            <TriggerUrl state={state} error={wrongUrl ?? emptyUrl} />
          </ChoiceCard>
        </Stack>
      </Radio.Group>
    </StepForm>
  );
}

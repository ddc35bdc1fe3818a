import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { AppInfo } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { resume, tellFailure } from '../../commands.ts';
import { backupTime } from '../../features/recovery/words.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { useUpdate } from '../../stores/update-store.ts';
import { useFromNow } from '../../stores/use-now.ts';
import type { Tone } from '../../theme/tone.ts';
import { ToneIcon } from '../status-mark.tsx';
import { clockTime } from '../time.ts';
import classes from './banner.module.css';

function Line({ tone, text, children }: { readonly tone: Tone; readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.banner} data-tone={tone} role="status">
      <ToneIcon tone={tone} size={16} />
      <span className={classes.text}>{text}</span>
      {children}
    </div>
  );
}

/** A newer version waits: said once, and not again in this run after Later. */
function UpdateReady() {
  const version = useUpdate((state) => (state.update?.state === 'ready' ? state.update.version : null));
  const [put, setPut] = useState<string | null>(null);
  const [installing, setInstalling] = useState(false);
  if (version === null || put === version) return null;
  const install = async (): Promise<void> => {
    setInstalling(true);
    const answer = await ask('updates:install', undefined);
    if (answer.ok) return;
    setInstalling(false);
    tellFailure(answer.error.message);
  };
  return (
    <Line tone="ok" text={installing ? t('about.installing') : t('banner.updateReady', { version })}>
      <Button size="xs" variant="subtle" onClick={() => go({ page: 'settings', section: 'about' })}>
        {t('banner.updateNotes')}
      </Button>
      <Button size="xs" variant="default" onClick={() => setPut(version)}>
        {t('banner.updateLater')}
      </Button>
      <Button size="xs" loading={installing} onClick={() => void install()}>
        {t('banner.updateAction')}
      </Button>
    </Line>
  );
}

/** What every page has to say under its header: how to read it, and that a newer version waits. */
export function Banner() {
  return (
    <>
      <StatusLine />
      <UpdateReady />
    </>
  );
}

/** The engine started paused: why, and the way on. */
function PausedStart({ start }: { readonly start: NonNullable<AppInfo['pausedBecause']> }) {
  const asked = start.because === 'asked';
  const text = asked
    ? t('banner.startedPaused')
    : start.because === 'crashes'
      ? t('banner.crashed', { n: start.times })
      : start.because === 'fresh'
        ? t('banner.fresh')
        : t('banner.restored', { time: backupTime(start.backup) });
  const section = start.because === 'crashes' ? 'diagnostics' : 'recovery';
  return (
    <Line tone={asked ? 'waiting' : 'attention'} text={text}>
      {!asked && (
        <Button size="xs" variant="default" onClick={() => go({ page: 'settings', section })}>
          {section === 'diagnostics' ? t('banner.crashedAction') : t('banner.restoredAction')}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => void resume()}>
        {t('banner.resume')}
      </Button>
    </Line>
  );
}

/** One line under the header when what every page shows has to be read differently: paused, offline, watching only. */
function StatusLine() {
  const status = useApp((state) => state.status);
  const state = status?.state;
  const pausedBecause = useApp((app) => app.info?.pausedBecause ?? null);
  const until = status?.pausedUntil ?? null;
  const untilWords = useFromNow((now) => (until === null ? '' : clockTime(until, now)));
  useEffect(() => {
    // Resumed: a later pause is an ordinary one.
    const { info } = useApp.getState();
    if (state !== 'running' || !info?.pausedBecause) return;
    useApp.setState({ info: { ...info, pausedBecause: null } });
  }, [state]);
  if (status === null) return null;
  if (status.state === 'stopped')
    return <Line tone="error" text={t('banner.stopped', { headline: status.headline })} />;
  for (const remote of ['connectwise', 'fieldnation'] as const) {
    if (status[remote].state === 'sign-in') {
      const name = t(`remote.${remote}`);
      return (
        <Line tone="attention" text={t('banner.signIn', { remote: name })}>
          <Button size="xs" variant="default" onClick={() => go({ page: 'setup', step: remote })}>
            {t('banner.signInAction')}
          </Button>
        </Line>
      );
    }
  }
  if (status.state === 'paused') {
    const because = until === null ? pausedBecause : null;
    if (because !== null) return <PausedStart start={because} />;
    const text = until === null ? t('banner.paused') : t('banner.pausedUntil', { time: untilWords });
    return <Line tone="waiting" text={text} />;
  }
  for (const remote of ['connectwise', 'fieldnation'] as const) {
    if (status[remote].state === 'offline') {
      return <Line tone="attention" text={t('banner.offline', { remote: t(`remote.${remote}`) })} />;
    }
  }
  if (status.state === 'watching') {
    return (
      <Line tone="waiting" text={t('banner.watching')}>
        <Button size="xs" variant="default" onClick={() => go({ page: 'setup', step: 'plan' })}>
          {t('banner.watchingAction')}
        </Button>
      </Line>
    );
  }
  return null;
}

import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Remote } from '../../../shared/domain/records.ts';
import type { RemoteHealth } from '../../../shared/domain/status.ts';
import { type MessageKey, t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import type { Place } from '../../stores/place.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { healthTone, intakeTone, type Tone } from '../../theme/tone.ts';
import { ToneIcon } from '../status-mark.tsx';
import { exactTime, relativeTime } from '../time.ts';
import { intakePlace, intakeWords } from './intake-words.ts';
import classes from './status-bar.module.css';

function Part({
  tone,
  place,
  title,
  minor = false,
  children,
}: {
  readonly tone?: Tone;
  readonly place: Place;
  readonly title?: string;
  /** Gives way first when the window is narrow. */
  readonly minor?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <UnstyledButton
      className={classes.part}
      data-minor={minor || undefined}
      onClick={() => go(place)}
      {...(title ? { title } : {})}
    >
      {tone !== undefined && <ToneIcon tone={tone} size={13} />}
      <span className="num">{children}</span>
    </UnstyledButton>
  );
}

function RemotePart({ remote, health }: { readonly remote: Remote; readonly health: RemoteHealth }) {
  const stateKey: MessageKey = `health.${health.state}`;
  const needsSetup = health.state === 'sign-in' || health.state === 'not-set-up';
  return (
    <Part
      tone={healthTone(health.state)}
      place={needsSetup ? { page: 'setup', step: remote } : { page: 'dashboard' }}
      title={health.message}
    >
      {t('status.remote', { remote: t(`remote.${remote}`), state: t(stateKey) })}
    </Part>
  );
}

function LastSync({ at }: { readonly at: number }) {
  const words = useFromNow((now) => relativeTime(at, now));
  return (
    <Part place={{ page: 'events' }} title={exactTime(at)}>
      {t('status.lastSync', { ago: words })}
    </Part>
  );
}

/** The line at the foot of the window; each part leads to where it is explained. */
export function StatusBar() {
  const status = useApp((state) => state.status);
  const pollSeconds = useApp((state) => state.setup?.config.limits.pollSeconds ?? 60);
  if (status === null) return null;
  const { queue } = status;
  return (
    <footer>
      <section className={classes.bar} aria-label={t('status.label')}>
        <RemotePart remote="connectwise" health={status.connectwise} />
        <RemotePart remote="fieldnation" health={status.fieldnation} />
        <Part
          tone={intakeTone(status.intake)}
          place={intakePlace(status.intake)}
          title={status.intake.needs ?? status.intake.message}
        >
          {intakeWords(status.intake, pollSeconds)}
        </Part>
        <span className={classes.space} />
        {queue.running > 0 && (
          <Part minor tone="working" place={{ page: 'dashboard' }}>
            {tn('status.syncing', queue.running)}
          </Part>
        )}
        <Part place={{ page: 'dashboard' }}>{tn('status.waiting', queue.waiting)}</Part>
        {queue.held > 0 && (
          <Part minor tone="attention" place={{ page: 'attention' }}>
            {tn('status.held', queue.held)}
          </Part>
        )}
        {status.lastSyncAt === null ? (
          <Part place={{ page: 'events' }}>{t('status.noSync')}</Part>
        ) : (
          <LastSync at={status.lastSyncAt} />
        )}
      </section>
    </footer>
  );
}

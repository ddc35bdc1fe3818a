import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Remote } from '../../../shared/domain/records.ts';
import type { EngineStatus, RemoteHealth } from '../../../shared/domain/status.ts';
import { type MessageKey, t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import type { Place } from '../../stores/place.ts';
import { healthTone, intakeTone, queueTone, type Tone } from '../../theme/tone.ts';
import { intakePlace } from '../../ui/frame/intake-words.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Ago } from '../../ui/time-text.tsx';
import classes from './dashboard.module.css';

function Tile({
  title,
  tone,
  word,
  message,
  foot,
  place,
}: {
  readonly title: string;
  readonly tone: Tone;
  readonly word: string;
  readonly message: string;
  readonly foot: ReactNode;
  readonly place: Place;
}) {
  return (
    <UnstyledButton className={classes.tile} data-tone={tone} onClick={() => go(place)}>
      <span className={classes.tileHead}>
        <span className={classes.tileTitle}>{title}</span>
        <StatusMark tone={tone} boxed>
          {word}
        </StatusMark>
      </span>
      <span className={classes.tileText}>{message}</span>
      <span className={`${classes.tileFoot ?? ''} num`}>{foot}</span>
    </UnstyledButton>
  );
}

export function RemoteTile({ remote, health }: { readonly remote: Remote; readonly health: RemoteHealth }) {
  const stateKey: MessageKey = `health.${health.state}`;
  const toSetup = health.state === 'sign-in' || health.state === 'not-set-up';
  return (
    <Tile
      title={t(`remote.${remote}`)}
      tone={healthTone(health.state)}
      word={t(stateKey)}
      message={health.message}
      place={toSetup ? { page: 'setup', step: remote } : { page: 'events', side: remote }}
      foot={
        health.lastSuccessAt === null ? (
          t('dashboard.noAnswer')
        ) : (
          <>
            {t('dashboard.lastAnswer', { ago: '' })}
            <Ago at={health.lastSuccessAt} />
          </>
        )
      }
    />
  );
}

/** What a person has to do comes first; then what the tunnel does. */
function intakeWord(intake: EngineStatus['intake']): string {
  const { kind, state } = intake.tunnel;
  if (intake.state === 'failed') return t('dashboard.intake.failed');
  if (intake.needs !== null || state === 'failed') return t('dashboard.intake.needs');
  if (kind !== 'none') return t(`dashboard.intake.${state}`);
  if (intake.mode !== 'loopback') return t('dashboard.intake.polling');
  return t(intake.state === 'off' ? 'dashboard.intake.off' : 'dashboard.intake.loopback');
}

export function IntakeTile({ intake }: { readonly intake: EngineStatus['intake'] }) {
  return (
    <Tile
      title={t('dashboard.callbacks')}
      tone={intakeTone(intake)}
      word={intakeWord(intake)}
      message={intake.needs ?? intake.message}
      place={intakePlace(intake)}
      foot={
        <>
          {intake.lastDeliveryAt === null ? (
            t('dashboard.noDelivery')
          ) : (
            <>
              {t('dashboard.lastDelivery', { ago: '' })}
              <Ago at={intake.lastDeliveryAt} />
            </>
          )}
          {intake.refused > 0 && ` · ${tn('dashboard.refused', intake.refused)}`}
        </>
      }
    />
  );
}

function queueWords(queue: EngineStatus['queue']): string {
  const parts = [
    ...(queue.dead > 0 ? [tn('dashboard.dead', queue.dead)] : []),
    ...(queue.held > 0 ? [tn('dashboard.held', queue.held)] : []),
    ...(queue.running > 0 ? [t('dashboard.queueRunning', { n: queue.running })] : []),
    ...(queue.waiting > 0 ? [tn('dashboard.waiting', queue.waiting)] : []),
  ];
  return parts.length === 0 ? t('dashboard.queueEmpty') : parts.join(', ');
}

export function QueueTile({ queue }: { readonly queue: EngineStatus['queue'] }) {
  const tone = queueTone(queue);
  const word = t(`dashboard.queue.${tone === 'error' ? 'attention' : tone}`);
  return (
    <Tile
      title={t('dashboard.queue')}
      tone={tone}
      word={word}
      message={queueWords(queue)}
      place={tone === 'attention' ? { page: 'attention' } : { page: 'events' }}
      foot={
        queue.oldestWaitingAt === null ? (
          t('dashboard.queueIdle')
        ) : (
          <>
            {t('dashboard.queueOldest', { ago: '' })}
            <Ago at={queue.oldestWaitingAt} />
          </>
        )
      }
    />
  );
}

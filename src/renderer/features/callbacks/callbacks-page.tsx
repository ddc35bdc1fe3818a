import { Button, Title } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import type { Config } from '../../../shared/config.ts';
import type { EngineStatus } from '../../../shared/domain/status.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { intakeTone } from '../../theme/tone.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { EmptyPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { StatusMark, ToneIcon } from '../../ui/status-mark.tsx';
import { Ago, Until } from '../../ui/time-text.tsx';
import classes from './callbacks.module.css';

/** Said when the engine gives no words of its own. */
function fallback(intake: EngineStatus['intake']): string {
  if (intake.state === 'off') return t('callbacks.off');
  if (intake.state === 'failed') return t('callbacks.failed');
  return t(`callbacks.listening.${intake.mode}`);
}

function Body({ status, config }: { readonly status: EngineStatus; readonly config: Config }) {
  const { intake } = status;
  const poll = config.limits.pollSeconds;
  return (
    <div className={reading.page}>
      <p className={reading.lead}>{t('callbacks.lead')}</p>
      <div className={classes.now}>
        <ToneIcon tone={intakeTone(intake)} size={20} />
        <div>
          <p className={classes.sentence}>{intake.message === '' ? fallback(intake) : intake.message}</p>
        </div>
      </div>
      <section className={reading.section} aria-label={t('callbacks.now')}>
        <FactList
          facts={[
            {
              name: t('callbacks.state'),
              value: <StatusMark tone={intakeTone(intake)}>{t(`dashboard.intake.${intake.state}`)}</StatusMark>,
            },
            { name: t('callbacks.mode'), value: t(`callbacks.mode.${intake.mode}`) },
            {
              name: t('callbacks.port'),
              value: <span className="num">{intake.port ?? t('callbacks.noPort')}</span>,
            },
            {
              name: t('callbacks.address'),
              value:
                config.intake.publicUrl === '' ? (
                  <span className="dim">{t('callbacks.noAddress')}</span>
                ) : (
                  <span className="mono">{config.intake.publicUrl}</span>
                ),
            },
            {
              name: t('callbacks.last'),
              value: intake.lastDeliveryAt === null ? t('time.never') : <Ago at={intake.lastDeliveryAt} />,
            },
            {
              name: t('callbacks.inbox'),
              value:
                status.queue.inbox === 0 ? t('callbacks.inboxNone') : tn('callbacks.inboxCount', status.queue.inbox),
            },
            {
              name: t('callbacks.refused'),
              value:
                intake.refused === 0 ? (
                  t('callbacks.refusedNone')
                ) : (
                  <span className={classes.refused}>
                    {tn('callbacks.refusedSome', intake.refused)}
                    <Button size="xs" variant="default" onClick={() => go({ page: 'events', text: 'refused' })}>
                      {t('callbacks.seeRefused')}
                    </Button>
                  </span>
                ),
            },
          ]}
        />
      </section>
      <section className={reading.section} aria-labelledby="callbacks-polling">
        <div className={reading.head}>
          <Title order={2} id="callbacks-polling">
            {t('callbacks.polling')}
          </Title>
        </div>
        <p className={reading.text}>
          {t('callbacks.pollingText', { n: poll, relaxed: Math.max(poll, config.limits.relaxedPollSeconds) })}
        </p>
        <FactList
          facts={[
            {
              name: t('callbacks.lastSync'),
              value: status.lastSyncAt === null ? t('time.never') : <Ago at={status.lastSyncAt} />,
            },
            {
              name: t('callbacks.nextPoll'),
              value: status.nextPollAt === null ? t('time.never') : <Until at={status.nextPollAt} />,
            },
          ]}
        />
      </section>
    </div>
  );
}

/** How changes arrive. Says only what the engine reports. */
export function CallbacksPage() {
  const status = useApp((state) => state.status);
  const config = useApp((state) => state.setup?.config ?? null);
  if (status === null || config === null) return <Loading />;
  if (config.connectwise === null && config.fieldnation === null) {
    return (
      <EmptyPage
        icon={<IconPlugConnected size={36} stroke={1.4} aria-hidden />}
        title={t('callbacks.firstTitle')}
        text={t('callbacks.firstText')}
      >
        <Button onClick={() => go({ page: 'setup' })}>{t('action.finishSetup')}</Button>
      </EmptyPage>
    );
  }
  return <Body status={status} config={config} />;
}

import { Anchor, Button, Title } from '@mantine/core';
import { IconPlugConnected, IconRefresh } from '@tabler/icons-react';
import { t, tn } from '../../../shared/strings/t.ts';
import { syncNow } from '../../commands.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { engineTone } from '../../theme/tone.ts';
import { EmptyPage, Loading } from '../../ui/page-state.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { Ago, Until } from '../../ui/time-text.tsx';
import classes from './dashboard.module.css';
import { IntakeTile, QueueTile, RemoteTile } from './health-tiles.tsx';
import { NewestEvents } from './newest-events.tsx';

/** Is everything in step? One sentence, the health of every part, and what happened last. */
export function DashboardPage() {
  const status = useApp((state) => state.status);
  if (status === null) return <Loading />;
  if (status.state === 'setup') {
    return (
      <EmptyPage
        icon={<IconPlugConnected size={36} stroke={1.4} aria-hidden />}
        title={t('dashboard.firstTitle')}
        text={t('dashboard.firstText')}
      >
        <Button onClick={() => go({ page: 'setup' })}>{t('action.finishSetup')}</Button>
      </EmptyPage>
    );
  }
  return (
    <div className={classes.page}>
      <section className={classes.headline}>
        <ToneIcon tone={engineTone(status)} size={22} />
        <p className={classes.sentence} role="status">
          {status.headline}
        </p>
        {status.attention > 0 && (
          <Button onClick={() => go({ page: 'attention' })}>{t('dashboard.seeAttention')}</Button>
        )}
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          disabled={status.state !== 'running'}
          onClick={() => void syncNow()}
        >
          {t('dashboard.syncNow')}
        </Button>
      </section>
      <section aria-label={t('dashboard.health')} className={classes.tiles}>
        <RemoteTile remote="connectwise" health={status.connectwise} />
        <RemoteTile remote="fieldnation" health={status.fieldnation} />
        <IntakeTile intake={status.intake} />
        <QueueTile queue={status.queue} />
      </section>
      <section className={classes.numbers}>
        <dl className={classes.facts}>
          <div className={classes.fact}>
            <dt>{t('dashboard.links')}</dt>
            <dd className="num">{status.links.open}</dd>
          </div>
          {status.links.creating > 0 && (
            <div className={classes.fact}>
              <dt>{t('dashboard.creating')}</dt>
              <dd className="num">{status.links.creating}</dd>
            </div>
          )}
          <div className={classes.fact}>
            <dt>{t('dashboard.conflicts')}</dt>
            <dd className="num">
              {status.conflicts === 0 ? (
                0
              ) : (
                <Anchor
                  component="button"
                  className={classes.factLink ?? ''}
                  aria-label={tn('dashboard.conflictsLabel', status.conflicts)}
                  onClick={() => go({ page: 'attention', tab: 'conflicts' })}
                >
                  <ToneIcon tone="attention" size={15} />
                  {status.conflicts}
                </Anchor>
              )}
            </dd>
          </div>
          <div className={classes.fact}>
            <dt>{t('dashboard.lastSync')}</dt>
            <dd>{status.lastSyncAt === null ? t('time.never') : <Ago at={status.lastSyncAt} />}</dd>
          </div>
          <div className={classes.fact}>
            <dt>{t('dashboard.nextPoll')}</dt>
            <dd>{status.nextPollAt === null ? t('time.never') : <Until at={status.nextPollAt} />}</dd>
          </div>
        </dl>
      </section>
      <section className={classes.newest} aria-labelledby="newest-events">
        <div className={classes.sectionHead}>
          <Title order={2} id="newest-events">
            {t('dashboard.newest')}
          </Title>
          <Button variant="subtle" size="xs" onClick={() => go({ page: 'events' })}>
            {t('dashboard.all')}
          </Button>
        </div>
        <NewestEvents />
      </section>
    </div>
  );
}

import { Button, Title } from '@mantine/core';
import { IconPlugConnected, IconRefresh } from '@tabler/icons-react';
import { t } from '../../../shared/strings/t.ts';
import { syncNow } from '../../commands.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { engineTone } from '../../theme/tone.ts';
import { EmptyPage, Loading } from '../../ui/page-state.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import classes from './dashboard.module.css';
import { FiguresSection } from './figures-section.tsx';
import { HealthTiles } from './health-tiles.tsx';
import { headlineWords } from './health-words.ts';
import { NewestEvents } from './newest-events.tsx';
import { NowFacts } from './now-facts.tsx';

/** Is everything in step? One sentence, the health of every part, the figures, and what happened last. */
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
          {headlineWords(status)}
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
      <HealthTiles status={status} />
      <NowFacts status={status} />
      <FiguresSection />
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

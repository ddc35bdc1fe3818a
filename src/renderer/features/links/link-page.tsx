import { Button, Switch, Title } from '@mantine/core';
import { IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { LinkPage as LinkPageView } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { onPush } from '../../bridge.ts';
import { openExternal, syncNow } from '../../commands.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EventList } from '../../ui/event-list.tsx';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Ago } from '../../ui/time-text.tsx';
import { FieldTable } from './field-table.tsx';
import { LinkState } from './link-columns.tsx';
import classes from './link-page.module.css';

function Head({ page }: { readonly page: LinkPageView }) {
  const { link } = page;
  const title =
    link.workOrderId === null
      ? t('link.titleCreating', { ticket: link.ticketId })
      : t('link.title', { ticket: link.ticketId, workOrder: link.workOrderId });
  return (
    <div className={classes.head}>
      <div className={classes.titleLine}>
        <Title order={1} className={`${classes.title ?? ''} num`}>
          {title}
        </Title>
        <LinkState state={link.state} boxed />
        <div className={classes.buttons}>
          <Button
            variant="default"
            leftSection={<IconExternalLink size={15} aria-hidden />}
            disabled={page.ticketUrl === ''}
            onClick={() => void openExternal(page.ticketUrl)}
          >
            {t('action.openConnectwise')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconExternalLink size={15} aria-hidden />}
            disabled={page.workOrderUrl === ''}
            onClick={() => void openExternal(page.workOrderUrl)}
          >
            {t('action.openFieldnation')}
          </Button>
          <Button leftSection={<IconRefresh size={15} aria-hidden />} onClick={() => void syncNow(link.id)}>
            {t('link.syncNow')}
          </Button>
        </div>
      </div>
      <p className={classes.summary}>{link.ticketSummary}</p>
      <dl className={classes.facts}>
        <div>
          <dt>{t('link.company')}</dt>
          <dd>{link.companyName}</dd>
        </div>
        <div>
          <dt>{t('links.col.ticketStatus')}</dt>
          <dd>{link.ticketStatus}</dd>
        </div>
        <div>
          <dt>{t('links.col.workOrderStatus')}</dt>
          <dd>{link.workOrderId === null ? t('link.creating') : link.workOrderStatus}</dd>
        </div>
        <div>
          <dt>{t('link.provider')}</dt>
          <dd>{link.providerName === '' ? <span className="dim">{t('link.noProvider')}</span> : link.providerName}</dd>
        </div>
        <div>
          <dt>{t('link.lastSynced')}</dt>
          <dd>{link.lastSyncedAt === null ? t('time.never') : <Ago at={link.lastSyncedAt} />}</dd>
        </div>
        <div title={t('link.markerHelp')}>
          <dt>{t('link.marker')}</dt>
          <dd className="mono">{page.marker}</dd>
        </div>
      </dl>
    </div>
  );
}

/** One link: both records side by side with what they last agreed on, and everything that happened to it. */
export function LinkPage({ linkId }: { readonly linkId: number }) {
  const { value, error, again } = useAsked('links:page', { linkId }, ['links']);
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  useEffect(() => onPush('log', again), [again]);

  if (value === undefined) return error === null ? <Loading rows={12} /> : <FailedPage error={error} onAgain={again} />;
  if (value === null) {
    return (
      <EmptyPage title={t('link.notFoundTitle')} text={t('link.notFoundText')}>
        <Button variant="default" onClick={() => go({ page: 'links' })}>
          {t('link.back')}
        </Button>
      </EmptyPage>
    );
  }
  const differing = value.fields.filter((field) => field.differs);
  return (
    <div className={classes.page}>
      <Head page={value} />
      <section aria-labelledby="link-values" className={classes.section}>
        <div className={classes.sectionHead}>
          <Title order={2} id="link-values">
            {t('link.values')}
          </Title>
          {value.fields.length > 0 && (
            <StatusMark tone={differing.length === 0 ? 'ok' : 'attention'}>
              {differing.length === 0 ? t('link.allSame') : tn('link.differCount', differing.length)}
            </StatusMark>
          )}
          {differing.length > 0 && (
            <Switch
              className={classes.only ?? ''}
              label={t('link.onlyDiffering')}
              checked={onlyDiffering}
              onChange={(event) => setOnlyDiffering(event.currentTarget.checked)}
            />
          )}
        </div>
        {value.fields.length === 0 ? (
          <p className="dim">{t('link.noFields')}</p>
        ) : (
          <FieldTable fields={onlyDiffering && differing.length > 0 ? differing : value.fields} />
        )}
      </section>
      <section aria-labelledby="link-timeline" className={classes.section}>
        <div className={classes.sectionHead}>
          <Title order={2} id="link-timeline">
            {t('link.timeline')}
          </Title>
          <Button
            variant="subtle"
            size="xs"
            className={classes.only ?? ''}
            onClick={() => go({ page: 'events', ticketId: value.link.ticketId })}
          >
            {t('link.inEvents')}
          </Button>
        </div>
        {value.timeline.length === 0 ? (
          <p className="dim">{t('link.noTimeline')}</p>
        ) : (
          <EventList events={value.timeline} withoutRecords />
        )}
      </section>
    </div>
  );
}

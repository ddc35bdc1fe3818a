import { Button, Title } from '@mantine/core';
import { IconExternalLink, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { LinkPage as LinkPageView } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';
import { openExternal, syncNow } from '../../commands.ts';
import { useApp } from '../../stores/app-store.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Ago, Until } from '../../ui/time-text.tsx';
import { LinkState } from './link-columns.tsx';
import classes from './link-page.module.css';

function Fact({
  name,
  title,
  children,
}: {
  readonly name: string;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <div {...(title === undefined ? {} : { title })}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Out({ words, url }: { readonly words: string; readonly url: string }) {
  return (
    <Button
      variant="default"
      leftSection={<IconExternalLink size={15} aria-hidden />}
      disabled={url === ''}
      onClick={() => void openExternal(url)}
    >
      {words}
    </Button>
  );
}

/** When this pair is looked at next: its own run where one is due, else the next poll. */
function NextRun({ page }: { readonly page: LinkPageView }) {
  const nextPollAt = useApp(({ status }) => (status?.state === 'running' ? status.nextPollAt : null));
  const job = page.jobs.find(({ state }) => state === 'running') ?? page.jobs.find(({ state }) => state === 'ready');
  if (job?.state === 'running')
    return (
      <Fact name={t('link.job.next')}>
        <StatusMark tone="working">{t('link.job.underWay')}</StatusMark>
      </Fact>
    );
  if (job !== undefined)
    return (
      <Fact name={t('link.job.next')}>
        <Until at={job.runAt} />
      </Fact>
    );
  if (page.link.state === 'closed' || nextPollAt === null) return null;
  return (
    <Fact name={t('link.job.nextPoll')}>
      <Until at={nextPollAt} />
    </Fact>
  );
}

/** Both numbers, the state of the pair, its facts, and what can be done with it. */
export function LinkHead({ page, onUnlink }: { readonly page: LinkPageView; readonly onUnlink: () => void }) {
  const { link } = page;
  const title =
    link.workOrderId === null
      ? t('link.titleCreating', { ticket: link.ticketId })
      : t('link.title', { ticket: link.ticketId, workOrder: link.workOrderId });
  const closed = link.state === 'closed';
  return (
    <div className={classes.head}>
      <div className={classes.titleLine}>
        <Title order={1} className={`${classes.title ?? ''} num`}>
          {title}
        </Title>
        <LinkState state={link.state} boxed />
      </div>
      <div className={classes.subLine}>
        <p className={classes.summary}>{link.ticketSummary}</p>
        <div className={classes.buttons}>
          <Out words={t('action.openConnectwise')} url={page.ticketUrl} />
          <Out words={t('action.openFieldnation')} url={page.workOrderUrl} />
          {!closed && (
            <>
              <Button variant="default" onClick={onUnlink}>
                {t('link.unlinkMore')}
              </Button>
              <Button leftSection={<IconRefresh size={15} aria-hidden />} onClick={() => void syncNow(link.id)}>
                {t('link.syncNow')}
              </Button>
            </>
          )}
        </div>
      </div>
      <dl className={classes.facts}>
        <Fact name={t('link.company')}>{link.companyName}</Fact>
        <Fact name={t('links.col.ticketStatus')}>{link.ticketStatus}</Fact>
        <Fact name={t('links.col.workOrderStatus')}>
          {link.workOrderId === null ? t('link.creating') : link.workOrderStatus}
        </Fact>
        <Fact name={t('link.provider')}>
          {link.providerName === '' ? <span className="dim">{t('link.noProvider')}</span> : link.providerName}
        </Fact>
        <Fact name={t('link.lastSynced')}>
          {link.lastSyncedAt === null ? t('time.never') : <Ago at={link.lastSyncedAt} />}
        </Fact>
        <NextRun page={page} />
        <Fact name={t('link.marker')} title={t('link.markerHelp')}>
          <span className="mono">{page.marker}</span>
        </Fact>
      </dl>
    </div>
  );
}

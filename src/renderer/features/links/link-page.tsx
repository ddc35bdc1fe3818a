import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LinkPage as LinkPageView } from '../../../shared/domain/views.ts';
import { formatNumber, t } from '../../../shared/strings/t.ts';
import { onPush } from '../../bridge.ts';
import { go } from '../../stores/nav-store.ts';
import { type LinkTab, linkTabs } from '../../stores/place.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import { PageTabs, TabCount } from '../../ui/page-tabs.tsx';
import { CopiesTab } from './copies-tab.tsx';
import { DryRunDialog } from './dry-run-dialog.tsx';
import { HistoryTab } from './history-tab.tsx';
import { LinkHead } from './link-head.tsx';
import { LinkNotices } from './link-notices.tsx';
import classes from './link-page.module.css';
import { PastRuns } from './past-runs.tsx';
import { TimelineTab } from './timeline-tab.tsx';
import { RelinkDialog, UnlinkDialog } from './unlink-dialog.tsx';
import { ValuesTab } from './values-tab.tsx';

type Dialog = 'dry-run' | 'unlink' | 'relink';

interface BodyProps {
  readonly tab: LinkTab;
  readonly page: LinkPageView;
  readonly onTry: () => void;
}

function TabBody({ tab, page, onTry }: BodyProps) {
  const linkId = page.link.id;
  switch (tab) {
    case 'values':
      return <ValuesTab page={page} onTry={onTry} />;
    case 'history':
      return <HistoryTab linkId={linkId} />;
    case 'copies':
      return <CopiesTab linkId={linkId} />;
    case 'timeline':
      return <TimelineTab page={page} />;
    case 'runs':
      return <PastRuns linkId={linkId} />;
  }
}

/** One link: both records side by side with what they last agreed on, what can be done with it, and everything that happened to it. */
export function LinkPage({ linkId, tab = 'values' }: { readonly linkId: number; readonly tab?: LinkTab | undefined }) {
  const { value, error, again } = useAsked('links:page', { linkId }, ['links']);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  useEffect(() => onPush('log', again), [again]);
  const close = (): void => setDialog(null);

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
  const { link, fields } = value;
  const differing = fields.filter((field) => field.differs).length;
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <LinkHead page={value} onUnlink={() => setDialog('unlink')} />
        <LinkNotices page={value} onRelink={() => setDialog('relink')} onDone={again} />
      </div>
      <PageTabs
        label={t('link.tabs')}
        tabs={linkTabs.map((name) => ({
          value: name,
          name: t(`link.tab.${name}`),
          ...(name === 'values' ? { count: <TabCount n={differing}>{formatNumber(differing)}</TabCount> } : {}),
        }))}
        value={tab}
        onChange={(wanted) => go({ page: 'links', linkId, tab: wanted })}
      >
        <div className={classes.body}>
          <TabBody tab={tab} page={value} onTry={() => setDialog('dry-run')} />
        </div>
      </PageTabs>
      <DryRunDialog link={link} opened={dialog === 'dry-run'} onClose={close} />
      <UnlinkDialog link={link} opened={dialog === 'unlink'} onClose={close} onDone={again} />
      <RelinkDialog link={link} opened={dialog === 'relink'} onClose={close} onDone={again} />
    </div>
  );
}

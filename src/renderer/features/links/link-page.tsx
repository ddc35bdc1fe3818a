import { Button, Switch, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LinkPage as LinkPageView } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { onPush } from '../../bridge.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EventList } from '../../ui/event-list.tsx';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { DryRunDialog } from './dry-run-dialog.tsx';
import { FieldTable } from './field-table.tsx';
import { LinkHead } from './link-head.tsx';
import { LinkNotices } from './link-notices.tsx';
import classes from './link-page.module.css';
import { PastRuns } from './past-runs.tsx';
import { RelinkDialog, UnlinkDialog } from './unlink-dialog.tsx';

function Values({ page, onTry }: { readonly page: LinkPageView; readonly onTry: () => void }) {
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const { fields, link } = page;
  const differing = fields.filter((field) => field.differs);
  return (
    <section aria-labelledby="link-values" className={classes.section}>
      <div className={classes.sectionHead}>
        <Title order={2} id="link-values">
          {t('link.values')}
        </Title>
        {fields.length > 0 && (
          <StatusMark tone={differing.length === 0 ? 'ok' : 'attention'}>
            {differing.length === 0 ? t('link.allSame') : tn('link.differCount', differing.length)}
          </StatusMark>
        )}
        <span className={classes.grow} />
        {differing.length > 0 && (
          <Switch
            label={t('link.onlyDiffering')}
            checked={onlyDiffering}
            onChange={(event) => setOnlyDiffering(event.currentTarget.checked)}
          />
        )}
        {link.state !== 'closed' && (
          <Button size="xs" variant="default" disabled={link.workOrderId === null} onClick={onTry}>
            {t('link.dryRun')}
          </Button>
        )}
      </div>
      {fields.length === 0 ? (
        <p className="dim">{t('link.noFields')}</p>
      ) : (
        <FieldTable fields={onlyDiffering && differing.length > 0 ? differing : fields} />
      )}
    </section>
  );
}

/** Enough to see what happened last; a long life is unfolded on demand. */
const firstLines = 20;

function Timeline({ page }: { readonly page: LinkPageView }) {
  const [all, setAll] = useState(false);
  const { timeline } = page;
  return (
    <section aria-labelledby="link-timeline" className={classes.section}>
      <div className={classes.sectionHead}>
        <Title order={2} id="link-timeline">
          {t('link.timeline')}
        </Title>
        <span className={classes.grow} />
        <Button variant="subtle" size="xs" onClick={() => go({ page: 'events', ticketId: page.link.ticketId })}>
          {t('link.inEvents')}
        </Button>
      </div>
      {timeline.length === 0 ? (
        <p className="dim">{t('link.noTimeline')}</p>
      ) : (
        <EventList events={all ? timeline : timeline.slice(0, firstLines)} withoutRecords />
      )}
      {timeline.length > firstLines && (
        <Button size="xs" variant="subtle" mt={4} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('link.timelineFewer') : tn('link.timelineAll', timeline.length)}
        </Button>
      )}
    </section>
  );
}

type Dialog = 'dry-run' | 'unlink' | 'relink';

/** One link: both records side by side with what they last agreed on, what can be done with it, and everything that happened to it. */
export function LinkPage({ linkId }: { readonly linkId: number }) {
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
  const { link } = value;
  return (
    <div className={classes.page}>
      <LinkHead page={value} onUnlink={() => setDialog('unlink')} />
      <LinkNotices page={value} onRelink={() => setDialog('relink')} />
      <Values page={value} onTry={() => setDialog('dry-run')} />
      <Timeline page={value} />
      <PastRuns linkId={linkId} />
      <DryRunDialog link={link} opened={dialog === 'dry-run'} onClose={close} />
      <UnlinkDialog link={link} opened={dialog === 'unlink'} onClose={close} onDone={again} />
      <RelinkDialog link={link} opened={dialog === 'relink'} onClose={close} onDone={again} />
    </div>
  );
}

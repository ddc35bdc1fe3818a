import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LinkPage as LinkPageView } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { useFromNow } from '../../stores/use-now.ts';
import type { Tone } from '../../theme/tone.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { timeUntil } from '../../ui/time.ts';
import { FixButton } from '../events/fix-button.tsx';
import classes from './link-page.module.css';

function Notice({
  tone,
  text,
  children,
}: {
  readonly tone: Tone;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <ToneIcon tone={tone} size={16} />
      <span className={classes.noticeText}>{text}</span>
      {children}
    </div>
  );
}

type Job = LinkPageView['jobs'][number];

/** A run that stopped, waits for a person, or is tried again, with the reason and the fix. */
function JobNotice({ job, onDone }: { readonly job: Job; readonly onDone: () => void }) {
  const again = useFromNow((now) => t('link.job.again', { n: job.attempts, time: timeUntil(job.runAt, now) }));
  const first = job.state === 'ready' ? again : t(job.state === 'held' ? 'link.job.held' : 'link.job.dead');
  const action = job.error?.action;
  const ownFix = action !== undefined && action.do !== 'retry';
  return (
    <Notice
      tone={job.state === 'dead' ? 'error' : job.state === 'held' ? 'attention' : 'waiting'}
      text={job.error === null ? first : `${first} ${job.error.message}`}
    >
      {ownFix && <FixButton action={action} jobId={job.id} onDone={onDone} />}
      {job.state === 'held' && !ownFix && <FixButton action={{ do: 'approve' }} jobId={job.id} onDone={onDone} />}
      {job.state === 'dead' && <FixButton action={{ do: 'retry' }} jobId={job.id} onDone={onDone} />}
    </Notice>
  );
}

/** What stands between this pair and being in step: it is closed or not there yet, a run of it stopped, or fields of it wait for a choice. */
export function LinkNotices({
  page,
  onRelink,
  onDone,
}: {
  readonly page: LinkPageView;
  readonly onRelink: () => void;
  readonly onDone: () => void;
}) {
  const { link, closedReason, jobs } = page;
  const { value = [] } = useAsked('conflicts:list', undefined, ['attention']);
  const open = value.filter((row) => row.linkId === link.id && row.choice === null).length;
  return (
    <>
      {link.state === 'closed' && (
        <Notice
          tone="waiting"
          text={closedReason === '' ? t('link.closed') : t('link.closedBecause', { reason: closedReason })}
        >
          <Button size="xs" variant="default" onClick={onRelink}>
            {t('link.relinkMore')}
          </Button>
        </Notice>
      )}
      {link.state === 'creating' && (
        <Notice tone="working" text={t('link.creating')}>
          <Button size="xs" variant="default" onClick={() => go({ page: 'events', why: link.ticketId })}>
            {t('link.job.why')}
          </Button>
        </Notice>
      )}
      {jobs
        .filter((job) => job.state === 'dead' || job.state === 'held' || (job.state === 'ready' && job.error !== null))
        .map((job) => (
          <JobNotice key={job.id} job={job} onDone={onDone} />
        ))}
      {open > 0 && (
        <Notice tone="attention" text={tn('link.conflicts', open)}>
          <Button size="xs" variant="default" onClick={() => go({ page: 'attention', tab: 'conflicts' })}>
            {t('link.seeConflicts')}
          </Button>
        </Notice>
      )}
    </>
  );
}

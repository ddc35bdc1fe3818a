import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LinkPage as LinkPageView } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import type { Tone } from '../../theme/tone.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
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

/** What stands between this pair and being in step: it is closed, or fields of it wait for a choice. */
export function LinkNotices({ page, onRelink }: { readonly page: LinkPageView; readonly onRelink: () => void }) {
  const { link, closedReason } = page;
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

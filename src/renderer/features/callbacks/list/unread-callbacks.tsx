import { Button, Title } from '@mantine/core';
import { t } from '../../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { useApp } from '../../../stores/app-store.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { FailedPage } from '../../../ui/page-state.tsx';
import { registerCallback } from '../wizard/wizard-store.ts';
import classes from './list.module.css';

interface Unread {
  readonly error: AppErrorInfo;
  readonly onAgain: () => void;
}

/** True when ConnectWise refuses because the API member has no right to callbacks. */
export function lacksRight({ code }: Pick<AppErrorInfo, 'code'>): boolean {
  return code === 'connectwise.forbidden';
}

/** The entries could not be read at all: which right is missing and how to do without it, or what else went wrong. */
export function UnreadCallbacks({ error, onAgain }: Unread) {
  const poll = useApp((state) => state.setup?.config.limits.pollSeconds ?? 60);
  if (error.kind === 'offline') {
    return (
      <div className={classes.unread}>
        <Title order={2}>{t('callbacks.offlineTitle')}</Title>
        <p className={classes.unreadText}>{t('callbacks.offlineText')}</p>
        <ErrorNote error={error}>
          <Button size="xs" variant="default" onClick={onAgain}>
            {t('action.retryLoad')}
          </Button>
        </ErrorNote>
      </div>
    );
  }
  if (!lacksRight(error)) return <FailedPage error={error} onAgain={onAgain} />;
  return (
    <div className={classes.unread}>
      <Title order={2}>{t('callbacks.noRightTitle')}</Title>
      <p className={classes.unreadText}>{t('callbacks.noRightText', { n: poll })}</p>
      <ol className={classes.ways}>
        <li>{t('callbacks.noRightAsk')}</li>
        <li>{t('callbacks.noRightCurl')}</li>
      </ol>
      <div className={classes.emptyButtons} data-start>
        <Button data-register onClick={() => registerCallback()}>
          {t('callbacks.makeCommand')}
        </Button>
        <Button variant="default" onClick={onAgain}>
          {t('callbacks.lookAgain')}
        </Button>
      </div>
      <ErrorNote error={error} />
    </div>
  );
}

/** What is shown was read before: a later reading failed. A right that was taken away since does not stop an administrator's command. */
export function StaleNote({ error, onAgain }: Unread) {
  return (
    <ErrorNote error={{ ...error, message: t('callbacks.stale', { why: error.message }) }}>
      {lacksRight(error) && (
        <Button size="xs" onClick={() => registerCallback()}>
          {t('callbacks.makeCommand')}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={onAgain}>
        {t('action.retryLoad')}
      </Button>
    </ErrorNote>
  );
}

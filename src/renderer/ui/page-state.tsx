import { Button, Skeleton, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock.ts';
import { t } from '../../shared/strings/t.ts';
import type { AppErrorInfo } from '../errors.ts';
import { ErrorNote } from './error-note.tsx';
import classes from './page-state.module.css';

const skeletonAfterMs = 150;

/** Skeleton rows, only once loading has taken long enough to be noticed. */
export function Loading({ rows = 8 }: { readonly rows?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => systemClock.after(skeletonAfterMs, () => setShown(true)), []);
  if (!shown) return null;
  return (
    <div className={classes.loading} role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={`row-${String(index)}`} height={16} width={`${String(92 - ((index * 17) % 40))}%`} radius={4} />
      ))}
    </div>
  );
}

/** A page with nothing to show: what it is for, and the one next step. */
export function EmptyPage({
  icon,
  title,
  text,
  children,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      {icon !== undefined && <div className={classes.emptyIcon}>{icon}</div>}
      <Title order={2} className={classes.emptyTitle}>
        {title}
      </Title>
      <p className={classes.emptyText}>{text}</p>
      {children}
    </div>
  );
}

/** A page that could not be loaded: what, why, and a way to try again. */
export function FailedPage({ error, onAgain }: { readonly error: AppErrorInfo; readonly onAgain: () => void }) {
  return (
    <div className={classes.failed}>
      <Title order={2} mb={8}>
        {t('state.failedTitle')}
      </Title>
      <ErrorNote error={error}>
        <Button size="xs" variant="default" onClick={onAgain}>
          {t('action.retryLoad')}
        </Button>
      </ErrorNote>
    </div>
  );
}

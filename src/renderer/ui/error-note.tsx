import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { type MessageKey, t } from '../../shared/strings/t.ts';
import { type AppErrorInfo, errorAsText } from '../errors.ts';
import { CopyButton } from './copy-button.tsx';
import classes from './error-note.module.css';
import { ToneIcon } from './status-mark.tsx';
import { duration } from './time.ts';

/** Code, kind and facts of an error, for the person who reports it. */
export function ErrorFacts({ error }: { readonly error: AppErrorInfo }) {
  const kindKey: MessageKey = `kind.${error.kind}`;
  return (
    <dl className={classes.facts}>
      <dt>{t('error.code')}</dt>
      <dd className="mono">{error.code}</dd>
      <dt>{t('error.kind')}</dt>
      <dd>{t(kindKey)}</dd>
      {error.retryAfterMs !== undefined && (
        <>
          <dt>{t('error.retryAfter')}</dt>
          <dd>{duration(error.retryAfterMs)}</dd>
        </>
      )}
      {Object.entries(error.context).map(([name, value]) => (
        <div key={name} className={classes.pair}>
          <dt>{name}</dt>
          <dd className="mono">{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A failure in words: what happened and what to do, with the details and a copy button behind a toggle. */
export function ErrorNote({ error, children }: { readonly error: AppErrorInfo; readonly children?: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.note} role="alert">
      <ToneIcon tone="error" size={16} />
      <div className={classes.body}>
        <div className={classes.message}>{error.message}</div>
        <Group gap={8} mt={8}>
          {children}
          <Button size="xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('state.hideDetails') : t('state.details')}
          </Button>
          {open && <CopyButton text={errorAsText(error)} label={t('action.copyError')} />}
        </Group>
        {open && <ErrorFacts error={error} />}
      </div>
    </div>
  );
}

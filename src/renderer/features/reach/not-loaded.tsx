import { Button } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ErrorNote } from '../../ui/error-note.tsx';

/** A part of a page that could not be loaded: why, and a way to try again. */
export function NotLoaded({ error, onAgain }: { readonly error: AppErrorInfo; readonly onAgain: () => void }) {
  return (
    <ErrorNote error={error}>
      <Button size="xs" variant="default" onClick={onAgain}>
        {t('action.retryLoad')}
      </Button>
    </ErrorNote>
  );
}

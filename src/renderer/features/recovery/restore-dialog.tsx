import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Backup } from '../../../shared/domain/recovery.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { exactTime } from '../../ui/time.ts';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import classes from './recovery.module.css';

/** What a restore does, step by step, before it is done. The window loads anew afterwards: everything it knows is of before. */
export function RestoreDialog({ backup, onClose }: { readonly backup: Backup | null; readonly onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  useReturnFocus(backup !== null);

  function close(): void {
    if (busy) return;
    setError(null);
    onClose();
  }

  async function restore(name: string): Promise<void> {
    setBusy(true);
    setError(null);
    const answer = await ask('recovery:restore', { name });
    if (answer.ok) {
      window.location.reload();
      return;
    }
    setBusy(false);
    setError(answer.error);
  }

  return (
    <Modal
      opened={backup !== null}
      onClose={close}
      size="lg"
      title={backup === null ? '' : t('restore.title', { time: exactTime(backup.madeAt) })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {backup !== null && (
        <>
          <ol className={classes.steps}>
            <li>{t('restore.step1')}</li>
            <li>{t('restore.step2')}</li>
            <li>{t('restore.step3')}</li>
            <li>{t('restore.step4')}</li>
          </ol>
          <p className={classes.dim}>{t('restore.safe')}</p>
          <p className={classes.dim}>{t('restore.lost')}</p>
          {busy && (
            <p className={classes.dim} role="status">
              {t('restore.working')}
            </p>
          )}
          {error !== null && <ErrorNote error={error} />}
          <div className={classes.foot}>
            <Button variant="default" disabled={busy} onClick={close} data-autofocus>
              {t('action.cancel')}
            </Button>
            <Button color="red" loading={busy} onClick={() => void restore(backup.name)}>
              {t('restore.confirm')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}

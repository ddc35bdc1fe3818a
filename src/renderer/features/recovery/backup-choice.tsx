import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { exactTime } from '../../ui/time.ts';
import { sizeText } from '../../ui/words.ts';
import classes from './recovery.module.css';
import { reasonText } from './words.ts';

/** On a start that failed: which backup is to take the place of what cannot be read. The newest good one is offered first. */
export function BackupChoice({ newer }: { readonly newer: boolean }) {
  const { value, error } = useAsked('recovery:backups', undefined);
  const [picked, setPicked] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const good = (value?.backups ?? []).filter((backup) => backup.problem === null);
  const chosen = good.find((backup) => backup.name === picked) ?? good[0];

  async function restore(name: string): Promise<void> {
    setBusy(true);
    setFailed(null);
    const answer = await ask('recovery:restore', { name });
    if (answer.ok) {
      window.location.reload();
      return;
    }
    setBusy(false);
    setFailed(answer.error);
  }

  if (error !== null) return <ErrorNote error={error} />;
  if (value === undefined) {
    return (
      <p className={classes.dim} role="status">
        {t('problem.looking')}
      </p>
    );
  }
  if (chosen === undefined) return newer ? null : <p className={classes.dim}>{t('problem.noBackup')}</p>;
  return (
    <div className={classes.choice}>
      <Radio.Group
        label={newer ? t('problem.chooseNewer') : t('problem.choose')}
        value={chosen.name}
        onChange={setPicked}
      >
        <div className={classes.radios}>
          {good.map((backup) => (
            <Radio
              key={backup.name}
              value={backup.name}
              label={exactTime(backup.madeAt)}
              description={`${reasonText(backup.reason)} · ${sizeText(backup.sizeBytes)}`}
            />
          ))}
        </div>
      </Radio.Group>
      <p className={classes.below}>{t('problem.chooseHelp')}</p>
      {failed !== null && <ErrorNote error={failed} />}
      <Button mt={12} variant={newer ? 'default' : 'filled'} loading={busy} onClick={() => void restore(chosen.name)}>
        {t('problem.restoreChosen')}
      </Button>
    </div>
  );
}

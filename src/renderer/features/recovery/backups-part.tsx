import { Button, Title } from '@mantine/core';
import { useState } from 'react';
import type { Backup } from '../../../shared/domain/recovery.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import reading from '../../ui/reading.module.css';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Table, TableFrame } from '../../ui/table.tsx';
import { exactTime } from '../../ui/time.ts';
import { sizeText } from '../../ui/words.ts';
import { openFolder } from './open-folder.ts';
import classes from './recovery.module.css';
import { RestoreDialog } from './restore-dialog.tsx';
import { reasonText } from './words.ts';

/** The backups there are, newest first, and what can be done with them. */
export function BackupsPart({
  backups,
  onChange,
}: {
  readonly backups: readonly Backup[];
  readonly onChange: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [chosen, setChosen] = useState<Backup | null>(null);

  async function backUp(): Promise<void> {
    setBusy(true);
    const answer = await ask('recovery:back-up-now', undefined);
    setBusy(false);
    if (answer.ok) tellDone(t('recovery.backedUp', { size: sizeText(answer.value.sizeBytes) }));
    else tellFailure(answer.error.message);
    onChange();
  }

  return (
    <section className={reading.section} aria-labelledby="backups-title">
      <div className={reading.head}>
        <Title order={3} id="backups-title">
          {t('recovery.backups')}
        </Title>
        <span className={reading.grow} />
        <Button size="xs" variant="default" onClick={() => void openFolder('backups')}>
          {t('recovery.openFolder')}
        </Button>
        <Button size="xs" loading={busy} onClick={() => void backUp()}>
          {t('recovery.backUpNow')}
        </Button>
      </div>
      {busy && (
        <p className={reading.text} role="status">
          {t('recovery.backingUp')}
        </p>
      )}
      {backups.length === 0 ? (
        <div className={reading.box}>{t('recovery.none')}</div>
      ) : (
        <TableFrame className={classes.scroll}>
          <Table
            look="texts"
            className={`${classes.table} ${classes.backups}`}
            columns={[
              { title: t('recovery.made') },
              { title: t('recovery.why') },
              { title: t('recovery.size'), minor: true },
              { title: t('recovery.state') },
              { title: t('recovery.restore'), unseen: true },
            ]}
          >
            {backups.map((backup) => (
              <tr key={backup.name}>
                <th scope="row">
                  <span className="num" title={backup.name}>
                    {exactTime(backup.madeAt)}
                  </span>
                </th>
                <td>{reasonText(backup.reason)}</td>
                <td data-still data-minor className="num">
                  {sizeText(backup.sizeBytes)}
                </td>
                <td className={classes.why}>
                  {backup.problem === null ? (
                    <StatusMark tone="ok">{t('recovery.whole')}</StatusMark>
                  ) : (
                    <>
                      <StatusMark tone="error">{t('recovery.bad')}</StatusMark>
                      <span className={classes.sub}>{backup.problem}</span>
                    </>
                  )}
                </td>
                <td data-end>
                  {backup.problem === null && (
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={t('recovery.restoreOf', { time: exactTime(backup.madeAt) })}
                      onClick={() => setChosen(backup)}
                    >
                      {t('recovery.restore')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        </TableFrame>
      )}
      <p className={classes.below}>{t('recovery.keeps')}</p>
      <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />
    </section>
  );
}

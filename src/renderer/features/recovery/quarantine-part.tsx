import { Button, Title } from '@mantine/core';
import type { Quarantine } from '../../../shared/domain/recovery.ts';
import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';
import { Table, TableFrame } from '../../ui/table.tsx';
import { exactTime } from '../../ui/time.ts';
import { sizeText } from '../../ui/words.ts';
import { openFolder } from './open-folder.ts';
import classes from './recovery.module.css';

/** Data that was set aside, with why; nothing is shown while there is none. */
export function QuarantinePart({ quarantine }: { readonly quarantine: readonly Quarantine[] }) {
  if (quarantine.length === 0) return null;
  return (
    <section className={reading.section} aria-labelledby="quarantine-title">
      <div className={reading.head}>
        <Title order={3} id="quarantine-title">
          {t('quarantine.title')}
        </Title>
        <span className={reading.grow} />
        <Button size="xs" variant="default" onClick={() => void openFolder('data')}>
          {t('quarantine.openFolder')}
        </Button>
      </div>
      <p className={reading.text}>{t('quarantine.text')}</p>
      <TableFrame className={classes.scroll}>
        <Table
          look="texts"
          className={classes.table}
          columns={[{ title: t('quarantine.at') }, { title: t('recovery.size') }, { title: t('recovery.why') }]}
        >
          {quarantine.map((one) => (
            <tr key={one.name}>
              <th scope="row" data-still>
                <span className="num" title={one.name}>
                  {exactTime(one.at)}
                </span>
              </th>
              <td data-still className="num">
                {sizeText(one.sizeBytes)}
              </td>
              <td className={classes.why}>{one.why === '' ? t('quarantine.noReason') : one.why}</td>
            </tr>
          ))}
        </Table>
      </TableFrame>
    </section>
  );
}

import { IconEye, IconEyeOff, IconLock } from '@tabler/icons-react';
import { emptyConfig } from '../../../shared/config.ts';
import type { NotesConfig } from '../../../shared/config-sync.ts';
import { t } from '../../../shared/strings/t.ts';
import { SettingBox } from '../../ui/setting-row.tsx';
import { Table, TableFrame } from '../../ui/table.tsx';
import { edit } from './draft-store.ts';
import { Group, PageHead } from './page-parts.tsx';
import { ChoiceRow, SwitchRow } from './rows.tsx';
import type { Readers } from './setting-facts.tsx';
import classes from './sync.module.css';
import type { SectionProps } from './sync-section.tsx';
import { readingRows } from './who-reads.ts';

const normal = emptyConfig.sync.notes;
const toWorkOrderReaders: Readonly<Record<NotesConfig['toWorkOrder'], Readers | null>> = {
  off: null,
  public: 'provider',
  internal: 'team',
  both: 'mixed',
};
const toTicketReaders: Readonly<Record<NotesConfig['toTicket'], Readers | null>> = {
  off: null,
  public: 'customer',
  internal: 'team',
};
const icons = { provider: IconEye, customer: IconEye, team: IconLock, nobody: IconEyeOff } as const;

function WhoReads({ notes }: { readonly notes: NotesConfig }) {
  return (
    <TableFrame>
      <Table
        look="rows"
        columns={[
          { title: t('sync.notes.written'), className: classes.written },
          { title: t('sync.notes.becomes') },
          { title: t('sync.notes.readBy') },
        ]}
      >
        {readingRows(notes).map(({ written, becomes, by }) => {
          const Icon = icons[by];
          return (
            <tr key={written}>
              <th scope="row">{t(written)}</th>
              <td className={by === 'nobody' ? 'dim' : undefined}>{t(becomes)}</td>
              <td className={by === 'nobody' ? 'dim' : undefined}>
                <span className={classes.reader}>
                  <Icon size={14} aria-hidden />
                  {t(`sync.notes.by.${by}`)}
                </span>
              </td>
            </tr>
          );
        })}
      </Table>
    </TableFrame>
  );
}

/** Notes and messages: which go across, to which tab, and who reads them there. */
export function NotesSection({ draft: { notes } }: SectionProps) {
  const set = (change: Partial<NotesConfig>): void => edit('notes', change);
  return (
    <>
      <PageHead section="notes" lead={t('sync.notes.lead')} />
      <SettingBox>
        <ChoiceRow
          name="sync.notes.toWorkOrder"
          value={notes.toWorkOrder}
          normal={normal.toWorkOrder}
          readers={toWorkOrderReaders[notes.toWorkOrder]}
          choices={[
            ['off', t('sync.notes.off')],
            ['public', t('sync.notes.discussion')],
            ['internal', t('sync.notes.internalAnalysis')],
            ['both', t('sync.notes.both')],
          ]}
          onChange={(toWorkOrder) => set({ toWorkOrder })}
        />
        <ChoiceRow
          name="sync.notes.toTicket"
          value={notes.toTicket}
          normal={normal.toTicket}
          readers={toTicketReaders[notes.toTicket]}
          choices={[
            ['off', t('sync.notes.off')],
            ['internal', t('sync.notes.internal')],
            ['public', t('sync.notes.discussion')],
          ]}
          onChange={(toTicket) => set({ toTicket })}
        />
        <SwitchRow
          name="sync.notes.staffMessages"
          checked={notes.staffMessages}
          normal={normal.staffMessages}
          readers="team"
          onChange={(staffMessages) => set({ staffMessages })}
        />
        <SwitchRow
          name="sync.notes.timeEntryNotes"
          checked={notes.timeEntryNotes}
          normal={normal.timeEntryNotes}
          onChange={(timeEntryNotes) => set({ timeEntryNotes })}
        />
        <SwitchRow
          name="sync.notes.corrections"
          checked={notes.corrections}
          normal={normal.corrections}
          onChange={(corrections) => set({ corrections })}
        />
        <SwitchRow
          name="sync.notes.sendEmail"
          checked={notes.sendEmail}
          normal={normal.sendEmail}
          warning={notes.sendEmail ? t('sync.notes.sendEmailWarning') : null}
          onChange={(sendEmail) => set({ sendEmail })}
        />
      </SettingBox>
      <Group title={t('sync.notes.who')}>
        <WhoReads notes={notes} />
      </Group>
    </>
  );
}

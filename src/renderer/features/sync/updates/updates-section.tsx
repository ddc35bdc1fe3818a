import { emptyConfig } from '../../../../shared/config.ts';
import type { OutboundConfig } from '../../../../shared/config-sync.ts';
import { t } from '../../../../shared/strings/t.ts';
import { SettingBox } from '../../../ui/setting-row.tsx';
import { edit } from '../draft-store.ts';
import { MemberField } from '../member-field.tsx';
import { Group, PageHead } from '../page-parts.tsx';
import { ChoiceRow, ControlRow, type SettingName, SwitchRow } from '../rows.tsx';
import type { SectionProps } from '../sync-section.tsx';
import { TicketField } from '../ticket-field.tsx';
import { MembersTable } from './members-table.tsx';
import { NewTickets } from './new-tickets.tsx';
import { Visits } from './visits.tsx';

const normal = emptyConfig.sync.outbound;

export interface OutboundProps {
  readonly outbound: OutboundConfig;
  readonly set: (change: Partial<OutboundConfig>) => void;
}

function FieldRow({
  name,
  value,
  onChange,
}: {
  readonly name: SettingName;
  readonly value: string;
  readonly onChange: (target: string) => void;
}) {
  return (
    <ControlRow
      name={name}
      normal={t('sync.pick.noField')}
      control={(labels) => <TicketField labels={labels} value={value} onChange={onChange} />}
    />
  );
}

function OwnerAndSchedule({ outbound, set }: OutboundProps) {
  const { schedule } = outbound;
  return (
    <SettingBox>
      <ChoiceRow
        name="sync.updates.setOwner"
        value={outbound.setOwner}
        normal={normal.setOwner}
        choices={(['never', 'assigned', 'done'] as const).map((value) => [value, t(`sync.updates.setOwner.${value}`)])}
        onChange={(setOwner) => set({ setOwner })}
      />
      <SwitchRow
        name="sync.updates.schedule"
        checked={schedule.on}
        normal={normal.schedule.on}
        onChange={(on) => set({ schedule: { ...schedule, on } })}
      />
      {schedule.on && (
        <ControlRow
          inner
          name="sync.updates.scheduleMember"
          normal={t('sync.updates.mappedManager')}
          control={(labels) => (
            <MemberField
              labels={labels}
              none={t('sync.updates.mappedManager')}
              value={schedule}
              onChange={(member) => set({ schedule: { ...schedule, ...member } })}
            />
          )}
        />
      )}
    </SettingBox>
  );
}

function ClosingAndMoney({ outbound, set }: OutboundProps) {
  const { closingNotes, money } = outbound;
  return (
    <SettingBox>
      <ChoiceRow
        name="sync.updates.closingNotes"
        value={closingNotes}
        normal={normal.closingNotes}
        readers={closingNotes === 'off' ? null : closingNotes === 'resolution' ? 'customer' : 'team'}
        choices={(['off', 'internal', 'resolution'] as const).map((value) => [
          value,
          t(`sync.updates.closingNotes.${value}`),
        ])}
        onChange={(value) => set({ closingNotes: value })}
      />
      <SwitchRow
        name="sync.updates.moneyNote"
        checked={money.note}
        normal={normal.money.note}
        readers="team"
        onChange={(note) => set({ money: { ...money, note } })}
      />
      <FieldRow
        name="sync.updates.expensesField"
        value={money.expensesField}
        onChange={(expensesField) => set({ money: { ...money, expensesField } })}
      />
      <FieldRow
        name="sync.updates.payField"
        value={money.payField}
        onChange={(payField) => set({ money: { ...money, payField } })}
      />
    </SettingBox>
  );
}

/** What a work order writes to its ticket beyond status and mapped fields. */
export function UpdatesSection({ draft: { outbound } }: SectionProps) {
  const set = (change: Partial<OutboundConfig>): void => edit('outbound', change);
  return (
    <>
      <PageHead section="updates" lead={t('sync.updates.lead')} />
      <Group title={t('sync.updates.provider')}>
        <SettingBox>
          <FieldRow
            name="sync.updates.providerNameField"
            value={outbound.providerNameField}
            onChange={(providerNameField) => set({ providerNameField })}
          />
          <FieldRow
            name="sync.updates.providerPhoneField"
            value={outbound.providerPhoneField}
            onChange={(providerPhoneField) => set({ providerPhoneField })}
          />
        </SettingBox>
      </Group>
      <Group title={t('sync.updates.owner')}>
        <OwnerAndSchedule outbound={outbound} set={set} />
      </Group>
      <Group title={t('sync.updates.visits')}>
        <Visits visits={outbound.visits} onChange={(visits) => set({ visits })} />
      </Group>
      <Group title={t('sync.updates.closing')}>
        <ClosingAndMoney outbound={outbound} set={set} />
      </Group>
      <Group title={t('sync.updates.newTickets')}>
        <NewTickets tickets={outbound.createTickets} onChange={(createTickets) => set({ createTickets })} />
      </Group>
      <Group title={t('sync.members.title')} text={t('sync.members.text')}>
        <MembersTable chosen={outbound.members} onChange={(members) => set({ members })} />
      </Group>
    </>
  );
}

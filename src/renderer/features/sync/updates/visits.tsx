import { Select, TextInput } from '@mantine/core';
import { emptyConfig } from '../../../../shared/config.ts';
import type { OutboundConfig } from '../../../../shared/config-sync.ts';
import { t } from '../../../../shared/strings/t.ts';
import { SettingBox } from '../../../ui/setting-row.tsx';
import { MemberField } from '../member-field.tsx';
import { ChoiceRow, ControlRow } from '../rows.tsx';

type VisitsConfig = OutboundConfig['visits'];

const normal = emptyConfig.sync.outbound.visits;
const billables = ['NoDefault', 'Billable', 'DoNotBill', 'NoCharge'] as const;

interface VisitsProps {
  readonly visits: VisitsConfig;
  readonly onChange: (visits: VisitsConfig) => void;
}

/** What a time entry needs beyond the visit itself. */
function TimeEntry({ visits, onChange }: VisitsProps) {
  const set = (change: Partial<VisitsConfig>): void => onChange({ ...visits, ...change });
  return (
    <>
      <ControlRow
        inner
        name="sync.updates.visitsMember"
        normal={t('sync.updates.mappedManager')}
        control={(labels) => (
          <MemberField labels={labels} none={t('sync.updates.mappedManager')} value={visits} onChange={set} />
        )}
      />
      <ControlRow
        inner
        name="sync.updates.workType"
        control={(labels) => (
          <TextInput
            {...labels}
            placeholder={t('sync.updates.ownDefault')}
            maxLength={100}
            value={visits.workType}
            onChange={(event) => set({ workType: event.currentTarget.value })}
          />
        )}
      />
      <ControlRow
        inner
        name="sync.updates.workRole"
        control={(labels) => (
          <TextInput
            {...labels}
            placeholder={t('sync.updates.ownDefault')}
            maxLength={100}
            value={visits.workRole}
            onChange={(event) => set({ workRole: event.currentTarget.value })}
          />
        )}
      />
      <ControlRow
        inner
        name="sync.updates.billable"
        normal={t('sync.updates.billable.NoDefault')}
        warning={visits.billable === 'Billable' ? t('sync.updates.billableWarning') : null}
        control={(labels) => (
          <Select
            {...labels}
            data={billables.map((value) => ({ value, label: t(`sync.updates.billable.${value}`) }))}
            value={visits.billable}
            onChange={(value) => set({ billable: billables.find((one) => one === value) ?? 'NoDefault' })}
          />
        )}
      />
    </>
  );
}

/** Each visit of the provider: nothing, a note, or a time entry. */
export function Visits({ visits, onChange }: VisitsProps) {
  const set = (change: Partial<VisitsConfig>): void => onChange({ ...visits, ...change });
  return (
    <SettingBox>
      <ChoiceRow
        name="sync.updates.visitsAs"
        value={visits.as}
        normal={normal.as}
        choices={(['off', 'note', 'time-entry'] as const).map((value) => [value, t(`sync.updates.visitsAs.${value}`)])}
        onChange={(as) => set({ as })}
      />
      {visits.as !== 'off' && (
        <ChoiceRow
          inner
          name="sync.updates.visitsTab"
          value={visits.tab}
          normal={normal.tab}
          readers={visits.tab === 'discussion' ? 'customer' : 'team'}
          choices={[
            ['internal', t('sync.notes.internal')],
            ['discussion', t('sync.notes.discussion')],
          ]}
          onChange={(tab) => set({ tab })}
        />
      )}
      {visits.as === 'time-entry' && <TimeEntry visits={visits} onChange={onChange} />}
    </SettingBox>
  );
}

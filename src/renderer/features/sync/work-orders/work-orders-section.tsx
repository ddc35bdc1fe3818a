import { NumberInput } from '@mantine/core';
import { emptyConfig } from '../../../../shared/config.ts';
import type { InboundConfig } from '../../../../shared/config-sync.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useApp } from '../../../stores/app-store.ts';
import { SettingBox } from '../../../ui/setting-row.tsx';
import { edit } from '../draft-store.ts';
import { Group, PageHead } from '../page-parts.tsx';
import { ChoiceRow, ControlRow, SwitchRow } from '../rows.tsx';
import type { SectionProps } from '../sync-section.tsx';
import { StatusActions } from './status-actions.tsx';

const normal = emptyConfig.sync;
const switches = [
  ['tasks', 'sync.workOrders.tasks'],
  ['configurations', 'sync.workOrders.configurations'],
  ['contact', 'sync.workOrders.contactDetails'],
  ['company', 'sync.workOrders.company'],
] as const;

/** What the description of a new work order holds besides what is mapped; all of it can be read by the provider. */
function Extras({ extras }: { readonly extras: InboundConfig['extras'] }) {
  const set = (change: Partial<InboundConfig['extras']>): void => edit('inbound', { extras: { ...extras, ...change } });
  return (
    <SettingBox>
      <ControlRow
        name="sync.workOrders.notes"
        wide={false}
        normal={String(normal.inbound.extras.notes)}
        control={(labels) => (
          <NumberInput
            {...labels}
            w={120}
            min={0}
            max={10}
            clampBehavior="none"
            allowDecimal={false}
            allowNegative={false}
            error={extras.notes < 0 || extras.notes > 10}
            value={extras.notes < 0 ? '' : extras.notes}
            onChange={(value) => set({ notes: typeof value === 'number' ? value : -1 })}
          />
        )}
      />
      {switches.map(([key, name]) => (
        <SwitchRow
          key={key}
          name={name}
          checked={extras[key]}
          normal={normal.inbound.extras[key]}
          onChange={(on) => set({ [key]: on })}
        />
      ))}
    </SettingBox>
  );
}

/** What a ticket gives its work order beyond mapped fields, and what its statuses ask of it. */
export function WorkOrdersSection({ draft: { inbound, revisits } }: SectionProps) {
  const limits = useApp((state) => state.setup?.config.limits ?? emptyConfig.limits);
  return (
    <>
      <PageHead section="work-orders" lead={t('sync.workOrders.lead')} />
      <Group title={t('sync.workOrders.extras')} text={t('sync.workOrders.extrasText')}>
        <Extras extras={inbound.extras} />
      </Group>
      <Group title={t('sync.workOrders.location')}>
        <SettingBox>
          <SwitchRow
            name="sync.workOrders.contact"
            checked={inbound.contact}
            normal={normal.inbound.contact}
            readers="provider"
            onChange={(contact) => edit('inbound', { contact })}
          />
          <ChoiceRow
            name="sync.workOrders.revisits"
            value={revisits}
            normal={normal.revisits}
            choices={(['off', 'ask', 'create'] as const).map((value) => [
              value,
              t(`sync.workOrders.revisits.${value}`),
            ])}
            onChange={(value) => edit('revisits', value)}
          />
        </SettingBox>
      </Group>
      <Group
        title={t('sync.workOrders.actions')}
        text={t('sync.workOrders.actionsText', {
          publishes: limits.publishesPerTenMinutes,
          cancels: limits.cancelsPerTenMinutes,
        })}
      >
        <StatusActions
          actions={inbound.statusActions}
          onChange={(statusActions) => edit('inbound', { statusActions })}
        />
      </Group>
    </>
  );
}

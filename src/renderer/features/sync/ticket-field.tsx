import { t } from '../../../shared/strings/t.ts';
import { useAsked } from '../../stores/use-asked.ts';
import type { RowLabels } from '../../ui/setting-row.tsx';
import { PickOne } from './look-up-fields.tsx';

const customField = /^customFields\.(\d+)$/;

/** The custom field of a ticket that gets a value, as a mapping target; empty = none. */
export function TicketField({
  labels,
  value,
  onChange,
}: {
  readonly labels: RowLabels;
  readonly value: string;
  readonly onChange: (target: string) => void;
}) {
  const id = Number(customField.exec(value)?.[1] ?? 0);
  // The configuration keeps the number alone; its caption is read when there is one to show.
  const captions = useAsked('sync:look-up', { what: 'psa-custom-fields' });
  const caption = captions.value?.find((one) => one.id === id)?.name;
  return (
    <PickOne
      what="psa-custom-fields"
      labels={labels}
      none={t('sync.pick.noField')}
      value={value === '' ? null : { id, name: caption ?? value }}
      onChange={(chosen) => onChange(chosen === null ? '' : `customFields.${String(chosen.id)}`)}
    />
  );
}

import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone } from '../../commands.ts';
import { go } from '../../stores/nav-store.ts';
import { AskDialog } from './ask-dialog.tsx';
import { NumberField } from './number-field.tsx';
import { recordNumber } from './record-number.ts';

const givers = ['ask', 'connectwise', 'fieldnation'] as const;
type Giver = (typeof givers)[number];

/** Links a ticket with a work order that exists already. */
export function LinkTwoDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const [ticket, setTicket] = useState('');
  const [workOrder, setWorkOrder] = useState('');
  const [giver, setGiver] = useState<Giver>('ask');
  const [judged, setJudged] = useState(false);
  const ticketId = recordNumber(ticket);
  const workOrderId = recordNumber(workOrder);

  return (
    <AskDialog
      opened={opened}
      title={t('links.pairTitle')}
      text={t('links.pairText')}
      confirm={t('links.pairConfirm')}
      onClose={() => {
        setTicket('');
        setWorkOrder('');
        setGiver('ask');
        setJudged(false);
        onClose();
      }}
      onConfirm={() => {
        setJudged(true);
        if (ticketId === null || workOrderId === null) return null;
        return ask('links:link', { ticketId, workOrderId, give: giver === 'ask' ? null : giver });
      }}
      onDone={({ linkId }) => {
        tellDone(t('links.paired', { ticket: ticketId ?? '', workOrder: workOrderId ?? '' }));
        go({ page: 'links', linkId });
      }}
    >
      <NumberField first label={t('links.ticketNumber')} text={ticket} onText={setTicket} judged={judged} />
      <NumberField label={t('links.workOrderNumber')} text={workOrder} onText={setWorkOrder} judged={judged} />
      <Radio.Group
        label={t('links.giveLabel')}
        value={giver}
        onChange={(value) => setGiver(givers.find((one) => one === value) ?? 'ask')}
      >
        <Stack gap={8} mt={4}>
          {givers.map((one) => (
            <Radio
              key={one}
              size="sm"
              value={one}
              label={t(`links.give.${one}`)}
              description={t(`links.giveHelp.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
    </AskDialog>
  );
}

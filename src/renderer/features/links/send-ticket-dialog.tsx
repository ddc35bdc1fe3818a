import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone } from '../../commands.ts';
import { useApp } from '../../stores/app-store.ts';
import { AskDialog } from './ask-dialog.tsx';
import { NumberField } from './number-field.tsx';
import { recordNumber } from './record-number.ts';

/** Sends one ticket by hand, whatever its status. */
export function SendTicketDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const publishes = useApp((state) => state.setup?.config.create.publish ?? false);
  const [text, setText] = useState('');
  const [judged, setJudged] = useState(false);
  const ticketId = recordNumber(text);

  return (
    <AskDialog
      opened={opened}
      title={t('links.sendTitle')}
      text={`${t('links.sendText')} ${t(publishes ? 'links.sendPublished' : 'links.sendDraft')}`}
      confirm={t('links.sendConfirm')}
      onClose={() => {
        setText('');
        setJudged(false);
        onClose();
      }}
      onConfirm={() => {
        setJudged(true);
        return ticketId === null ? null : ask('links:send-ticket', { ticketId });
      }}
      onDone={() => tellDone(t('links.sent', { ticket: ticketId ?? '' }))}
    >
      <NumberField first label={t('links.ticketNumber')} text={text} onText={setText} judged={judged} />
    </AskDialog>
  );
}

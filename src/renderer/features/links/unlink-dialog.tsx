import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { LinkRow } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone } from '../../commands.ts';
import { AskDialog } from './ask-dialog.tsx';
import { recordsOf } from './records-of.ts';

interface DialogProps {
  readonly link: LinkRow;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Parts a pair, with the reason. */
export function UnlinkDialog({ link, opened, onClose, onDone }: DialogProps) {
  const [reason, setReason] = useState('');
  const [judged, setJudged] = useState(false);
  const missing = reason.trim() === '';
  const records = recordsOf(link);
  return (
    <AskDialog
      opened={opened}
      danger
      title={t('link.unlinkTitle', records)}
      text={t('link.unlinkText', { ticket: link.ticketId })}
      confirm={t('link.unlink')}
      onClose={() => {
        setReason('');
        setJudged(false);
        onClose();
      }}
      onConfirm={() => {
        setJudged(true);
        return missing ? null : ask('links:unlink', { linkId: link.id, reason: reason.trim() });
      }}
      onDone={() => {
        tellDone(t('link.unlinked', records));
        onDone();
      }}
    >
      <TextInput
        data-autofocus
        label={t('attention.reason')}
        placeholder={t('link.unlinkPlaceholder')}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={judged && missing ? t('attention.reasonNeeded') : undefined}
      />
    </AskDialog>
  );
}

/** Takes a closed pair up again. */
export function RelinkDialog({ link, opened, onClose, onDone }: DialogProps) {
  const records = recordsOf(link);
  return (
    <AskDialog
      opened={opened}
      title={t('link.relinkTitle', records)}
      text={t('link.relinkText')}
      confirm={t('link.relink')}
      onClose={onClose}
      onConfirm={() => ask('links:relink', { linkId: link.id })}
      onDone={() => {
        tellDone(t('link.relinked', records));
        onDone();
      }}
    />
  );
}

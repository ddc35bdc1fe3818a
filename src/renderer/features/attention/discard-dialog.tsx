import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { recordInline } from './record-name.ts';

interface DiscardDialogProps {
  readonly item: AttentionItem | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for the reason before a change is given up. */
export function DiscardDialog({ item, onClose, onDone }: DiscardDialogProps) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === '';

  function close(): void {
    setReason('');
    setTried(false);
    onClose();
  }

  async function discard(target: AttentionItem): Promise<void> {
    setTried(true);
    if (missing) return;
    const answer = await ask('attention:discard', { jobId: target.jobId, reason: reason.trim() });
    close();
    if (answer.ok) tellDone(t('attention.discarded', { record: recordInline(target) }));
    else tellFailure(answer.error.message);
    onDone();
  }

  return (
    <Modal
      opened={item !== null}
      onClose={close}
      title={item === null ? '' : t('attention.discardTitle', { record: recordInline(item) })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {item !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void discard(item);
          }}
        >
          <Text mb={12}>{t('attention.discardText')}</Text>
          <TextInput
            data-autofocus
            label={t('attention.reason')}
            placeholder={t('attention.reasonPlaceholder')}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={tried && missing ? t('attention.reasonNeeded') : undefined}
          />
          <Group justify="flex-end" gap={8} mt={16}>
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" color="red">
              {t('attention.discardConfirm')}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}

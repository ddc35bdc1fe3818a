import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { recordInline } from './record-name.ts';

interface DiscardDialogProps {
  /** Empty: closed. */
  readonly items: readonly AttentionItem[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function titleOf(items: readonly AttentionItem[]): string {
  const [only] = items;
  if (only === undefined) return '';
  return items.length === 1
    ? t('attention.discardTitle', { record: recordInline(only) })
    : tn('attention.discardTitleMany', items.length);
}

/** Asks for the reason before changes are given up. */
export function DiscardDialog({ items, onClose, onDone }: DiscardDialogProps) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const missing = reason.trim() === '';

  function close(): void {
    setReason('');
    setTried(false);
    onClose();
  }

  async function discard(): Promise<void> {
    setTried(true);
    const [first] = items;
    if (missing || first === undefined) return;
    setBusy(true);
    const answer = await ask('attention:discard-many', {
      jobIds: items.map((item) => item.jobId),
      reason: reason.trim(),
    });
    setBusy(false);
    if (!answer.ok) {
      tellFailure(answer.error.message);
      return;
    }
    close();
    if (answer.value < items.length) tellFailure(tn('attention.discardLeft', items.length - answer.value));
    else if (items.length === 1) tellDone(t('attention.discarded', { record: recordInline(first) }));
    else tellDone(tn('attention.discardedMany', answer.value));
    onDone();
  }

  return (
    <Modal
      opened={items.length > 0}
      onClose={close}
      title={titleOf(items)}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {items.length > 0 && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void discard();
          }}
        >
          <Text mb={12}>{tn('attention.discardText', items.length)}</Text>
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
            <Button type="submit" color="red" loading={busy}>
              {items.length === 1 ? t('attention.discardConfirm') : tn('attention.discardMany', items.length)}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}

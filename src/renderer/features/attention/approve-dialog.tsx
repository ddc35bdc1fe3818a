import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { approvalWords } from './cause-words.ts';

interface ApproveDialogProps {
  /** Held items of one cause; empty: closed. */
  readonly items: readonly AttentionItem[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says what an approval sets off, and asks once more: these create, publish or cancel. */
export function ApproveDialog({ items, onClose, onDone }: ApproveDialogProps) {
  const [busy, setBusy] = useState(false);

  async function approve(): Promise<void> {
    setBusy(true);
    const answer = await ask('attention:approve', { jobIds: items.map((item) => item.jobId) });
    setBusy(false);
    onClose();
    if (answer.ok) tellDone(tn('attention.approved', answer.value));
    else tellFailure(answer.error.message);
    onDone();
  }

  return (
    <Modal
      opened={items.length > 0}
      onClose={onClose}
      title={tn('attention.approveTitle', items.length)}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Text mb={16}>{approvalWords(items[0]?.cause ?? '', items.length)}</Text>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button data-autofocus loading={busy} onClick={() => void approve()}>
          {tn('attention.approve', items.length)}
        </Button>
      </Group>
    </Modal>
  );
}

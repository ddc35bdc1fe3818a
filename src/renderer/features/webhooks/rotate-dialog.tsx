import { Text } from '@mantine/core';
import type { ShownWebhook } from '../../../shared/domain/webhooks.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone } from '../../commands.ts';
import { AskDialog } from '../links/ask-dialog.tsx';

interface RotateDialogProps {
  readonly opened: boolean;
  /** Null: another dialog is meant. */
  readonly webhook: ShownWebhook | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says what becomes of messages on their way, then gives our webhook another secret. */
export function RotateDialog({ opened, webhook, onClose, onDone }: RotateDialogProps) {
  return (
    <AskDialog
      opened={opened && webhook !== null}
      title={t('webhooks.rotateTitle')}
      text={t('webhooks.rotateText')}
      confirm={t('webhooks.rotate')}
      onClose={onClose}
      onConfirm={() => (webhook === null ? null : ask('webhooks:rotate', { webhookId: webhook.webhookId }))}
      onDone={() => {
        tellDone(t('webhooks.rotated'));
        onDone();
      }}
    >
      <Text>{t('webhooks.rotateGrace')}</Text>
    </AskDialog>
  );
}

import { Drawer } from '@mantine/core';
import type { ShownWebhook, WebhookEvent } from '../../../../shared/domain/webhooks.ts';
import { t } from '../../../../shared/strings/t.ts';
import classes from './deliveries.module.css';
import { DeliveryLog } from './delivery-log.tsx';

interface DeliveriesDrawerProps {
  readonly opened: boolean;
  /** Null: another dialog is meant. */
  readonly webhook: ShownWebhook | null;
  readonly events: readonly WebhookEvent[];
  readonly onClose: () => void;
}

/** Field Nation's delivery log at the right, over the page it belongs to. Escape closes it, and the keyboard goes on where it was. */
export function DeliveriesDrawer({ opened, webhook, events, onClose }: DeliveriesDrawerProps) {
  const title =
    webhook?.relation === 'foreign' ? t('deliveries.titleTheirs', { host: webhook.host }) : t('deliveries.title');
  return (
    <Drawer
      opened={opened && webhook !== null}
      onClose={onClose}
      position="right"
      size="min(1040px, 94vw)"
      title={title}
      transitionProps={{ duration: 100 }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      classNames={{
        content: classes.drawer ?? '',
        header: classes.drawerHead ?? '',
        title: classes.drawerTitle ?? '',
        body: classes.drawerBody ?? '',
      }}
    >
      {webhook !== null && <DeliveryLog webhookId={webhook.webhookId} events={events} onClose={onClose} />}
    </Drawer>
  );
}

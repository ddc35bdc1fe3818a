import { Button, Title } from '@mantine/core';
import { IconPlus, IconRoute } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ShownWebhook } from '../../../shared/domain/webhooks.ts';
import type { WebhookList as List } from '../../../shared/ipc/callback-channels.ts';
import { t } from '../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import reading from '../../ui/reading.module.css';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { DeliveriesDrawer } from './deliveries/deliveries-drawer.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { useDelays } from './use-delays.ts';
import { type Act, WebhookCard } from './webhook-card.tsx';
import { inOrder } from './webhook-words.ts';
import classes from './webhooks.module.css';

/** No webhook of ours: what one would bring, and the next step, which is a tunnel while nothing leads here. */
function None({ address, onMake }: { readonly address: string | null; readonly onMake: () => void }) {
  const { alone } = useDelays();
  const started = useApp((state) => state.setup?.config.started ?? false);
  return (
    <div className={classes.none}>
      <ToneIcon tone="waiting" size={18} />
      <div>
        <p className={classes.sentence}>{t('webhooks.noneTitle')}</p>
        <p className={reading.text}>
          {t(address === null ? 'webhooks.unreachable' : 'webhooks.noneText', { delay: alone })}
          {address !== null && !started && ` ${t('webhooks.noneStart')}`}
        </p>
        {address === null ? (
          <Button
            leftSection={<IconRoute size={16} aria-hidden />}
            onClick={() => go({ page: 'callbacks', tab: 'tunnel' })}
          >
            {t('webhooks.openTunnel')}
          </Button>
        ) : (
          <Button
            variant={started ? 'filled' : 'default'}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={onMake}
          >
            {t('webhooks.make')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A button that went with its webhook takes the keyboard with it: it goes on on the page. */
function useKeyboardKept(webhooks: readonly ShownWebhook[]): void {
  const ids = webhooks.map(({ webhookId }) => webhookId).join(' ');
  const before = useRef(ids);
  useEffect(() => {
    if (before.current === ids) return;
    before.current = ids;
    if (document.activeElement === document.body) document.getElementById('page')?.focus({ preventScroll: true });
  }, [ids]);
}

/** A dialog; it keeps its words while it goes away. */
interface Dialog {
  readonly act: Act | 'make';
  readonly webhook: ShownWebhook | null;
  readonly opened: boolean;
  /** Counts openings, so that each starts afresh. */
  readonly nth: number;
}

/** What is registered: ours first, then what others made; and the dialogs of both. */
export function WebhookList({
  list,
  error,
  onAgain,
}: {
  readonly list: List;
  readonly error: AppErrorInfo | null;
  readonly onAgain: () => void;
}) {
  const [{ act, webhook, opened, nth }, setDialog] = useState<Dialog>({
    act: 'make',
    webhook: null,
    opened: false,
    nth: 0,
  });
  useKeyboardKept(list.webhooks);
  const { ours, others } = inOrder(list.webhooks);
  const open = (wanted: Dialog['act'], of: ShownWebhook | null): void =>
    setDialog((before) => ({ act: wanted, webhook: of, opened: true, nth: before.nth + 1 }));
  const close = (): void => setDialog((before) => ({ ...before, opened: false }));
  const telling = ours.find(({ status }) => status === 'active');
  const isSpare = ({ relation, webhookId }: ShownWebhook): boolean =>
    relation === 'ours' && telling !== undefined && telling.webhookId !== webhookId;
  const card = (shown: ShownWebhook) => (
    <WebhookCard
      key={shown.webhookId}
      webhook={shown}
      spare={isSpare(shown)}
      events={list.events}
      onAct={(wanted) => open(wanted, shown)}
      onChanged={onAgain}
    />
  );
  const of = (wanted: Act): ShownWebhook | null => (act === wanted ? webhook : null);

  return (
    <div className={reading.page}>
      <p className={reading.lead}>{t('webhooks.lead')}</p>
      {error !== null && (
        <div className={classes.note}>
          <ErrorNote error={error}>
            <span className="dim">{t('webhooks.old')}</span>
            <Button size="xs" variant="default" onClick={onAgain}>
              {t('webhooks.reload')}
            </Button>
          </ErrorNote>
        </div>
      )}
      <section className={reading.section} aria-labelledby="webhooks-ours">
        <Title order={2} id="webhooks-ours" mb={8}>
          {t('webhooks.oursTitle')}
        </Title>
        <div className={classes.cards}>
          {ours.map(card)}
          {ours.length === 0 && <None address={list.address} onMake={() => open('make', null)} />}
        </div>
      </section>
      {others.length > 0 && (
        <section className={reading.section} aria-labelledby="webhooks-others">
          <Title order={2} id="webhooks-others" mb={2}>
            {t('webhooks.othersTitle')}
          </Title>
          <p className={reading.text}>{t('webhooks.othersText')}</p>
          <div className={classes.cards}>{others.map(card)}</div>
        </section>
      )}
      {(act === 'make' || act === 'change') && nth > 0 && (
        <EditDialog key={nth} opened={opened} webhook={webhook} events={list.events} onClose={close} onDone={onAgain} />
      )}
      <RotateDialog opened={opened} webhook={of('rotate')} onClose={close} onDone={onAgain} />
      <RemoveDialog
        opened={opened}
        webhook={of('remove')}
        goesOn={ours.some(({ status, webhookId }) => status === 'active' && webhookId !== webhook?.webhookId)}
        events={list.events}
        onClose={close}
        onDone={onAgain}
      />
      <DeliveriesDrawer opened={opened} webhook={of('deliveries')} events={list.events} onClose={close} />
    </div>
  );
}

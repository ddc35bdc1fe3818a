import { Text } from '@mantine/core';
import { useState } from 'react';
import type { ShownWebhook, WebhookEvent } from '../../../shared/domain/webhooks.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone } from '../../commands.ts';
import { AskDialog } from '../links/ask-dialog.tsx';
import { leftOut, namesOf } from './event-areas.ts';
import { NotOurs } from './not-ours.tsx';
import { useDelays } from './use-delays.ts';

interface RemoveDialogProps {
  readonly opened: boolean;
  /** Null: another dialog is meant. */
  readonly webhook: ShownWebhook | null;
  /** Another webhook of ours is active. */
  readonly goesOn: boolean;
  readonly events: readonly WebhookEvent[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Deletes a webhook, after saying what is late or not known any more without it. */
export function RemoveDialog({ opened, webhook, goesOn, events, onClose, onDone }: RemoveDialogProps) {
  const { alone } = useDelays();
  const [told, setTold] = useState(false);
  const [asked, setAsked] = useState(0);
  const foreign = webhook?.relation === 'foreign';
  const host = webhook?.host ?? '';
  const { lost } = leftOut(events, new Set());

  function text(): string {
    if (foreign) return t('webhooks.removeTextTheirs', { host });
    return goesOn ? t('webhooks.removeSpare') : t('webhooks.removeText', { delay: alone });
  }

  return (
    <AskDialog
      opened={opened && webhook !== null}
      title={foreign ? t('webhooks.removeTitleTheirs', { host }) : t('webhooks.removeTitle')}
      text={text()}
      confirm={t('webhooks.removeConfirm')}
      danger
      onClose={() => {
        setTold(false);
        setAsked(0);
        onClose();
      }}
      onConfirm={() => {
        if (webhook === null) return null;
        if (foreign && !told) {
          setAsked((times) => times + 1);
          return null;
        }
        return ask('webhooks:remove', { webhookId: webhook.webhookId, told });
      }}
      onDone={() => {
        tellDone(t('webhooks.removed'));
        onDone();
      }}
    >
      {foreign && (
        <NotOurs host={host} label={t('webhooks.notOursRemove')} told={told} asked={asked} onTold={setTold} />
      )}
      {!foreign && !goesOn && lost.length > 0 && (
        <Text>{tn('webhooks.removeLost', lost.length, { names: namesOf(lost) })}</Text>
      )}
    </AskDialog>
  );
}

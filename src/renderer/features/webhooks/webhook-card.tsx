import { Button } from '@mantine/core';
import { IconAlertTriangle, IconKey, IconListDetails, IconPencil, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ShownWebhook, WebhookEvent } from '../../../shared/domain/webhooks.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone } from '../../commands.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { go } from '../../stores/nav-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { StatusMark, ToneIcon } from '../../ui/status-mark.tsx';
import { Ago } from '../../ui/time-text.tsx';
import { SolveButton } from '../attention/solve-button.tsx';
import { allEvents, eventLabel, eventsByArea } from './event-areas.ts';
import {
  fixedChoice,
  fixOf,
  fixWords,
  flagsToSay,
  statusTone,
  type WebhookFix,
  webhookSentence,
  webhookTone,
} from './webhook-words.ts';
import classes from './webhooks.module.css';

export type Act = 'deliveries' | 'change' | 'rotate' | 'remove';

interface WebhookCardProps {
  readonly webhook: ShownWebhook;
  /** Ours, and another of ours tells already. */
  readonly spare: boolean;
  readonly events: readonly WebhookEvent[];
  readonly onAct: (act: Act) => void;
  readonly onChanged: () => void;
}

function Events({ webhook, events }: Pick<WebhookCardProps, 'webhook' | 'events'>) {
  const chosen = allEvents(events, webhook.events).filter(({ name }) => webhook.events.includes(name));
  if (chosen.length === 0) return null;
  return (
    <details className={classes.which}>
      <summary>{t('webhooks.whichEvents')}</summary>
      <dl>
        {eventsByArea(chosen, '').map(({ area, events: inArea }) => (
          <div key={area}>
            <dt>{t(`webhooks.area.${area}`)}</dt>
            <dd>{inArea.map(eventLabel).join(', ')}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What is wrong with a webhook, one line each, with what mends it. */
function Flags({
  webhook,
  spare,
  busy,
  onFix,
}: Pick<WebhookCardProps, 'webhook' | 'spare'> & {
  readonly busy: WebhookFix | null;
  readonly onFix: (fix: WebhookFix) => void;
}) {
  const flags = flagsToSay(webhook);
  if (flags.length === 0) return null;
  return (
    <ul className={classes.flags}>
      {flags.map(({ flag, message }) => {
        // What waits for an address comes back by itself.
        const fix = flag === 'inactive' && webhook.resting === true ? null : fixOf(webhook.relation, flag, spare);
        return (
          <li key={flag} className={classes.flag}>
            <IconAlertTriangle size={16} aria-hidden />
            <div className={classes.flagWords}>
              <b>{t(`webhooks.flag.${flag}`)}.</b> {message}
            </div>
            {fix !== null && (
              <Button size="xs" loading={busy === fix} onClick={() => onFix(fix)}>
                {fixWords(fix)}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** One webhook: whom it tells about how much, what is wrong with it, and what can be done. */
export function WebhookCard({ webhook, spare, events, onAct, onChanged }: WebhookCardProps) {
  const titleId = useId();
  const [busy, setBusy] = useState<WebhookFix | null>(null);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const { relation, host, status } = webhook;
  const ours = relation === 'ours';
  const named = (own: string, other: string): { 'aria-label'?: string } => (ours ? {} : { 'aria-label': other || own });

  async function mend(fix: WebhookFix): Promise<void> {
    if (fix === 'remove') {
      onAct('remove');
      return;
    }
    setBusy(fix);
    setError(null);
    // An archived webhook cannot be changed any more: there is a new one then (reference/fieldnation.md 3.2).
    const webhookId = fix === 'renew' ? null : webhook.webhookId;
    const answer = await ask('webhooks:save', { webhookId, choice: fixedChoice(webhook, fix, events), told: false });
    setBusy(null);
    if (answer.ok) tellDone(t(`webhooks.fixed.${fix}`));
    else setError(answer.error);
    onChanged();
  }

  return (
    <article className={classes.card} aria-labelledby={titleId}>
      <div className={classes.cardHead}>
        <ToneIcon tone={webhookTone(webhook, spare)} size={18} />
        <div className={classes.cardWords}>
          <h3 id={titleId} className={classes.sentence}>
            {webhookSentence(webhook, spare)}
          </h3>
          <p className={classes.meta}>
            <StatusMark tone={statusTone(webhook, spare)}>{t(`webhooks.status.${status}`)}</StatusMark>
            {webhook.updatedAt !== null && (
              <span>
                {t('webhooks.changed')}
                <Ago at={webhook.updatedAt} />
              </span>
            )}
            <span>
              {webhook.notificationEmail === ''
                ? t('webhooks.mailNone')
                : t('webhooks.mailTo', { address: webhook.notificationEmail })}
            </span>
          </p>
          <p className={`${classes.address ?? ''} mono`}>{webhook.shownUrl}</p>
          <Events webhook={webhook} events={events} />
        </div>
      </div>
      <Flags webhook={webhook} spare={spare} busy={busy} onFix={(fix) => void mend(fix)} />
      {error !== null && (
        <div className={classes.note}>
          <ErrorNote error={error}>
            {error.action !== undefined && <SolveButton action={error.action} onGo={go} />}
          </ErrorNote>
        </div>
      )}
      <div className={classes.acts}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconListDetails size={14} aria-hidden />}
          {...named(t('webhooks.deliveries'), t('webhooks.deliveriesOf', { host }))}
          onClick={() => onAct('deliveries')}
        >
          {t('webhooks.deliveries')}
        </Button>
        {status !== 'archived' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            {...named(t('webhooks.change'), t('webhooks.changeOf', { host }))}
            onClick={() => onAct('change')}
          >
            {t('webhooks.change')}
          </Button>
        )}
        {ours && status !== 'archived' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconKey size={14} aria-hidden />}
            onClick={() => onAct('rotate')}
          >
            {t('webhooks.rotate')}
          </Button>
        )}
        <span className={classes.grow} />
        <Button
          size="xs"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={14} aria-hidden />}
          {...named(t('webhooks.remove'), t('webhooks.removeOf', { host }))}
          onClick={() => onAct('remove')}
        >
          {t('webhooks.remove')}
        </Button>
      </div>
    </article>
  );
}

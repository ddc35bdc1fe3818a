import { Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ShownWebhook, WebhookEvent } from '../../../shared/domain/webhooks.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone } from '../../commands.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { go } from '../../stores/nav-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { SolveButton } from '../attention/solve-button.tsx';
import { allEvents, leftOut, leftOutWords } from './event-areas.ts';
import { EventPicker } from './event-picker.tsx';
import { NotOurs } from './not-ours.tsx';
import { useDelays } from './use-delays.ts';
import { mailProblem } from './webhook-words.ts';
import classes from './webhooks.module.css';

interface EditDialogProps {
  readonly opened: boolean;
  /** Null: the one of this workstation is made. */
  readonly webhook: ShownWebhook | null;
  readonly events: readonly WebhookEvent[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function firstChoice(webhook: ShownWebhook | null, events: readonly WebhookEvent[]): ReadonlySet<string> {
  return new Set(webhook?.events ?? events.filter(({ wanted }) => wanted).map(({ name }) => name));
}

/** What a webhook is for, who is told when it is switched off, and whether it is on. Mounted anew for each opening. */
export function EditDialog({ opened, webhook, events, onClose, onDone }: EditDialogProps) {
  useReturnFocus(opened);
  const { beside } = useDelays();
  const [all] = useState(() => allEvents(events, webhook?.events ?? []));
  const [chosen, setChosen] = useState(() => firstChoice(webhook, events));
  const [mail, setMail] = useState(webhook?.notificationEmail ?? '');
  const [active, setActive] = useState(webhook === null || webhook.status === 'active');
  const [told, setTold] = useState(false);
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const foreign = webhook?.relation === 'foreign';
  const host = webhook?.host ?? '';
  const mailWrong = mailProblem(mail.trim(), webhook?.notificationEmail ?? '');
  const warnings = foreign ? [] : leftOutWords(leftOut(all, chosen), beside);

  async function save(): Promise<void> {
    setTried(true);
    if (foreign && !told) setAsked((times) => times + 1);
    if (mailWrong !== null || chosen.size === 0 || (foreign && !told)) return;
    setBusy(true);
    setError(null);
    const choice = { events: [...chosen], notificationEmail: mail.trim(), active };
    const answer = await ask('webhooks:save', { webhookId: webhook?.webhookId ?? null, choice, told });
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    tellDone(t(webhook === null ? 'webhooks.made' : 'webhooks.saved'));
    onClose();
    onDone();
  }

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={640}
      classNames={{ content: classes.dialogContent ?? '' }}
      title={webhook === null ? t('webhooks.makeTitle') : t('webhooks.editTitle')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap={12}>
          {webhook === null && <Text className={classes.dialogText ?? ''}>{t('webhooks.makeText')}</Text>}
          {foreign && (
            <NotOurs host={host} label={t('webhooks.notOursChange')} told={told} asked={asked} onTold={setTold} />
          )}
          <EventPicker ours={!foreign} events={all} chosen={chosen} onChosen={setChosen} />
          <TextInput
            type="email"
            label={t('webhooks.mail')}
            description={t('webhooks.mailHelp')}
            maxLength={200}
            value={mail}
            error={tried ? mailWrong : null}
            onChange={(event) => setMail(event.currentTarget.value)}
          />
          <Switch
            label={t('webhooks.active')}
            description={foreign ? t('webhooks.activeHelpTheirs', { host }) : t('webhooks.activeHelp')}
            checked={active}
            onChange={(event) => setActive(event.currentTarget.checked)}
          />
        </Stack>
        <div className={classes.dialogFoot}>
          <div aria-live="polite" className={classes.late}>
            {warnings.map((words) => (
              <p key={words} className={classes.warning}>
                <ToneIcon tone="attention" />
                <span>{words}</span>
              </p>
            ))}
            {chosen.size === 0 && tried && (
              <p className={classes.warning} data-error>
                <ToneIcon tone="error" />
                <span>{t('webhooks.eventNeeded')}</span>
              </p>
            )}
          </div>
          {error !== null && (
            <div className={classes.dialogError}>
              <ErrorNote error={error}>
                {error.action !== undefined && (
                  <SolveButton
                    action={error.action}
                    onGo={(place) => {
                      onClose();
                      go(place);
                    }}
                  />
                )}
              </ErrorNote>
            </div>
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {webhook === null ? t('webhooks.make') : t('webhooks.save')}
            </Button>
          </Group>
        </div>
      </form>
    </Modal>
  );
}

import { Button, Group, Modal } from '@mantine/core';
import { useRef, useState } from 'react';
import type { RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import type { CallbackList } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useApp } from '../../../stores/app-store.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { entrySentence } from '../sentences.ts';
import { editCallback } from '../wizard/wizard-store.ts';
import { consequence, ownerWords } from './consequences.ts';
import { removeEntry, switchEntry } from './entry-actions.ts';
import { isMine } from './groups.ts';
import classes from './list.module.css';

/** What is asked before it is done. */
export interface Question {
  readonly what: 'remove' | 'pause' | 'switch-on' | 'edit';
  readonly entry: RegisteredCallback;
}

/** Asks before something is lost, or before what belongs to somebody else is changed: which entry, whose it is, and what comes of it. */
export function ConfirmDialog({
  question,
  list,
  onClose,
}: {
  readonly question: Question | null;
  readonly list: CallbackList;
  readonly onClose: () => void;
}) {
  const poll = useApp((state) => state.setup?.config.limits.pollSeconds ?? 60);
  const [busy, setBusy] = useState(false);
  const shown = useRef<Question | null>(null);
  useReturnFocus(question !== null);
  // The words stay while the dialog fades out.
  if (question !== null) shown.current = question;
  const asked = shown.current;
  if (asked === null) return null;
  const { what, entry } = asked;
  const told = !isMine(entry);

  async function confirm(): Promise<void> {
    if (what === 'edit') {
      onClose();
      editCallback(entry, told);
      return;
    }
    setBusy(true);
    const done = await (what === 'remove' ? removeEntry(entry, told) : switchEntry(entry, what === 'switch-on', told));
    setBusy(false);
    if (done) onClose();
  }

  return (
    <Modal
      opened={question !== null}
      onClose={onClose}
      title={t(`callbacks.ask.${what}`)}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <p className={classes.askSentence}>{entrySentence(entry)}</p>
      {told && <p className={classes.askText}>{ownerWords(entry)}</p>}
      <p className={classes.askText}>{consequence(asked, list, poll)}</p>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button {...(what === 'remove' ? { color: 'red' } : {})} loading={busy} onClick={() => void confirm()}>
          {t(`callbacks.do.${what}`)}
        </Button>
      </Group>
    </Modal>
  );
}

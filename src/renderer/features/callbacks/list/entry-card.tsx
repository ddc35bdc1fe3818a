import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import type { CallbackList } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { Ago } from '../../../ui/time-text.tsx';
import { entrySentence } from '../sentences.ts';
import { editCallback } from '../wizard/wizard-store.ts';
import type { Question } from './confirm-dialog.tsx';
import { switchEntry } from './entry-actions.ts';
import { EntryDetails } from './entry-details.tsx';
import { FlagLines } from './flag-lines.tsx';
import { canEdit, isKept, isMine } from './groups.ts';
import classes from './list.module.css';

interface EntryProps {
  readonly entry: RegisteredCallback;
  readonly list: CallbackList;
  readonly onAsk: (question: Question) => void;
}

function State({ entry }: { readonly entry: RegisteredCallback }) {
  const { active, updatedAt, updatedBy } = entry;
  return (
    <p className={classes.state}>
      {active && <StatusMark tone="ok">{t('callbacks.active')}</StatusMark>}
      {updatedAt !== null && (
        <span>
          {t(active ? 'callbacks.changed' : 'callbacks.changedAlone')} <Ago at={updatedAt} />
          {updatedBy !== '' && ` ${t('callbacks.changedBy', { name: updatedBy })}`}
        </span>
      )}
    </p>
  );
}

/** Ours is acted on at once; what belongs to others asks first. */
function EntryButtons({ entry, onAsk }: Omit<EntryProps, 'list'>) {
  const [busy, setBusy] = useState(false);
  const mine = isMine(entry);
  const sentence = entrySentence(entry);

  async function toggle(): Promise<void> {
    if (!mine) return onAsk({ what: entry.active ? 'pause' : 'switch-on', entry });
    setBusy(true);
    await switchEntry(entry, !entry.active, false);
    setBusy(false);
  }

  return (
    <div className={classes.buttons}>
      {canEdit(entry) && (
        <Button
          size="xs"
          variant="default"
          aria-label={t('callbacks.editThis', { sentence })}
          onClick={() => (mine ? editCallback(entry, false) : onAsk({ what: 'edit', entry }))}
        >
          {t('callbacks.edit')}
        </Button>
      )}
      {entry.active && (
        <Button
          size="xs"
          variant="default"
          loading={busy}
          aria-label={t('callbacks.pauseThis', { sentence })}
          onClick={() => void toggle()}
        >
          {t('callbacks.pause')}
        </Button>
      )}
      <Menu position="bottom-end" shadow="md" width={180} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={26} aria-label={t('callbacks.more', { sentence })}>
            <IconDots size={15} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!entry.active && <Menu.Item onClick={() => void toggle()}>{t('callbacks.switchOn')}</Menu.Item>}
          <Menu.Item onClick={() => onAsk({ what: 'remove', entry })}>{t('callbacks.remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** One entry: whom it tells about what, how it stands, what is wrong with it, and what can be done. */
export function EntryCard({ entry, list, onAsk }: EntryProps) {
  return (
    <li className={classes.entry}>
      <div className={classes.entryHead}>
        <div className={classes.entryWords}>
          <p className={classes.sentence}>{entrySentence(entry)}</p>
          <State entry={entry} />
        </div>
        <EntryButtons entry={entry} onAsk={onAsk} />
      </div>
      <FlagLines entry={entry} list={list} onAsk={onAsk} />
      {isKept(entry, list.triggerBoard) && <p className={classes.kept}>{t('callbacks.kept')}</p>}
      <EntryDetails entry={entry} />
    </li>
  );
}

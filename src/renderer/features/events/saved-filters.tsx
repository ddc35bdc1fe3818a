import { ActionIcon, Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconBookmark, IconCheck, IconPencil, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { ActivityFilter } from '../../../shared/domain/activity.ts';
import type { SavedFilter } from '../../../shared/domain/log-details.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { hasFilter } from '../../stores/log-questions.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './event-tools.module.css';
import { filterParts } from './filter-words.ts';
import { mostSaved, renamed, savedOf, withSaved } from './saved-list.ts';

interface SavedFiltersProps {
  readonly filter: ActivityFilter;
  readonly onApply: (filter: ActivityFilter) => void;
}

type Save = (list: SavedFilter[]) => Promise<boolean>;

function NameField({
  label,
  start,
  confirm,
  onName,
}: {
  readonly label: string;
  readonly start: string;
  readonly confirm: string;
  /** False when the name is taken. */
  readonly onName: (name: string) => Promise<boolean>;
}) {
  const [name, setName] = useState(start);
  const [taken, setTaken] = useState(false);

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (name.trim() === '') return;
    const done = await onName(name);
    setTaken(!done);
    if (done) setName('');
  }

  return (
    <form className={classes.nameForm} onSubmit={(event) => void onSubmit(event)}>
      <TextInput
        className={classes.grow ?? ''}
        aria-label={label}
        placeholder={t('events.savedNameExample')}
        maxLength={60}
        value={name}
        error={taken ? t('events.savedTaken') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={name.trim() === ''}>
        {confirm}
      </Button>
    </form>
  );
}

function Row({
  one,
  on,
  saved,
  onApply,
  onSave,
}: {
  readonly one: SavedFilter;
  readonly on: boolean;
  readonly saved: readonly SavedFilter[];
  readonly onApply: () => void;
  readonly onSave: Save;
}) {
  const [renaming, setRenaming] = useState(false);
  if (renaming) {
    return (
      <li>
        <NameField
          label={t('events.savedRename', { name: one.name })}
          start={one.name}
          confirm={t('events.savedConfirm')}
          onName={async (name) => {
            const list = renamed(saved, one.id, name);
            if (list === null || !(await onSave(list))) return false;
            setRenaming(false);
            return true;
          }}
        />
      </li>
    );
  }
  const words = filterParts(one.filter, systemClock.now())
    .map((part) => part.words)
    .join(' · ');
  return (
    <li className={classes.savedRow}>
      <UnstyledButton className={classes.savedApply} onClick={onApply}>
        <span className={classes.savedName}>
          {one.name} {on && <IconCheck size={14} aria-hidden />}
        </span>
        <span className={classes.savedWords} title={words}>
          {words}
        </span>
      </UnstyledButton>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('events.savedRename', { name: one.name })}
        onClick={() => setRenaming(true)}
      >
        <IconPencil size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('events.savedDelete', { name: one.name })}
        onClick={() => {
          void onSave(saved.filter((other) => other.id !== one.id)).then((done) => {
            if (done) tellDone(t('events.savedDeleted', { name: one.name }));
          });
        }}
      >
        <IconTrash size={15} aria-hidden />
      </ActionIcon>
    </li>
  );
}

function Saved({ filter, onApply, onClose }: SavedFiltersProps & { readonly onClose: () => void }) {
  const { value, error, again } = useAsked('log:saved-filters', undefined);
  const saved = value ?? [];
  const current = savedOf(saved, filter);
  const title = useRef<HTMLParagraphElement>(null);

  // What was saved, renamed or deleted took the control that had the focus with it; from nowhere Escape closes nothing.
  useLayoutEffect(() => {
    if (value !== undefined && document.activeElement === document.body)
      title.current?.closest<HTMLElement>('[role="dialog"]')?.focus();
  }, [value]);

  async function save(list: SavedFilter[]): Promise<boolean> {
    const answer = await ask('log:save-filters', list);
    if (!answer.ok) tellFailure(answer.error.message);
    again();
    return answer.ok;
  }

  async function add(name: string): Promise<boolean> {
    const list = withSaved(saved, name, filter, `f${systemClock.now().toString(36)}`);
    if (list === null || !(await save(list))) return false;
    tellDone(t('events.savedDone', { name: name.trim() }));
    return true;
  }

  if (error !== null && value === undefined) return <ErrorNote error={error} />;
  return (
    <>
      <p ref={title} className={classes.savedTitle}>
        {t('events.saved')}
      </p>
      {saved.length === 0 && <p className={classes.hint}>{t('events.savedNone')}</p>}
      {saved.length > 0 && (
        <ul className={classes.savedList}>
          {saved.map((one) => (
            <Row
              key={one.id}
              one={one}
              on={one === current}
              saved={saved}
              onSave={save}
              onApply={() => {
                onApply(one.filter);
                onClose();
              }}
            />
          ))}
        </ul>
      )}
      <div className={classes.savedFoot}>
        {!hasFilter(filter) && <p className={classes.hint}>{t('events.savedNothing')}</p>}
        {hasFilter(filter) && saved.length >= mostSaved && <p className={classes.hint}>{t('events.savedFull')}</p>}
        {hasFilter(filter) && saved.length < mostSaved && current === null && (
          <>
            <p className={classes.savedTitle}>{t('events.savedSave')}</p>
            <NameField label={t('events.savedName')} start="" confirm={t('events.savedConfirm')} onName={add} />
          </>
        )}
      </div>
    </>
  );
}

/** Filters kept under a name: apply, rename, delete, and save the one that is on. */
export function SavedFilters({ filter, onApply }: SavedFiltersProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" width={360} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.tool ?? ''}
          title={t('events.saved')}
          aria-label={t('events.saved')}
          aria-haspopup="dialog"
          onClick={() => setOpened(!opened)}
        >
          <IconBookmark size={16} aria-hidden />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('events.saved')}>
        <Saved filter={filter} onApply={onApply} onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

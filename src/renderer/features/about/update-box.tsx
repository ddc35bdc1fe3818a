import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { UpdateState } from '../../../shared/domain/updates.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellFailure } from '../../commands.ts';
import { loadUpdate, useUpdate } from '../../stores/update-store.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Loading } from '../../ui/page-state.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { calendarDay, exactTime, relativeTime } from '../../ui/time.ts';
import classes from './about.module.css';
import { type UpdateAction, updateWords } from './update-words.ts';

function Checked({ at }: { readonly at: number }) {
  const ago = useFromNow((now) => relativeTime(at, now));
  return <span title={exactTime(at)}>{t('about.checked', { ago })}</span>;
}

/** How it stands with the app's own updates, what is new in the next one, and the one or two things to do about it. */
export function UpdateBox() {
  const { update, failed } = useUpdate();
  const [installing, setInstalling] = useState(false);
  if (failed !== null) {
    return (
      <div className={classes.failed}>
        <ErrorNote error={failed}>
          <Button size="xs" variant="default" onClick={() => void loadUpdate()}>
            {t('action.retryLoad')}
          </Button>
        </ErrorNote>
      </div>
    );
  }
  if (update === null) return <Loading rows={2} />;
  const { tone, title, text, actions } = updateWords(update);
  const run = async (action: UpdateAction): Promise<void> => {
    if (action === 'install') setInstalling(true);
    const error = await runUpdate(action, update);
    if (error === null) return;
    setInstalling(false);
    tellFailure(error);
  };
  return (
    <div className={classes.update}>
      <div className={classes.words}>
        <div className={classes.state} role="status">
          <ToneIcon tone={installing ? 'working' : tone} size={16} />
          {installing ? t('about.installing') : title}
        </div>
        {text !== '' && <div className={classes.text}>{text}</div>}
        <div className={classes.facts}>
          {update.releasedAt !== null && <span>{t('about.released', { date: calendarDay(update.releasedAt) })}</span>}
          {update.checkedAt !== null && <Checked at={update.checkedAt} />}
        </div>
      </div>
      <div className={classes.buttons}>
        {actions.map((action, index) => (
          <Button
            key={action}
            size="xs"
            variant={index === 0 && action !== 'check' ? 'filled' : 'default'}
            loading={installing && action === 'install'}
            onClick={() => void run(action)}
          >
            {label(action, update)}
          </Button>
        ))}
      </div>
      {update.state === 'downloading' && (
        <Progress className={classes.wide ?? ''} value={(update.progress ?? 0) * 100} aria-label={title} size="sm" />
      )}
      {update.version !== null && <Notes version={update.version} notes={update.notes} />}
    </div>
  );
}

function Notes({ version, notes }: { readonly version: string; readonly notes: string }) {
  return (
    <section className={`${classes.notes ?? ''} ${classes.wide ?? ''}`} aria-label={t('about.notes', { version })}>
      <h3>{t('about.notes', { version })}</h3>
      {notes === '' ? (
        <p className="dim">{t('about.noNotes')}</p>
      ) : (
        // A feed's markup is taken out before it comes here, and nothing interprets what is left.
        <textarea
          className={classes.notesText}
          readOnly
          aria-label={t('about.notes', { version })}
          rows={Math.min(9, notes.split('\n').length + 1)}
          value={notes}
        />
      )}
    </section>
  );
}

function label(action: UpdateAction, update: UpdateState): string {
  switch (action) {
    case 'check':
      return t('about.check');
    case 'download':
      return update.state === 'failed' ? t('about.downloadAgain') : t('about.download');
    case 'install':
      return t('about.install');
    case 'skip':
      return t('about.skip');
    case 'unskip':
      return t('about.unskip');
  }
}

/** Does it; the words of the error when it was not done. */
async function runUpdate(action: UpdateAction, { version }: UpdateState): Promise<string | null> {
  if (action === 'install') {
    const answer = await ask('updates:install', undefined);
    return answer.ok ? null : answer.error.message;
  }
  const answer =
    action === 'check'
      ? await ask('updates:check', undefined)
      : action === 'download'
        ? await ask('updates:download', undefined)
        : await ask('updates:skip', { version: version ?? '', skip: action === 'skip' });
  if (!answer.ok) return answer.error.message;
  useUpdate.setState({ update: answer.value, failed: null });
  return null;
}

import { Button, Checkbox, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { DiagnosticsFile } from '../../../shared/domain/recovery.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ExactText } from '../../ui/exact-text.tsx';
import reading from '../../ui/reading.module.css';
import { scrolledByKeys } from '../../ui/scrolled-by-keys.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { sizeText } from '../../ui/words.ts';
import classes from './recovery.module.css';

/** Collects, shows file by file and saves: also on a start that failed, where nothing else of the window works. */
export function DiagnosticsBundle() {
  const [files, setFiles] = useState<readonly DiagnosticsFile[] | null>(null);
  const [shown, setShown] = useState('');
  const [leaveOut, setLeaveOut] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState('');
  const [error, setError] = useState<AppErrorInfo | null>(null);

  async function collect(): Promise<void> {
    setBusy(true);
    setError(null);
    setSaved('');
    const answer = await ask('diagnostics:preview', undefined);
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    setFiles(answer.value);
    setShown((before) => (answer.value.some((file) => file.name === before) ? before : (answer.value[0]?.name ?? '')));
  }

  async function save(): Promise<void> {
    setError(null);
    const answer = await ask('diagnostics:save', { leaveOut: [...leaveOut] });
    if (!answer.ok) setError(answer.error);
    else setSaved(answer.value?.file ?? '');
  }

  function toggle(name: string): void {
    const next = new Set(leaveOut);
    if (!next.delete(name)) next.add(name);
    setLeaveOut(next);
  }

  const file = files?.find((one) => one.name === shown);
  const kept = files?.filter((one) => !leaveOut.has(one.name)).length ?? 0;
  return (
    <>
      <div className={classes.tools}>
        <Button variant={files === null ? 'filled' : 'default'} loading={busy} onClick={() => void collect()}>
          {files === null ? t('diagnostics.make') : t('diagnostics.again')}
        </Button>
        {files !== null && (
          <Button disabled={kept === 0} onClick={() => void save()}>
            {tn('diagnostics.save', kept)}
          </Button>
        )}
        <span role="status">
          {busy && <span className="dim">{t('diagnostics.collecting')}</span>}
          {saved !== '' && <StatusMark tone="ok">{t('diagnostics.saved', { file: saved })}</StatusMark>}
        </span>
      </div>
      {error !== null && <ErrorNote error={error} />}
      {files === null ? (
        <p className={reading.text}>{t('diagnostics.empty')}</p>
      ) : (
        <div className={classes.bundle}>
          <ul className={classes.files} aria-label={t('diagnostics.files')}>
            {files.map((one) => (
              <li key={one.name} data-chosen={one.name === shown || undefined}>
                <Checkbox
                  size="xs"
                  mt={2}
                  aria-label={t('diagnostics.include', { name: one.name })}
                  checked={!leaveOut.has(one.name)}
                  onChange={() => toggle(one.name)}
                />
                <UnstyledButton
                  className={classes.fileButton}
                  aria-pressed={one.name === shown}
                  onClick={() => setShown(one.name)}
                >
                  <span className={classes.fileName}>{one.name}</span>
                  <span className={classes.sub}>{one.about}</span>
                  <span className={classes.sub}>
                    {sizeText(one.bytes)}
                    {one.redacted > 0 ? ` · ${tn('diagnostics.redacted', one.redacted)}` : ''}
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
          {file !== undefined && (
            <div>
              {file.cut && <p className={reading.text}>{t('diagnostics.cut')}</p>}
              <section
                className={classes.text}
                aria-label={t('diagnostics.shown', { name: file.name })}
                {...scrolledByKeys}
              >
                <ExactText text={file.text} />
              </section>
            </div>
          )}
        </div>
      )}
    </>
  );
}

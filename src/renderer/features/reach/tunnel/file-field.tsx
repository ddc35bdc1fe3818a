import { Button, Input } from '@mantine/core';
import { useState } from 'react';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import classes from './tunnel.module.css';

interface FileFieldProps {
  readonly what: 'program' | 'key';
  readonly label: string;
  readonly help: string;
  readonly choose: string;
  readonly path: string;
  /** Said while no path is chosen. */
  readonly empty: string;
  /** Without a path the tunnel cannot work. */
  readonly missing: boolean;
  /** Undoes the choice; absent where there is nothing to go back to. */
  readonly clear?: string;
  readonly error?: string | undefined;
  readonly onChange: (path: string) => void;
}

/** A file chosen in a dialog of the system; only its path is kept. */
export function FileField({ what, label, help, choose, path, empty, missing, clear, error, onChange }: FileFieldProps) {
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  async function pick(): Promise<void> {
    setFailed(null);
    const answer = await ask('tunnel:choose-file', { what });
    if (!answer.ok) setFailed(answer.error);
    else if (answer.value !== null) onChange(answer.value);
  }
  return (
    <Input.Wrapper label={label} labelElement="div" description={help} error={error}>
      <fieldset className={classes.kept} aria-label={label}>
        {path === '' ? (
          <span className={classes.keptWords}>
            {missing && <ToneIcon tone="attention" />}
            {empty}
          </span>
        ) : (
          <span className={`${classes.keptWords ?? ''} mono`}>{path}</span>
        )}
        <Button size="xs" variant="default" onClick={() => void pick()}>
          {choose}
        </Button>
        {path !== '' && clear !== undefined && (
          <Button size="xs" variant="default" onClick={() => onChange('')}>
            {clear}
          </Button>
        )}
      </fieldset>
      {failed !== null && <ErrorNote error={failed} />}
    </Input.Wrapper>
  );
}

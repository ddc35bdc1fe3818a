import { Button } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { MappingVersionRow } from '../../../../shared/domain/mapping-work.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { nextIndex } from '../../../ui/row-keys.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { exactTime } from '../../../ui/time.ts';
import { Ago } from '../../../ui/time-text.tsx';
import classes from './history.module.css';

const firstShown = 50;
const pageRows = 6;

/** The versions, newest first. Arrow keys move; the version under the keyboard is the one that is shown. */
export function VersionList({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly MappingVersionRow[];
  readonly chosen: number;
  readonly onChoose: (version: number) => void;
}) {
  const [all, setAll] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const shown = all ? rows : rows.slice(0, firstShown);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const current = shown.findIndex(({ version }) => version === chosen);
    const next = nextIndex(event.key, current, shown.length, pageRows);
    const row = next === null ? undefined : shown[next];
    if (row === undefined) return;
    event.preventDefault();
    onChoose(row.version);
    list.current?.querySelector<HTMLElement>(`[data-version="${String(row.version)}"]`)?.focus();
  }

  return (
    <div className={classes.listBox}>
      <div className={classes.list} role="listbox" aria-label={t('versions.list')} tabIndex={-1} ref={list}>
        {shown.map((row) => (
          <div
            key={row.version}
            role="option"
            aria-selected={row.version === chosen}
            tabIndex={row.version === chosen ? 0 : -1}
            data-version={row.version}
            className={classes.version}
            onClick={() => onChoose(row.version)}
            onKeyDown={onKeyDown}
          >
            <span className={classes.versionHead}>
              <span className={classes.versionName}>{t('versions.version', { n: row.version })}</span>
              {row.active && <StatusMark tone="ok">{t('versions.inForce')}</StatusMark>}
            </span>
            {row.note !== '' && <span className={classes.versionNote}>{row.note}</span>}
            <span className={classes.versionFacts} title={exactTime(row.createdAt)}>
              <Ago at={row.createdAt} />
              <span>{t('versions.by', { who: row.createdBy })}</span>
              <span className="num">{tn('versions.rules', row.rules)}</span>
            </span>
          </div>
        ))}
      </div>
      {rows.length > shown.length && (
        <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
          {tn('versions.showOlder', rows.length - shown.length)}
        </Button>
      )}
    </div>
  );
}

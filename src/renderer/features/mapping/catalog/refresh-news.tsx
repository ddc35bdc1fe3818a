import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Catalog, CatalogChange } from '../../../../shared/domain/catalog.ts';
import type { Remote } from '../../../../shared/domain/records.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { StatusMark, ToneIcon } from '../../../ui/status-mark.tsx';
import { exactTime } from '../../../ui/time.ts';
import { KindMark } from '../versions/rule-difference.tsx';
import classes from './fields.module.css';

const firstShown = 12;

/** What the last refresh found different, in words. */
export function RefreshNews({
  changes,
  since,
  onHide,
}: {
  readonly changes: readonly CatalogChange[];
  /** When the fields had been read before; null: never. */
  readonly since: number | null;
  readonly onHide: () => void;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, firstShown);
  const when = since === null ? null : exactTime(since);
  const title =
    changes.length === 0
      ? when === null
        ? t('fields.nothingNewFirst')
        : t('fields.nothingNew', { when })
      : when === null
        ? t('fields.sinceFirst')
        : t('fields.since', { when });
  return (
    <section className={classes.news} aria-label={title}>
      <div className={classes.newsHead}>
        {changes.length === 0 ? (
          <StatusMark tone="ok">{title}</StatusMark>
        ) : (
          <p className={classes.newsTitle}>{title}</p>
        )}
        <Button size="xs" variant="subtle" onClick={onHide}>
          {t('fields.hideChanges')}
        </Button>
      </div>
      {changes.length > 0 && (
        <ul className={classes.newsList}>
          {shown.map((change) => (
            <li key={`${change.side} ${change.kind} ${change.path} ${change.message}`}>
              <KindMark kind={change.kind} />
              <span className={classes.newsSide}>{t(`remote.${change.side}`)}</span>
              <span className={classes.newsText}>{change.message}</span>
            </li>
          ))}
        </ul>
      )}
      {changes.length > shown.length && (
        <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
          {tn('fields.changesMore', changes.length - shown.length)}
        </Button>
      )}
    </section>
  );
}

/** Lists of a side that could not be read, with what to do. */
export function Gaps({ catalog, side }: { readonly catalog: Catalog; readonly side: Remote }) {
  const { gaps } = catalog[side];
  if (gaps.length === 0) return null;
  return (
    <section className={classes.gaps} aria-label={tn('fields.gaps', gaps.length)}>
      <StatusMark tone="attention">{tn('fields.gaps', gaps.length)}</StatusMark>
      <ul>
        {gaps.map(({ what, message }) => (
          <li key={`${what} ${message}`}>
            <span className={classes.gapWhat}>{what}</span>
            <span>{message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** When a side was read last. */
export function NeverRead({ side }: { readonly side: Remote }) {
  return (
    <p className={classes.never}>
      <ToneIcon tone="waiting" />
      {t('fields.neverRead', { side: t(`remote.${side}`) })}
    </p>
  );
}

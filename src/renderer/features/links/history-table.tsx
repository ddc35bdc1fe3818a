import { UnstyledButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { FieldHistoryRow } from '../../../shared/domain/link-life.ts';
import { t } from '../../../shared/strings/t.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { sideName } from '../../ui/side-text.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Table, TableFrame } from '../../ui/table.tsx';
import { isEmptyValue, showValue } from '../../ui/value.ts';
import { changedBy, changeSource, changeTime, changeTimeHelp, outcomeTones } from './history-words.ts';
import classes from './link-life.module.css';

/** Longer texts are cut until somebody asks for them. */
const cutAt = 160;

function Value({ name, value, whole }: { readonly name: string; readonly value: unknown; readonly whole: boolean }) {
  const words = showValue(value);
  return (
    <span className={isEmptyValue(value) ? 'dim' : ''} data-cut={(!whole && words.length > cutAt) || undefined}>
      <span className="unseen">{name} </span>
      {words}
    </span>
  );
}

function Change({ row }: { readonly row: FieldHistoryRow }) {
  const [whole, setWhole] = useState(false);
  const long = [row.before, row.after].some((value) => showValue(value).length > cutAt);
  return (
    <>
      <div className={classes.change}>
        <Value name={t('link.history.from')} value={row.before} whole={whole} />
        <IconArrowRight size={14} aria-hidden className={classes.arrow} />
        <Value name={t('link.history.to')} value={row.after} whole={whole} />
      </div>
      {long && (
        <UnstyledButton className={classes.more} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? 'link.history.less' : 'link.history.whole')}
        </UnstyledButton>
      )}
    </>
  );
}

function When({ row }: { readonly row: FieldHistoryRow }) {
  const words = useFromNow((now) => changeTime(row, now));
  const by = changedBy(row);
  return (
    <>
      <span className="num" title={changeTimeHelp(row)}>
        {words}
      </span>
      <span className={classes.by}>{by ?? <span className="dim">{t('link.history.unknown')}</span>}</span>
      {!row.own && <span className={classes.under}>{changeSource(row)}</span>}
    </>
  );
}

/** Changes, newest first. */
export function HistoryTable({
  rows,
  onReplay,
}: {
  readonly rows: readonly FieldHistoryRow[];
  readonly onReplay: (row: FieldHistoryRow) => void;
}) {
  return (
    <TableFrame className={classes.wrap}>
      <Table
        look="texts"
        fixed
        labelledBy="link-history"
        className={classes.table}
        columns={[
          { title: t('link.history.when'), className: classes.when },
          { title: t('link.field'), className: classes.field },
          { title: t('link.history.what') },
          { title: t('link.history.outcome'), className: classes.outcome },
        ]}
      >
        {rows.map((row) => (
          <tr
            key={`${String(row.attemptId)} ${row.side} ${row.field} ${String(row.own)}`}
            data-own={row.own || undefined}
          >
            <td>
              <When row={row} />
            </td>
            <th scope="row">
              {row.label}
              <span className={classes.under}>{sideName(row.side)}</span>
            </th>
            <td>
              <Change row={row} />
            </td>
            <td>
              <StatusMark tone={outcomeTones[row.outcome]}>{t(`link.outcome.${row.outcome}`)}</StatusMark>
              <UnstyledButton
                className={classes.more}
                aria-label={t('link.history.runOf', { field: row.label })}
                onClick={() => onReplay(row)}
              >
                {t('link.history.run')}
              </UnstyledButton>
            </td>
          </tr>
        ))}
      </Table>
    </TableFrame>
  );
}

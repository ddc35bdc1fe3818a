import type { ReactNode } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import classes from './difference.module.css';

/** Old and new side by side. */
export function BeforeAfter({
  before,
  after,
  absent = [false, false],
}: {
  readonly before: string;
  readonly after: string;
  /** True for a side that has nothing there, which is said dimmed. */
  readonly absent?: readonly [boolean, boolean];
}) {
  const side = (kind: 'removed' | 'added', text: string, none: boolean) => (
    <td className={classes.side} data-kind={none ? undefined : kind}>
      {none ? (
        <span className="dim">{text}</span>
      ) : (
        <>
          <span className={classes.sideSign} aria-hidden>
            {kind === 'removed' ? '−' : '+'}
          </span>
          <span className={classes.sideText}>{text}</span>
        </>
      )}
    </td>
  );
  return (
    <>
      {side('removed', before, absent[0])}
      {side('added', after, absent[1])}
    </>
  );
}

/** What differs, line by line: what it is, and as `BeforeAfter` what it was and is. */
export function BeforeAfterTable({
  of,
  statuses = false,
  children,
}: {
  /** Head of the first column. */
  readonly of: string;
  readonly statuses?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <table className={classes.parts} data-of={statuses ? 'statuses' : undefined}>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col">{t('difference.before')}</th>
          <th scope="col">{t('difference.after')}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

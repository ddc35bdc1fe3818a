import type { TrialChange } from '../../../shared/domain/trials.ts';
import { t } from '../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { isEmptyValue, showValue } from '../../ui/value.ts';
import classes from './trials.module.css';

/** A value in a table of a trial; `absent` says what null means there. */
export function TrialValue({ value, absent }: { readonly value: unknown; readonly absent?: string }) {
  if (absent !== undefined && value === null) return <span className="dim">{absent}</span>;
  return <span className={isEmptyValue(value) ? 'dim' : ''}>{showValue(value)}</span>;
}

/** Changes that would go to one side, or went there. */
export function ChangeTable({
  side,
  changes,
  withBefore,
}: {
  readonly side: TrialChange['side'];
  readonly changes: readonly TrialChange[];
  /** Known for a run of now; a past run kept only what it wrote. */
  readonly withBefore: boolean;
}) {
  const own = changes.filter((change) => change.side === side);
  if (own.length === 0) return null;
  const title = t(side === 'connectwise' ? 'trial.toTicket' : 'trial.toWorkOrder');
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('link.field')}</th>
          {withBefore && <th scope="col">{t('trial.present')}</th>}
          <th scope="col">{t(withBefore ? 'trial.wouldBe' : 'trial.value')}</th>
        </tr>
      </thead>
      <tbody>
        {own.map((change) => (
          <tr key={change.target}>
            <th scope="row">{change.label}</th>
            {withBefore && (
              <td>
                <TrialValue value={change.from} />
              </td>
            )}
            <td>
              <TrialValue value={change.to} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What would stop, and what else there is to know. */
export function TrialNotes({
  problems,
  remarks,
}: {
  readonly problems: readonly AppErrorInfo[];
  readonly remarks: readonly string[];
}) {
  if (problems.length + remarks.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.message}`}>
          <ToneIcon tone="attention" />
          <span>{problem.message}</span>
        </li>
      ))}
      {remarks.map((remark) => (
        <li key={remark}>
          <ToneIcon tone="waiting" />
          <span>{remark}</span>
        </li>
      ))}
    </ul>
  );
}

import type { DryRun } from '../../../../shared/domain/trials.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { isEmptyValue, showValue } from '../../../ui/value.ts';
import { ReadersLine, WarningLine } from '../setting-facts.tsx';
import classes from './events.module.css';

function Changes({ changes }: { readonly changes: DryRun['changes'] }) {
  return (
    <div className={classes.resultPart}>
      <div className={classes.label}>{t('sync.events.testChanges')}</div>
      <table className={classes.changes}>
        <thead>
          <tr>
            <th scope="col">{t('sync.events.field')}</th>
            <th scope="col">{t('sync.events.before')}</th>
            <th scope="col">{t('sync.events.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ target, label, from, to }) => (
            <tr key={target}>
              <th scope="row">{label}</th>
              <td className={isEmptyValue(from) ? 'dim' : undefined}>{showValue(from)}</td>
              <td className={isEmptyValue(to) ? 'dim' : undefined}>{showValue(to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a test found: the occasion it was tried on, changes, the note, and what keeps it from acting. */
export function TestResult({ result }: { readonly result: DryRun }) {
  const { occasion, changes, note, problems, remarks } = result;
  const nothing = changes.length === 0 && note === null && problems.length === 0;
  return (
    <div className={classes.result}>
      <div className={classes.occasion}>{occasion}</div>
      {remarks.map((text) => (
        <WarningLine key={text}>{text}</WarningLine>
      ))}
      {nothing && <StatusMark tone="ok">{t('sync.events.testNothing')}</StatusMark>}
      {changes.length > 0 && <Changes changes={changes} />}
      {note !== null && (
        <div className={classes.resultPart}>
          <div className={classes.label}>
            {t('sync.events.testNote', { tab: t(`sync.events.tabName.${note.tab}`) })}
          </div>
          <blockquote className={classes.note}>{note.text}</blockquote>
          <ReadersLine readers={note.tab === 'internal' ? 'team' : 'customer'} />
        </div>
      )}
      {problems.map((problem) => (
        <ErrorNote key={`${problem.code} ${problem.message}`} error={problem} />
      ))}
    </div>
  );
}

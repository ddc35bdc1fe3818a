import { useMemo } from 'react';
import { t, tn } from '../../../../shared/strings/t.ts';
import classes from './difference.module.css';
import { type DifferenceLine, lineDifference, withContext } from './line-difference.ts';

const signs = { same: ' ', removed: '−', added: '+' } as const;

function Line({ line }: { readonly line: DifferenceLine }) {
  return (
    <tr data-kind={line.kind}>
      <td className={classes.lineNumber}>{line.before}</td>
      <td className={classes.lineNumber}>{line.after}</td>
      <td className={classes.sign}>
        <span aria-hidden>{signs[line.kind]}</span>
        {line.kind !== 'same' && (
          <span className="unseen">{t(line.kind === 'added' ? 'difference.lineAdded' : 'difference.lineRemoved')}</span>
        )}
      </td>
      <td className={classes.code}>{line.text}</td>
    </tr>
  );
}

/** Two texts of several lines, one under the other; equal lines far from a change are counted, not shown. */
export function ScriptDifference({
  label,
  before,
  after,
}: {
  /** Names the table for who does not see it. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
}) {
  const stretches = useMemo(() => withContext(lineDifference(before, after)), [before, after]);
  return (
    <section className={classes.script} aria-label={label}>
      <table className={classes.lines}>
        <tbody>
          {stretches.map((stretch, index) =>
            stretch.kind === 'lines' ? (
              stretch.lines.map((line) => <Line key={`${String(line.before)}-${String(line.after)}`} line={line} />)
            ) : (
              <tr key={`gap-${String(index)}`} data-kind="gap">
                <td colSpan={4}>{tn('difference.lines', stretch.count)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

import { t } from '../../../../shared/strings/t.ts';
import classes from './promotion.module.css';

interface Change {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

function Value({ text }: { readonly text: string }) {
  return text === '' ? <span className={classes.none}>{t('promotion.none')}</span> : text;
}

/** What is now, and what it would be then. */
export function ChangeTable({ label, changes }: { readonly label: string; readonly changes: readonly Change[] }) {
  return (
    <div className={classes.wrap}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('promotion.what')}</th>
            <th scope="col">{t('promotion.before')}</th>
            <th scope="col">{t('promotion.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ what, before, after }, index) => (
            // Two settings may be told in the same words.
            <tr key={`${what} ${String(index)}`}>
              <th scope="row">{what}</th>
              <td>
                <Value text={before} />
              </td>
              <td>
                <Value text={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { t } from '../../../../shared/strings/t.ts';
import { Table, TableFrame } from '../../../ui/table.tsx';
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
    <TableFrame>
      <Table
        look="texts"
        fixed
        label={label}
        columns={[
          { title: t('promotion.what'), className: classes.firstColumn },
          { title: t('promotion.before') },
          { title: t('promotion.after') },
        ]}
      >
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
      </Table>
    </TableFrame>
  );
}

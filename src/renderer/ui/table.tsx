import type { ReactNode } from 'react';
import classes from './table.module.css';

/** The head of a column. */
export interface TableColumn {
  /** Empty for a column of buttons that name themselves. */
  readonly title: string;
  /** Only a screen reader says it. */
  readonly unseen?: true;
  /** How wide it is. */
  readonly className?: string | undefined;
  readonly span?: number;
  /** Gives way first when the window is narrow. */
  readonly minor?: true;
}

interface TableProps {
  /** `texts`: sentences and values; `controls`: fields to choose and type in; `rows`: one line a row. */
  readonly look: 'texts' | 'controls' | 'rows';
  readonly columns: readonly TableColumn[];
  /** Columns as wide as their heads say, and words that break anywhere. */
  readonly fixed?: boolean;
  readonly label?: string;
  readonly labelledBy?: string;
  readonly className?: string | undefined;
  /** The rows. */
  readonly children: ReactNode;
}

function Head({ title, unseen, className, span, minor }: TableColumn) {
  if (title === '') return <td />;
  return (
    <th scope="col" className={className} colSpan={span} data-minor={minor}>
      {unseen ? <span className="unseen">{title}</span> : title}
    </th>
  );
}

/** A table that is read from top to bottom: a head that steps back, and a line between the rows. */
export function Table({ look, columns, fixed = false, label, labelledBy, className = '', children }: TableProps) {
  return (
    <table
      className={`${classes.table} ${className}`}
      data-look={look}
      data-fixed={fixed || undefined}
      aria-label={label}
      aria-labelledby={labelledBy}
    >
      <thead>
        <tr>
          {columns.map((column, index) => (
            // Heads may be alike; their places never change.
            <Head key={`${column.title} ${String(index)}`} {...column} />
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** What stands around a table, and around what belongs to it. */
export function TableFrame({
  className = '',
  children,
}: {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  return <div className={`${classes.frame} ${className}`}>{children}</div>;
}

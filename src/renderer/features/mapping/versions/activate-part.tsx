import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import classes from './activate.module.css';

/** One of the parts of the dialog: what it says in one line, and the rest below. */
export function ActivatePart({
  title,
  verdict,
  open: atFirst = true,
  children,
}: {
  readonly title: string;
  readonly verdict: ReactNode;
  readonly open?: boolean;
  /** Nothing to open without it. */
  readonly children?: ReactNode;
}) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const id = useId();
  const open = chosen ?? atFirst;
  const empty = children === undefined || children === null || children === false;
  return (
    <section className={classes.part} aria-labelledby={id}>
      <div className={classes.partHead}>
        <h3 id={id} className={classes.partTitle}>
          {empty ? (
            title
          ) : (
            <button type="button" aria-expanded={open} onClick={() => setChosen(!open)}>
              <IconChevronRight size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
              {title}
            </button>
          )}
        </h3>
        <div className={classes.verdict} role="status">
          {verdict}
        </div>
      </div>
      {!empty && open && <div className={classes.partBody}>{children}</div>}
    </section>
  );
}

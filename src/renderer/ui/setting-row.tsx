import { type ReactNode, useId } from 'react';
import classes from './setting-row.module.css';

/** What a control of a row is given, so that it is announced with the words beside it. */
export interface RowLabels {
  readonly 'aria-label': string;
  readonly 'aria-describedby': string;
}

interface SettingRowProps {
  readonly title: string;
  readonly help?: string;
  /** Lines below the help: who can read it, what it costs, its default. */
  readonly facts?: ReactNode;
  readonly control?: ReactNode | ((labels: RowLabels) => ReactNode);
  /** Below words and control, over the whole width. */
  readonly children?: ReactNode;
  /** The control needs the width of a text field. */
  readonly wide?: boolean;
  /** Belongs to the row above. */
  readonly inner?: boolean;
}

/** One setting: what it is called and does at the left, its control at the right. */
export function SettingRow({
  title,
  help = '',
  facts,
  control,
  children,
  wide = false,
  inner = false,
}: SettingRowProps) {
  const id = useId();
  return (
    <div className={classes.setting} data-wide={wide || undefined} data-inner={inner || undefined}>
      <div className={classes.words}>
        <div className={classes.title}>{title}</div>
        <div id={id}>
          {help !== '' && <div className={classes.help}>{help}</div>}
          {facts}
        </div>
      </div>
      {control !== undefined && (
        <div className={classes.control}>
          {typeof control === 'function' ? control({ 'aria-label': title, 'aria-describedby': id }) : control}
        </div>
      )}
      {children !== undefined && children !== null && children !== false && (
        <div className={classes.below}>{children}</div>
      )}
    </div>
  );
}

/** Rows in one box. */
export function SettingBox({ children }: { readonly children: ReactNode }) {
  return <div className={classes.box}>{children}</div>;
}

import { CopyButton } from '../../../ui/copy-button.tsx';
import classes from './code-block.module.css';

/** Lines to be copied as they are, with a title that says where they go. */
export function CodeBlock({ title, lines }: { readonly title: string; readonly lines: string }) {
  return (
    <figure className={classes.code}>
      <figcaption className={classes.codeHead}>
        <span className={classes.codeTitle}>{title}</span>
        <CopyButton text={lines} />
      </figcaption>
      <pre className="mono">{lines}</pre>
    </figure>
  );
}

import classes from './exact-text.module.css';

/** Text exactly as it is sent or typed, line by line: a request, a command. `inList`: below the line of a list that it belongs to. */
export function ExactText({ text, inList = false }: { readonly text: string; readonly inList?: boolean }) {
  return (
    <pre className={classes.text} data-in-list={inList || undefined}>
      {text}
    </pre>
  );
}

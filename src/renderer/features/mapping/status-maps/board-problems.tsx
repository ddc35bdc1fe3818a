import { Button } from '@mantine/core';
import { t } from '../../../../shared/strings/t.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { useEditor } from '../editor-store.ts';
import classes from './status-maps.module.css';

/** What is wrong with a board's map, each with the fix that is offered. */
export function BoardProblems({ boardId, board }: { readonly boardId: number; readonly board: string }) {
  const problems = useEditor((state) => state.problems);
  const edit = useEditor((state) => state.edit);
  const own = problems.filter((problem) => problem.boardId === boardId);
  if (own.length === 0) return null;
  return (
    <ul className={classes.problems} aria-label={t('statusMaps.problems', { board })}>
      {own.map(({ code, part, severity, message, fix }) => (
        <li key={`${code} ${part} ${message}`} data-severity={severity}>
          <ToneIcon tone={severity === 'error' ? 'error' : 'attention'} size={15} />
          <span className={classes.problemText}>{message}</span>
          {fix !== null && (
            <Button size="xs" variant="default" onClick={() => edit(fix.edits, fix.label)}>
              {fix.label}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

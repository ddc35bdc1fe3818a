import { Button } from '@mantine/core';
import type { MappingProblem } from '../../../../shared/domain/mapping-work.ts';
import { tn } from '../../../../shared/strings/t.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import classes from './activate.module.css';
import { blockingProblems, type Looks } from './activation.ts';

const shown = 5;

/** What keeps the mapping from being activated; absent when nothing does. */
export function ActivateProblems({
  look,
  onShow,
}: {
  readonly look: Looks['problems'];
  /** Leads to a problem in the editor; absent when they are of another version. */
  readonly onShow: ((problem: MappingProblem) => void) | undefined;
}) {
  if (look.state === 'failed') return <ErrorNote error={look.error} />;
  const problems = blockingProblems(look);
  const [first] = problems;
  if (first === undefined) return null;
  return (
    <section className={classes.problems} aria-label={tn('activate.problems', problems.length)}>
      <div className={classes.problemsHead}>
        <StatusMark tone="error">{tn('activate.problems', problems.length)}</StatusMark>
        {onShow !== undefined && (
          <Button size="xs" variant="default" onClick={() => onShow(first)}>
            {tn('activate.showProblems', problems.length)}
          </Button>
        )}
      </div>
      <ul>
        {problems.slice(0, shown).map((problem, index) => (
          <li key={`${problem.code}-${String(index)}`}>{problem.message}</li>
        ))}
      </ul>
      {problems.length > shown && <p className="dim">{tn('activate.problemsMore', problems.length - shown)}</p>}
    </section>
  );
}

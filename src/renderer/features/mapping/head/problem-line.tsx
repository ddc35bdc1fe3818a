import { Button, UnstyledButton } from '@mantine/core';
import type { MappingProblem } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { useEditor } from '../editor-store.ts';
import classes from './problems.module.css';

/**
 * A problem in words with the button that puts it right; `onOpen` leads to the place where it is. `onFixed`: the line goes with its button soon, so
 * the keyboard needs another place.
 */
export function ProblemLine({
  problem,
  place,
  onOpen,
  onFixed,
}: {
  readonly problem: MappingProblem;
  readonly place?: string;
  readonly onOpen?: () => void;
  readonly onFixed?: () => void;
}) {
  const edit = useEditor((state) => state.edit);
  const { fix } = problem;
  return (
    <li className={classes.line} data-severity={problem.severity}>
      <ToneIcon tone={problem.severity === 'error' ? 'error' : 'attention'} />
      <div className={classes.words}>
        {place !== undefined && onOpen !== undefined && (
          <UnstyledButton className={classes.place} onClick={onOpen}>
            {place}
          </UnstyledButton>
        )}
        <div>
          <span className={classes.severity}>{t(`mappingEditor.severity.${problem.severity}`)}: </span>
          {problem.message}
        </div>
        {fix !== null && (
          <Button
            size="xs"
            variant="default"
            className={classes.fix ?? ''}
            onClick={() => {
              edit(fix.edits, t('mappingEditor.step.fix', { fix: fix.label }));
              onFixed?.();
            }}
          >
            {fix.label}
          </Button>
        )}
      </div>
    </li>
  );
}

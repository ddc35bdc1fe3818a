import { Button, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { MappingProblem } from '../../../../shared/domain/mapping-work.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { StatusMark, ToneIcon } from '../../../ui/status-mark.tsx';
import { useEditor } from '../editor-store.ts';
import { focusList } from '../list-box.tsx';
import { openRule, ruleName } from '../rules/rule-actions.ts';
import { useRulesView } from '../rules/rules-store.ts';
import { ProblemLine } from './problem-line.tsx';
import classes from './problems.module.css';

const shownAtMost = 100;

/** Errors first; otherwise as they were told. */
export function sortedProblems(problems: readonly MappingProblem[]): readonly MappingProblem[] {
  return [
    ...problems.filter(({ severity }) => severity === 'error'),
    ...problems.filter(({ severity }) => severity === 'warning'),
  ];
}

function placeOf(problem: MappingProblem): string {
  const { mapping } = useEditor.getState();
  if (problem.ruleId !== null) {
    const rule = mapping.rules.find((one) => one.id === problem.ruleId);
    return rule === undefined ? problem.ruleId : t('mappingEditor.problems.rule', { rule: ruleName(rule) });
  }
  if (problem.boardId === null) return t('mappingEditor.problems.whole');
  const board = mapping.statusMaps.find((map) => map.boardId === problem.boardId)?.boardName;
  return t('mappingEditor.problems.board', { board: board ?? String(problem.boardId) });
}

function open(problem: MappingProblem): void {
  const { setTab, select } = useEditor.getState();
  if (problem.ruleId !== null) {
    setTab('rules');
    openRule(problem.ruleId);
  } else if (problem.boardId !== null) {
    setTab('status-maps');
    select({ kind: 'status-map', boardId: problem.boardId });
  }
}

function countWords(errors: number, warnings: number): string {
  return [
    ...(errors > 0 ? [tn('mappingEditor.problems.errors', errors)] : []),
    ...(warnings > 0 ? [tn('mappingEditor.problems.warnings', warnings)] : []),
  ].join(', ');
}

function setOpened(problemsShown: boolean): void {
  useRulesView.setState({ problemsShown });
}

/** How many problems there are; opens the list, each with its fix. */
export function ProblemsButton() {
  const problems = useEditor((state) => state.problems);
  const error = useEditor((state) => state.checkError);
  const checked = useEditor((state) => state.checked);
  const opened = useRulesView((state) => state.problemsShown);
  const list = useRef<HTMLUListElement>(null);
  const none = problems.length === 0;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  // The list goes with its last problem; it does not come back by itself with the next one.
  useEffect(() => {
    if (!none || !opened) return;
    setOpened(false);
    focusList('rules');
  }, [none, opened]);
  if (error !== null)
    return (
      <span title={error.message}>
        <StatusMark tone="attention">{t('mappingEditor.problems.unchecked')}</StatusMark>
      </span>
    );
  if (!checked) return <StatusMark tone="waiting">{t('mappingEditor.problems.checking')}</StatusMark>;
  if (none) return <StatusMark tone="ok">{t('mappingEditor.problems.none')}</StatusMark>;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" width={440} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          aria-expanded={opened}
          aria-haspopup="dialog"
          leftSection={<ToneIcon tone={errors > 0 ? 'error' : 'attention'} />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {countWords(errors, problems.length - errors)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('mappingEditor.problems.title')}>
        <h2 className={classes.head}>{t('mappingEditor.problems.title')}</h2>
        <ul className={classes.list} ref={list} tabIndex={-1}>
          {sortedProblems(problems)
            .slice(0, shownAtMost)
            .map((problem) => (
              <ProblemLine
                key={`${problem.code} ${String(problem.ruleId)} ${String(problem.boardId)} ${problem.part} ${problem.message}`}
                problem={problem}
                place={placeOf(problem)}
                onFixed={() => list.current?.focus({ preventScroll: true })}
                onOpen={() => {
                  setOpened(false);
                  open(problem);
                }}
              />
            ))}
        </ul>
        <p className={classes.more}>{t('mappingEditor.problems.help')}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

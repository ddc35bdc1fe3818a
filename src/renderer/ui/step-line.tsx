import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import classes from './step-line.module.css';

/** A step in the list at the left of a wizard: number or tick, and its name; the reader of a screen hears its state too. */
export function StepLine({
  number,
  name,
  nameClass,
  stateWord,
  current,
  done,
  reachable,
  onGo,
}: {
  /** From 1. */
  readonly number: number;
  readonly name: string;
  /** For a wizard that hides the names in narrow windows. */
  readonly nameClass?: string | undefined;
  readonly stateWord: string;
  readonly current: boolean;
  readonly done: boolean;
  readonly reachable: boolean;
  readonly onGo: () => void;
}) {
  return (
    <UnstyledButton
      className={classes.line}
      data-done={done || undefined}
      aria-current={current ? 'step' : undefined}
      aria-label={`${name}: ${stateWord}`}
      disabled={!reachable && !current}
      title={reachable || current ? undefined : stateWord}
      onClick={onGo}
    >
      <span className={classes.dot} aria-hidden>
        {done ? <IconCheck size={13} stroke={2.6} /> : number}
      </span>
      <span className={nameClass}>{name}</span>
    </UnstyledButton>
  );
}

import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './setup.module.css';

/** The question of a step and one sentence about it. */
export function StepHead({ title, lead }: { readonly title: string; readonly lead: string }) {
  return (
    <header className={classes.stepHead}>
      <Title order={1} className={classes.question}>
        {title}
      </Title>
      <p className={classes.lead}>{lead}</p>
    </header>
  );
}

/** The buttons at the foot of a step: the way on first. */
export function StepFoot({ children }: { readonly children: ReactNode }) {
  return <div className={classes.stepFoot}>{children}</div>;
}

import { Button, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import classes from './wizard.module.css';
import type { WizardState } from './wizard-state.ts';
import { enter } from './wizard-store.ts';

interface StepFormProps {
  readonly state: WizardState;
  /** The question of the step. */
  readonly title: string;
  readonly lead?: string;
  readonly nextLabel?: string;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly onNext: () => void;
  /** What went wrong, beside the buttons: in sight however long the step is. */
  readonly problem?: ReactNode;
  readonly children: ReactNode;
}

/** The question of a step, its answer, and the way on: Enter does what the first button says. The keyboard starts at the answer. */
export function StepForm(props: StepFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('[data-first]:checked, [data-first]:not([type="radio"])');
    (first ?? form.current?.querySelector<HTMLElement>('button[type="submit"]'))?.focus({ preventScroll: true });
  }, []);
  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      // A key that is held down must not run through every step.
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.repeat) event.preventDefault();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (props.busy !== true && props.disabled !== true) props.onNext();
      }}
    >
      <header>
        <Title order={3} className={classes.question}>
          {props.title}
        </Title>
        {props.lead !== undefined && <p className={classes.lead}>{props.lead}</p>}
      </header>
      {props.children}
      <div className={classes.foot}>
        {props.problem && <div className={classes.problem}>{props.problem}</div>}
        <Button type="submit" loading={props.busy ?? false} disabled={props.disabled ?? false}>
          {props.nextLabel ?? t('callbacks.wizard.next')}
        </Button>
        {props.state.step !== 'destination' && (
          <Button variant="default" onClick={() => enter({ do: 'back' })}>
            {t('callbacks.wizard.back')}
          </Button>
        )}
      </div>
    </form>
  );
}

import { Button, Group, Modal, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { StepLine } from '../../../ui/step-line.tsx';
import { useWindowKeys } from '../../../ui/use-keys.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { DestinationStep } from './destination-step.tsx';
import { RecordStep } from './record-step.tsx';
import { ResultStep } from './result-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { useAddress } from './use-address.ts';
import { WhatStep } from './what-step.tsx';
import classes from './wizard.module.css';
import { isDirty, isReachable, stepsOf, type WizardState, type WizardStep } from './wizard-state.ts';
import { closeWizard, enter, useWizard } from './wizard-store.ts';

const bodies: Readonly<Record<WizardStep, (props: { readonly state: WizardState }) => React.ReactNode>> = {
  destination: DestinationStep,
  what: WhatStep,
  record: RecordStep,
  review: ReviewStep,
  result: ResultStep,
};

function Steps({ state }: { readonly state: WizardState }) {
  const address = useAddress();
  const steps = stepsOf(state);
  const at = steps.indexOf(state.step);
  return (
    <nav className={classes.steps} aria-label={t('callbacks.wizard.steps')}>
      <ol>
        {steps.map((step, index) => {
          const current = step === state.step;
          const done = index < at;
          const word = current ? t('setup.state.current') : done ? t('setup.state.done') : t('setup.state.todo');
          return (
            <li key={step}>
              <StepLine
                number={index + 1}
                name={t(`callbacks.step.${step}`)}
                nameClass={current ? undefined : classes.stepName}
                stateWord={word}
                current={current}
                done={done}
                reachable={isReachable(state, step, address)}
                onGo={() => enter({ do: 'go', step })}
              />
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function LeaveDialog({ opened, onStay }: { readonly opened: boolean; readonly onStay: () => void }) {
  useReturnFocus(opened);
  return (
    <Modal
      opened={opened}
      onClose={onStay}
      title={t('callbacks.wizard.leaveTitle')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <p className={classes.leaveText}>{t('callbacks.wizard.leaveText')}</p>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onStay}>
          {t('callbacks.wizard.stay')}
        </Button>
        <Button data-autofocus onClick={closeWizard}>
          {t('callbacks.wizard.leave')}
        </Button>
      </Group>
    </Modal>
  );
}

/** Escape leaves, wherever the keyboard stands; what lies above the page closes first. */
function useEscape(leave: () => void): void {
  useWindowKeys((event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (document.querySelector('[role="dialog"], [role="menu"]') === null) leave();
  });
}

/** Registers a callback, or changes one: one question a step. Enter goes on, Escape leaves, asking first when something was entered. */
export function Wizard() {
  const { state, initial } = useWizard();
  const [leaving, setLeaving] = useState(false);
  useEscape(leave);
  if (state === null || initial === null) return null;

  function leave(): void {
    if (state !== null && initial !== null && isDirty(state, initial)) setLeaving(true);
    else closeWizard();
  }
  const Body = bodies[state.step];
  return (
    <section className={classes.wizard} aria-labelledby="callback-wizard">
      <div className={classes.head}>
        <Title order={2} id="callback-wizard" className={classes.title}>
          {state.editing === null ? t('callbacks.wizard.title') : t('callbacks.wizard.titleEdit')}
        </Title>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} aria-hidden />}
          aria-keyshortcuts="Escape"
          onClick={leave}
        >
          {state.registered === null ? t('callbacks.wizard.leave') : t('action.close')}
        </Button>
      </div>
      <div className={classes.columns}>
        <Steps state={state} />
        <div className={classes.body} key={state.step}>
          <Body state={state} />
        </div>
      </div>
      <LeaveDialog opened={leaving} onStay={() => setLeaving(false)} />
    </section>
  );
}

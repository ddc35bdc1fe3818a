import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go, useNav } from '../../stores/nav-store.ts';
import { ProfileBadge } from '../../ui/frame/rail.tsx';
import { Loading } from '../../ui/page-state.tsx';
import { StepLine } from '../../ui/step-line.tsx';
import { ConnectwiseStep } from './connectwise-step.tsx';
import { FieldnationStep } from './fieldnation-step.tsx';
import { PlanStep } from './plan-step.tsx';
import classes from './setup.module.css';
import { StartStep } from './start-step.tsx';
import { StatusMapStep } from './status-map-step.tsx';
import { type Step, type StepState, stepNamed, stepStates, steps } from './steps.ts';
import { TriggerStep } from './trigger-step.tsx';
import { WelcomeStep } from './welcome-step.tsx';

const bodies: Readonly<Record<Step, () => React.ReactNode>> = {
  welcome: WelcomeStep,
  connectwise: ConnectwiseStep,
  fieldnation: FieldnationStep,
  trigger: TriggerStep,
  'status-map': StatusMapStep,
  plan: PlanStep,
  start: StartStep,
};

/** Steps with two columns or a table. */
const wideSteps: readonly Step[] = ['connectwise', 'fieldnation', 'status-map', 'plan'];

export function goToStep(step: Step): void {
  useNav.setState((state) => ({ place: { page: 'setup', step }, past: state.past }));
}

function StepItem({
  step,
  index,
  state,
  current,
}: {
  readonly step: Step;
  readonly index: number;
  readonly state: StepState;
  readonly current: boolean;
}) {
  const nameKey: MessageKey = `setup.step.${step}`;
  return (
    <li>
      <StepLine
        number={index + 1}
        name={t(nameKey)}
        nameClass={classes.stepName}
        stateWord={current ? t('setup.state.current') : t(`setup.state.${state}`)}
        current={current}
        done={state === 'done'}
        reachable={state !== 'locked'}
        onGo={() => goToStep(step)}
      />
    </li>
  );
}

/** Setup: one question a step, progress at the left, every step open to return to. */
export function SetupWizard() {
  const setup = useApp((state) => state.setup);
  const asked = useNav((state) => (state.place.page === 'setup' ? state.place.step : undefined));
  const body = useRef<HTMLElement>(null);
  const chosen = useRef<Step | null>(null);

  // Where setup opens is decided once; later answers must not move the person to another step.
  if (setup !== null && (chosen.current === null || asked !== undefined)) chosen.current = stepNamed(asked, setup);
  const step = chosen.current;

  useEffect(() => {
    if (step !== null) body.current?.scrollTo({ top: 0 });
  }, [step]);

  if (setup === null || step === null) return <Loading />;
  const states = stepStates(setup);
  const Body = bodies[step];
  return (
    <div className={classes.wizard}>
      <nav className={classes.progress} aria-label={t('setup.progress')}>
        <div className={classes.brand}>{t('app.name')}</div>
        <ol className={classes.stepList}>
          {steps.map((name, index) => (
            <StepItem key={name} step={name} index={index} state={states[name]} current={name === step} />
          ))}
        </ol>
        <div className={classes.progressFoot}>
          <ProfileBadge />
        </div>
      </nav>
      <main className={classes.body} ref={body}>
        <Button
          className={classes.leave ?? ''}
          variant="subtle"
          color="gray"
          leftSection={<IconX size={15} aria-hidden />}
          onClick={() => go({ page: 'dashboard' })}
        >
          {t('setup.leave')}
        </Button>
        <div className={classes.column} data-wide={wideSteps.includes(step) || undefined} key={step}>
          <Body />
        </div>
      </main>
    </div>
  );
}

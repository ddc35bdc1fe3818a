import type { SetupState } from '../../../shared/ipc/contract.ts';

/** The steps of setup, in order. Their names are also what `open-setup` actions carry. */
export const steps = ['welcome', 'connectwise', 'fieldnation', 'trigger', 'status-map', 'plan', 'start'] as const;
export type Step = (typeof steps)[number];

export type StepState = 'done' | 'todo' | 'locked';

/** What is finished, read from the configuration alone, so that setup resumes wherever it was left. */
export function stepStates(setup: SetupState): Readonly<Record<Step, StepState>> {
  const { config, tested } = setup;
  const connectwise = config.connectwise !== null && tested.connectwise;
  const fieldnation = config.fieldnation !== null && tested.fieldnation;
  const { publish, typeOfWork, pay } = config.create;
  const trigger = config.trigger !== null && (!publish || (typeOfWork !== null && pay !== null));
  const ready = connectwise && fieldnation && trigger;
  return {
    welcome: config.connectwise !== null || setup.sandboxRunning ? 'done' : 'todo',
    connectwise: connectwise ? 'done' : 'todo',
    fieldnation: fieldnation ? 'done' : 'todo',
    trigger: trigger ? 'done' : connectwise ? 'todo' : 'locked',
    'status-map': config.statusMap.length > 0 ? 'done' : trigger && connectwise && fieldnation ? 'todo' : 'locked',
    plan: config.started ? 'done' : ready ? 'todo' : 'locked',
    start: config.started ? 'done' : ready ? 'todo' : 'locked',
  };
}

/** The first step that is not done: where setup opens. */
export function firstOpenStep(setup: SetupState): Step {
  const states = stepStates(setup);
  return steps.find((step) => states[step] !== 'done') ?? 'start';
}

/** A step named from outside (an action, the tray); unknown names open at the first step that is not done. */
export function stepNamed(name: string | undefined, setup: SetupState): Step {
  return steps.find((step) => step === name) ?? firstOpenStep(setup);
}

/** Steps that must be done before Start, and are not. */
export function missingBeforeStart(setup: SetupState): readonly Step[] {
  const states = stepStates(setup);
  return (['connectwise', 'fieldnation', 'trigger'] as const).filter((step) => states[step] !== 'done');
}

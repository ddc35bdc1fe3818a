import { create } from 'zustand';
import type { RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import { useApp } from '../../../stores/app-store.ts';
import { go } from '../../../stores/nav-store.ts';
import {
  editWizard,
  newWizard,
  type WizardDefaults,
  type WizardEvent,
  type WizardState,
  type WizardStep,
  type WizardTo,
  wizardAfter,
} from './wizard-state.ts';

interface WizardStore {
  /** Null = closed. Kept while other tabs and pages are open, so that a tunnel can be set up in between. */
  readonly state: WizardState | null;
  readonly initial: WizardState | null;
  /** The person was shown that the entry is not this app's. */
  readonly told: boolean;
}

export const useWizard = create<WizardStore>()(() => ({ state: null, initial: null, told: false }));

function defaults(): WizardDefaults {
  const trigger = useApp.getState().setup?.config.trigger ?? null;
  if (trigger === null) return { board: null, status: null };
  return {
    board: { id: trigger.boardId, name: trigger.boardName },
    status: trigger.statusId === 0 ? null : { id: trigger.statusId, name: trigger.statusName },
  };
}

/** Goes to the Callbacks tab with the wizard open; one that was begun goes on. */
export function registerCallback(to: WizardTo = 'workstation'): void {
  const begun = useWizard.getState().state;
  if (begun === null || begun.registered !== null || begun.editing !== null) {
    const state = newWizard(defaults(), to);
    useWizard.setState({ state, initial: state, told: false });
  }
  go({ page: 'callbacks', tab: 'callbacks' });
}

export function editCallback(entry: RegisteredCallback, told: boolean, step: WizardStep = 'destination'): void {
  const state = editWizard(entry, defaults(), step);
  useWizard.setState({ state, initial: state, told });
}

export function closeWizard(): void {
  useWizard.setState({ state: null, initial: null, told: false });
}

export function enter(event: WizardEvent): void {
  useWizard.setState(({ state }) => (state === null ? {} : { state: wizardAfter(state, event) }));
}

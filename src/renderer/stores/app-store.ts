import { create } from 'zustand';
import type { EngineStatus } from '../../shared/domain/status.ts';
import type { AppInfo, Preferences, SetupState } from '../../shared/ipc/contract.ts';
import { ask, onPush } from '../bridge.ts';
import type { AppErrorInfo } from '../errors.ts';
import { openSetupUntilStarted } from './first-place.ts';
import { applyLanguage } from './language.ts';

interface AppState {
  readonly info: AppInfo | null;
  readonly status: EngineStatus | null;
  readonly preferences: Preferences | null;
  readonly setup: SetupState | null;
  /** Why the window could not learn about the app at all. */
  readonly failed: AppErrorInfo | null;
  readonly setSetup: (setup: SetupState) => void;
  readonly setStatus: (status: EngineStatus) => void;
}

/** What every page needs to know about now: the app, the engine's status, preferences and the configuration. */
export const useApp = create<AppState>()((set) => ({
  info: null,
  status: null,
  preferences: null,
  setup: null,
  failed: null,
  setSetup: (setup) => set({ setup }),
  setStatus: (status) => set({ status }),
}));

export async function loadSetup(): Promise<void> {
  const answer = await ask('setup:state', undefined);
  if (answer.ok) useApp.setState({ setup: answer.value });
}

/** Saves under way: only the last one's answer is what the app has, and what is told meanwhile is older than what was chosen here. */
let saving = 0;

async function loadPreferences(): Promise<void> {
  const answer = await ask('app:preferences', undefined);
  if (!answer.ok || saving > 0) return;
  // Words before looks: nothing is drawn in the other language.
  await applyLanguage(answer.value.language);
  useApp.setState({ preferences: answer.value });
}

/** Applies at once and tells the app; what the app answers wins. The error when the app did not take it. */
export async function savePreferences(change: Partial<Preferences>): Promise<AppErrorInfo | null> {
  const before = useApp.getState().preferences;
  if (before !== null) useApp.setState({ preferences: { ...before, ...change } });
  saving += 1;
  const saved = ask('app:save-preferences', change);
  if (change.language !== undefined) await applyLanguage(change.language);
  const answer = await saved;
  saving -= 1;
  if (!answer.ok) {
    if (before !== null) await applyLanguage(before.language);
    useApp.setState({ preferences: before });
  } else if (saving === 0) useApp.setState({ preferences: answer.value });
  return answer.ok ? null : answer.error;
}

/**
 * Loads what the frame shows and listens from then on. Everything is asked at once: the answers wait for the engine, not for
 * each other. Preferences come first, so that the first paint has its theme.
 */
export async function loadApp(): Promise<void> {
  onPush('status', (status) => useApp.setState({ status }));
  onPush('changed', ({ topics }) => {
    if (topics.includes('setup')) void loadSetup();
    if (topics.includes('preferences')) void loadPreferences();
  });
  const asked = Promise.all([ask('app:info', undefined), ask('setup:state', undefined), ask('app:status', undefined)]);
  await loadPreferences();
  const [info, setup, status] = await asked;
  if (!info.ok) {
    useApp.setState({ failed: info.error });
    return;
  }
  if (info.value.startupProblem === null) {
    useApp.setState({
      setup: setup.ok ? setup.value : null,
      status: status.ok ? status.value : null,
      failed: setup.ok ? (status.ok ? null : status.error) : setup.error,
    });
    if (setup.ok) openSetupUntilStarted(setup.value);
  }
  useApp.setState({ info: info.value });
}

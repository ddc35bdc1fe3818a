import { SegmentedControl, Switch } from '@mantine/core';
import type { Preferences } from '../../../shared/ipc/contract.ts';
import { tellFailure } from '../../commands.ts';
import { savePreferences } from '../../stores/app-store.ts';

/* Controls of preferences. Each applies at once; what the system refuses goes back to how it was and says why. */

async function change(preferences: Partial<Preferences>): Promise<void> {
  const error = await savePreferences(preferences);
  if (error !== null) tellFailure(error.message);
}

interface Choices<Key extends keyof Preferences> {
  readonly preference: Key;
  readonly label: string;
  readonly choices: readonly (readonly [value: Preferences[Key] & string, words: string])[];
  readonly preferences: Preferences;
}

/** One of a few, applied at once. */
export function Choice<Key extends 'theme' | 'density' | 'contrast' | 'language'>({
  preference,
  label,
  choices,
  preferences,
}: Choices<Key>) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={preferences[preference]}
      onChange={(value) => void change({ [preference]: value })}
      data={choices.map(([value, words]) => ({ value, label: words }))}
    />
  );
}

type Switched = { readonly [K in keyof Preferences]: Preferences[K] extends boolean ? K : never }[keyof Preferences];

export function SwitchFor({
  preference,
  label,
  preferences,
  available = true,
}: {
  readonly preference: Switched;
  readonly label: string;
  readonly preferences: Preferences;
  readonly available?: boolean;
}) {
  return (
    <Switch
      aria-label={label}
      disabled={!available}
      checked={available && preferences[preference]}
      onChange={(event) => void change({ [preference]: event.currentTarget.checked })}
    />
  );
}

/** On and fixed where the system already asks for it. */
export function MotionSwitch({
  label,
  preferences,
  asked,
}: {
  readonly label: string;
  readonly preferences: Preferences;
  readonly asked: boolean;
}) {
  return (
    <Switch
      aria-label={label}
      disabled={asked}
      checked={asked || preferences.motion === 'reduced'}
      onChange={(event) => void change({ motion: event.currentTarget.checked ? 'reduced' : 'system' })}
    />
  );
}

import type { SecretStore } from '../../../src/core/secrets.ts';
import type { Store } from '../../../src/core/store/port.ts';
import { OwnSecrets } from '../../../src/core/webhooks/secrets.ts';
import type { Json } from '../../../src/shared/json.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

/** Named values as the store keeps them. */
export function memoryValues(): Pick<Store, 'value' | 'setValue'> {
  const kept = new Map<string, Json>();
  return {
    value: async (key) => kept.get(key),
    setValue: async (key, value) => {
      kept.set(key, value);
    },
  };
}

/** A profile whose process can end at any step and begin again. */
export interface Profile {
  readonly clock: VirtualClock;
  readonly keychain: SecretStore;
  readonly store: Pick<Store, 'value' | 'setValue'>;
  /** Ends the process at this step, as a thrown `Crash`. */
  crashAt: string | null;
  readonly steps: string[];
  open(): Promise<OwnSecrets>;
}

export class Crash extends Error {}

export const first = '01999f51-5c66-4449-b441-6b4a053fee6a';

export function newProfile(): Profile {
  const profile: Profile = {
    clock: new VirtualClock(),
    keychain: memorySecrets({ 'fieldnation.webhookSecret': first, 'intake.pathToken': 'f00d' }),
    store: memoryValues(),
    crashAt: null,
    steps: [],
    open: () =>
      OwnSecrets.open({
        keychain: profile.keychain,
        store: profile.store,
        clock: profile.clock,
        step: async (name) => {
          profile.steps.push(name);
          if (name === profile.crashAt) throw new Crash(name);
        },
      }),
  };
  return profile;
}

/** Those the listener takes. */
export function good({ webhookSecret, previousWebhookSecret }: OwnSecrets): readonly string[] {
  return [webhookSecret, ...(previousWebhookSecret === null ? [] : [previousWebhookSecret])];
}

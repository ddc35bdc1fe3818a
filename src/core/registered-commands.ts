import { CallbackCommands } from './callbacks/commands.ts';
import type { Workstation } from './callbacks/draft.ts';
import type { Engine } from './engine-port.ts';
import { appLine } from './monitor/app-line.ts';
import type { RegisteredMemory } from './reach/health/registered.ts';
import type { Trail } from './recovery/audit.ts';
import type { SyncContext } from './sync/context.ts';
import { webhookCommands } from './webhooks/commands.ts';
import type { OwnSecrets } from './webhooks/secrets.ts';

export interface RegisteredOptions {
  readonly context: SyncContext;
  readonly secrets: OwnSecrets;
  readonly workstation: () => Workstation;
  /** Told what a person paused and deleted. */
  readonly memory: RegisteredMemory;
  /** The trail of settings. */
  readonly trail: Trail;
  /** Something registered changed: what was remembered of it is to be forgotten. */
  readonly onChange: () => void;
}

/** What a person does with what is registered at both vendors: callbacks at ConnectWise, webhooks at Field Nation. */
export function registeredCommands(options: RegisteredOptions): Pick<Engine, 'callbacks' | 'webhooks'> {
  const { context, secrets, workstation, memory, trail, onChange } = options;
  const { store, clock, config, psa, fieldNation } = context;
  const say = async (kind: string, message: string): Promise<void> => {
    await store.appendActivities([appLine(clock.now(), kind, 'ok', message)]);
    await trail.note({ area: 'callbacks', what: message, before: '', after: '' });
  };
  return {
    callbacks: new CallbackCommands({
      clock,
      psa,
      company: () => config().connectwise?.company ?? '',
      workstation,
      say,
      memory,
      onChange,
    }),
    webhooks: webhookCommands({
      fieldNation,
      secrets,
      store,
      clock,
      baseUrl: () => workstation().baseUrl,
      restingId: async () => (await memory.known()).resting.webhook,
      say,
      onChange,
    }),
  };
}

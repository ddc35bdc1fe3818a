import type { Config } from '../../shared/config.ts';
import type { SyncContext } from '../sync/context.ts';
import { type LookUps, lookUps } from './look-ups.ts';
import type { MappingCommands } from './mapping-port.ts';
import { type PairCommands, pairCommands } from './pairs.ts';
import { type ProblemCommands, problemCommands } from './problems.ts';
import { type TrialCommands, trialCommands } from './trials.ts';
import { type TriggerSetUp, triggerSetUp } from './trigger-set-up.ts';

/** Everything a person asks of the engine beyond start, pause and settings. */
export interface PeopleCommands {
  /** Drafts, previews, examples, plans and versions of the mapping. */
  readonly mappings: MappingCommands;
  /** Sending by hand, linking, unlinking. */
  readonly pairs: PairCommands;
  /** Conflicts, and what stopped, by cause. */
  readonly problems: ProblemCommands;
  /** Dry runs and replays. */
  readonly trials: TrialCommands;
  readonly lookUps: LookUps;
  /** Custom fields and the workflow rule that dispatching by board or field needs in ConnectWise. */
  readonly triggerSetUp: TriggerSetUp;
}

interface Options {
  readonly context: SyncContext;
  readonly saveConfig: (change: (config: Config) => Config) => Promise<Config>;
  /** A person did something to the queue or the links. */
  readonly onChange: () => void;
}

export function peopleCommands({ context, saveConfig, onChange }: Options): PeopleCommands {
  return {
    pairs: pairCommands({ context, onChange }),
    problems: problemCommands({ context, onChange }),
    trials: trialCommands(context),
    lookUps: lookUps(context),
    triggerSetUp: triggerSetUp({
      context,
      rememberSentField: (sentFieldId) =>
        saveConfig((current) => ({
          ...current,
          trigger: current.trigger === null ? null : { ...current.trigger, sentFieldId },
        })),
    }),
  };
}

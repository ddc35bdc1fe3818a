import type { Config } from '../../shared/config.ts';
import { FieldCatalog } from '../catalog/catalog.ts';
import { importMapping } from '../mapping/field-nation-import.ts';
import { mappingPresets } from '../mapping/presets.ts';
import { checkMapping } from '../mapping/validate/check.ts';
import type { MappingInForce } from '../mapping-in-force.ts';
import type { ScriptHost } from '../scripts/port.ts';
import type { SyncContext } from '../sync/context.ts';
import { type LookUps, lookUps } from './look-ups.ts';
import { mappingCommands } from './mapping.ts';
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
  /** Scripts of a draft run beside those of live runs, not in their way. */
  readonly draftScripts: ScriptHost;
  readonly saveConfig: (change: (config: Config) => Config) => Promise<Config>;
  readonly saveMapping: MappingInForce['save'];
  /** A person did something to the queue or the links. */
  readonly onChange: () => void;
}

export function peopleCommands({ context, draftScripts, saveConfig, saveMapping, onChange }: Options): PeopleCommands {
  return {
    mappings: mappingCommands({
      context: { ...context, scripts: draftScripts },
      save: saveMapping,
      saveConfig,
      onChange,
      catalog: new FieldCatalog(context),
      checkMapping,
      presets: mappingPresets,
      importMapping,
    }),
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

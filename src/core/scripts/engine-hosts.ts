import type { Clock } from '../../shared/clock.ts';
import { createScriptHost, type JsonnetParts, noScripts } from './create-host.ts';
import type { ScriptHost } from './port.ts';
import { remembered } from './remembered.ts';

/** Where the modules of the script hosts are; without `scriptWorker` a script says that it cannot run. */
export interface ScriptModules {
  readonly scriptWorker?: URL;
  readonly jsonnet?: JsonnetParts;
}

export interface EngineScripts {
  /** Scripts of the mapping in force and of events. */
  readonly live: ScriptHost;
  /** Scripts of what a person is trying: one that never ends holds up no run. Costs a thread or process only while it is used. */
  readonly drafts: ScriptHost;
  stop(): Promise<void>;
}

export function engineScripts({ scriptWorker, jsonnet }: ScriptModules, clock: Clock): EngineScripts {
  const host = (): ScriptHost =>
    scriptWorker === undefined
      ? noScripts
      : remembered(createScriptHost({ worker: scriptWorker, jsonnet: jsonnet ?? null, clock }));
  const [live, drafts] = [host(), host()];
  return {
    live,
    drafts,
    async stop() {
      await Promise.all([live.stop(), drafts.stop()]);
    },
  };
}

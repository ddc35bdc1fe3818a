import type { Clock } from '../../shared/clock.ts';
import type { Config } from '../../shared/config.ts';
import type { MappingVersion } from '../../shared/domain/mapping.ts';
import type { BrokerWatch } from '../callbacks/broker-watch.ts';
import type { FieldNation } from '../fieldnation/port.ts';
import type { BoardStatus, Psa } from '../psa/port.ts';
import type { ScriptHost } from '../scripts/port.ts';
import type { Store } from '../store/port.ts';

/** What every step of a run may use. Built once by the engine; the getters follow changes of configuration and credentials. */
export interface SyncContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly config: () => Config;
  readonly psa: () => Psa;
  readonly fieldNation: () => FieldNation;
  readonly mapping: () => Promise<MappingVersion>;
  /** Short random id of this installation, part of every marker. */
  readonly installation: () => string;
  /** Statuses of a board, cached for a while. */
  readonly boardStatuses: (boardId: number, signal?: AbortSignal) => Promise<readonly BoardStatus[]>;
  /** Whether somebody else makes the work orders of the trigger's board already. */
  readonly broker?: Pick<BrokerWatch, 'leftToBroker'>;
  /** Folder of this profile for files on their way between the remotes; emptied at start (files/transfer-folder.ts). */
  readonly transferDir: string;
  /** Evaluates the scripts people write. */
  readonly scripts: ScriptHost;
  /** A named step boundary; the kill tests end the process at each. */
  readonly step: (name: string) => Promise<void>;
}

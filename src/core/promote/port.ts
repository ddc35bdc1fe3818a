import type { Promotion } from '../../shared/domain/promotion.ts';
import type { Difference } from './difference.ts';
import type { ConfigDocument } from './document.ts';

export interface ConfigurationCommands {
  /** The export document as text: configuration and mapping, no secrets. */
  document(): Promise<string>;
  /**
   * What taking over this document would do here; the ids are looked up now. `source`: `file`, or the name of a profile. Throws
   * `config.not-a-document`, `config.newer`, `config.invalid`.
   */
  compare(text: string, source: string): Promise<Promotion>;
  /**
   * Takes over what was compared last, with the ids a person chose by `path` (null leaves that part out). Ids that are still open come back as they
   * are then, and nothing was changed. Throws `config.not-compared`.
   */
  takeOver(ids: readonly { readonly path: string; readonly id: number | null }[]): Promise<Promotion>;
  /**
   * Puts a document in place as it is, connections and all: what the command does at every start. Answers what it changed. Throws
   * `config.other-system` for one that names another ConnectWise or Field Nation, unless told.
   */
  apply(
    document: ConfigDocument,
    how: { readonly otherSystem: boolean; readonly by: string },
  ): Promise<readonly Difference[]>;
}

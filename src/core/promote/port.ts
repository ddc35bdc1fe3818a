import type { Promotion } from '../../shared/domain/promotion.ts';

export interface ConfigurationCommands {
  /** The export document as text: configuration and mapping, no secrets. */
  document(): Promise<string>;
  /** What taking over this document would do here; the ids are looked up now. Throws `config.not-a-document`. */
  compare(text: string, source: string): Promise<Promotion>;
  /** Takes over what was compared last. */
  takeOver(ids: readonly { readonly path: string; readonly id: number | null }[]): Promise<Promotion>;
}

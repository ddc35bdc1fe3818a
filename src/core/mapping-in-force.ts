import standardMapping from '../../resources/mappings/standard.json' with { type: 'json' };
import { type Mapping, type MappingVersion, mappingSchema } from '../shared/domain/mapping.ts';
import type { Store } from './store/port.ts';

/** The active mapping. Only this process writes mappings, so one read lasts. */
export class MappingInForce {
  readonly #store: Store;
  readonly #now: () => number;
  #current: Promise<MappingVersion> | null = null;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** A new profile starts with the standard preset. */
  current(): Promise<MappingVersion> {
    this.#current ??= this.#read().catch((error: unknown) => {
      this.#current = null;
      throw error;
    });
    return this.#current;
  }

  async #read(): Promise<MappingVersion> {
    const preset = () => this.#store.saveMapping(mappingSchema.parse(standardMapping), 'standard preset', this.#now());
    return (await this.#store.activeMapping()) ?? (await preset());
  }

  /** A new version, used from the next run on. What stopped because of the mapping runs again. */
  async save(next: Mapping, by: string): Promise<MappingVersion> {
    const saved = await this.#store.saveMapping(mappingSchema.parse(next), by, this.#now());
    this.#current = Promise.resolve(saved);
    for (const { code } of await this.#store.attentionGroups())
      if (code.startsWith('mapping.')) await this.#store.retryKind(code, this.#now());
    return saved;
  }
}

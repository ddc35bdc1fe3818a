import standardMapping from '../../resources/mappings/standard.json' with { type: 'json' };
import { type Mapping, type MappingVersion, mappingSchema } from '../shared/domain/mapping.ts';
import { mappingDifference } from '../shared/domain/mapping-difference.ts';
import { differenceInShort } from './mapping-work/in-short.ts';
import { appLine } from './monitor/app-line.ts';
import type { NewMappingVersion } from './store/mappings-port.ts';
import type { Store } from './store/port.ts';

export type SaveMapping = Pick<NewMappingVersion, 'by' | 'note'> &
  Partial<Pick<NewMappingVersion, 'expected' | 'endsDraft'>>;

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
    const active = await this.#store.activeMapping();
    if (active !== null) return active;
    return this.#store.saveMapping({
      mapping: mappingSchema.parse(standardMapping),
      by: 'Dispatch Bridge',
      note: 'Standard preset of a new profile',
      expected: null,
      endsDraft: false,
      now: this.#now(),
    });
  }

  /**
   * A new version, used from the next run on, with a line in the log. What stopped because of the mapping runs again. Throws
   * `mapping.changed-meanwhile` when another version than `expected` is active.
   */
  async save(next: Mapping, { by, note, expected = null, endsDraft = false }: SaveMapping): Promise<MappingVersion> {
    const before = await this.current();
    const now = this.#now();
    const mapping = mappingSchema.parse(next);
    const inShort = differenceInShort(mappingDifference(before.mapping, mapping));
    const saved = await this.#store.saveMapping({ mapping, by, note, expected, endsDraft, inShort, now });
    await this.adopt([saved]);
    return saved;
  }

  /** Versions the store took over, oldest first: the last one is in force. A line in the log for each; what stopped because of the mapping runs again. */
  async adopt(versions: readonly MappingVersion[]): Promise<void> {
    const now = this.#now();
    let before = (await this.current()).mapping;
    for (const saved of versions) {
      const { version, createdBy: by, note, mapping } = saved;
      const what = differenceInShort(mappingDifference(before, mapping));
      const why = note === '' ? '' : ` (${note})`;
      const line = appLine(
        now,
        'mapping.activated',
        'ok',
        `Mapping version ${version} activated by ${by}${why}: ${what}`,
      );
      this.#current = Promise.resolve(saved);
      before = mapping;
      await this.#store.appendActivities([{ ...line, details: { version, by, note } }]);
    }
    for (const { code } of await this.#store.attentionGroups())
      if (code.startsWith('mapping.')) await this.#store.retryKind(code, now);
  }
}

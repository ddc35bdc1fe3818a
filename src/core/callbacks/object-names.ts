import type { Clock } from '../../shared/clock.ts';
import type { RegisteredCallback } from '../../shared/domain/callbacks.ts';
import type { Psa } from '../psa/port.ts';

/** How long a name serves (ms): boards and statuses are seldom renamed, and finding the name of one status can take a request for each board. */
const keptMs = 600_000;
/** Names of at most so many different objects are looked up for one list. */
const lookedUp = 50;

type Aim = Pick<RegisteredCallback, 'type' | 'level' | 'objectId'>;

export interface ObjectNamesOptions {
  readonly psa: () => Pick<Psa, 'callbackObjectName'>;
  /** Login company of ConnectWise: a number means another object in another company. */
  readonly company: () => string;
  readonly clock: Pick<Clock, 'now'>;
}

/** Names of what callbacks are for. The list of entries is read whenever something about them changed; their names need not be. */
export class ObjectNames {
  readonly #options: ObjectNamesOptions;
  readonly #kept = new Map<string, { readonly name: string; readonly at: number }>();

  constructor(options: ObjectNamesOptions) {
    this.#options = options;
  }

  /** The name for each of these entries, null where it is not known; nothing is asked for those that are for a whole type. */
  async of(entries: readonly Aim[], signal?: AbortSignal): Promise<(entry: Aim) => string | null> {
    const aims = new Map(entries.filter(({ level }) => level !== 'Owner').map((entry) => [this.#keyOf(entry), entry]));
    const names = new Map(
      await Promise.all(
        [...aims].slice(0, lookedUp).map(async ([key, aim]) => [key, await this.#nameOf(key, aim, signal)] as const),
      ),
    );
    return (entry) => names.get(this.#keyOf(entry)) ?? null;
  }

  async #nameOf(key: string, { type, level, objectId }: Aim, signal?: AbortSignal): Promise<string | null> {
    const now = this.#options.clock.now();
    const kept = this.#kept.get(key);
    if (kept !== undefined && Math.abs(now - kept.at) < keptMs) return kept.name;
    // A name that cannot be read now leaves the number; the list is worth more than the name.
    const name = await this.#options
      .psa()
      .callbackObjectName(type, level, objectId, signal)
      .catch(() => null);
    if (name !== null) this.#kept.set(key, { name, at: now });
    return name;
  }

  #keyOf({ type, level, objectId }: Aim): string {
    return `${this.#options.company()}/${type}/${level}/${objectId}`;
  }
}

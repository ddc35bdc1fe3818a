import { z } from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import type { Json } from '../../../shared/json.ts';
import type { Store } from '../../store/port.ts';

/** One entry as it last stood. `base`: the origin it led to; the address itself holds a secret and is not kept. `goodAt` in ms. */
const ownSchema = z.object({ base: z.string(), goodAt: z.number() });

const knownSchema = z.object({
  /** The engine's own Board callback. */
  callback: ownSchema.extend({ id: z.number() }).nullable().default(null),
  /** The webhook of this workstation. */
  webhook: ownSchema.extend({ id: z.string() }).nullable().default(null),
  /** Callbacks a person registered here. `goneAt`: since when ConnectWise does not have it any more (ms). */
  others: z
    .array(
      z.object({
        id: z.number(),
        type: z.string(),
        level: z.string(),
        objectId: z.number(),
        description: z.string(),
        selfSuppressed: z.boolean(),
        goodAt: z.number(),
        goneAt: z.number().nullable(),
      }),
    )
    .default([]),
  /** Up to when Field Nation's delivery log holds nothing that is left to do (ms). */
  logReadTo: z.number().nullable().default(null),
});
export type Known = z.infer<typeof knownSchema>;
export type KnownCallback = Known['others'][number];

const knownKey = 'reach.registered';
const pausedKey = 'reach.paused';
const pausedSchema = z.array(z.number());

/** What the commands of a person tell: an entry was paused, switched on again, or deleted, by that person and in this app. */
export interface CallbackMemory {
  paused(id: number): Promise<void>;
  resumed(id: number): Promise<void>;
  removed(id: number): Promise<void>;
}

/** What this workstation has registered, as it last stood, and what a person paused: the other half of telling drift. */
export class RegisteredMemory implements CallbackMemory {
  readonly #store: Pick<Store, 'value' | 'setValue'>;
  readonly #clock: Clock;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<Store, 'value' | 'setValue'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async known(): Promise<Known> {
    const kept = knownSchema.safeParse(await this.#store.value(knownKey));
    return kept.success ? kept.data : knownSchema.parse({});
  }

  /** One change after the other. */
  change(next: (known: Known) => Known): Promise<void> {
    return this.#inTurn(async () => {
      const before = await this.known();
      const after = next(before);
      if (JSON.stringify(after) !== JSON.stringify(before)) await this.#keep(knownKey, after);
    });
  }

  /** Ids of callbacks a person paused here. */
  async pausedIds(): Promise<ReadonlySet<number>> {
    const kept = pausedSchema.safeParse(await this.#store.value(pausedKey));
    return new Set(kept.success ? kept.data : []);
  }

  paused(id: number): Promise<void> {
    return this.#changePaused((ids) => ids.add(id));
  }

  resumed(id: number): Promise<void> {
    return this.#changePaused((ids) => ids.delete(id));
  }

  async removed(id: number): Promise<void> {
    await this.resumed(id);
    await this.change((known) => ({ ...known, others: known.others.filter((one) => one.id !== id) }));
  }

  #changePaused(change: (ids: Set<number>) => unknown): Promise<void> {
    return this.#inTurn(async () => {
      const before = await this.pausedIds();
      const ids = new Set(before);
      change(ids);
      if (ids.size !== before.size) await this.#keep(pausedKey, [...ids]);
    });
  }

  #keep(key: string, value: Json): Promise<void> {
    return this.#store.setValue(key, value, this.#clock.now());
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

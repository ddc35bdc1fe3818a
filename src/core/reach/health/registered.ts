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
  /** Switched off by this app while this workstation has no address, to be switched on again with one (`resting.ts`). */
  resting: z
    .object({ callbacks: z.array(z.number()), webhook: z.string().nullable() })
    .default({ callbacks: [], webhook: null }),
});
export type Known = z.infer<typeof knownSchema>;
export type KnownCallback = Known['others'][number];

/** No check takes longer (ms). */
const removedMs = 600_000;
const knownKey = 'reach.registered';
const pausedKey = 'reach.paused';
const pausedSchema = z.array(z.number());

/** What the commands of a person tell: an entry was paused, switched on again, or deleted, by that person and in this app. */
export interface CallbackMemory {
  paused(id: number): Promise<void>;
  resumed(id: number): Promise<void>;
  removed(id: number): Promise<void>;
  /** Ids of callbacks a person paused here. */
  pausedIds(): Promise<ReadonlySet<number>>;
  /** Ids of callbacks this app switched off for want of an address. */
  restingIds(): Promise<ReadonlySet<number>>;
}

/** What this workstation has registered, as it last stood, and what a person paused: the other half of telling drift. */
export class RegisteredMemory implements CallbackMemory {
  readonly #store: Pick<Store, 'value' | 'setValue'>;
  readonly #clock: Clock;
  #turn: Promise<unknown> = Promise.resolve();
  /** Pauses of this run, counted, and which of them was the last one of an entry. */
  #pauses = 0;
  readonly #pausedAs = new Map<number, number>();
  /** When a person deleted an entry in this run (ms). */
  readonly #removedAt = new Map<number, number>();

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

  async pausedIds(): Promise<ReadonlySet<number>> {
    const kept = pausedSchema.safeParse(await this.#store.value(pausedKey));
    return new Set(kept.success ? kept.data : []);
  }

  async restingIds(): Promise<ReadonlySet<number>> {
    return new Set((await this.known()).resting.callbacks);
  }

  paused(id: number): Promise<void> {
    this.#pauses += 1;
    this.#pausedAs.set(id, this.#pauses);
    return this.#changePaused((ids) => ids.add(id));
  }

  /** Deleted by a person a short while ago: a list that was read before still has it. */
  wasRemoved(id: number): boolean {
    return this.#clock.now() - (this.#removedAt.get(id) ?? Number.NEGATIVE_INFINITY) < removedMs;
  }

  /**
   * Entries as `read` gives them. One that is on is not paused any more, whoever switched it on, or when its pause came to nothing: left in memory, it
   * would stay off for good when ConnectWise switches it off later. What is paused while it is read stays so: the answer is older.
   */
  async seen<T extends { readonly id: number; readonly active: boolean }>(
    read: () => Promise<readonly T[]>,
  ): Promise<readonly T[]> {
    const pauses = this.#pauses;
    const before = await this.pausedIds();
    const entries = await read();
    for (const { id } of entries.filter((entry) => entry.active && before.has(entry.id)))
      await this.#changePaused((ids) => (this.#pausedAs.get(id) ?? 0) <= pauses && ids.delete(id));
    return entries;
  }

  resumed(id: number): Promise<void> {
    return this.#changePaused((ids) => ids.delete(id));
  }

  async removed(id: number): Promise<void> {
    this.#removedAt.set(id, this.#clock.now());
    await this.resumed(id);
    await this.change((known) => ({
      ...withoutRest(known, id),
      others: known.others.filter((one) => one.id !== id),
    }));
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

/** A callback that works, or is gone, does not rest. */
export function withoutRest(known: Known, callbackId: number): Known {
  const { callbacks, webhook } = known.resting;
  if (!callbacks.includes(callbackId)) return known;
  return { ...known, resting: { callbacks: callbacks.filter((id) => id !== callbackId), webhook } };
}

import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { LinkId } from '../../shared/domain/records.ts';
import type { Json } from '../../shared/json.ts';
import type { Store } from '../store/port.ts';

export type Party = 'company' | 'contact' | 'site';
const parties: readonly Party[] = ['company', 'contact', 'site'];

/** How long what was read serves (ms): many companies may be saved at once, and the links are not read for each. */
const keptMs = 60_000;
const page = 100;
const referenceSchema = z.looseObject({ id: z.number().int() });

/** Which open links name a company, contact or site, by their tickets as the links' last runs read them. */
export class LinkedParties {
  readonly #store: Pick<Store, 'openLinks' | 'lastRecords'>;
  readonly #clock: Clock;
  #reading: Promise<ReadonlyMap<string, readonly LinkId[]>> | null = null;
  #readAt = 0;

  constructor(store: Pick<Store, 'openLinks' | 'lastRecords'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async of(party: Party, id: number): Promise<readonly LinkId[]> {
    const now = this.#clock.now();
    if (this.#reading === null || now - this.#readAt >= keptMs) {
      this.#readAt = now;
      this.#reading = this.#read();
    }
    try {
      return (await this.#reading).get(`${party}:${id}`) ?? [];
    } catch (error) {
      this.#reading = null;
      throw error;
    }
  }

  async #read(): Promise<ReadonlyMap<string, readonly LinkId[]>> {
    const found = new Map<string, LinkId[]>();
    for (let after = 0; ; ) {
      const links = await this.#store.openLinks(after, page);
      const records = await Promise.all(links.map((link) => this.#store.lastRecords(link.id)));
      for (const [index, link] of links.entries()) {
        const ticket = records[index]?.ticket ?? {};
        for (const party of parties) {
          const id = idOf(ticket[party]);
          if (id === null) continue;
          const key = `${party}:${id}`;
          const others = found.get(key);
          if (others === undefined) found.set(key, [link.id]);
          else others.push(link.id);
        }
      }
      after = links.at(-1)?.id ?? 0;
      if (links.length < page) return found;
    }
  }
}

function idOf(value: Json | undefined): number | null {
  const reference = referenceSchema.safeParse(value);
  return reference.success ? reference.data.id : null;
}

import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { Config } from '../../shared/config.ts';
import { type Catalog, type CatalogChange, type CatalogSide, catalogSideSchema } from '../../shared/domain/catalog.ts';
import type { Remote } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { workOrderCatalogFields } from '../fieldnation/catalog-fields.ts';
import { ticketCatalogFields } from '../psa/connectwise/catalog-fields.ts';
import type { Store } from '../store/port.ts';
import { catalogChanges } from './changes.ts';
import { withLastKnown } from './last-known.ts';
import type { FieldDiscovery } from './port.ts';
import { inReadingWords } from './reading.ts';

/** What the catalog is made of; a SyncContext is one. */
export interface CatalogMeans {
  readonly store: Pick<Store, 'value' | 'setValue'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly config: () => Pick<Config, 'connectwise' | 'fieldnation'>;
  /** Throws when it is not set up. */
  readonly psa: () => FieldDiscovery;
  readonly fieldNation: () => FieldDiscovery;
}

const sides = ['connectwise', 'fieldnation'] as const;
const names = { connectwise: 'ConnectWise', fieldnation: 'Field Nation' } as const;

/** Where the last answer rests, and whose it was: another company's fields are worth nothing. */
export const catalogKey = 'catalog';
const keptSideSchema = z.object({ account: z.string(), side: catalogSideSchema });
const keptSchema = z.object({
  formatVersion: z.literal(1),
  connectwise: keptSideSchema.nullable(),
  fieldnation: keptSideSchema.nullable(),
});
type Kept = z.infer<typeof keptSchema>;
const nothingKept: Kept = { formatVersion: 1, connectwise: null, fieldnation: null };

/** What another profile's store holds of its fields; the built-in ones where it holds none. */
export function keptCatalog(stored: Json | undefined): Catalog {
  const kept = keptSchema.safeParse(stored).data ?? nothingKept;
  const built = builtInCatalog();
  return {
    connectwise: kept.connectwise?.side ?? built.connectwise,
    fieldnation: kept.fieldnation?.side ?? built.fieldnation,
  };
}

/** After a failure a reading waits this long before it asks again by itself; a person's refresh asks at once. */
const patienceMs = 60_000;

/** The fields that every ConnectWise and every Field Nation have. */
export function builtInCatalog(): Catalog {
  return { connectwise: builtInSide('connectwise', []), fieldnation: builtInSide('fieldnation', []) };
}

function builtInSide(side: Remote, gaps: CatalogSide['gaps']): CatalogSide {
  const fields = side === 'connectwise' ? ticketCatalogFields : workOrderCatalogFields;
  return { fields: fields.map((field) => ({ ...field })), readAt: null, gaps };
}

/** Both sides' fields, kept in the store, so that mappings can be worked on offline. */
export class FieldCatalog {
  readonly #means: CatalogMeans;
  readonly #running = new Map<string, Promise<CatalogSide>>();
  readonly #failures = new Map<Remote, { readonly account: string; readonly at: number; readonly message: string }>();
  #saving: Promise<void> = Promise.resolve();
  /** What rests in the store, once it was read: checks ask for the catalog at every stroke of a key. */
  #stored: Kept | null = null;

  constructor(means: CatalogMeans) {
    this.#means = means;
  }

  /** From the cache. A side that was never read is asked; when it cannot be, its built-in fields and a gap that says what to do. */
  async read(signal?: AbortSignal): Promise<Catalog> {
    const kept = await this.#kept();
    return await this.#each((side) => {
      const known = kept[side];
      if (known !== null) return Promise.resolve(known.side);
      const failure = this.#failures.get(side);
      const recent = failure !== undefined && failure.account === this.#account(side);
      if (recent && Math.abs(this.#means.clock.now() - failure.at) < patienceMs) {
        return Promise.resolve(unread(side, failure.message));
      }
      return this.#discover(side, null, signal);
    });
  }

  /** Asks both sides now. One that cannot be asked keeps what was known of it and says so as a gap. */
  async refresh(
    signal?: AbortSignal,
  ): Promise<{ readonly catalog: Catalog; readonly changes: readonly CatalogChange[] }> {
    const kept = await this.#kept();
    const before = await this.#each((side) => Promise.resolve(kept[side]?.side ?? builtInSide(side, [])));
    const catalog = await this.#each((side) => this.#discover(side, kept[side]?.side ?? null, signal));
    return { catalog, changes: catalogChanges(before, catalog) };
  }

  async #each(of: (side: Remote) => Promise<CatalogSide>): Promise<Catalog> {
    const [connectwise, fieldnation] = await Promise.all(sides.map(of));
    return {
      connectwise: connectwise ?? builtInSide('connectwise', []),
      fieldnation: fieldnation ?? builtInSide('fieldnation', []),
    };
  }

  /**
   * One question at a time per side; whoever asks meanwhile gets its answer. It is nobody's own, so a caller who leaves stops waiting and no
   * more.
   */
  #discover(side: Remote, known: CatalogSide | null, signal?: AbortSignal): Promise<CatalogSide> {
    const key = `${side}\n${this.#account(side)}`;
    const running = this.#running.get(key);
    if (running !== undefined) return orLeave(running, signal);
    const started = this.#ask(side, known).finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return orLeave(started, signal);
  }

  async #ask(side: Remote, known: CatalogSide | null): Promise<CatalogSide> {
    const account = this.#account(side);
    try {
      const port = side === 'connectwise' ? this.#means.psa() : this.#means.fieldNation();
      const discovery = await port.discoverFields();
      const read: CatalogSide = {
        ...withLastKnown(discovery, known),
        readAt: this.#means.clock.now(),
      };
      this.#failures.delete(side);
      await this.#keep(side, account, read);
      return read;
    } catch (error) {
      const message = inReadingWords(AppError.from(error).message);
      this.#failures.set(side, { account, at: this.#means.clock.now(), message });
      return known === null ? unread(side, message) : { ...known, gaps: [...known.gaps, notRead(side, message, true)] };
    }
  }

  /** What is kept of the present accounts. */
  async #kept(): Promise<Kept> {
    await this.#saving;
    const stored = await this.#load();
    const own = (side: Remote) => (stored[side]?.account === this.#account(side) ? stored[side] : null);
    return { formatVersion: 1, connectwise: own('connectwise'), fieldnation: own('fieldnation') };
  }

  async #load(): Promise<Kept> {
    if (this.#stored !== null) return this.#stored;
    const { formatVersion, connectwise, fieldnation } =
      keptSchema.safeParse(await this.#means.store.value(catalogKey)).data ?? nothingKept;
    this.#stored ??= {
      formatVersion,
      connectwise: connectwise && { ...connectwise, side: brought('connectwise', connectwise.side) },
      fieldnation: fieldnation && { ...fieldnation, side: brought('fieldnation', fieldnation.side) },
    };
    return this.#stored;
  }

  /** Both sides rest in one document, so one is written after the other. An answer of an account that was left meanwhile is not kept. */
  async #keep(side: Remote, account: string, read: CatalogSide): Promise<void> {
    const { store, clock } = this.#means;
    const write = async (): Promise<void> => {
      if (account !== this.#account(side)) return;
      const next: Kept = { ...(await this.#load()), [side]: { account, side: read } };
      await store.setValue(catalogKey, next as unknown as Json, clock.now());
      this.#stored = next;
    };
    const turn = this.#saving.then(write);
    this.#saving = turn.catch(() => {});
    await turn;
  }

  #account(side: Remote): string {
    const { connectwise, fieldnation } = this.#means.config();
    const parts =
      side === 'connectwise'
        ? [connectwise?.site, connectwise?.company]
        : [
            fieldnation?.environment,
            fieldnation?.baseUrl,
            fieldnation?.clientId,
            fieldnation?.username,
            fieldnation?.companyId,
          ];
    return parts.map((part) => (part ?? '').trim().toLowerCase()).join('\n');
  }
}

/** What an earlier version kept, in the words of this one: it may describe fields otherwise, and know others. */
function brought(side: Remote, kept: CatalogSide): CatalogSide {
  const known = new Map(kept.fields.map((field) => [field.path, field]));
  const own = builtInSide(side, []).fields.map((field) => ({
    ...field,
    options: field.options ?? known.get(field.path)?.options ?? null,
  }));
  const custom = kept.fields.filter(({ path }) => /^custom_?fields\./i.test(path));
  return { ...kept, fields: [...own, ...custom] };
}

function notRead(side: Remote, message: string, known: boolean): CatalogSide['gaps'][number] {
  const shown = known ? 'What was read before is shown.' : 'Only what every account has is shown.';
  return {
    what: names[side],
    message: `${names[side]} could not be asked for its fields. ${message} ${shown}`,
  };
}

function unread(side: Remote, message: string): CatalogSide {
  return builtInSide(side, [notRead(side, message, false)]);
}

/** The answer, or `http.aborted` once the caller leaves. */
function orLeave<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return answer;
  return new Promise<T>((resolve, reject) => {
    const leave = (): void =>
      reject(
        new AppError({
          code: 'http.aborted',
          kind: 'offline',
          message: 'Reading the fields was called off.',
          context: {},
        }),
      );
    if (signal.aborted) {
      leave();
      return;
    }
    signal.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

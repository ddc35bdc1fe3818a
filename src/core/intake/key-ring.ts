import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Psa } from '../psa/port.ts';
import { type Rate, RateLimit } from './rate-limit.ts';

/** A key that was fetched so recently is not asked for again because a signature does not fit it (ms): the signature is wrong. */
export const confirmedForMs = 60_000;
/** So long an id ConnectWise knows no key for is not asked about again (ms). */
export const refusedForMs = 600_000;
/** Fetches of keys, all together: a real site has one key, or two while it changes. */
const fetchRate: Rate = { perSecond: 0.2, burst: 10 };
const maxIds = 200;

/** What is known of a `key_url` without asking anybody. */
export type KnownKey =
  /** Not the address of the configured site's and company's key. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown' }
  /** ConnectWise says there is no such key. */
  | { readonly kind: 'refused' }
  /** `fresh`: fetched within the last minute, so that a signature which does not fit is wrong. */
  | { readonly kind: 'key'; readonly key: string; readonly fresh: boolean };

export interface KeyRingOptions {
  readonly clock: Clock;
  /** What tells the key behind an address from every other; throws for one that is not the configured site's and company's. */
  readonly keyId: (keyUrl: string) => string;
}

/**
 * Signing keys by id. The address of a key comes from a body nobody has verified yet, so what such bodies can make us ask is bounded: only the
 * configured site and company, each unknown id once in ten minutes, and few fetches altogether. Ids are remembered up to a number.
 */
export class KeyRing {
  readonly #options: KeyRingOptions;
  readonly #limit: RateLimit;
  readonly #keys = new Map<string, { readonly key: string; readonly at: number }>();
  readonly #refused = new Map<string, { readonly error: AppError; readonly until: number }>();
  /** What waits for one key asks once. */
  readonly #asking = new Map<string, Promise<string>>();

  constructor(options: KeyRingOptions) {
    this.#options = options;
    this.#limit = new RateLimit(options.clock, fetchRate);
  }

  known(keyUrl: string): KnownKey {
    let id: string;
    try {
      id = this.#options.keyId(keyUrl);
    } catch {
      return { kind: 'elsewhere' };
    }
    const now = this.#options.clock.now();
    const known = this.#keys.get(id);
    if (known !== undefined) return { kind: 'key', key: known.key, fresh: within(now, known.at, confirmedForMs) };
    return this.#refusal(id, now) === null ? { kind: 'unknown' } : { kind: 'refused' };
  }

  /**
   * The key, from memory or through `psa`. `refresh` asks again although it is known, unless it was just fetched. Throws what `psa` throws, and
   * `intake.key-fetches` (transient) when too many were asked for in a short time.
   */
  async get(
    psa: Pick<Psa, 'signingKey'>,
    keyUrl: string,
    signal?: AbortSignal,
    options: { readonly refresh?: boolean | undefined } = {},
  ): Promise<string> {
    const { clock, keyId } = this.#options;
    const id = keyId(keyUrl);
    const now = clock.now();
    const known = this.#keys.get(id);
    if (known !== undefined && (options.refresh !== true || within(now, known.at, confirmedForMs))) return known.key;
    const refusal = this.#refusal(id, now);
    if (refusal !== null) throw refusal;
    const asking = this.#asking.get(id);
    if (asking !== undefined) return asking;
    // A known id is asked about once a minute at most as it is, and must not wait behind made-up ones.
    if (known === undefined && !this.#limit.take('')) throw tooMany();
    const fetched = this.#fetch(psa, id, keyUrl, signal).finally(() => this.#asking.delete(id));
    this.#asking.set(id, fetched);
    return fetched;
  }

  /** Ids remembered now, known and refused. */
  get size(): number {
    return this.#keys.size + this.#refused.size;
  }

  async #fetch(
    psa: Pick<Psa, 'signingKey'>,
    id: string,
    keyUrl: string,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const { clock } = this.#options;
    try {
      const key = await psa.signingKey(keyUrl, signal, { refresh: true });
      this.#refused.delete(id);
      keep(this.#keys, id, { key, at: clock.now() });
      return key;
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.kind === 'permanent') keep(this.#refused, id, { error, until: clock.now() + refusedForMs });
      throw error;
    }
  }

  #refusal(id: string, now: number): AppError | null {
    const refusal = this.#refused.get(id);
    if (refusal === undefined) return null;
    if (now < refusal.until) return refusal.error;
    this.#refused.delete(id);
    return null;
  }
}

/** Puts an entry at the newest end; the oldest gives way. */
function keep<T>(map: Map<string, T>, id: string, value: T): void {
  map.delete(id);
  map.set(id, value);
  if (map.size <= maxIds) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

function within(now: number, at: number, ms: number): boolean {
  return now >= at && now - at < ms;
}

function tooMany(): AppError {
  return new AppError({
    code: 'intake.key-fetches',
    kind: 'transient',
    message: 'ConnectWise was asked for many signing keys in a short time; further ones wait.',
    retryAfterMs: 15_000,
  });
}

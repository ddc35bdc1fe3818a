/** A seeded generator whose whole state is one number, so that a restarted sandbox goes on where it stopped. */
export interface SeededRandom {
  /** Next value in [0, 1). */
  readonly next: () => number;
  /** The state to hand to `seededRandom` to continue the same sequence. */
  readonly state: () => number;
}

/** mulberry32: small, fast, good enough to spread test data; nothing here is a secret. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
    state: () => state,
  };
}

/** A whole number between `from` and `to`, both included. */
export function randomInteger(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** One of `items`; an empty list is a bug of the caller. */
export function pick<T>(random: () => number, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('pick() needs at least one item.');
  return item;
}

/** Lower-case hexadecimal digits. */
export function randomHex(random: () => number, digits: number): string {
  let out = '';
  while (out.length < digits) out += Math.floor(random() * 16).toString(16);
  return out;
}

/** A version 4 GUID from the seed: deterministic message, delivery and entry ids. */
export function randomGuid(random: () => number): string {
  const hex = randomHex(random, 32);
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

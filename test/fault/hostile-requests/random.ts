/** Numbers that look random and are the same for one seed. */
export interface Random {
  next(): number;
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
  hex(length: number): string;
  guid(): string;
  bytes(length: number): Buffer;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const random: Random = {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
    below: (end) => Math.floor(random.next() * end),
    pick(items) {
      const item = items[random.below(items.length)];
      if (item === undefined) throw new Error('Nothing to pick from');
      return item;
    },
    hex: (length) => Array.from({ length }, () => random.below(16).toString(16)).join(''),
    guid: () => `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`,
    bytes: (length) => Buffer.from(Array.from({ length }, () => random.below(256))),
  };
  return random;
}

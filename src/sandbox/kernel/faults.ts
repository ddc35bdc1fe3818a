import type { Fault } from '../kernel-types.ts';

export type NewFault = Omit<Fault, 'id'>;

/** The misbehaviour that waits to strike. Faults are tried oldest first; each is spent after `times` strikes (default 1). */
export interface FaultBook {
  /** Throws an Error whose message names the mistake when `path` is not a regular expression. */
  add(fault: NewFault): Fault;
  list(): readonly Fault[];
  remove(id: string): boolean;
  clear(): void;
  /** The next fault that matches, with one strike taken from it; null when none does. */
  take(on: Fault['on'], vendor: Fault['vendor'], method: string, path: string): Fault | null;
}

interface Waiting {
  readonly fault: Fault;
  readonly pattern: RegExp | null;
  left: number;
}

export function createFaultBook(): FaultBook {
  let waiting: Waiting[] = [];
  let lastId = 0;
  return {
    add(input) {
      const pattern = input.path === undefined ? null : new RegExp(input.path);
      lastId += 1;
      const fault: Fault = { ...input, id: `fault-${lastId}` };
      waiting.push({ fault, pattern, left: Math.max(1, input.times ?? 1) });
      return fault;
    },
    list: () => waiting.map(({ fault, left }) => ({ ...fault, times: left })),
    remove(id) {
      const before = waiting.length;
      waiting = waiting.filter(({ fault }) => fault.id !== id);
      return waiting.length < before;
    },
    clear() {
      waiting = [];
    },
    take(on, vendor, method, path) {
      const found = waiting.find(
        ({ fault, pattern }) =>
          fault.on === on &&
          fault.vendor === vendor &&
          (fault.method === undefined || fault.method.toUpperCase() === method.toUpperCase()) &&
          (pattern === null || pattern.test(path)),
      );
      if (found === undefined) return null;
      found.left -= 1;
      if (found.left === 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
  };
}

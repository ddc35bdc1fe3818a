import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { Clock } from '../../../shared/clock.ts';
import type { Disposable } from '../../../shared/lifecycle.ts';

/** How often the addresses of this computer are compared (ms). */
const tickMs = 15_000;

export type Interfaces = () => Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/**
 * Notices that this computer is in another network: a cable, a VPN, another wireless one. Connections over the old one are dead then, often without
 * a word. No operating system tells a program of it in the same way, so its addresses are compared.
 */
export class NetworkWatch implements Disposable {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #interfaces: Interfaces;
  #last: string;
  #cancel: () => void;

  constructor(clock: Clock, changed: () => void, interfaces: Interfaces = networkInterfaces) {
    this.#clock = clock;
    this.#changed = changed;
    this.#interfaces = interfaces;
    this.#last = addressesOf(interfaces());
    this.#cancel = this.#tick();
  }

  dispose(): void {
    this.#cancel();
  }

  #tick(): () => void {
    return this.#clock.after(tickMs, () => {
      this.#cancel = this.#tick();
      const now = addressesOf(this.#interfaces());
      if (now === this.#last) return;
      this.#last = now;
      this.#changed();
    });
  }
}

/** Loopback and link-local addresses reach nobody; containers and virtual machines come and go with them. */
function addressesOf(interfaces: ReturnType<Interfaces>): string {
  return Object.entries(interfaces)
    .flatMap(([name, list]) => (list ?? []).map((one) => ({ name, ...one })))
    .filter(({ internal, address }) => !internal && !/^(fe[89ab][0-9a-f]:|169\.254\.)/i.test(address))
    .map(({ name, address }) => `${name} ${address}`)
    .sort()
    .join('\n');
}

import type { KernelContext } from '../kernel/kernel.ts';
import type { CallbackLog } from './callback-log.ts';
import { type Store, toVendorTime } from './records.ts';
import { type ConnectWiseSwitch, readSwitch } from './switches.ts';

/** What every part of the simulated ConnectWise works on. */
export interface World {
  readonly context: KernelContext;
  readonly store: Store;
  /** Where this instance is reached; set once it listens. No trailing slash. */
  readonly site: { url: string };
  readonly callbackLog: CallbackLog;
}

export function now(world: World): string {
  return toVendorTime(world.context.clock.now());
}

export function switchOf<N extends ConnectWiseSwitch>(world: World, name: N): ReturnType<typeof readSwitch<N>> {
  return readSwitch(world.context.switches, name);
}

/** The start of every `_info` link. The doubled slash is the vendor's (reference section 1.1). */
export function linkBase(world: World): string {
  return `${world.site.url}/${world.store.state.codebase}/apis/3.0`;
}

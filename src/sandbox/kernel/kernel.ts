import type { Clock } from '../../shared/clock.ts';
import type { SandboxContext, SandboxSwitches, Vendor } from '../kernel-types.ts';
import { type Certificate, createCertificate } from './certificate.ts';
import { createDeliver, type Deliver } from './deliver.ts';
import { createFaultBook, type FaultBook } from './faults.ts';
import { createFileBin, type FileBin } from './file-bin.ts';
import { createJournal, type Journal } from './journal.ts';
import { seededRandom } from './random.ts';
import { createSnapshotter, loadSnapshot } from './snapshot.ts';
import type { VendorDefinition } from './vendor-definition.ts';
import { createVendor, type Listening, listenOnLoopback } from './vendor-server.ts';

/** What a vendor gets: the shared context, the way out for callbacks and webhooks, and a way to say "state changed". */
export interface KernelContext extends SandboxContext {
  readonly deliver: Deliver;
  /** State changed outside a request (a person's action, a timer). Requests other than GET do this by themselves. */
  touch(): void;
  /** Where uploaded files rest. */
  readonly files: FileBin;
}

export interface KernelOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly switches?: Readonly<Record<string, boolean | number | string>>;
  /** Where the state is kept between runs; null or absent keeps it in memory. */
  readonly stateFile?: string | null;
  /** True serves https with a certificate made at start. */
  readonly tls?: boolean;
}

export interface VendorServer {
  readonly vendor: Vendor;
  listen(port?: number): Promise<Listening>;
}

export interface Kernel {
  readonly context: KernelContext;
  readonly faults: FaultBook;
  readonly journal: Journal;
  readonly certificate: Certificate | null;
  /** A vendor's state: what the state file holds under `name`, else what `make` returns. Plain JSON only. */
  state<T>(name: string, make: () => T): T;
  setSwitch(name: string, value: boolean | number | string): void;
  serve(definition: VendorDefinition): VendorServer;
  /** Closes every listener and saves the state. */
  close(): Promise<void>;
}

interface SavedState {
  readonly formatVersion: 1;
  readonly random: number;
  readonly states: Readonly<Record<string, unknown>>;
}

function savedStateOf(file: string | null): SavedState | null {
  const loaded = file === null ? null : loadSnapshot(file);
  if (loaded === null) return null;
  const saved = loaded as Partial<SavedState>;
  if (saved.formatVersion !== 1 || typeof saved.random !== 'number' || typeof saved.states !== 'object') {
    throw new Error(`The sandbox state in ${file} was written by another version. Delete the file to start afresh.`);
  }
  return saved as SavedState;
}

/** What both simulated vendors stand on. One kernel per sandbox; each vendor gets its own port through `serve`. */
export function createKernel(options: KernelOptions): Kernel {
  const { clock } = options;
  const file = options.stateFile ?? null;
  const saved = savedStateOf(file);
  const random = seededRandom(saved?.random ?? options.seed);
  const states = new Map<string, unknown>();
  const faults = createFaultBook();
  const journal = createJournal(clock);
  const certificate = options.tls === true ? createCertificate(clock.now()) : null;
  const switches: Record<string, boolean | number | string> & SandboxSwitches = {
    allowHttpLoopbackTargets: true,
    ...options.switches,
  };
  const snapshotter =
    file === null
      ? null
      : createSnapshotter({
          file,
          clock,
          read: (): SavedState => ({
            formatVersion: 1,
            random: random.state(),
            states: { ...saved?.states, ...Object.fromEntries(states) },
          }),
        });
  const open = new Set<Listening>();
  const base: SandboxContext = {
    clock,
    random: random.next,
    switches,
    takeFault: (on, vendor, method, path) => faults.take(on, vendor, method, path),
    journal: (entry) => {
      journal.write(entry);
    },
  };
  const touch = (): void => snapshotter?.touch();
  const deliver = createDeliver(base);
  const files = createFileBin(file);
  let closed = false;
  const context: KernelContext = {
    ...base,
    // Timers set before the end (retries, delays) may still fire after it.
    deliver: (delivery) =>
      closed ? Promise.resolve({ status: null, error: 'the sandbox has stopped' }) : deliver(delivery),
    touch,
    files,
  };

  return {
    context,
    faults,
    journal,
    certificate,
    state<T>(name: string, make: () => T): T {
      const known = states.get(name) ?? saved?.states[name] ?? make();
      states.set(name, known);
      return known as T;
    },
    setSwitch(name, value) {
      Object.assign(switches, { [name]: value });
    },
    serve(definition) {
      const vendor = createVendor(context, definition, touch);
      return {
        vendor,
        async listen(port = 0) {
          const listening = await listenOnLoopback((request, response) => vendor.handle(request, response), {
            port,
            tls: certificate,
          });
          const tracked: Listening = {
            ...listening,
            close: async () => {
              open.delete(tracked);
              await listening.close();
            },
          };
          open.add(tracked);
          return tracked;
        },
      };
    },
    async close() {
      closed = true;
      await Promise.all([...open].map((listening) => listening.close()));
      await snapshotter?.flush();
      files.close();
    },
  };
}

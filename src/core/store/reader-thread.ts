import type { Channel } from './channel.ts';
import type { ReaderMethods } from './rpc.ts';

/** The thread that reads beside the writer; it may start later than that one. */
export class ReaderThread {
  readonly #make: () => Channel<ReaderMethods>;
  #channel: Channel<ReaderMethods> | null = null;
  #open = false;

  constructor(make: () => Channel<ReaderMethods>) {
    this.#make = make;
  }

  /** Answers reads from then on; null before. */
  get opened(): Channel<ReaderMethods> | null {
    return this.#open ? this.#channel : null;
  }

  start(): void {
    this.#channel ??= this.#make();
    // Whoever opens it is told; until then nobody listens.
    this.#channel.ready().catch(() => {});
  }

  /** Once started, and after the writer has made or migrated the file. Rejects with why it cannot be read. */
  async open(): Promise<void> {
    const channel = this.#channel;
    if (channel === null) return;
    await channel.ready();
    await channel.call('open');
    this.#open = true;
  }

  /** Resolves when the thread has ended. */
  async shutdown(): Promise<void> {
    const channel = this.#channel;
    if (channel === null) return;
    await channel.ready().then(
      () => channel.shutdown(),
      () => channel.exited(),
    );
  }
}

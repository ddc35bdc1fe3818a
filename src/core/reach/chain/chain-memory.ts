import { z } from 'zod';
import type { Logger } from '../../../shared/logger.ts';
import type { Store } from '../../store/port.ts';

const key = 'reach.proof';

const provenSchema = z.object({
  /** Origin all of it is about. */
  origin: z.string(),
  /** When the test that found every link standing began (ms); null = the last test found one that does not. */
  testedAt: z.number().nullable(),
  /** When a signed message came in since (ms), and which one. */
  provenAt: z.number().nullable(),
  proof: z.string(),
});
type Proven = z.infer<typeof provenSchema>;

/** Proofs that follow one another are written at most this often (ms). */
const writeEveryMs = 60_000;

/** What was proven for the address of now; kept over restarts, forgotten with the address. */
export class ChainMemory {
  readonly #store: Pick<Store, 'value' | 'setValue'>;
  readonly #logger: Logger;
  #proven: Proven | null = null;
  #kept = false;
  #writtenAt: number | null = null;

  constructor(store: Pick<Store, 'value' | 'setValue'>, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  /** Reads what an earlier run proved, unless this one knows better by then. */
  async read(): Promise<void> {
    try {
      const parsed = provenSchema.safeParse(await this.#store.value(key));
      this.#kept ||= parsed.success;
      if (parsed.success && this.#proven === null) this.#proven = parsed.data;
    } catch (error) {
      this.#logger.warn({ err: String(error) }, 'When the chain was last proven could not be read');
    }
  }

  of(origin: string | null): Proven | null {
    return origin !== null && this.#proven?.origin === origin ? this.#proven : null;
  }

  /** How a test ended. `beganAt` null: with a link that does not hold. */
  tested(origin: string, beganAt: number | null, now: number): void {
    const before = this.of(origin);
    this.#proven = { origin, provenAt: before?.provenAt ?? null, proof: before?.proof ?? '', testedAt: beganAt };
    if (this.#proven.provenAt !== null) this.#write(now);
  }

  /** A signed message came in although a test, or because a test, found the links standing. */
  provenBy(proof: string, origin: string, now: number, testedAt: number): void {
    this.#proven = { origin, testedAt, provenAt: now, proof };
    if (this.#writtenAt === null || Math.abs(now - this.#writtenAt) >= writeEveryMs) this.#write(now);
  }

  /** What came in was another system's; how the links stand is as it was. */
  forgetProof(now: number): void {
    if (this.#proven === null || this.#proven.provenAt === null) return;
    this.#proven = { ...this.#proven, provenAt: null, proof: '' };
    this.#write(now);
  }

  /** What was proven for another address is worth nothing any more. */
  forgetAllBut(origin: string, now: number): void {
    if (this.#proven === null || this.#proven.origin === origin) return;
    this.#proven = null;
    if (this.#kept) this.#write(now);
  }

  #write(now: number): void {
    this.#writtenAt = now;
    this.#kept = this.#proven !== null;
    this.#store
      .setValue(key, this.#proven, now)
      .catch((error: unknown) =>
        this.#logger.warn({ err: String(error) }, 'When the chain was proven could not be kept'),
      );
  }
}

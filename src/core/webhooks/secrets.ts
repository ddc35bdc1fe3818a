import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { SecretStore } from '../secrets.ts';
import type { Store } from '../store/port.ts';

/** What the listener knows senders by. */
export interface IntakeSecrets {
  readonly pathToken: string;
  /** The one Field Nation signs with, or shall. */
  readonly webhookSecret: string;
  /** The one before, while messages signed with it are still taken. */
  readonly previousWebhookSecret?: string | null;
}

export interface OwnSecretsOptions {
  readonly keychain: SecretStore;
  readonly store: Pick<Store, 'value' | 'setValue'>;
  readonly clock: Clock;
  /** A named step boundary of a rotation. */
  readonly step?: (name: string) => Promise<void>;
}

/**
 * How long a replaced secret is good for after Field Nation took the new one. Field Nation repeats a delivery for 21 minutes (reference/fieldnation.md
 * 3.2); whether it signs a repetition anew is not documented.
 */
const previousGoodMs = 30 * 60_000;

/** `{ until }`: when the previous secret ends; null while it is not known whether Field Nation took the new one. */
const rotationKey = 'webhook.rotation';

/**
 * The path token and the webhook's secrets of this workstation: made once, kept in the keychain, replaced by a rotation.
 *
 * A rotation never loses a message, wherever it is cut off: first the store notes that both secrets count, then the keychain gets the old one as the
 * previous one and the new one as the present one, and only then Field Nation is told. Until it is known that Field Nation took the new one both
 * are good; the next `taken()` (each registration sends the present secret) starts the 30 minutes after which the old one is forgotten.
 */
export class OwnSecrets implements IntakeSecrets {
  readonly #options: OwnSecretsOptions;
  #pathToken = '';
  #current = '';
  #previous: string | null = null;
  #until: number | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #cancelForget: () => void = () => {};

  private constructor(options: OwnSecretsOptions) {
    this.#options = options;
  }

  /** Reads them, and makes the ones that are missing. Throws what the keychain throws. */
  static async open(options: OwnSecretsOptions): Promise<OwnSecrets> {
    const secrets = new OwnSecrets(options);
    await secrets.#read();
    return secrets;
  }

  /** Reads the keychain again, after somebody changed it; in turn, because what is read during a rotation would put the secret of before it back. */
  reload(): Promise<void> {
    return this.inTurn(() => this.#read());
  }

  async #read(): Promise<void> {
    const { store } = this.#options;
    this.#pathToken = await this.#orMade('intake.pathToken', () => randomBytes(16).toString('hex'));
    this.#current = await this.#orMade('fieldnation.webhookSecret', randomUUID);
    const previous = await this.#options.keychain.get('fieldnation.previousWebhookSecret');
    const noted = await store.value(rotationKey);
    this.#until = untilOf(noted);
    this.#previous = previous === '' ? null : previous;
    await this.#forgetInTime();
  }

  get pathToken(): string {
    return this.#pathToken;
  }

  get webhookSecret(): string {
    return this.#current;
  }

  get previousWebhookSecret(): string | null {
    return this.#isOver() || this.#previous === this.#current ? null : this.#previous;
  }

  /** When the previous secret stops being good; null = there is none, or Field Nation has not been seen to take the present one. */
  get previousUntil(): number | null {
    return this.previousWebhookSecret === null ? null : this.#until;
  }

  /** True while it is not known whether Field Nation took the present secret. */
  get isRotating(): boolean {
    return this.previousWebhookSecret !== null && this.#until === null;
  }

  /** One change of our webhook at a time: a registration under way must not send an older secret after a rotation sent a newer one. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /**
   * Another secret: `send` tells Field Nation. Call it in turn. One that Field Nation was not seen to take is sent again instead of making yet another: only two
   * can be good at a time. Throws what `send` throws; both are good then.
   */
  async rotate<T>(send: (secret: string) => Promise<T>): Promise<T> {
    const { keychain, store, clock } = this.#options;
    if (this.previousWebhookSecret === null) {
      await store.setValue(rotationKey, { until: null }, clock.now());
      await this.#step('rotation.noted');
      await keychain.set('fieldnation.previousWebhookSecret', this.#current);
      this.#cancelForget();
      this.#previous = this.#current;
      this.#until = null;
      await this.#step('rotation.old-kept');
      const next = randomUUID();
      await keychain.set('fieldnation.webhookSecret', next);
      this.#current = next;
      await this.#step('rotation.new-kept');
    }
    const secret = this.#current;
    const answer = await send(secret);
    await this.#step('rotation.sent');
    await this.taken(secret);
    await this.#step('rotation.done');
    return answer;
  }

  /** Field Nation took this secret. If it is the present one, the one before has its last 30 minutes. */
  async taken(secret: string): Promise<void> {
    if (secret !== this.#current || this.#until !== null || this.#previous === null) return;
    const { store, clock } = this.#options;
    const until = clock.now() + previousGoodMs;
    await store.setValue(rotationKey, { until }, clock.now());
    this.#until = until;
    await this.#forgetInTime();
  }

  #isOver(): boolean {
    return this.#until !== null && this.#until <= this.#options.clock.now();
  }

  /** Takes the previous secret out of the keychain once it is over; if that fails, the next start tries again, and it is not good meanwhile. */
  async #forgetInTime(): Promise<void> {
    this.#cancelForget();
    if (this.#previous === null || this.#until === null) return;
    const { keychain, clock } = this.#options;
    if (this.#isOver()) {
      await keychain.clear('fieldnation.previousWebhookSecret').catch(() => {});
      this.#previous = null;
      return;
    }
    this.#cancelForget = clock.after(this.#until - clock.now(), () => void this.#forgetInTime());
  }

  async #orMade(name: 'intake.pathToken' | 'fieldnation.webhookSecret', make: () => string): Promise<string> {
    const { keychain } = this.#options;
    const kept = await keychain.get(name);
    if (kept !== null) return kept;
    const made = make();
    await keychain.set(name, made);
    return made;
  }

  async #step(name: string): Promise<void> {
    await this.#options.step?.(name);
  }
}

/** Nothing noted beside a previous secret (another store than before): it is not known what Field Nation has. */
function untilOf(noted: unknown): number | null {
  const until = typeof noted === 'object' && noted !== null && 'until' in noted ? noted.until : null;
  return typeof until === 'number' ? until : null;
}

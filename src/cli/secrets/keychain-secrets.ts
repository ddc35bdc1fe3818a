import type { SecretStore } from '../../core/secrets.ts';
import type { Clock } from '../../shared/clock.ts';
import type { SecretName } from '../../shared/config.ts';
import { AppError } from '../../shared/errors.ts';
import { variableOf } from './names.ts';

/** The three calls of the operating system's keychain that are used. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** An unlock dialogue that nobody sees on a server must not hang the command (ms). */
const answerWithinMs = 10_000;

/** A profile's secrets in the keychain, under the service the app uses for the same profile. Loaded with the first question. */
export class KeychainSecrets implements SecretStore {
  readonly backend = { kind: 'keychain', name: 'the keychain', warning: null } as const;
  readonly #service: string;
  readonly #load: () => Promise<Keychain>;
  readonly #clock: Clock;
  #keychain: Promise<Keychain> | null = null;

  constructor(options: {
    /** `dispatch-bridge/<profile>`. */
    readonly service: string;
    readonly load: () => Promise<Keychain>;
    readonly clock: Clock;
  }) {
    this.#service = options.service;
    this.#load = options.load;
    this.#clock = options.clock;
  }

  get(name: SecretName): Promise<string | null> {
    return this.#ask(name, (keychain) => keychain.getPassword(this.#service, name));
  }

  async set(name: SecretName, value: string): Promise<void> {
    await this.#ask(name, (keychain) => keychain.setPassword(this.#service, name, value));
  }

  async clear(name: SecretName): Promise<void> {
    await this.#ask(name, (keychain) => keychain.deletePassword(this.#service, name));
  }

  async #ask<T>(name: SecretName, call: (keychain: Keychain) => Promise<T>): Promise<T> {
    try {
      this.#keychain ??= this.#load();
      return await withDeadline(this.#keychain.then(call), this.#clock);
    } catch (cause) {
      throw new AppError({
        code: 'secrets.keychain',
        kind: 'permanent',
        message:
          `No secret is given in the environment, and this system's keychain does not answer. Set ${variableOf(name)} and the others ` +
          '("dispatch-bridge --help" lists them), or unlock the keychain.',
        context: { secret: name, reason: cause instanceof Error ? cause.message : String(cause) },
        cause,
      });
    }
  }
}

function withDeadline<T>(work: Promise<T>, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(answerWithinMs, () => reject(new Error(`no answer within ${answerWithinMs} ms`)));
    work.then(resolve, reject).finally(cancel);
  });
}

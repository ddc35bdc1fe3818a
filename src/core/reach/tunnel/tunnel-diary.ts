import type { Clock } from '../../../shared/clock.ts';
import type { Config } from '../../../shared/config.ts';
import type { TunnelConfig } from '../../../shared/domain/tunnels.ts';
import { AppError, type AppErrorInfo, type ErrorAction } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/logger.ts';
import { appLine } from '../../monitor/app-line.ts';
import type { Store } from '../../store/port.ts';
import type { TunnelState } from '../../tunnel/port.ts';
import { tunnelName } from './tunnel-words.ts';

export interface TunnelDiaryOptions {
  readonly store: Pick<Store, 'appendActivities'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly config: () => Config;
}

/** A tunnel that is up again within this time is no line in the log: most breaks heal at once (ms). */
const shortMs = 10_000;

/** What the log says of the tunnel: where this workstation is reached, that it is not, and once why. */
export class TunnelDiary {
  readonly #options: TunnelDiaryOptions;
  #name = '';
  /** What was told of the trouble that lasts: each message once. */
  readonly #told = new Set<string>();
  #cancel: (() => void) | null = null;

  constructor(options: TunnelDiaryOptions) {
    this.#options = options;
  }

  /** Another tunnel was chosen: its trouble is told anew. */
  begin(config: TunnelConfig): void {
    this.stop();
    this.#name = tunnelName(config);
    this.#told.clear();
  }

  /** `before`: the origin it was reached at until now, when it is another one. */
  saw(state: TunnelState, before: string | null): void {
    switch (state.kind) {
      case 'up':
        this.stop();
        this.#up(state.url, before);
        this.#told.clear();
        return;
      case 'failed':
        this.stop();
        this.#trouble('tunnel.failed', state.error, state.error.message);
        return;
      case 'down': {
        const { error } = state;
        const { pollSeconds } = this.#options.config().limits;
        const words = `${error.message} Changes are found by polling every ${pollSeconds} s meanwhile.`;
        // The first of several failures says why; what follows it is the same break.
        this.#cancel ??= this.#options.clock.after(shortMs, () => {
          this.#cancel = null;
          this.#trouble('tunnel.down', error, words);
        });
        return;
      }
      case 'off':
        this.stop();
        return;
      case 'starting':
        return;
    }
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #up(url: string, before: string | null): void {
    if (before !== null) {
      const words = `${this.#name} has another address: ${url} (was ${before}). What is registered is pointed there.`;
      this.#say('tunnel.address', 'ok', words);
    } else if (this.#told.size > 0) this.#say('tunnel.up', 'ok', `${this.#name} is up again: ${url}`);
    else this.#options.logger.info({ url }, 'Reached from outside');
  }

  #trouble(kind: string, error: AppErrorInfo, words: string): void {
    if (this.#told.has(error.message)) return;
    this.#told.add(error.message);
    const action: ErrorAction = error.action ?? { do: 'open-callbacks', tab: 'tunnel' };
    this.#say(kind, 'attention', `${this.#name}: ${words}`, AppError.fromInfo({ ...error, action }));
  }

  #say(kind: string, result: 'ok' | 'attention', words: string, error: AppError | null = null): void {
    const { store, clock, logger } = this.#options;
    store
      .appendActivities([appLine(clock.now(), kind, result, words, error)])
      .catch((thrown: unknown) => logger.warn({ err: String(thrown) }, 'The log could not be written'));
  }
}

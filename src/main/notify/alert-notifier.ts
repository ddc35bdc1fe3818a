import type { TellingText } from '../../core/alerts/words.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { t } from '../../shared/strings/t.ts';

/** The computer's own notification, as Electron makes it. */
export interface NativeNotice {
  on(event: 'click' | 'close' | 'show', listener: () => void): void;
  on(event: 'failed', listener: (event: unknown, error: string) => void): void;
  show(): void;
}

export interface AlertNotifierOptions {
  /** False where no notification service answers. */
  readonly supported: () => boolean;
  readonly make: (words: { readonly title: string; readonly body: string; readonly urgent: boolean }) => NativeNotice;
  /** Opens the window at a place, wherever it was: hidden, closed or behind others. */
  readonly open: (place: string) => void;
  /** Behind each title, so that nobody mistakes one profile for another; empty for production. */
  readonly mark: string;
  readonly logger: Logger;
  /** How long one may stay unanswered before it is let go (ms); `after` is the clock's. */
  readonly after: (delayMs: number, fn: () => void) => () => void;
}

/** A system that never says that a notification was closed must not keep it for ever. */
const keepMs = 24 * 3_600_000;
/** What a system needs at most to say that it shows one. */
const answerMs = 5_000;
const longestBody = 240;

/** Shows alerts as the computer's own notifications. Telling never throws; the alert stands in the app all the same. */
export class AlertNotifier {
  readonly #options: AlertNotifierOptions;
  /** One that nobody refers to is collected, and its click with it. */
  readonly #shown = new Set<NativeNotice>();

  constructor(options: AlertNotifierOptions) {
    this.#options = options;
  }

  /** Resolves whether it is shown; true also where the system never says so. */
  tell({ title, body, place, items }: TellingText): Promise<boolean> {
    const { supported, make, open, mark, logger, after } = this.#options;
    return new Promise((resolve) => {
      const notShown = (error: unknown): void => {
        logger.warn({ err: String(error) }, 'A notification could not be shown; the alert stands in the app');
        resolve(false);
      };
      try {
        if (!supported()) return notShown('No notification service answers');
        const notice = make({
          title: `${title}${mark}`,
          body: cut(body),
          urgent: items.some(({ severity }) => severity === 'error'),
        });
        this.#shown.add(notice);
        const forget = (): void => void this.#shown.delete(notice);
        notice.on('click', () => {
          forget();
          resolve(true);
          open(place);
        });
        notice.on('close', forget);
        notice.on('show', () => resolve(true));
        notice.on('failed', (_event, error) => {
          forget();
          notShown(error);
        });
        after(keepMs, forget);
        // Some systems never say so.
        after(answerMs, () => resolve(true));
        notice.show();
      } catch (error) {
        notShown(error);
      }
    });
  }

  /** One for trying out. Rejects with `alerts.no-notifications` when the system shows none. */
  test(): Promise<void> {
    const { supported, make, mark, after } = this.#options;
    return new Promise((resolve, reject) => {
      if (!supported()) return reject(noNotifications(''));
      const notice = make({ title: `${t('notice.testTitle')}${mark}`, body: t('notice.testText'), urgent: false });
      this.#shown.add(notice);
      const settle = (result: () => void): void => {
        cancel();
        result();
      };
      // Some systems never say so.
      const cancel = after(answerMs, resolve);
      notice.on('show', () => settle(resolve));
      notice.on('failed', (_event, error) => settle(() => reject(noNotifications(String(error)))));
      notice.on('close', () => void this.#shown.delete(notice));
      notice.show();
    });
  }
}

function noNotifications(detail: string): AppError {
  return new AppError({
    code: 'alerts.no-notifications',
    kind: 'permanent',
    message:
      'This computer shows no notifications of Dispatch Bridge. Allow them in the settings of the system, or have alerts sent to a chat or by e-mail.',
    context: detail === '' ? {} : { detail },
  });
}

function cut(text: string): string {
  return text.length <= longestBody ? text : `${text.slice(0, longestBody - 3)}...`;
}

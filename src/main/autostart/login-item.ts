import { AppError } from '../../shared/errors.ts';
import { t } from '../../shared/strings/t.ts';
import type { Autostart, StartCommand } from './port.ts';

/** Electron's login items as far as they are used; the real `app` fits. */
export interface LoginItems {
  getLoginItemSettings(options?: { path?: string; args?: string[] }): {
    readonly openAtLogin: boolean;
    readonly launchItems?: readonly { readonly name: string; readonly enabled: boolean }[];
  };
  setLoginItemSettings(settings: {
    openAtLogin: boolean;
    name?: string;
    path?: string;
    args?: string[];
    enabled?: boolean;
  }): void;
}

export interface WindowsLoginItemOptions {
  readonly items: LoginItems;
  readonly profile: string;
  readonly command: StartCommand;
}

/** A value in the user's Run key. The task manager can switch it off without removing it, which counts as off. */
export class WindowsLoginItem implements Autostart {
  readonly availability = { available: true, why: '' };
  readonly #options: WindowsLoginItemOptions;
  readonly #name: string;

  constructor(options: WindowsLoginItemOptions) {
    this.#options = options;
    this.#name = options.profile === 'production' ? 'Dispatch Bridge' : `Dispatch Bridge (${options.profile})`;
  }

  enabled(): boolean {
    return this.#item()?.enabled ?? false;
  }

  set(on: boolean): void {
    const { items, command } = this.#options;
    items.setLoginItemSettings({
      openAtLogin: on,
      name: this.#name,
      path: command.program,
      args: command.args().map(forWindows),
      ...(on ? { enabled: true } : {}),
    });
    // A policy may forbid it without an error.
    if (this.enabled() === on) return;
    throw new AppError({ code: 'autostart.refused', kind: 'permanent', message: t('autostart.managed'), context: {} });
  }

  refresh(): void {
    if (this.enabled()) this.set(true);
  }

  #item() {
    return this.#options.items
      .getLoginItemSettings({ path: this.#options.command.program, args: this.#options.command.args().map(forWindows) })
      .launchItems?.find(({ name }) => name === this.#name);
  }
}

/**
 * One argument of a command line of Windows: Electron joins them with blanks and quotes none, and a data folder cut at a blank would be another
 * profile. Backslashes before a quote are doubled, as every program reads its command line.
 */
function forWindows(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  return `"${argument.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

/**
 * macOS starts an application, without arguments: it can be the production profile only, and it learns from `wasOpenedAtLogin`
 * that its window stays away.
 */
export class MacLoginItem implements Autostart {
  readonly availability = { available: true, why: '' };
  readonly #items: LoginItems;

  constructor(items: LoginItems) {
    this.#items = items;
  }

  enabled(): boolean {
    return this.#items.getLoginItemSettings().openAtLogin;
  }

  set(on: boolean): void {
    this.#items.setLoginItemSettings({ openAtLogin: on });
    if (this.enabled() === on) return;
    throw new AppError({ code: 'autostart.refused', kind: 'permanent', message: t('autostart.managed'), context: {} });
  }

  refresh(): void {}
}

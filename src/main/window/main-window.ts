import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import { type MessageKey, t } from '../../shared/strings/t.ts';
import { appUrl } from '../protocol/resolve-request.ts';
import { markImage } from '../tray/tray-images.ts';
import type { TrayProfile } from '../tray/tray-view.ts';
import { appIcon } from './app-icon.ts';
import { ReloadGuard } from './reload-guard.ts';
import { backgrounds, windowOptions } from './window-options.ts';
import { visibleBounds, type WindowStateFile } from './window-state.ts';

export interface MainWindowOptions {
  readonly preload: string;
  /** Asked for whenever title and taskbar are drawn: a profile may become one that practises. */
  readonly profile: () => TrayProfile;
  readonly developer: boolean;
  readonly state: WindowStateFile;
  readonly clock: Clock;
  readonly logger: Logger;
  /** True hides the window instead of closing it. */
  readonly hideOnClose: () => boolean;
  readonly onHidden: () => void;
  /** The person came to the window. */
  readonly onFocus: () => void;
  /** Windows ends the session: there are a few seconds left. */
  readonly onSessionEnd: () => void;
}

/** The app's one window: made on demand, remembered place, hidden until it has painted, reloaded when its page crashes. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #reloads: ReloadGuard;
  #window: BrowserWindow | null = null;
  #saving: (() => void) | null = null;
  #shown = '';

  constructor(options: MainWindowOptions) {
    this.#options = options;
    this.#reloads = new ReloadGuard(options.clock);
    nativeTheme.on('updated', () => this.#window?.setBackgroundColor(background()));
  }

  /** The id IPC calls must come from; null when there is no window. */
  get webContentsId(): number | null {
    return this.#live()?.webContents.id ?? null;
  }

  /** Loads the page; `visible: false` keeps the window in the tray. */
  async open(visible: boolean): Promise<void> {
    const existing = this.#live();
    if (existing !== null) {
      if (visible) bringForward(existing);
      return;
    }
    const { state } = this.#options;
    const areas = screen.getAllDisplays().map((display) => display.workArea);
    const window = new BrowserWindow({
      ...windowOptions({
        preload: this.#options.preload,
        bounds: visibleBounds(state.value.bounds, areas),
        dark: nativeTheme.shouldUseDarkColors,
        title: windowTitle(this.#options.profile().name),
        developer: this.#options.developer,
      }),
      ...(process.platform === 'linux' ? { icon: appIcon() } : {}),
    });
    this.#window = window;
    this.#shown = '';
    this.#listen(window, visible);
    this.redraw();
    await window.loadURL(appUrl);
  }

  send(channel: string, payload: unknown): void {
    this.#live()?.webContents.send(channel, payload);
  }

  /** Title and taskbar say whose window it is. */
  redraw(): void {
    const window = this.#live();
    if (window === null) return;
    const { name, kind } = this.#options.profile();
    const key: MessageKey = `profile.${kind}`;
    const shown = `${windowTitle(name)} ${kind} ${t(key)}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    window.setTitle(windowTitle(name));
    if (process.platform === 'win32') window.setOverlayIcon(markImage(kind), kind === 'production' ? '' : t(key));
  }

  #live(): BrowserWindow | null {
    return this.#window !== null && !this.#window.isDestroyed() ? this.#window : null;
  }

  #listen(window: BrowserWindow, visible: boolean): void {
    const { state, hideOnClose, onHidden, onFocus, onSessionEnd, logger } = this.#options;
    window.once('ready-to-show', () => {
      if (!visible) return;
      if (state.value.maximized) window.maximize();
      window.show();
    });
    // The title carries the profile; the page's own title would replace it.
    window.on('page-title-updated', (event) => event.preventDefault());
    for (const change of ['resize', 'move', 'maximize', 'unmaximize'] as const) {
      window.on(change as 'resize', () => this.#saveSoon());
    }
    window.on('close', (event) => {
      this.#saveNow();
      if (!hideOnClose()) return;
      event.preventDefault();
      window.hide();
      onHidden();
    });
    window.on('focus', onFocus);
    // Sent by Windows only, which has no power event for it.
    window.on('session-end', onSessionEnd);
    window.on('closed', () => {
      if (this.#window === window) this.#window = null;
    });
    window.on('unresponsive', () => void this.#offerReload(window, t('window.unresponsive')));
    window.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason === 'clean-exit') return;
      logger.error({ reason: details.reason, exitCode: details.exitCode }, 'The page process ended');
      if (this.#reloads.mayReload()) window.webContents.reload();
      else void this.#offerReload(window, t('window.failing'));
    });
    window.webContents.on('preload-error', (_event, path, error) =>
      logger.error({ path, error: String(error) }, 'Preload failed'),
    );
  }

  async #offerReload(window: BrowserWindow, message: string): Promise<void> {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message,
      buttons: [t('window.reload'), t('window.wait')],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0 && !window.isDestroyed()) window.webContents.reload();
  }

  #saveSoon(): void {
    this.#saving?.();
    this.#saving = this.#options.clock.after(500, () => this.#saveNow());
  }

  #saveNow(): void {
    this.#saving?.();
    this.#saving = null;
    const window = this.#live();
    if (window === null || window.isMinimized()) return;
    this.#options.state.save({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  }
}

function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function windowTitle(profile: string): string {
  return profile === 'production' ? t('app.name') : t('window.titleOf', { name: profile });
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}

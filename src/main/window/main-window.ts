import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import { appUrl } from '../protocol/resolve-request.ts';
import { appIcon } from './app-icon.ts';
import { ReloadGuard } from './reload-guard.ts';
import { backgrounds, windowOptions } from './window-options.ts';
import { visibleBounds, type WindowStateFile } from './window-state.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly title: string;
  readonly developer: boolean;
  readonly state: WindowStateFile;
  readonly clock: Clock;
  readonly logger: Logger;
  /** True hides the window instead of closing it. */
  readonly hideOnClose: () => boolean;
  readonly onHidden: () => void;
}

/** The app's one window: made on demand, remembered place, hidden until it has painted, reloaded when its page crashes. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #reloads: ReloadGuard;
  #window: BrowserWindow | null = null;
  #saving: (() => void) | null = null;

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
        title: this.#options.title,
        developer: this.#options.developer,
      }),
      ...(process.platform === 'linux' ? { icon: appIcon() } : {}),
    });
    this.#window = window;
    this.#listen(window, visible);
    await window.loadURL(appUrl);
  }

  send(channel: string, payload: unknown): void {
    this.#live()?.webContents.send(channel, payload);
  }

  #live(): BrowserWindow | null {
    return this.#window !== null && !this.#window.isDestroyed() ? this.#window : null;
  }

  #listen(window: BrowserWindow, visible: boolean): void {
    const { state, hideOnClose, onHidden, logger } = this.#options;
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
    window.on('closed', () => {
      if (this.#window === window) this.#window = null;
    });
    window.on(
      'unresponsive',
      () => void this.#offerReload(window, 'The window does not respond. Sync goes on meanwhile.'),
    );
    window.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason === 'clean-exit') return;
      logger.error({ reason: details.reason, exitCode: details.exitCode }, 'The page process ended');
      if (this.#reloads.mayReload()) window.webContents.reload();
      else void this.#offerReload(window, 'The window keeps failing. Sync goes on meanwhile.');
    });
    window.webContents.on('preload-error', (_event, path, error) =>
      logger.error({ path, error: String(error) }, 'Preload failed'),
    );
  }

  async #offerReload(window: BrowserWindow, message: string): Promise<void> {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message,
      buttons: ['Reload the window', 'Wait'],
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

function background(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}

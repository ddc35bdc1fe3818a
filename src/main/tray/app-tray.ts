import { Menu, Tray } from 'electron';
import type { EngineStatus } from '../../shared/domain/status.ts';
import type { Disposable } from '../../shared/lifecycle.ts';
import { trayImage } from './tray-images.ts';
import { type TrayView, trayView } from './tray-view.ts';

export interface TrayActions {
  open(): void;
  /** Minutes, or null until resumed. */
  pause(minutes: number | null): void;
  resume(): void;
  syncNow(): void;
  quit(): void;
}

/** The tray entry: drawn from the engine's status, redrawn only when what it shows changes. */
export class AppTray implements Disposable {
  readonly #tray: Tray;
  readonly #actions: TrayActions;
  #shown: TrayView | null = null;

  constructor(status: EngineStatus, actions: TrayActions) {
    this.#actions = actions;
    this.#tray = new Tray(trayImage(trayView(status, clockTime).state));
    this.#tray.on('click', () => actions.open());
    this.update(status);
  }

  update(status: EngineStatus): void {
    if (this.#tray.isDestroyed()) return;
    const view = trayView(status, clockTime);
    const before = this.#shown;
    this.#shown = view;
    if (before?.state !== view.state) this.#tray.setImage(trayImage(view.state));
    if (before?.tooltip !== view.tooltip) this.#tray.setToolTip(view.tooltip);
    if (JSON.stringify(before) !== JSON.stringify(view)) this.#tray.setContextMenu(this.#menu(view));
  }

  dispose(): void {
    if (!this.#tray.isDestroyed()) this.#tray.destroy();
  }

  #menu(view: TrayView): Menu {
    const { open, pause, resume, syncNow, quit } = this.#actions;
    return Menu.buildFromTemplate([
      { label: view.tooltip, enabled: false },
      { type: 'separator' },
      { label: 'Open Dispatch Bridge', click: () => open() },
      { label: 'Sync now', enabled: view.canPause, click: () => syncNow() },
      { type: 'separator' },
      { label: 'Resume', visible: view.canResume, click: () => resume() },
      { label: 'Pause for 15 minutes', visible: view.canPause, click: () => pause(15) },
      { label: 'Pause for 1 hour', visible: view.canPause, click: () => pause(60) },
      { label: 'Pause until resumed', visible: view.canPause, click: () => pause(null) },
      { type: 'separator', visible: view.canPause || view.canResume },
      { label: 'Quit', click: () => quit() },
    ]);
  }
}

function clockTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

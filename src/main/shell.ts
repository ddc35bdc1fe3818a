import { Notification } from 'electron';
import type { EngineChange } from '../core/engine-port.ts';
import { assertNever } from '../shared/assert.ts';
import type { Disposable } from '../shared/lifecycle.ts';
import type { Services } from './ipc/handlers/services.ts';
import type { MenuActions } from './menu.ts';
import { AppTray } from './tray/app-tray.ts';
import type { MainWindow } from './window/main-window.ts';

export interface ShellOptions {
  readonly window: MainWindow;
  readonly services: Services;
  readonly quit: () => void;
}

/** Window, tray and menu as one: what a person touches outside the page, and what the engine's changes do to it. */
export class Shell implements Disposable {
  readonly window: MainWindow;
  readonly menuActions: MenuActions;
  readonly #services: Services;
  readonly #quit: () => void;
  #tray: AppTray | null = null;
  #quitting = false;

  constructor(options: ShellOptions) {
    this.window = options.window;
    this.#services = options.services;
    this.#quit = options.quit;
    this.menuActions = {
      syncNow: () => this.#do((engine) => engine.syncNow()),
      go: (page) => this.#services.pushes.navigate({ page }),
      quit: () => this.#quit(),
    };
  }

  /** Shows the window, or only the tray when the app was started hidden and there is a tray to come back from. */
  async start(hidden: boolean): Promise<void> {
    const { trayAvailable, host } = this.#services;
    // Waiting for the tray's answer is only needed when the window might stay hidden.
    await this.window.open(!hidden || !(await trayAvailable));
    if (!(await trayAvailable)) return;
    // Before the engine has opened there is no state to show, and red for a second at every start would teach people to ignore it.
    await host.problem();
    if (!this.#quitting) this.#makeTray();
  }

  hideOnClose(): boolean {
    return !this.#quitting && this.#tray !== null && this.#services.preferences.value.closeToTray;
  }

  /** Once in a profile's life: closing did not end it. */
  explainTray(): void {
    const { memory } = this.#services;
    if (memory.value.trayNoticeShown || !Notification.isSupported()) return;
    const notice = new Notification({
      title: 'Dispatch Bridge is still running',
      body: 'Tickets and work orders stay in step. Open or quit it from its icon in the tray.',
    });
    // Where no notification service answers, the next close tries again.
    notice.on('show', () => memory.change({ trayNoticeShown: true }));
    notice.on('click', () => void this.window.open(true));
    notice.show();
  }

  /** A notification was clicked: the window comes, wherever it was, and goes where the fix is. */
  openAt(place: string): void {
    void this.window.open(true).then(() => this.#services.pushes.navigate({ page: place }));
  }

  engineChanged(change: EngineChange): void {
    const { pushes, host } = this.#services;
    switch (change.kind) {
      case 'status':
        pushes.status(() => {
          const status = host.status();
          this.#tray?.update(status);
          return status;
        });
        break;
      case 'log':
        pushes.log(change.lastId);
        break;
      case 'links':
      case 'attention':
      case 'reach':
      case 'alerts':
        pushes.changed(change.kind);
        break;
      default:
        assertNever(change);
    }
  }

  quitting(): void {
    this.#quitting = true;
  }

  dispose(): void {
    this.#tray?.dispose();
    this.#tray = null;
  }

  #makeTray(): void {
    this.#tray = new AppTray(this.#services.host.status(), {
      open: () => void this.window.open(true),
      pause: (minutes) => this.#do((engine) => engine.pause(minutes)),
      resume: () => this.#do((engine) => engine.resume()),
      syncNow: () => this.#do((engine) => engine.syncNow()),
      quit: () => this.#quit(),
    });
  }

  /** A tray or menu action; a failure shows in the window, where there is room to say why. */
  #do(action: (engine: Awaited<ReturnType<Services['host']['engine']>>) => Promise<void>): void {
    this.#services.host
      .engine()
      .then(action)
      .catch(() => this.window.open(true));
  }
}

import { Notification } from 'electron';
import type { EngineChange } from '../core/engine-port.ts';
import { assertNever } from '../shared/assert.ts';
import type { Clock } from '../shared/clock.ts';
import type { Disposable } from '../shared/lifecycle.ts';
import { t } from '../shared/strings/t.ts';
import { effectiveKind, type Services } from './ipc/handlers/services.ts';
import type { MenuActions } from './menu.ts';
import { AppTray } from './tray/app-tray.ts';
import { NewestProblems } from './tray/newest-problems.ts';
import { shownProblems, type TrayCommand } from './tray/tray-menu.ts';
import type { MainWindow } from './window/main-window.ts';

export interface ShellOptions {
  readonly window: MainWindow;
  readonly services: Services;
  readonly quit: () => void;
  readonly clock: Clock;
}

/** Window, tray and menu as one: what a person touches outside the page, and what the engine's changes do to it. */
export class Shell implements Disposable {
  readonly window: MainWindow;
  readonly menuActions: MenuActions;
  readonly #services: Services;
  readonly #quit: () => void;
  readonly #problems: NewestProblems;
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
    this.#problems = new NewestProblems({
      read: async () => (await this.#services.host.engine()).attention(shownProblems),
      show: (items) => this.#tray?.problems(items),
      clock: options.clock,
    });
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

  /** Brings the window forward at a page, as `placeOf` of the window reads it; a link's page with `linkId`. */
  openAt(page: string, linkId: number | null = null): void {
    void this.window.open(true).then(() => {
      this.#services.pushes.navigate(linkId === null ? { page } : { page, linkId });
    });
  }

  hideOnClose(): boolean {
    return !this.#quitting && this.#tray !== null && this.#services.preferences.value.closeToTray;
  }

  /** Once in a profile's life: closing did not end it. */
  explainTray(): void {
    const { memory } = this.#services;
    if (memory.value.trayNoticeShown || !Notification.isSupported()) return;
    const notice = new Notification({ title: t('tray.stillRunning'), body: t('tray.stillRunningText') });
    // Where no notification service answers, the next close tries again.
    notice.on('show', () => memory.change({ trayNoticeShown: true }));
    notice.on('click', () => void this.window.open(true));
    notice.show();
  }

  engineChanged(change: EngineChange): void {
    const { pushes, host } = this.#services;
    switch (change.kind) {
      case 'status':
        pushes.status(() => {
          const status = host.status();
          this.#tray?.update(status);
          // A profile filled from the sandbox becomes one that practises.
          this.window.redraw();
          return status;
        });
        break;
      case 'log':
        pushes.log(change.lastId);
        break;
      case 'attention':
        if (this.#tray !== null) this.#problems.changed();
        pushes.changed(change.kind);
        break;
      case 'links':
      case 'reach':
      case 'alerts':
        pushes.changed(change.kind);
        break;
      default:
        assertNever(change);
    }
  }

  /** The profile became one that practises, or the language changed: what is drawn outside the page is drawn again. */
  redraw(): void {
    this.#tray?.redraw();
    this.window.redraw();
  }

  quitting(): void {
    this.#quitting = true;
  }

  dispose(): void {
    this.#tray?.dispose();
    this.#tray = null;
  }

  #makeTray(): void {
    const { profile } = this.#services;
    this.#tray = new AppTray({
      status: this.#services.host.status(),
      profile: () => ({ name: profile.name, kind: effectiveKind(this.#services) }),
      run: (command) => this.#run(command),
    });
    this.#problems.changed();
  }

  #run(command: TrayCommand): void {
    switch (command.do) {
      case 'open':
        void this.window.open(true);
        break;
      case 'go':
        this.openAt(command.page, command.linkId);
        break;
      case 'pause':
        this.#do((engine) => engine.pause(command.minutes));
        break;
      case 'resume':
        this.#do((engine) => engine.resume());
        break;
      case 'sync':
        this.#do((engine) => engine.syncNow());
        break;
      case 'quit':
        this.#quit();
        break;
      default:
        assertNever(command);
    }
  }

  /** A tray or menu action; a failure shows in the window, where there is room to say why. */
  #do(action: (engine: Awaited<ReturnType<Services['host']['engine']>>) => Promise<void>): void {
    this.#services.host
      .engine()
      .then(action)
      .catch(() => this.window.open(true));
  }
}

import { Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron';
import type { EngineStatus } from '../../shared/domain/status.ts';
import type { AttentionItem } from '../../shared/domain/views.ts';
import type { Disposable } from '../../shared/lifecycle.ts';
import { spokenLocale } from '../../shared/strings/t.ts';
import { trayImage } from './tray-images.ts';
import { menuLabel, type TrayCommand, type TrayEntry, trayMenu } from './tray-menu.ts';
import { trayDesign } from './tray-picture.ts';
import { type TrayProfile, type TrayView, trayView } from './tray-view.ts';

export interface AppTrayOptions {
  readonly status: EngineStatus;
  /** Asked for at every change: a profile becomes one that practises when it is filled from the sandbox. */
  readonly profile: () => TrayProfile;
  readonly run: (command: TrayCommand) => void;
}

/** The tray entry: drawn from the engine's status, redrawn only when what it shows changes. */
export class AppTray implements Disposable {
  readonly #options: AppTrayOptions;
  readonly #tray: Tray;
  readonly #onTheme = (): void => this.#draw();
  #status: EngineStatus;
  #problems: readonly AttentionItem[] = [];
  #picture = '';
  #tooltip = '';
  #menu = '';

  constructor(options: AppTrayOptions) {
    this.#options = options;
    this.#status = options.status;
    const view = this.#view();
    this.#tray = new Tray(trayImage(this.#design(), view.state, view.mark));
    this.#tray.on('click', () => options.run({ do: 'open' }));
    nativeTheme.on('updated', this.#onTheme);
    this.#draw();
  }

  update(status: EngineStatus): void {
    this.#status = status;
    this.#draw();
  }

  /** What stopped and waits for a person. */
  problems(items: readonly AttentionItem[]): void {
    this.#problems = items;
    this.#draw();
  }

  /** Says it again in the language that is chosen now. */
  redraw(): void {
    this.#draw();
  }

  dispose(): void {
    nativeTheme.off('updated', this.#onTheme);
    if (!this.#tray.isDestroyed()) this.#tray.destroy();
  }

  #design() {
    return trayDesign(process.platform, nativeTheme.shouldUseDarkColors);
  }

  #view(): TrayView {
    return trayView(this.#status, this.#options.profile(), clockTime);
  }

  #draw(): void {
    if (this.#tray.isDestroyed()) return;
    const view = this.#view();
    const design = this.#design();
    const picture = `${design} ${view.state} ${view.mark}`;
    if (picture !== this.#picture) this.#tray.setImage(trayImage(design, view.state, view.mark));
    if (view.tooltip !== this.#tooltip) this.#tray.setToolTip(view.tooltip);
    const entries = trayMenu(view, this.#options.profile(), this.#problems);
    const menu = JSON.stringify(entries);
    // A menu that is set anew closes under the pointer on some desktops.
    if (menu !== this.#menu) this.#tray.setContextMenu(Menu.buildFromTemplate(entries.map((one) => this.#item(one))));
    this.#picture = picture;
    this.#tooltip = view.tooltip;
    this.#menu = menu;
  }

  #item(entry: TrayEntry): MenuItemConstructorOptions {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' };
      case 'words':
        return { label: menuLabel(entry.label), enabled: false };
      case 'command':
        return { label: menuLabel(entry.label), click: () => this.#options.run(entry.command) };
    }
  }
}

function clockTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString(spokenLocale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

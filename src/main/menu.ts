import type { MenuItemConstructorOptions } from 'electron';
import { t } from '../shared/strings/t.ts';

export interface MenuActions {
  syncNow(): void;
  go(page: string): void;
  quit(): void;
}

/** Pages in the order of the rail, for Ctrl+1 and on. */
const pages = ['dashboard', 'events', 'links', 'attention', 'mapping', 'callbacks', 'settings'] as const;

/** The menu bar: hidden until Alt on Windows and Linux, but its keys always work. No reload, no developer tools in what users get. */
export function menuTemplate(platform: string, developer: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const separator = { type: 'separator' } as const;
  const application: MenuItemConstructorOptions = {
    label: mac ? t('app.name') : t('menu.file'),
    submenu: [
      ...(mac ? [{ label: t('menu.about'), click: () => actions.go('settings/about') }, separator] : []),
      ...(mac ? [{ label: t('menu.settings'), accelerator: 'Cmd+,', click: () => actions.go('settings') }] : []),
      { label: t('menu.syncNow'), accelerator: 'CmdOrCtrl+Shift+S', click: () => actions.syncNow() },
      { type: 'separator' },
      { label: t('menu.closeWindow'), accelerator: 'CmdOrCtrl+W', role: 'close' },
      { label: t('menu.quit'), accelerator: 'CmdOrCtrl+Q', click: () => actions.quit() },
    ],
  };
  const go: MenuItemConstructorOptions = {
    label: t('menu.go'),
    submenu: pages.map((page, index) => ({
      label: t(`nav.${page}`),
      accelerator: `CmdOrCtrl+${index + 1}`,
      click: () => actions.go(page),
    })),
  };
  const view: MenuItemConstructorOptions = {
    label: t('menu.view'),
    submenu: [
      { role: 'zoomIn', label: t('menu.zoomIn') },
      { role: 'zoomOut', label: t('menu.zoomOut') },
      { role: 'resetZoom', label: t('menu.resetZoom') },
      { role: 'togglefullscreen', label: t('menu.fullScreen') },
      ...(developer ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
    ],
  };
  // Electron's own words for the roles are English whatever the system speaks.
  const edit: MenuItemConstructorOptions = {
    label: t('menu.edit'),
    submenu: [
      { role: 'undo', label: t('menu.undo') },
      { role: 'redo', label: t('menu.redo') },
      separator,
      { role: 'cut', label: t('menu.cut') },
      { role: 'copy', label: t('menu.copy') },
      { role: 'paste', label: t('menu.paste') },
      { role: 'selectAll', label: t('menu.selectAll') },
    ],
  };
  return [application, edit, view, go];
}

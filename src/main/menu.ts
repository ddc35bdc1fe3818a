import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  syncNow(): void;
  go(page: string): void;
  quit(): void;
}

/** Pages in the order of the rail, for Ctrl+1 and on. */
const pages = [
  ['Dashboard', 'dashboard'],
  ['Events', 'events'],
  ['Links', 'links'],
  ['Attention', 'attention'],
  ['Mapping', 'mapping'],
  ['Callbacks', 'callbacks'],
  ['Settings', 'settings'],
] as const;

/** The menu bar: hidden until Alt on Windows and Linux, but its keys always work. No reload, no developer tools in what users get. */
export function menuTemplate(platform: string, developer: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const application: MenuItemConstructorOptions = {
    label: mac ? 'Dispatch Bridge' : 'File',
    submenu: [
      { label: 'Sync now', accelerator: 'CmdOrCtrl+Shift+S', click: () => actions.syncNow() },
      { type: 'separator' },
      { label: 'Close window', accelerator: 'CmdOrCtrl+W', role: 'close' },
      { label: 'Quit', accelerator: 'CmdOrCtrl+Q', click: () => actions.quit() },
    ],
  };
  const go: MenuItemConstructorOptions = {
    label: 'Go',
    submenu: pages.map(([label, page], index) => ({
      label,
      accelerator: `CmdOrCtrl+${index + 1}`,
      click: () => actions.go(page),
    })),
  };
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'resetZoom' },
      { role: 'togglefullscreen' },
      ...(developer ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
    ],
  };
  return [application, { role: 'editMenu' }, view, go];
}

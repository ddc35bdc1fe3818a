import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

export const defaultSize = { width: 1180, height: 760 } as const;
export const minimumSize = { width: 900, height: 600 } as const;
/** The page's own background in each theme, so that nothing else is ever seen while it loads. */
export const backgrounds = { light: '#f7f8fa', dark: '#16181d' } as const;

export interface WindowLook {
  readonly preload: string;
  /** Restored place, or null for the middle of the screen. */
  readonly bounds: Rectangle | null;
  readonly dark: boolean;
  readonly title: string;
  readonly developer: boolean;
}

/** The one description of the app's window: isolated, sandboxed, hidden until its first paint. */
export function windowOptions(look: WindowLook): BrowserWindowConstructorOptions {
  return {
    ...(look.bounds ?? defaultSize),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: look.title,
    backgroundColor: look.dark ? backgrounds.dark : backgrounds.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload: look.preload,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: look.developer,
      // The page draws nothing by timer; main pushes what changed.
      backgroundThrottling: true,
    },
  };
}

import type { ElectronApplication } from '@playwright/test';

/* What the computer would do or ask, in its stead: a dialog of the system and a notification can be neither seen nor pressed from a test. */

/** Every dialog that asks where to save is answered with this file from now on. */
export function saveTo(electron: ElectronApplication, filePath: string): Promise<void> {
  return electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (() =>
      Promise.resolve({ canceled: false, filePath: path })) as typeof dialog.showSaveDialog;
  }, filePath);
}

/** Every dialog that asks for a file is answered with this one from now on. */
export function openFrom(electron: ElectronApplication, filePath: string): Promise<void> {
  return electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = (() =>
      Promise.resolve({ canceled: false, filePaths: [path] })) as typeof dialog.showOpenDialog;
  }, filePath);
}

export interface Notices {
  /** Titles and texts of those that were shown, oldest first. */
  readonly shown: () => Promise<readonly { readonly title: string; readonly body: string }[]>;
  /** Somebody clicks the newest one. */
  readonly click: () => Promise<void>;
}

/** Keeps the notifications of the computer from being drawn, and remembers them. */
export async function catchNotifications(electron: ElectronApplication): Promise<Notices> {
  await electron.evaluate(({ Notification }) => {
    const caught: Electron.Notification[] = [];
    Object.assign(globalThis, { caught });
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification): void {
      caught.push(this);
      this.emit('show', {} as never);
    };
  });
  return {
    shown: () =>
      electron.evaluate(() =>
        (globalThis as unknown as { caught: readonly Electron.Notification[] }).caught.map(({ title, body }) => ({
          title,
          body,
        })),
      ),
    click: () =>
      electron.evaluate(() => {
        const { caught } = globalThis as unknown as { caught: readonly Electron.Notification[] };
        caught.at(-1)?.emit('click', {} as never);
      }),
  };
}

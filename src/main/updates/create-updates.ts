import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { electronSource } from './electron-source.ts';
import { whyNoUpdates } from './may-update.ts';
import { UpdateMemoryFile } from './update-memory.ts';
import { Updates, type UpdatesOptions } from './updates.ts';

type Given = Pick<UpdatesOptions, 'current' | 'wanted' | 'changed' | 'drain' | 'clock' | 'logger'>;

/** The updates of this build: electron-updater where the build updates itself, otherwise words that say how it is updated. */
export function createUpdates({ folder, ...given }: Given & { readonly folder: string }): Updates {
  const appImage = process.env.APPIMAGE === undefined || process.env.APPIMAGE === '' ? null : process.env.APPIMAGE;
  const why = whyNoUpdates({
    platform: process.platform,
    packaged: app.isPackaged,
    appImage,
    appImageWritable: appImage !== null && writable(appImage),
    hasFeed: existsSync(join(process.resourcesPath, 'app-update.yml')),
  });
  const source = electronSource({
    // Loaded at the first look: most starts end before it.
    updater: async () => (await import('electron-updater')).default.autoUpdater,
    logger: given.logger,
    restart: appImage === null ? null : (program) => again(program ?? appImage),
  });
  return new Updates({
    ...given,
    source: why === null ? source : null,
    why: why ?? '',
    memory: new UpdateMemoryFile(folder, given.logger),
    restart: () => {
      again(appImage);
      app.exit(0);
    },
  });
}

/** Once this process has gone, as it was started. */
function again(program: string | null): void {
  app.relaunch({ args: process.argv.slice(1), ...(program === null ? {} : { execPath: program }) });
}

/** The file is replaced, which its folder has to allow. */
function writable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

import type { AppUpdater } from 'electron-updater';
import type { Logger } from '../../shared/logger.ts';
import { updateFailure } from './failure-words.ts';
import type { UpdateSource } from './port.ts';
import { plainNotes } from './release-notes.ts';

export interface ElectronSourceOptions {
  /** Made at the first use: loading it reads the feed's address and starts nothing. */
  readonly updater: () => Promise<AppUpdater>;
  readonly logger: Logger;
  /** An AppImage is started again by us, with the arguments it has; the other systems' installers start the app themselves. */
  readonly restart: ((program: string | null) => void) | null;
}

/**
 * electron-updater as an `UpdateSource`. It verifies the SHA-512 of every download against the feed, and on Windows and macOS the
 * signature against the one of the running app; we set nothing that would weaken either.
 */
export function electronSource({ updater: make, logger, restart }: ElectronSourceOptions): UpdateSource {
  let made: Promise<AppUpdater> | null = null;
  let appImage: string | null = null;
  let ready: AppUpdater | null = null;
  const updater = (): Promise<AppUpdater> => {
    made ??= make().then((one) => {
      one.autoDownload = false;
      one.autoInstallOnAppQuit = false;
      one.allowDowngrade = false;
      one.logger = quiet(logger);
      // Without a listener an error event would end the process; the calls below reject with the same error.
      one.on('error', () => {});
      one.on('appimage-filename-updated', (path) => {
        appImage = path;
      });
      return one;
    });
    return made;
  };
  return {
    async check() {
      try {
        const result = await (await updater()).checkForUpdates();
        if (result === null || !result.isUpdateAvailable) return null;
        const { version, releaseDate, releaseNotes } = result.updateInfo;
        const releasedAt = Date.parse(releaseDate);
        return { version, releasedAt: Number.isNaN(releasedAt) ? null : releasedAt, notes: plainNotes(releaseNotes) };
      } catch (error) {
        throw updateFailure(error);
      }
    },
    async download(onProgress) {
      const one = await updater();
      const told = ({ percent }: { percent: number }): void => onProgress(percent / 100);
      one.on('download-progress', told);
      try {
        await one.downloadUpdate();
        ready = one;
      } catch (error) {
        throw updateFailure(error);
      } finally {
        one.off('download-progress', told);
      }
    },
    install() {
      if (ready === null) return;
      let failure: unknown = null;
      const failed = (error: unknown): void => {
        failure = error;
      };
      ready.on('error', failed);
      // Without a way of our own the installer starts the app again. With one the AppImage only replaces itself.
      ready.quitAndInstall(restart !== null, restart === null);
      ready.off('error', failed);
      if (failure !== null) throw updateFailure(failure);
      restart?.(appImage);
    },
  };
}

/** Its own words at the level of details: what matters is in ours. */
function quiet(logger: Logger) {
  const say = (message?: unknown): void => logger.debug({ part: 'updater' }, String(message));
  return { info: say, warn: say, error: say, debug: say };
}

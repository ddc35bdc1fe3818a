import { app, dialog } from 'electron';
import type { Logger } from '../shared/logger.ts';
import { t } from '../shared/strings/t.ts';
import { CrashGuard } from './crash-guard.ts';

/** Connects the process's last-resort events to the guard, with a dialogue box for the choice. */
export function guardAgainstCrashes(logger: Logger, stop: () => Promise<void>): CrashGuard {
  const guard = new CrashGuard({
    logger,
    stop,
    async ask(message, details) {
      const options = {
        type: 'error' as const,
        title: t('app.name'),
        message,
        detail: details,
        buttons: [t('crash.restart'), t('crash.quit')],
        defaultId: 0,
        cancelId: 1,
      };
      const { response } = await dialog.showMessageBox(options);
      return response === 0 ? 'restart' : 'quit';
    },
    restart() {
      app.relaunch();
      app.exit(1);
    },
    quit: () => app.exit(1),
  });
  process.on('uncaughtException', (error) => void guard.onException(error));
  process.on('unhandledRejection', (reason) => guard.onRejection(reason));
  return guard;
}

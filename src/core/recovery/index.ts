import { basename } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { MonitorCommands } from '../monitor/port.ts';
import { userName } from '../user-name.ts';
import type { WatchOptions } from '../watch-commands.ts';
import { auditCommands, trailOf } from './audit.ts';
import { engineDiagnostics, maskOptions } from './diagnostics/engine-files.ts';
import { linkAgain } from './links/link-again.ts';
import { LinkScanner } from './links/scanner.ts';
import type { RecoveryCommands } from './port.ts';
import { sayReplaced } from './say-replaced.ts';

/** Backups, links found again, diagnostics and the trail of settings. `start` says in the log what was restored since the last start. */
export function recoveryCommands(
  options: WatchOptions,
  monitor: MonitorCommands,
): RecoveryCommands & { start(): void; stop(): Promise<void> } {
  const { store, context, engine } = options;
  const scanner = new LinkScanner(context);
  const trail = trailOf(store, context.clock, engine.person ?? userName());
  return {
    backups: () => store.keptFiles(),
    async backUpNow() {
      const name = basename(await store.backUpNow());
      const made = (await store.keptFiles()).backups.find((one) => one.name === name);
      if (made !== undefined) return made;
      throw new AppError({
        code: 'recovery.backup-gone',
        kind: 'permanent',
        message: `The backup ${name} was written but is not in the folder any more. Look whether another program cleans it up.`,
        context: { name },
      });
    },
    scanLinks: () => scanner.start(),
    scan: () => scanner.current,
    stopScan: () => scanner.stop(),
    async linkFound(pairs) {
      const answer = await linkAgain(context, scanner, pairs);
      options.onLinked();
      const what = answer.linked === 1 ? '1 link was found again' : `${answer.linked} links were found again`;
      if (answer.linked > 0) await trail.note({ area: 'recovery', what, before: '', after: '' });
      return answer;
    },
    customerWords: async () => (await maskOptions(options)).customers ?? [],
    diagnostics: () => engineDiagnostics(options, monitor),
    ...auditCommands({ store, clock: context.clock }),
    start() {
      sayReplaced(store, context.clock.now()).catch((error: unknown) =>
        engine.logger.error({ err: String(error) }, 'What was restored could not be written to the log'),
      );
    },
    stop: () => scanner.close(),
  };
}

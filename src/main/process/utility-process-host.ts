import { type UtilityProcess, utilityProcess } from 'electron';
import type { ProcessHost } from '../../core/process-host.ts';
import type { Logger } from '../../shared/logger.ts';

/** Child processes of the app. They work with the RunAsNode fuse off, unlike `child_process.fork`. */
export function utilityProcessHost(logger: Logger): ProcessHost {
  return {
    start(module, args, name, { confined = false } = {}) {
      const child = utilityProcess.fork(module, [...args], {
        serviceName: name,
        ...(confined ? { stdio: 'ignore', env: {} } : { stdio: ['ignore', 'pipe', 'pipe'] }),
      });
      const log = logger.child({ process: name });
      child.stdout?.on('data', (text: Buffer) => log.debug({}, text.toString('utf8').trimEnd()));
      child.stderr?.on('data', (text: Buffer) => log.warn({}, text.toString('utf8').trimEnd()));
      return {
        send: (message) => child.postMessage(message),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.on('exit', listener),
        kill: () => (confined ? end(child) : void child.kill()),
      };
    },
  };
}

/** `kill` sends SIGTERM where there are signals, which asks. */
function end(child: UtilityProcess): void {
  if (child.pid === undefined) return void child.kill();
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}

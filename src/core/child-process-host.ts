import { type ChildProcess, fork } from 'node:child_process';
import type { ChildProcessHandle, ProcessHost } from './process-host.ts';

/** Child processes of the command and of tests: the same Node, without this process's flags. */
export const childProcessHost: ProcessHost = {
  start(module, args, _name, { confined = false } = {}) {
    const child = fork(module, [...args], {
      execArgv: [],
      stdio: confined ? ['ignore', 'ignore', 'ignore', 'ipc'] : ['ignore', 'inherit', 'inherit', 'ipc'],
      ...(confined ? { env: emptyEnvironment() } : {}),
    });
    // A process that could not be started or is gone says so by its exit.
    child.on('error', () => {});
    // It keeps this process alive only until it says something: that it is ready, or an answer. Asked again, it does so again.
    if (confined) child.on('message', () => keepAlive(child, false));
    return handle(child, confined);
  },
};

function handle(child: ChildProcess, confined: boolean): ChildProcessHandle {
  return {
    send(message) {
      if (!child.connected) return;
      if (confined) keepAlive(child, true);
      child.send(message as object);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      child.on('exit', listener);
      // A process that could not be started has no exit.
      if (child.pid === undefined) child.once('error', () => listener(null));
    },
    kill() {
      // Whoever ends it waits until it is gone.
      if (confined) keepAlive(child, true);
      child.kill(confined ? 'SIGKILL' : 'SIGTERM');
    },
  };
}

function keepAlive(child: ChildProcess, keep: boolean): void {
  if (keep) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

/** Windows starts nothing without the place of its own libraries. */
function emptyEnvironment(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env;
  return process.platform === 'win32' && SystemRoot !== undefined ? { SystemRoot } : {};
}

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { ProgramExit, ProgramStarter, RunningProgram } from './means.ts';

const longestLine = 16_384;

/** Where programs lie that a window's PATH often lacks. */
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, (name: string) => readonly string[]>>> = {
  darwin: (name) => [`/opt/homebrew/bin/${name}`, `/usr/local/bin/${name}`],
  linux: (name) => [`/usr/local/bin/${name}`, `/usr/bin/${name}`],
  win32: (name) =>
    [process.env.ProgramFiles, process.env['ProgramFiles(x86)']]
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, name, `${name}.exe`)),
};

/** Programs still running; ended when this process ends, whatever the reason it can still notice. */
const running = new Set<ChildProcess>();
let watching = false;

function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Programs of this machine, started without a shell and without a window. */
export const systemPrograms: ProgramStarter = {
  async find(name) {
    const file = process.platform === 'win32' && !name.endsWith('.exe') ? `${name}.exe` : name;
    const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
    const places = [...folders.map((folder) => join(folder, file)), ...(usualPlaces[process.platform]?.(name) ?? [])];
    for (const place of places) {
      if (await access(place, constants.X_OK).then(yes, no)) return place;
    }
    return null;
  },

  start(program, args, environment = {}) {
    const child = spawn(program, [...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...withoutOurs(process.env), ...environment },
      shell: false,
      windowsHide: true,
    });
    running.add(child);
    if (!watching) {
      watching = true;
      process.once('exit', endAll);
    }
    return new SystemProgram(child);
  },
};

/** The command gets the credentials of both vendors this way (`cli/secrets`); they are no business of another program's. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^DISPATCH_BRIDGE_/i.test(name)));
}

const yes = (): boolean => true;
const no = (): boolean => false;

class SystemProgram implements RunningProgram {
  readonly #child: ChildProcess;
  readonly #exit: Promise<ProgramExit>;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.#exit = new Promise((resolve) => {
      const ended = (exit: ProgramExit): void => {
        running.delete(child);
        resolve(exit);
      };
      child.once('error', (error: NodeJS.ErrnoException) => {
        // Also a signal that could not be sent; only a program that never started has no exit.
        if (child.pid === undefined) ended({ code: null, signal: null, problem: error.code ?? error.message });
      });
      // After its last line has been read.
      child.once('close', (code, signal) => ended({ code, signal, problem: null }));
    });
  }

  onLine(listener: (line: string) => void): void {
    for (const output of [this.#child.stdout, this.#child.stderr]) {
      let rest = '';
      output?.setEncoding('utf8');
      output?.on('data', (text: string) => {
        const lines = (rest + text).split(/\r?\n/);
        rest = (lines.pop() ?? '').slice(0, longestLine);
        for (const line of lines) listener(line.slice(0, longestLine));
      });
      output?.once('end', () => {
        if (rest !== '') listener(rest);
      });
    }
  }

  onExit(listener: (exit: ProgramExit) => void): void {
    void this.#exit.then(listener);
  }

  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

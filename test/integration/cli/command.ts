import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/cli/run.ts';
import type { Surroundings } from '../../../src/cli/surroundings.ts';
import type { RunningSandbox } from '../../../src/sandbox/index.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import type { Config } from '../../../src/shared/config.ts';
import { sandboxConfig } from '../../builders/configuration.ts';

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A machine of its own for the command: a home, the sandbox's keys in the environment, a document for it. */
export interface CommandHome {
  readonly home: string;
  readonly env: Record<string, string>;
  /** Writes a document for the sandbox, changed as wanted; answers its path. */
  document(name: string, change?: (config: Config) => unknown): Promise<string>;
  /** Runs a command inside this process. `serve` ends as soon as it runs. */
  command(...argv: readonly string[]): Promise<Ended>;
  /** Runs `serve` until a line of its log fits. */
  serveUntil(fits: (line: Record<string, unknown>) => boolean, ...argv: readonly string[]): Promise<Ended>;
  remove(): Promise<void>;
}

export function sandboxEnvironment({ info }: Pick<RunningSandbox, 'info'>): Record<string, string> {
  return {
    DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY: info.connectwise.privateKey,
    DISPATCH_BRIDGE_CONNECTWISE_CLIENT_ID: info.connectwise.clientId,
    DISPATCH_BRIDGE_FIELDNATION_CLIENT_SECRET: info.fieldnation.clientSecret,
    DISPATCH_BRIDGE_FIELDNATION_PASSWORD: info.fieldnation.password,
  };
}

export async function commandHome(sandbox: RunningSandbox): Promise<CommandHome> {
  const home = await mkdtemp(join(tmpdir(), 'command-'));
  const env: Record<string, string> = sandboxEnvironment(sandbox);
  return {
    home,
    env,
    async document(name, change = (config) => config) {
      const file = join(home, name);
      await writeFile(file, JSON.stringify(change(sandboxConfig(sandbox.info, []))));
      return file;
    },
    command: (...argv) => execute(argv, Promise.resolve(), () => {}),
    serveUntil(fits, ...argv) {
      let stop: () => void = () => {};
      const asked = new Promise<void>((resolve) => {
        stop = resolve;
      });
      return execute(['serve', ...argv], asked, (text) => {
        if (fits(JSON.parse(text) as Record<string, unknown>)) stop();
      });
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };

  async function execute(
    argv: readonly string[],
    stopAsked: Promise<void>,
    onOut: (text: string) => void,
  ): Promise<Ended> {
    let [out, err] = ['', ''];
    const around: Surroundings = {
      machine: { platform: 'linux', env, home },
      version: '0.0.0',
      clock: systemClock,
      loadKeychain: () => Promise.reject(new Error('no keychain here')),
      out: (text) => {
        out += text;
        onOut(text);
      },
      err: (text) => {
        err += text;
      },
      stopAsked: () => stopAsked,
    };
    const code = await run(argv, around);
    return { code, out, err };
  }
}

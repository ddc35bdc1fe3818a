import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { hasDisplay, launchArgs } from '../../../scripts/lib/electron-runtime.mjs';
import { openSession } from '../../../scripts/lib/session.mjs';

/** One person's machine as far as a test needs it: a home folder and a keyring, both gone afterwards. */
export interface Machine {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface LaunchOptions {
  /** Default `sandbox-e2e`: a name that begins with "sandbox" practises. */
  readonly profile?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningApp {
  readonly electron: ElectronApplication;
  /** The main window, past its first paint. */
  readonly page: Page;
  /** `<data folder>/profiles/<profile>`. */
  readonly profileFolder: string;
  /** Everything the app wrote to its console so far. */
  readonly output: () => string;
}

/** What `_electron.launch` needs for this machine and these options; also for starting the app without Playwright. */
export function command(machine: Machine, options: LaunchOptions = {}) {
  const app = process.env.E2E_APP;
  const executablePath = process.env.E2E_ELECTRON;
  if (!app || !executablePath) throw new Error('The global set-up did not run');
  const profile = options.profile ?? 'sandbox-e2e';
  const dataDir = join(machine.folder, 'app');
  return {
    executablePath,
    profileFolder: join(dataDir, 'profiles', profile),
    args: [
      ...launchArgs({ realDisplay: false }),
      app,
      '--profile',
      profile,
      '--data-dir',
      dataDir,
      ...(options.args ?? []),
    ],
    env: { ...definedEnv(), ...machine.env, ...options.env },
  };
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export async function launchApp(machine: Machine, options: LaunchOptions = {}): Promise<RunningApp> {
  const { profileFolder, args, env } = command(machine, options);
  const electron = await _electron.launch({ args, env, timeout: 60_000 });
  let output = '';
  for (const stream of [electron.process().stdout, electron.process().stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const page = await electron.firstWindow({ timeout: 60_000 });
  await page.getByRole('heading').first().waitFor();
  return { electron, page, profileFolder, output: () => output };
}

/** A fresh machine in front of this display; `close` ends its keyring and removes its folder. */
export async function openMachine(display: Display): Promise<Machine & { readonly close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'dispatch-bridge-e2e-'));
  const session = await openSession({ display: false, keyring: true });
  for (const name of ['home', 'config', 'cache', 'data']) mkdirSync(join(folder, name));
  return {
    folder,
    env: {
      ...display,
      ...session.env,
      HOME: join(folder, 'home'),
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_DATA_HOME: join(folder, 'data'),
    },
    async close() {
      await session.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What a process needs to draw its windows on it; nothing on a desktop that somebody looks at. */
export type Display = Readonly<Record<string, string>>;

interface WorkerFixtures {
  readonly display: Display;
}

interface Fixtures {
  readonly machine: Machine;
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>;
  readonly running: RunningApp;
}

/**
 * The project's `test`: `display` is a screen of each worker's own, because two apps on one screen take the focus from each other (`--headed` draws
 * on yours); `machine` is a fresh home with a keyring of its own, `launch` starts the app on it as often as wanted, `running`
 * is one started app. Everything started ends with the test; a failed test keeps its data folder beside its report.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  display: [
    async ({ headless }, use) => {
      const { env, close } = await openSession({ display: headless || !hasDisplay(), keyring: false });
      await use(env);
      await close();
    },
    { scope: 'worker' },
  ],

  machine: async ({ display }, use, info) => {
    const { close, ...machine } = await openMachine(display);
    const { folder } = machine;
    await use(machine);
    const profiles = join(folder, 'app', 'profiles');
    if (info.status !== info.expectedStatus && existsSync(profiles)) {
      const kept = (path: string): boolean => !/\/browser(\/|$)/.test(path);
      cpSync(profiles, info.outputPath('profiles'), { recursive: true, filter: kept });
    }
    await close();
  },

  launch: async ({ machine }, use, info) => {
    const started: RunningApp[] = [];
    await use(async (options) => {
      const app = await launchApp(machine, options);
      started.push(app);
      return app;
    });
    for (const app of started.reverse()) {
      if (info.status !== info.expectedStatus) {
        await info.attach('app output', { body: app.output(), contentType: 'text/plain' });
        await app.page.screenshot({ path: info.outputPath('window.png') }).catch(() => undefined);
      }
      await app.electron.close().catch(() => undefined);
    }
  },

  running: async ({ launch }, use) => {
    await use(await launch());
  },
});

export { expect } from '@playwright/test';

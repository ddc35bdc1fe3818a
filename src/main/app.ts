import { AppError } from '../shared/errors.ts';
import { type Arguments, parseArguments } from './args.ts';
import { describeProfile, type Profile, prepareProfile } from './profile.ts';

/** The few things start-up needs of Electron's `app`; the real one fits. */
export interface ElectronApp {
  readonly commandLine: { hasSwitch(name: string): boolean };
  getPath(name: 'userData'): string;
  setPath(name: 'userData' | 'sessionData' | 'crashDumps', path: string): void;
  enableSandbox(): void;
  requestSingleInstanceLock(): boolean;
  whenReady(): Promise<unknown>;
  quit(): void;
  exit(code: number): void;
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'second-instance' | 'window-all-closed' | 'activate', listener: () => void): unknown;
}

/** The app behind its start-up: composition.ts makes the real one. */
export interface Parts {
  /** Schemes and locks that must be in place before Electron is ready. */
  beforeReady(): void;
  /** Opens window, tray and engine. */
  start(): Promise<void>;
  showWindow(): void;
  /** From now on closing the window closes it. */
  quitting(): void;
  /** Drains the engine and ends child processes, within the grace period. */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly app: ElectronApp;
  readonly argv: readonly string[];
  readonly compose: (profile: Profile, args: Arguments) => Parts;
  /** Shows a fault that keeps the app from starting at all. */
  readonly showFatal: (title: string, message: string) => void;
}

/** Start-up and shut-down in named phases; each is short and says why it stands where it does. */
export class App {
  readonly #options: AppOptions;
  #ready = false;
  #stopping: Promise<void> | null = null;
  #stopped = false;

  constructor(options: AppOptions) {
    this.#options = options;
  }

  run(): void {
    try {
      const args = parseArguments(this.#options.argv.slice(1));
      const profile = this.#claimProfile(args);
      if (profile === null) return;
      const parts = this.#options.compose(profile, args);
      this.#beforeReady(parts);
      this.#listen(parts);
      this.#start(parts).catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** One process a profile: Chromium's data folder is the profile's own, and the lock belongs to that folder. */
  #claimProfile(args: Arguments): Profile | null {
    const { app } = this.#options;
    const profile = describeProfile(args.dataDir ?? app.getPath('userData'), args.profile);
    prepareProfile(profile);
    app.setPath('userData', profile.browserFolder);
    app.setPath('sessionData', profile.browserFolder);
    if (app.requestSingleInstanceLock()) return profile;
    // The first one was told and comes forward.
    app.exit(0);
    return null;
  }

  #beforeReady(parts: Parts): void {
    const { app } = this.#options;
    // Every page process is sandboxed, whatever its window says. Chromium cannot sandbox under root, where --no-sandbox is given.
    if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
    parts.beforeReady();
  }

  async #start(parts: Parts): Promise<void> {
    await this.#options.app.whenReady();
    this.#ready = true;
    await parts.start();
  }

  #listen(parts: Parts): void {
    const { app } = this.#options;
    const show = (): void => {
      // Earlier there is nothing to show it with; the window comes by itself.
      if (this.#ready) parts.showWindow();
    };
    app.on('second-instance', show);
    app.on('activate', show);
    app.on('window-all-closed', () => app.quit());
    app.on('before-quit', (event) => {
      parts.quitting();
      if (this.#stopped) return;
      event.preventDefault();
      this.#stopping ??= parts.stop().finally(() => {
        this.#stopped = true;
        app.exit(0);
      });
    });
  }

  #fail(thrown: unknown): void {
    const error = AppError.from(thrown);
    this.#options.showFatal('Dispatch Bridge could not start', error.message);
    this.#options.app.exit(1);
  }
}

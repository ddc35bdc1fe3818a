import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { t } from '../../shared/strings/t.ts';
import { desktopEntry, startsWithDesktop } from './desktop-entry.ts';
import type { Autostart, StartCommand } from './port.ts';

export interface LinuxAutostartOptions {
  readonly profile: string;
  readonly command: StartCommand;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** An entry in the desktop's autostart folder, written and removed by us. The folder is read at every question. */
export class LinuxAutostart implements Autostart {
  readonly availability = { available: true, why: '' };
  readonly #options: LinuxAutostartOptions;
  readonly #folder: string;
  readonly #file: string;

  constructor(options: LinuxAutostartOptions) {
    this.#options = options;
    const { XDG_CONFIG_HOME: config } = options.env;
    // The specification says that a relative path there is to be ignored.
    const base = config !== undefined && isAbsolute(config) ? config : join(options.home, '.config');
    this.#folder = join(base, 'autostart');
    const { profile } = options;
    this.#file = join(this.#folder, `dispatch-bridge${profile === 'production' ? '' : `-${profile}`}.desktop`);
  }

  enabled(): boolean {
    const text = this.#read();
    return text !== null && startsWithDesktop(text);
  }

  set(on: boolean): void {
    try {
      if (on) this.#write();
      else rmSync(this.#file, { force: true });
    } catch (error) {
      throw refused(error, this.#file);
    }
  }

  refresh(): void {
    const text = this.#read();
    if (text === null || !startsWithDesktop(text) || text === this.#entry()) return;
    this.set(true);
  }

  #entry(): string {
    const { profile, command } = this.#options;
    const name = profile === 'production' ? t('app.name') : t('window.titleOf', { name: profile });
    return desktopEntry({
      name,
      comment: t('autostart.comment'),
      command: [command.program, ...command.args()],
    });
  }

  #read(): string | null {
    try {
      return readFileSync(this.#file, 'utf8');
    } catch {
      return null;
    }
  }

  /** Whole or not at all: a desktop may read the folder at any moment. */
  #write(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const temporary = `${this.#file}.new`;
    writeFileSync(temporary, this.#entry(), { mode: 0o644 });
    renameSync(temporary, this.#file);
  }
}

function refused(error: unknown, file: string): AppError {
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError({
    code: 'autostart.refused',
    kind: 'permanent',
    message: t('autostart.refused', { reason }),
    context: { file },
  });
}

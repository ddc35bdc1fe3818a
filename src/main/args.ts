import { AppError } from '../shared/errors.ts';
import { profilePattern } from '../shared/profile-kind.ts';

/** What the command line may say. Everything else on it is Chromium's or ignored: never a file to open or a command to run. */
export interface Arguments {
  readonly profile: string;
  /** Folder that holds `profiles/`; null = the operating system's place for application data. */
  readonly dataDir: string | null;
  /** Start in the tray without showing the window (only where there is a tray). */
  readonly hidden: boolean;
  /** Start with sync paused. */
  readonly paused: boolean;
}

/**
 * Reads `--profile <name>`, `--data-dir <dir>`, `--hidden`, `--paused`; both `--name value` and `--name=value`.
 * Throws `app.arguments` on a profile name that could not be a folder name everywhere.
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const profile = argumentValue(argv, 'profile') ?? 'production';
  if (!profilePattern.test(profile)) {
    throw new AppError({
      code: 'app.arguments',
      kind: 'permanent',
      message: `'${profile}' cannot be a profile name. Use up to 40 small letters, digits and hyphens, starting with a letter or digit.`,
      context: { profile },
    });
  }
  const dataDir = argumentValue(argv, 'data-dir');
  return {
    profile,
    dataDir: dataDir === null || dataDir === '' ? null : dataDir,
    hidden: argv.includes('--hidden'),
    paused: argv.includes('--paused'),
  };
}

function argumentValue(argv: readonly string[], name: string): string | null {
  for (const [index, argument] of argv.entries()) {
    if (argument.startsWith(`--${name}=`)) return argument.slice(name.length + 3);
    if (argument === `--${name}`) {
      const next = argv[index + 1];
      if (next !== undefined && !next.startsWith('--')) return next;
    }
  }
  return null;
}

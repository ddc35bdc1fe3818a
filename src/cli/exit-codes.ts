import type { AppError } from '../shared/errors.ts';

/** How the command ends; documented in docs/cli.md and in `--help`. Scripts rely on the numbers. */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  configuration: 3,
  signIn: 4,
  notAccepted: 5,
  inUse: 6,
  database: 7,
  doctor: 8,
  unreachable: 9,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeWords: readonly (readonly [ExitCode, string])[] = [
  [0, 'done'],
  [1, 'something unexpected failed'],
  [2, 'the command line cannot be understood'],
  [3, 'the configuration is missing, incomplete or invalid'],
  [4, 'a secret is missing, or a vendor refuses the sign-in or a right'],
  [5, 'nobody has accepted the plan yet'],
  [6, 'another process has the profile open'],
  [7, 'the database is damaged, newer, write-protected, or the disk is full'],
  [8, 'doctor found a problem'],
  [9, 'a vendor cannot be reached'],
];

/** The exit code for what ended a command. */
export function exitCodeOf({ code, kind }: Pick<AppError, 'code' | 'kind'>): ExitCode {
  if (code === 'cli.usage') return exitCodes.usage;
  if (code === 'cli.not-accepted') return exitCodes.notAccepted;
  if (code === 'store.locked') return exitCodes.inUse;
  if (code.startsWith('store.')) return exitCodes.database;
  if (code.startsWith('config.') || code.startsWith('setup.') || code.endsWith('.not-set-up'))
    return exitCodes.configuration;
  if (code.startsWith('secrets.') || kind === 'auth' || code.endsWith('.forbidden')) return exitCodes.signIn;
  if (kind === 'offline' || kind === 'transient' || kind === 'rate-limited') return exitCodes.unreachable;
  return exitCodes.unexpected;
}

import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import type { Configured } from './arguments.ts';
import type { Machine } from './place.ts';
import type { Environment } from './secrets/environment-secrets.ts';
import type { Keychain } from './secrets/keychain-secrets.ts';

/** Everything a command has from outside itself; tests give their own. */
export interface Surroundings {
  readonly machine: Machine;
  readonly version: string;
  readonly clock: Clock;
  readonly loadKeychain: () => Promise<Keychain>;
  /** Standard output and standard error, as whole texts. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** From now on a wish to end is listened for; resolves with it. Without it a signal ends the process at once. */
  readonly stopAsked: () => Promise<void>;
}

/** The environment, with the lines of `--env-file` behind it: what is set wins over what is written. */
export function environmentOf({ envFile }: Pick<Configured, 'envFile'>, env: Environment): Environment {
  if (envFile === null) return env;
  try {
    return { ...parseEnv(readFileSync(envFile, 'utf8')), ...env };
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new AppError({
      code: 'secrets.environment',
      kind: 'permanent',
      message: `${envFile} cannot be read (${reason}).`,
      cause,
    });
  }
}

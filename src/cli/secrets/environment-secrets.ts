import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { SecretStore } from '../../core/secrets.ts';
import { type SecretName, secretNames } from '../../shared/config.ts';
import { AppError } from '../../shared/errors.ts';
import { isGenerated, variableOf } from './names.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** True when any secret is given by a variable: the keychain is then not asked for the others. */
export function hasSecrets(env: Environment): boolean {
  return secretNames.some((name) => ['', '_FILE'].some((end) => (env[`${variableOf(name)}${end}`] ?? '') !== ''));
}

/**
 * The value a variable gives, straight or as the name of a file that holds it; null when neither is set. Throws `secrets.environment` when both
 * are, or when the file cannot be read.
 */
export function secretFrom(env: Environment, name: SecretName): string | null {
  const variable = variableOf(name);
  const value = env[variable] ?? '';
  const file = env[`${variable}_FILE`] ?? '';
  if (value !== '' && file !== '')
    throw refused(name, `Both ${variable} and ${variable}_FILE are set. Keep one of them.`);
  if (file === '') return value === '' ? null : value;
  let content: string;
  try {
    // Editors and secret managers end a file with a line break that is no part of the secret.
    content = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw refused(name, `${variable}_FILE names ${file}, which cannot be read (${codeOf(cause)}).`);
  }
  if (content === '') throw refused(name, `${variable}_FILE names ${file}, which is empty.`);
  return content;
}

const keptSchema = z.partialRecord(z.enum(secretNames), z.string());
type Kept = z.infer<typeof keptSchema>;

/**
 * Secrets of a machine without a keychain: the vendors' from environment variables, never written anywhere; those the engine makes for itself
 * from variables as well, else kept in a file of the data folder that its owner alone can read (docs/cli.md says why that is enough).
 */
export class EnvironmentSecrets implements SecretStore {
  readonly backend = { kind: 'session', name: 'environment variables', warning: null } as const;
  readonly #env: Environment;
  readonly #file: string;

  /** `file` holds what the engine generates; made with the first such secret. */
  constructor(env: Environment, file: string) {
    this.#env = env;
    this.#file = file;
  }

  async get(name: SecretName): Promise<string | null> {
    return secretFrom(this.#env, name) ?? (isGenerated(name) ? (this.#kept()[name] ?? null) : null);
  }

  async set(name: SecretName, value: string): Promise<void> {
    // A variable would win again at the next start, over what Field Nation was told meanwhile.
    if (!isGenerated(name) || secretFrom(this.#env, name) !== null)
      throw refused(name, `A secret given by the environment is changed there: set ${variableOf(name)}.`);
    this.#keep({ ...this.#kept(), [name]: value });
  }

  async clear(name: SecretName): Promise<void> {
    const { [name]: _gone, ...rest } = this.#kept();
    if (isGenerated(name)) this.#keep(rest);
  }

  #kept(): Kept {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return {};
      throw refused('intake.pathToken', `${this.#file} cannot be read (${codeOf(error)}).`);
    }
    try {
      return keptSchema.parse(JSON.parse(text));
    } catch {
      throw refused(
        'intake.pathToken',
        `${this.#file} is damaged. Delete it: new secrets are made, and callback and webhook are registered again.`,
      );
    }
  }

  #keep(kept: Kept): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const next = `${this.#file}.next`;
    writeFileSync(next, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    renameSync(next, this.#file);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function refused(name: SecretName, message: string): AppError {
  return new AppError({ code: 'secrets.environment', kind: 'permanent', message, context: { secret: name } });
}

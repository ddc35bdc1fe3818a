import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AppError } from '../shared/errors.ts';
import { type CommandName, commandNames } from './help.ts';

/** What the command line asked for. */
export type Asked =
  | { readonly do: 'version' }
  | { readonly do: 'help'; readonly command: CommandName | null }
  | ({
      readonly do: 'plan';
      readonly accept: boolean;
      readonly json: boolean;
      readonly tickets: readonly number[];
    } & Configured)
  | ({
      readonly do: 'serve';
      readonly takeOver: boolean;
      readonly paused: boolean;
      readonly healthPort: number;
    } & Configured)
  | ({ readonly do: 'doctor'; readonly json: boolean } & Configured)
  | ({ readonly do: 'export'; readonly file: string | null } & Placed)
  | ({
      readonly do: 'import';
      readonly file: string;
      readonly dryRun: boolean;
      readonly otherSystem: boolean;
    } & Placed);

/** Where the profile is. */
export interface Placed {
  readonly profile: string;
  readonly dataDir: string | null;
}

/** And what configures it. */
export interface Configured extends Placed {
  readonly config: string | null;
  readonly envFile: string | null;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const everywhere = { profile: text, 'data-dir': text, help: { ...flag, short: 'h' } } as const;
const configured = { ...everywhere, config: text, 'env-file': text } as const;

/** Not the app's default: both may run on one machine. */
const defaultProfile = 'server';
const profilePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Reads the command line (without Node and the script). Throws AppError `cli.usage` for whatever it does not know. */
export function parseCommandLine(argv: readonly string[]): Asked {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h') return { do: 'help', command: null };
  if (first === '--version' || first === '-V') return { do: 'version' };
  if (first === 'help') return { do: 'help', command: commandOf(rest[0] ?? null) };
  const command = commandOf(first);
  if (command === null) throw usage('Name a command.');
  if (rest.includes('--help') || rest.includes('-h')) return { do: 'help', command };
  return parsers[command](rest);
}

function commandOf(word: string | null): CommandName | null {
  if (word === null) return null;
  const found = commandNames.find((name) => name === word);
  if (found !== undefined) return found;
  throw usage(
    word.startsWith('-')
      ? `The command comes first: dispatch-bridge <command> ${word}.`
      : `"${word}" is not a command; there are ${commandNames.join(', ')}.`,
  );
}

const parsers: Readonly<Record<CommandName, (argv: string[]) => Asked>> = {
  plan(argv) {
    const { values } = read('plan', argv, {
      ...configured,
      accept: flag,
      json: flag,
      ticket: { ...text, multiple: true },
    });
    const tickets = (values.ticket ?? []).map((ticket) => wholeNumber('--ticket', ticket, 1, Number.MAX_SAFE_INTEGER));
    if (tickets.length > 0 && !values.accept) throw usage('--ticket goes with --accept.');
    return { do: 'plan', accept: values.accept, json: values.json, tickets, ...configuredOf(values) };
  },
  serve(argv) {
    const { values } = read('serve', argv, { ...configured, 'take-over': flag, paused: flag, 'health-port': text });
    const healthPort = wholeNumber('--health-port', values['health-port'] ?? '0', 0, 65_535);
    return {
      do: 'serve',
      takeOver: values['take-over'],
      paused: values.paused,
      healthPort,
      ...configuredOf(values),
    };
  },
  doctor(argv) {
    const { values } = read('doctor', argv, { ...configured, json: flag });
    return { do: 'doctor', json: values.json, ...configuredOf(values) };
  },
  export(argv) {
    const { values, positionals } = read('export', argv, everywhere, 1);
    return { do: 'export', file: positionals[0] ?? null, ...placedOf(values) };
  },
  import(argv) {
    const { values, positionals } = read('import', argv, { ...everywhere, 'dry-run': flag, 'other-system': flag }, 1);
    const [file] = positionals;
    if (file === undefined) throw usage('Name the file to import.');
    return {
      do: 'import',
      file,
      dryRun: values['dry-run'],
      otherSystem: values['other-system'],
      ...placedOf(values),
    };
  },
};

function read<O extends NonNullable<ParseArgsConfig['options']>>(
  command: CommandName,
  argv: string[],
  options: O,
  positionals = 0,
) {
  try {
    const parsed = parseArgs({ args: argv, options, allowPositionals: positionals > 0, strict: true });
    if (parsed.positionals.length > positionals)
      throw new Error(`"${parsed.positionals[positionals]}" is one argument too many`);
    return parsed;
  } catch (error) {
    // Node's own sentence; its advice about "--" helps nobody here.
    const [sentence = ''] = String(error instanceof Error ? error.message : error).split(/\. |\n/);
    throw usage(`${sentence.replace(/\.$/, '')}. "dispatch-bridge ${command} --help" lists the options.`);
  }
}

function placedOf(values: { readonly profile?: string | undefined; readonly 'data-dir'?: string | undefined }): Placed {
  const profile = values.profile ?? defaultProfile;
  if (!profilePattern.test(profile))
    throw usage(
      `"${profile}" cannot be a profile name. Use up to 40 small letters, digits and hyphens, starting with a letter or digit.`,
    );
  return { profile, dataDir: given('--data-dir', values['data-dir']) };
}

function configuredOf(
  values: Parameters<typeof placedOf>[0] & {
    readonly config?: string | undefined;
    readonly 'env-file'?: string | undefined;
  },
): Configured {
  return {
    ...placedOf(values),
    config: given('--config', values.config),
    envFile: given('--env-file', values['env-file']),
  };
}

/** An option that was given empty (an unset shell variable, most often) must not mean "not given". */
function given(option: string, value: string | undefined): string | null {
  if (value === '') throw usage(`${option} is empty.`);
  return value ?? null;
}

function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw usage(`${option} takes a whole number${most > 1e6 ? '' : ` from ${least} to ${most}`}, not "${value}".`);
}

export function usage(message: string): AppError {
  return new AppError({ code: 'cli.usage', kind: 'permanent', message });
}
